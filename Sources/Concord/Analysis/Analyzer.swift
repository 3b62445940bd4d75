/// How text becomes terms: first the cut, then the changes.
///
/// An analyzer is a value. The index keeps its ``recipe``, so that queries are analyzed as the
/// documents were.
///
///     Analyzer.english.terms(in: "Don't count whales!")   // ["don't", "count", "whale"]
public struct Analyzer: Sendable, Hashable {
  /// How the text is cut.
  public var tokenizer: Tokenizer
  /// The changes to each term, in order.
  public var filters: [TokenFilter]

  /// Makes an analyzer of a tokenizer and filters, which run in the order given.
  public init(tokenizer: Tokenizer, filters: [TokenFilter]) {
    self.tokenizer = tokenizer
    self.filters = filters
  }

  /// Words of any language, without regard to case and diacritics.
  ///
  /// The default.
  public static let standard = Analyzer(
    tokenizer: .unicodeWords, filters: [.foldCase, .foldDiacritics])

  /// Runs of letters and digits in lower case: the same terms as Lucene's simplest chain.
  public static let simple = Analyzer(tokenizer: .simple, filters: [.lowercase])

  /// The whole value as one term, unchanged: for codes, names of categories, paths.
  public static let keyword = Analyzer(tokenizer: .wholeValue, filters: [])

  /// English words by their stems.
  public static let english = language(.english)

  /// Words of `language` by their stems.
  ///
  /// Diacritics are folded only where that cannot spoil the stemmer's work or join words that
  /// the language tells apart: in English, in Greek, and in languages of other scripts.
  public static func language(_ language: Language) -> Analyzer {
    var filters: [TokenFilter] = [language == .turkish ? .foldCaseTurkic : .foldCase]
    if language.foldsDiacriticsSafely {
      filters.append(.foldDiacritics)
    }
    filters.append(.stemmer(language))
    return Analyzer(tokenizer: .unicodeWords, filters: filters)
  }

  /// The terms of `text` in order, to see what the analyzer does.
  ///
  /// Meant for looking at and for short texts: makes a String for every token.
  public func terms(in text: String) -> [String] {
    var buffer = TokenBuffer()
    AnalyzerRun(self).analyze(Array(text.utf8).span, into: &buffer)
    return buffer.tokens.indices.map { buffer.term(of: $0) }
  }

  /// The analyzer in words, such as `unicode-words fold-case fold-diacritics stem:english`.
  ///
  /// The same words in the same order make the same analyzer: see ``init(recipe:)``.
  public var recipe: String {
    ([tokenizer.name] + filters.map(\.name)).joined(separator: " ")
  }

  /// Makes the analyzer that `recipe` describes; nil if it has a word that this version of
  /// Concord does not know.
  public init?(recipe: String) {
    let words = recipe.split(separator: " ", omittingEmptySubsequences: false)
    guard let first = words.first, let tokenizer = Tokenizer(name: first) else { return nil }
    var filters: [TokenFilter] = []
    for word in words.dropFirst() {
      guard let filter = TokenFilter(name: word) else { return nil }
      filters.append(filter)
    }
    self.init(tokenizer: tokenizer, filters: filters)
  }
}
