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
  /// The language of the document in work, for ``TokenFilter/languageNamedBy(field:)``; nil if it
  /// is not known, and in a schema.
  var documentLanguage: Language?

  /// Makes an analyzer of a tokenizer and filters, which run in the order given.
  public init(tokenizer: Tokenizer, filters: [TokenFilter]) {
    self.tokenizer = tokenizer
    self.filters = filters
  }

  /// Words of any language, without regard to case, width, diacritics and vowel points.
  ///
  /// The default.
  public static let standard = Analyzer(
    tokenizer: .wordsAndSigns, filters: [.foldCase, .foldWidth, .foldDiacritics, .foldPoints])

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
    var filters: [TokenFilter] = [
      language == .turkish ? .foldCaseTurkic : .foldCase, .foldWidth,
    ]
    if Clitics.exist(in: language) { filters.append(.clitics(language)) }
    if language.foldsDiacriticsSafely { filters.append(.foldDiacritics) }
    filters.append(.foldPoints)
    return Analyzer(
      tokenizer: .wordsAndSigns, filters: filters + TokenFilter.stemming(of: language))
  }

  /// Words by their stems in the language that each document's field `field` names, as
  /// ``Language`` spells it.
  ///
  /// For documents in many languages. The field is a stored keyword field of the schema;
  /// ``Language/init(guessedFrom:)`` says what to put there if nobody knows it.
  ///
  /// ```swift
  /// Schema(.keyword("language"), .text("body", .language(namedBy: "language")))
  /// ```
  ///
  /// Case is folded alike in all languages, so a Turkish `I` is `i`.
  public static func language(namedBy field: String) -> Analyzer {
    Analyzer(
      tokenizer: .wordsAndSigns,
      filters: [.foldCase, .foldWidth, .foldPoints, .languageNamedBy(field: field)])
  }

  /// What ``standard``, ``language(_:)`` and ``language(namedBy:)`` were in earlier releases, the
  /// last one first.
  ///
  /// An index keeps the analyzer that it was made with, and goes on with it when a program opens it
  /// that asks for today's.
  var earlierEditions: [Analyzer] {
    if self == .standard {
      return [
        Analyzer(tokenizer: .words, filters: [.foldCase, .foldDiacritics, .foldPoints]),
        Analyzer(tokenizer: .unicodeWords, filters: [.foldCase, .foldDiacritics]),
      ]
    }
    if let languageField, self == .language(namedBy: languageField) {
      let filters: [TokenFilter] = [
        .foldCase, .foldPoints, .stemmerNamedBy(field: languageField),
      ]
      return [Analyzer(tokenizer: .words, filters: filters)]
    }
    guard let language, self == .language(language) else { return [] }
    let second = filtersBeforeStemmer.filter { $0 != .foldWidth } + [.stemmer(language)]
    let first = second.filter { filter in
      switch filter {
      case .clitics, .foldPoints: false
      default: true
      }
    }
    return [
      Analyzer(tokenizer: .words, filters: second),
      Analyzer(tokenizer: .unicodeWords, filters: first),
    ]
  }

  /// The language of the first stemmer; nil without one.
  public var language: Language? {
    for filter in filters {
      switch filter {
      case .stemmer(let language): return language
      case .light10: return .arabic
      default: continue
      }
    }
    return nil
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
  ///
  /// Nil also for one with a tokenizer or filter of a user's own (``CustomTokenizer``).
  public init?(recipe: String) {
    self.init(recipe: recipe, customs: .none)
  }

  /// Makes the analyzer that `recipe` describes, with the tokenizers and filters of `customs`.
  init?(recipe: String, customs: CustomAnalysis) {
    let words = recipe.split(separator: " ", omittingEmptySubsequences: false)
    guard let first = words.first, let tokenizer = Tokenizer(name: first, customs) else {
      return nil
    }
    var filters: [TokenFilter] = []
    for word in words.dropFirst() {
      guard let filter = TokenFilter(name: word, customs) else { return nil }
      filters.append(filter)
    }
    self.init(tokenizer: tokenizer, filters: filters)
  }
}
