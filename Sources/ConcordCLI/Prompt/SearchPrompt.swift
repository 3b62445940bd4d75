import Concord
import ConcordServer

/// `concord search` without a query: results while one types.
struct SearchPrompt {
  private let snapshot: Snapshot
  private let reading: QueryArguments
  private var text = ""
  private var hits: [HitAnswer] = []
  private var total = 0
  /// What could not be understood of the text.
  private var mistake: String?
  private var chosen = 0

  init(_ snapshot: Snapshot, reading: QueryArguments) {
    self.snapshot = snapshot
    self.reading = reading
  }

  /// Rows above the hits, below them, and of each.
  private static let rows = (above: 2, below: 1, hit: 2)

  /// Runs until Escape, Ctrl-C or the end of the terminal.
  mutating func run(on terminal: RawTerminal) throws {
    var bytes: [UInt8] = []
    draw(on: terminal)
    while true {
      switch terminal.nextEvent() {
      case .end: return
      case .resized:
        try searchAgain(terminal)
        draw(on: terminal)
        continue
      case .keys(let read): bytes += read
      }
      let before = text
      for key in Key.take(from: &bytes) {
        switch key {
        case .text(let typed): text += typed
        case .backspace: _ = text.popLast()
        case .deleteLine: text = ""
        case .up: chosen = max(0, chosen - 1)
        case .down: chosen = max(0, min(hits.count - 1, chosen + 1))
        case .escape: return
        case .enter:
          // What was typed before it is looked for first.
          if text != before { try search(terminal) }
          guard chosen < hits.count else { break }
          let article = ArticleText(hits[chosen])
          try terminal.lend { try article.page() }
        }
      }
      if text != before { try search(terminal) }
      draw(on: terminal)
    }
  }

  /// Looks for what is typed so far; a word that has only begun is a prefix, if nothing else is
  /// found.
  private mutating func search(_ terminal: RawTerminal) throws {
    chosen = 0
    hits = []
    total = 0
    mistake = nil
    guard !text.isEmpty else { return }
    let room = terminal.size.rows - Self.rows.above - Self.rows.below
    let limit = max(1, room / Self.rows.hit)
    for typed in [text, text + "*"] where total == 0 {
      let lenient = reading.lenientQuery(typed, for: snapshot.schema)
      if mistake == nil { mistake = lenient.diagnostics.first?.message }
      do throws(ConcordError) {
        let found = try snapshot.search(lenient.query, limit: limit, countingAll: true)
        total = try found.exactTotal()
        var answers: [HitAnswer] = []
        for (i, hit) in found.enumerated() { answers.append(try HitAnswer(hit, rank: i + 1)) }
        hits = answers
      } catch {
        // A query that is not finished may ask what cannot be asked.
        guard case .unsupportedQuery = error else { throw error }
      }
    }
  }

  /// Looks for as many hits as there is room for now.
  private mutating func searchAgain(_ terminal: RawTerminal) throws {
    let chosen = chosen
    try search(terminal)
    self.chosen = max(0, min(hits.count - 1, chosen))
  }

  private func draw(on terminal: RawTerminal) {
    let (rows, columns) = terminal.size
    // The last column is left free: a terminal may break the line there.
    let width = max(1, columns - 1)
    func shown(_ line: TerminalText) -> String {
      line.rendered(columns: width, isStyled: true) + "\u{1B}[K\r\n"
    }
    var screen = "\u{1B}[H"
    var prompt = TerminalText("> ", .dim)
    prompt.add(text)
    screen += shown(prompt)
    let count = NumberText.count(text.isEmpty ? snapshot.documentCount : total, "article")
    var summary = TerminalText("  \(count)", .dim)
    // While something is found, a mark that is not closed yet is no mistake to speak of.
    if total == 0, let mistake { summary.add(": \(mistake)", .dim) }
    screen += shown(summary)
    for (i, hit) in hits.enumerated() {
      var title = TerminalText(i == chosen ? "▸ " : "  ", .match)
      title.add(hit.title, .bold)
      screen += shown(title)
      var snippet = TerminalText("    ")
      if let text = SnippetText(hit.snippet) { snippet.add(text.text) }
      screen += shown(snippet)
    }
    screen += "\u{1B}[J\u{1B}[\(rows);1H"
    let help = TerminalText("Up and down choose, Enter opens, Escape ends", .dim)
    screen += help.rendered(columns: width, isStyled: true)
    let column = TerminalText("> \(text)").columnCount
    screen += "\u{1B}[1;\(min(width, column) + 1)H"
    terminal.write(screen)
  }
}

/// An article for a pager, with what matched marked.
private struct ArticleText {
  private let hit: HitAnswer

  init(_ hit: HitAnswer) { self.hit = hit }

  /// Shows it, from the line of the first match on.
  func page() throws {
    let body = hit.document.fields["body"] ?? ""
    let ranges = try hit.hit.matches().first { $0.field == "body" }?.ranges ?? []
    var lines = [
      TerminalText(hit.title, .bold), TerminalText(hit.document.key, .dim), TerminalText(),
    ]
    var firstLine = 1
    if let first = ranges.first {
      let newlines = body.utf8.prefix(first.lowerBound).count { $0 == UInt8(ascii: "\n") }
      firstLine = lines.count + newlines + 1
    }
    var start = 0
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(Self.line(line, from: start, ranges))
      start += line.utf8.count + 1
    }
    let pager = Pager(firstLine: firstLine)
    for line in lines {
      pager?.write(Array((line.rendered(columns: nil, isStyled: true) + "\n").utf8))
    }
    pager?.finish()
  }

  private static func line(_ text: Substring, from start: Int, _ ranges: [Range<Int>])
    -> TerminalText
  {
    var line = TerminalText()
    let bytes = text.utf8
    var end = 0
    func piece(to offset: Int) -> String {
      let first = bytes.index(bytes.startIndex, offsetBy: end)
      let last = bytes.index(bytes.startIndex, offsetBy: offset)
      end = offset
      return String(text[first..<last])
    }
    for range in ranges
    where range.lowerBound >= start + end && range.upperBound <= start + bytes.count {
      line.add(piece(to: range.lowerBound - start))
      line.add(piece(to: range.upperBound - start), .match)
    }
    line.add(piece(to: bytes.count))
    return line
  }
}
