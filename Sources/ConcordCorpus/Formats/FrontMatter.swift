// The lines before a Markdown text that say what it is: YAML between `---` lines, or TOML between
// `+++` lines, in the subset that people write there.
//
// YAML: `key: value`; plain, 'single' and "double" quoted text; lists, inline or dashed; maps by
// indentation; `|` and `>` blocks. Inline maps, anchors and tags are kept as the text they are.
// TOML: `key = value` with the same kinds of text, lists, and `[table]` lines.
// Names of nested values are joined with dots, and values of lists with ", ", as with JSON.

enum FrontMatter {
  /// Adds the front matter's fields, and returns the offset of the text after it: 0 if the text
  /// has no front matter.
  static func read(
    _ bytes: [UInt8], into fields: inout FieldCollector
  ) -> Int {
    let fence: [UInt8]
    if bytes.starts(with: "---".utf8) {
      fence = Array("---".utf8)
    } else if bytes.starts(with: "+++".utf8) {
      fence = Array("+++".utf8)
    } else {
      return 0
    }
    guard let (lines, end) = lines(of: bytes, fence: fence) else { return 0 }
    if fence == Array("---".utf8) {
      var reader = YAMLReader(lines: lines)
      reader.read(into: &fields)
    } else {
      var reader = TOMLReader(lines: lines)
      reader.read(into: &fields)
    }
    return end
  }

  /// The lines between the fences, and the offset after the second; nil if there is no second.
  private static func lines(
    of bytes: [UInt8], fence: [UInt8]
  ) -> (lines: [ArraySlice<UInt8>], end: Int)? {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let newline = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let line = bytes[start..<newline]
      let trimmed = ArticleText.trimmed(line)
      let isFence = trimmed.elementsEqual(fence) && line.first == fence[0]
      let isDots = fence[0] == UInt8(ascii: "-") && line.elementsEqual("...".utf8)
      if start == 0, !isFence { return nil }
      if start > 0 {
        if isFence || isDots { return (lines, min(newline + 1, bytes.count)) }
        lines.append(line)
      }
      start = newline + 1
    }
    return nil
  }

  /// The value of a scalar or an inline list, without its quotation marks and its comment.
  static func values(of text: ArraySlice<UInt8>) -> [String] {
    let text = ArticleText.trimmed(text)
    guard let first = text.first else { return [] }
    if first == UInt8(ascii: "[") {
      return elements(of: text.dropFirst()).flatMap { scalar($0).map { [$0] } ?? [] }
    }
    return scalar(text).map { [$0] } ?? []
  }

  /// Cuts an inline list at its commas and ends at its bracket.
  private static func elements(of text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var elements: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    var quote: UInt8?
    var i = start
    loop: while i < text.endIndex {
      let byte = text[i]
      switch byte {
      case UInt8(ascii: "\\") where quote == 0x22: i += 1
      case 0x22, 0x27:
        if quote == byte { quote = nil } else if quote == nil { quote = byte }
      case UInt8(ascii: ",") where quote == nil:
        elements.append(text[start..<i])
        start = i + 1
      case UInt8(ascii: "]") where quote == nil: break loop
      default: break
      }
      i += 1
    }
    elements.append(text[start..<min(i, text.endIndex)])
    return elements
  }

  /// One value; nil for null and for nothing.
  private static func scalar(_ text: ArraySlice<UInt8>) -> String? {
    let text = ArticleText.trimmed(text)
    guard let first = text.first, !text.elementsEqual("~".utf8),
      !text.elementsEqual("null".utf8)
    else { return nil }
    if first == 0x22 || first == 0x27 { return quoted(text, quote: first) }
    var end = text.startIndex
    while end < text.endIndex {
      // A number sign starts a comment at the start of a word only.
      let isWordStart = end == text.startIndex || ArticleText.isSpace(text[end - 1])
      if text[end] == UInt8(ascii: "#"), isWordStart { break }
      end += 1
    }
    let plain = ArticleText.trimmed(text[..<end])
    return plain.isEmpty ? nil : String(decoding: plain, as: UTF8.self)
  }

  /// The text in quotation marks: `''` is one mark in single ones, `\` escapes in double ones.
  private static func quoted(_ text: ArraySlice<UInt8>, quote: UInt8) -> String {
    var result: [UInt8] = []
    var i = text.startIndex + 1
    while i < text.endIndex {
      let next = i + 1 < text.endIndex ? text[i + 1] : nil
      if text[i] == quote {
        guard quote == 0x27, next == quote else { break }
        i += 1
      } else if quote == 0x22, text[i] == UInt8(ascii: "\\"), let next {
        i += 2
        result.append(next == UInt8(ascii: "n") ? 0x0A : next == UInt8(ascii: "t") ? 0x09 : next)
        continue
      }
      result.append(text[i])
      i += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A key without quotation marks; nil if it cannot be one.
  static func key(_ text: ArraySlice<UInt8>) -> String? {
    var text = ArticleText.trimmed(text)
    if let quote = text.first, quote == 0x22 || quote == 0x27, text.last == quote, text.count > 1 {
      text = text.dropFirst().dropLast()
    }
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }
}
