import Concord
import ConcordServer

/// Hits as people read them, or as programs do.
struct HitReport {
  /// How many documents match in all.
  let total: Int
  /// How many hits come before the first.
  let offset: Int
  /// The field that the hits are sorted by; nil for their scores.
  let sortField: String?
  /// The fields that are shown beside the usual ones.
  let fields: [String]

  /// Four columns a rank; further lines of a hit begin below its title.
  private static let indent = "    "

  /// Three lines a hit, at least: the title; the score, or what it is sorted by, and the path; a
  /// snippet.
  func write(_ hits: Hits, _ output: inout Output) throws {
    for (i, hit) in hits.enumerated() {
      let document = try hit.document()
      let path = document.fields["path"] ?? document.key
      var title = TerminalText("\(offset + i + 1).".padded(to: Self.indent.count))
      title.add(document.fields["title"] ?? document.key, .bold)
      try output.line(title)
      var place = TerminalText(Self.indent)
      let score = NumberText.decimal(Double(hit.score), digits: 2)
      place.add((sortField.map { document.fields[$0] ?? "no \($0)" } ?? score) + "  ", .dim)
      place.add(document.key == path ? path : "\(path)  \(document.key)", .dim)
      try output.line(place)
      if let snippet = try SnippetText(of: hit, document) {
        var line = TerminalText(Self.indent)
        line.add(snippet.text)
        try output.line(line)
      }
      for name in fields {
        guard let text = document.fields[name] else { continue }
        try output.line(TerminalText("\(Self.indent)\(name): \(text)"))
      }
    }
    try finish(shownCount: hits.count, &output)
  }

  /// A line of the user's own for each hit.
  func write(_ hits: Hits, as format: LineFormat, _ output: inout Output) throws {
    for (i, hit) in hits.enumerated() {
      try output.write(try format.line(hit, rank: offset + i + 1) + "\n")
    }
  }

  /// Says how many there are: below the hits for people, aside for programs.
  private func finish(shownCount: Int, _ output: inout Output) throws(OutputError) {
    guard total > 0 else { return }
    let sentence = "\(NumberText.grouped(shownCount)) of \(NumberText.count(total, "article"))"
    if output.isTerminal {
      try output.line(TerminalText())
      try output.line(TerminalText(sentence, .dim))
    } else {
      try output.flush()
      Messages.say(sentence)
    }
  }

  /// An object a line for each hit.
  func writeJSON(_ hits: Hits, _ output: inout Output) throws {
    for (i, hit) in hits.enumerated() {
      let answer = try HitAnswer(hit, rank: offset + i + 1)
      try output.write(answer.object(total: total, fields: fields).text + "\n")
    }
  }
}

extension String {
  /// The text with spaces at its end, so that it takes `columns` columns and one space at least.
  fileprivate func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(1, columns - utf8.count))
  }
}
