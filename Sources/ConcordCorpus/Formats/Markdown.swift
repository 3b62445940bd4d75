// Markdown as text to search: what a reader would see, without the marks.
//
// Lines are sorted into blocks here; `MarkdownInline` takes the marks out of their text. Code is
// kept as it is. Quotes, lists and tables keep their text line by line, and blank lines between
// paragraphs stay. HTML tags, comments and link definitions go. This reads CommonMark the way
// people write it, not to the letter: a mark too many or too few does no harm in a search.

/// A Markdown file: front matter, a title, and text.
enum Markdown {
  /// Reads a file.
  ///
  /// The title is the front matter's, or the first heading of the first level, which is then no
  /// part of the body.
  static func read(_ text: DecodedText) -> ArticleContent {
    var collector = FieldCollector()
    let start = FrontMatter.read(text.bytes, into: &collector)
    var fields = collector.take()
    var blocks = MarkdownBlocks(takesTitle: fields["title"] == nil)
    blocks.read(text.bytes[start...])
    if let title = blocks.title { ArticleText.set("title", title[...], in: &fields) }
    fields["body"] = nil
    ArticleText.set("body", ArticleText.trimmed(blocks.body[...]), in: &fields)
    return ArticleContent(fields: fields, replacedCount: text.replacedCount)
  }
}

/// Sorts lines into blocks and gathers their text.
struct MarkdownBlocks {
  private(set) var body: [UInt8] = []
  private(set) var title: [UInt8]?

  private var takesTitle: Bool
  /// The lines of the paragraph so far, without the marks of its block.
  private var paragraph: [UInt8] = []
  /// The mark and the count of the code fence that is open.
  private var fence: (mark: UInt8, count: Int)?
  private var isInComment = false
  private var isInList = false
  private var wasBlank = true

  init(takesTitle: Bool) { self.takesTitle = takesTitle }

  /// Reads all lines of a text.
  mutating func read(_ text: ArraySlice<UInt8>) {
    // A comment that is never closed is text, so the last closing mark is found first.
    let lastClose = Self.lastCommentEnd(in: text)
    var start = text.startIndex
    while start < text.endIndex {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.endIndex
      readLine(text[start..<end], mayComment: start < lastClose)
      start = end + 1
    }
    endParagraph()
  }

  private static func lastCommentEnd(in text: ArraySlice<UInt8>) -> Int {
    var i = text.endIndex - 1
    while i >= text.startIndex + 2 {
      if text[i] == UInt8(ascii: ">"), text[i - 1] == 0x2D, text[i - 2] == 0x2D { return i }
      i -= 1
    }
    return text.startIndex
  }

  private mutating func readLine(_ source: ArraySlice<UInt8>, mayComment: Bool) {
    if let open = fence {
      readCode(source, fence: open)
      return
    }
    let hasComment = isInComment || (mayComment && Self.find("<!--", in: source) != nil)
    let line = hasComment ? withoutComments(source)[...] : source
    if hasComment, ArticleText.trimmed(line).isEmpty, !ArticleText.trimmed(source).isEmpty {
      // A line that held nothing but a comment is not a blank line.
      return
    }
    let text = ArticleText.trimmed(line)
    if text.isEmpty {
      endParagraph()
      appendBlank()
      wasBlank = true
      return
    }
    defer { wasBlank = false }
    let indentation = line.prefix { $0 == 0x20 || $0 == 0x09 }
    let isIndented = indentation.contains(0x09) || indentation.count >= 4
    if isIndented, paragraph.isEmpty, wasBlank || isCode, !isInList {
      isCode = true
      append(line.dropFirst(min(indentation.count, indentation.contains(0x09) ? 1 : 4)))
      return
    }
    isCode = false
    readBlock(text, isIndented: isIndented)
  }

  /// Whether the line before was indented code.
  private var isCode = false

  private mutating func readBlock(_ text: ArraySlice<UInt8>, isIndented: Bool) {
    var text = text
    while text.first == UInt8(ascii: ">") { text = ArticleText.trimmed(text.dropFirst()) }
    if openFence(text) { return }
    if let level = Self.underlineLevel(text), !paragraph.isEmpty {
      endParagraph(headingLevel: level)
      return
    }
    if Self.isRule(text) {
      endParagraph()
      return
    }
    if text.first == UInt8(ascii: "#"), let heading = Self.heading(text) {
      endParagraph()
      paragraph = Array(heading.text)
      endParagraph(headingLevel: heading.level)
      isInList = false
      return
    }
    if let item = Self.listItem(text) {
      endParagraph()
      isInList = true
      text = item
      if openFence(text) { return }
    } else if wasBlank, !isIndented {
      isInList = false
    }
    if text.first == UInt8(ascii: "|") {
      endParagraph()
      if Self.isTableRule(text) { return }
      paragraph = Self.tableRow(text)
      endParagraph()
      return
    }
    if paragraph.isEmpty, text.first == UInt8(ascii: "["), let rest = Self.definition(text) {
      paragraph = Array(rest)
      endParagraph()
      return
    }
    if !paragraph.isEmpty { paragraph.append(0x0A) }
    paragraph.append(contentsOf: text)
  }

  // MARK: Writing

  private mutating func append(_ line: ArraySlice<UInt8>) {
    body.append(contentsOf: line)
    body.append(0x0A)
  }

  /// A blank line, unless the text so far ends with one or is empty.
  private mutating func appendBlank() {
    if !body.isEmpty, !body.suffix(2).elementsEqual([0x0A, 0x0A]) { append([]) }
  }

  private mutating func endParagraph(headingLevel: Int? = nil) {
    guard !paragraph.isEmpty else { return }
    let text = MarkdownInline.text(of: paragraph)
    paragraph = []
    if headingLevel == 1, takesTitle, !text.isEmpty {
      takesTitle = false
      title = text.map { $0 == 0x0A ? 0x20 : $0 }
      return
    }
    if headingLevel != nil { appendBlank() }
    append(text[...])
    if headingLevel != nil { appendBlank() }
  }

  // MARK: Code

  private mutating func openFence(_ text: ArraySlice<UInt8>) -> Bool {
    guard let mark = text.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
      return false
    }
    let count = text.prefix { $0 == mark }.count
    let info = text.dropFirst(count)
    guard count >= 3, mark == UInt8(ascii: "~") || !info.contains(mark) else { return false }
    endParagraph()
    fence = (mark, count)
    return true
  }

  private mutating func readCode(_ line: ArraySlice<UInt8>, fence open: (mark: UInt8, count: Int)) {
    let text = ArticleText.trimmed(line)
    if text.count >= open.count, text.allSatisfy({ $0 == open.mark }) {
      fence = nil
      wasBlank = false
    } else {
      append(line)
    }
  }

  // MARK: Comments

  private mutating func withoutComments(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = line
    while true {
      if isInComment {
        guard let close = Self.find("-->", in: rest) else { return result }
        isInComment = false
        rest = rest[(close + 3)...]
      }
      guard let open = Self.find("<!--", in: rest) else { return result + rest }
      result.append(contentsOf: rest[..<open])
      rest = rest[(open + 4)...]
      isInComment = true
    }
  }

  private static func find(_ mark: StaticString, in text: ArraySlice<UInt8>) -> Int? {
    let mark = Array(mark.description.utf8)
    guard text.count >= mark.count else { return nil }
    return (text.startIndex...text.endIndex - mark.count).first { i in
      text[i] == mark[0] && text[i..<i + mark.count].elementsEqual(mark)
    }
  }

  // MARK: Kinds of lines

  /// 1 for `===`, 2 for `---`.
  private static func underlineLevel(_ text: ArraySlice<UInt8>) -> Int? {
    guard text.count >= 2, let mark = text.first, text.allSatisfy({ $0 == mark }) else {
      return nil
    }
    return mark == UInt8(ascii: "=") ? 1 : mark == UInt8(ascii: "-") ? 2 : nil
  }

  /// Whether a line is `---`, `* * *` or `___`.
  private static func isRule(_ text: ArraySlice<UInt8>) -> Bool {
    guard let mark = text.first, "-*_".utf8.contains(mark) else { return false }
    let marks = text.filter { $0 != 0x20 && $0 != 0x09 }
    return marks.count >= 3 && marks.allSatisfy { $0 == mark }
  }

  private static func heading(
    _ text: ArraySlice<UInt8>
  ) -> (level: Int, text: ArraySlice<UInt8>)? {
    let level = text.prefix { $0 == UInt8(ascii: "#") }.count
    let rest = text.dropFirst(level)
    guard level <= 6, rest.isEmpty || rest.first == 0x20 || rest.first == 0x09 else { return nil }
    var title = ArticleText.trimmed(rest)
    let closing = title.reversed().prefix { $0 == UInt8(ascii: "#") }.count
    let before = title.dropLast(closing)
    if closing > 0, before.isEmpty || before.last == 0x20 { title = ArticleText.trimmed(before) }
    return (level, title)
  }

  /// The text of a list item, without its mark and its check box.
  private static func listItem(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var rest = text
    if let mark = rest.first, "-*+".utf8.contains(mark) {
      rest = rest.dropFirst()
    } else {
      let digits = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(digits)
      guard (1...9).contains(digits), let mark = rest.first, ".)".utf8.contains(mark) else {
        return nil
      }
      rest = rest.dropFirst()
    }
    guard rest.first == 0x20 || rest.first == 0x09 else { return nil }
    rest = ArticleText.trimmed(rest)
    for box in ["[ ] ", "[x] ", "[X] "] where rest.starts(with: box.utf8) {
      return rest.dropFirst(4)
    }
    return rest
  }

  private static func isTableRule(_ text: ArraySlice<UInt8>) -> Bool {
    text.contains(UInt8(ascii: "-")) && text.allSatisfy { "|-: ".utf8.contains($0) }
  }

  /// The cells of a row, with two spaces between them.
  private static func tableRow(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var row: [UInt8] = []
    var wasEscape = false
    for byte in text {
      if byte == UInt8(ascii: "|"), !wasEscape {
        while row.last == 0x20 { row.removeLast() }
        if !row.isEmpty { row.append(contentsOf: [0x20, 0x20]) }
      } else if byte != 0x20 || (row.last != 0x20 && !row.isEmpty) {
        row.append(byte)
      }
      wasEscape = byte == UInt8(ascii: "\\") && !wasEscape
    }
    while row.last == 0x20 { row.removeLast() }
    return row
  }

  /// The text that is left of a definition: none of `[label]: url`, the note of `[^1]: note`.
  private static func definition(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let close = text.firstIndex(of: UInt8(ascii: "]")), close + 1 < text.endIndex,
      text[close + 1] == UInt8(ascii: ":")
    else { return nil }
    let isNote = text.dropFirst().first == UInt8(ascii: "^")
    return isNote ? ArticleText.trimmed(text[(close + 2)...]) : []
  }
}
