import Concord

/// The piece of an article that is shown with a hit.
struct SnippetText {
  /// The characters of a snippet.
  private static let characterCount = 160

  /// The piece, with what stands for text that was left out.
  let text: TerminalText
  /// The same without styles; nil if the article has no text.
  let plain: String?

  /// The beginning of the body of the hit's document.
  init(of document: Document) {
    let body = document.fields["body"] ?? document.fields["title"] ?? ""
    // White space runs together, so that paragraphs become one line.
    let start = body.prefix(4 * Self.characterCount)
    let words = start.split(whereSeparator: \.isWhitespace)
    var line = ""
    for word in words {
      if line.count + word.count + 1 > Self.characterCount { break }
      line += line.isEmpty ? "\(word)" : " \(word)"
    }
    if line.isEmpty { line = String(words.first?.prefix(Self.characterCount) ?? "") }
    plain = line.isEmpty ? nil : line
    text = TerminalText(line)
  }
}
