/// A token of a text, as an analyzer makes it.
public struct AnalyzedToken: Sendable, Hashable {
  /// Which word of the text it is, from 0; stop words that were removed count too.
  public let position: Int
  /// Where it stands in the text.
  public let range: Range<String.Index>
  /// The term of the word as it was written, but folded.
  public let word: String
  /// The term of all words with the same stem; nil if the analyzer has no stemmer.
  public let stem: String?
}

extension Analyzer {
  /// The tokens of `text` in order, to see what the analyzer does.
  ///
  /// Meant for looking at and for short texts: makes Strings for every token. `language` is that of
  /// the document, for ``TokenFilter/languageNamedBy(field:)``.
  public func tokens(in text: String, language: Language? = nil) -> [AnalyzedToken] {
    var buffer = TokenBuffer()
    var text = text
    text.makeContiguousUTF8()
    AnalyzerRun(forDocument(in: language)).analyze(text.utf8.span, into: &buffer)
    let utf8 = text.utf8
    return buffer.tokens.enumerated().map { i, token in
      let start = utf8.index(utf8.startIndex, offsetBy: Int(token.start))
      let end = utf8.index(start, offsetBy: Int(token.end - token.start))
      return AnalyzedToken(
        position: Int(token.position), range: start..<end,
        word: String(decoding: buffer.form(of: i), as: UTF8.self),
        stem: hasStemmer ? buffer.term(of: i) : nil)
    }
  }
}
