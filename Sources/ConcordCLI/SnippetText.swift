import Concord

/// The piece of an article that is shown with a hit, with the words that matched marked.
struct SnippetText {
  /// The piece, with `…` where text was left out.
  let text: TerminalText
  /// The same without styles.
  let plain: String

  /// The piece of the hit's body that shows best why it matched.
  ///
  /// It is of another field if the hit's `document` has no body, and nil if it has no text at all.
  init?(of hit: Hit, _ document: Document) throws(ConcordError) {
    // The title has a line of its own already.
    let field = document.fields["body"] == nil ? nil : "body"
    self.init(try hit.snippet(of: field))
  }

  /// A piece that was chosen already; nil if there is none.
  init?(_ snippet: Snippet?) {
    guard let snippet else { return nil }
    let before = snippet.isCutAtStart ? "… " : ""
    let after = snippet.isCutAtEnd ? " …" : ""
    var text = TerminalText(before)
    var end = snippet.text.startIndex
    for highlight in snippet.highlights {
      text.add(String(snippet.text[end..<highlight.lowerBound]))
      text.add(String(snippet.text[highlight]), .match)
      end = highlight.upperBound
    }
    text.add(String(snippet.text[end...]) + after)
    self.text = text
    plain = before + snippet.text + after
  }
}
