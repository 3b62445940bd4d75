import Synchronization

/// Cuts the words of a query as the fields they are looked for in were cut.
final class AnalyzerRuns {
  /// The tokens of a piece of a query.
  struct Tokens {
    struct Token {
      let term: [UInt8]
      /// The word as it was written, but folded; the term itself without a stemmer.
      let form: [UInt8]
      let position: UInt32
    }
    var list: [Token] = []
    var positionCount: UInt32 = 0
  }

  private var runs: [Analyzer: AnalyzerRun] = [:]
  private var buffer = TokenBuffer()

  /// The tokens that `analyzer` makes of `text`, with their places in it.
  func buffer(of text: String, by analyzer: Analyzer) -> TokenBuffer {
    var buffer = TokenBuffer()
    run(analyzer).analyze(text.utf8.span, into: &buffer)
    return buffer
  }

  /// The same for text in UTF-8.
  func buffer(of text: [UInt8], by analyzer: Analyzer) -> TokenBuffer {
    var buffer = TokenBuffer()
    run(analyzer).analyze(text.span, into: &buffer)
    return buffer
  }

  /// The same for a piece of a text in UTF-8.
  func buffer(of text: Span<UInt8>, by analyzer: Analyzer) -> TokenBuffer {
    var buffer = TokenBuffer()
    analyze(text, by: analyzer, into: &buffer)
    return buffer
  }

  /// Puts the tokens that `analyzer` makes of `text` into `buffer`, in place of what is there.
  func analyze(_ text: Span<UInt8>, by analyzer: Analyzer, into buffer: inout TokenBuffer) {
    run(analyzer).analyze(text, into: &buffer)
  }

  private func run(_ analyzer: Analyzer) -> AnalyzerRun {
    if let run = runs[analyzer] { return run }
    let run = AnalyzerRun(analyzer)
    runs[analyzer] = run
    return run
  }

  /// The tokens that `analyzer` makes of `text`.
  func tokens(of text: String, by analyzer: Analyzer) -> Tokens {
    run(analyzer).analyze(text.utf8.span, into: &buffer)
    var tokens = Tokens()
    tokens.positionCount = buffer.positionCount
    for (i, token) in buffer.tokens.enumerated() {
      tokens.list.append(
        .init(term: buffer.bytes(of: i), form: buffer.form(of: i), position: token.position))
    }
    return tokens
  }

  /// The keys of what a token stands for: words of its stem in each of `languages`, if these are
  /// the documents', or the word if there is no stemmer.
  func keys(
    of token: Tokens.Token, field: UInt8, by analyzer: Analyzer, languages: [Language?]
  ) -> [TermKey] {
    guard analyzer.hasStemmer else { return [TermKey(word: token.form, field: field)] }
    guard analyzer.languageField != nil else {
      return [stemKey(token.term, field: field, by: analyzer)]
    }
    return languages.map { language in
      let stem = run(analyzer.forDocument(in: language)).stem(token.form)
      // A stem with a language's mark is no word.
      return TermKey(stem: stem, isOwnStem: false, field: field)
    }
  }

  /// The key of the words that have a stem.
  func stemKey(
    _ stem: [UInt8], field: UInt8, by analyzer: Analyzer
  ) -> TermKey {
    TermKey(stem: stem, isOwnStem: run(analyzer).stem(stem) == stem, field: field)
  }

  /// The text in the case and with the diacritics that terms have, otherwise as it is.
  func folded(_ text: String, by analyzer: Analyzer) -> String {
    let tokens = tokens(of: text, by: analyzer.folding)
    return tokens.list.map { String(decoding: $0.term, as: UTF8.self) }.joined()
  }

  /// The same for a pattern, whose `*`, `?` and backslashes stay.
  func foldedGlob(_ pattern: String, by analyzer: Analyzer) -> String {
    var result = ""
    var literal = ""
    for character in pattern.unicodeScalars {
      if character == "*" || character == "?" || character == "\\" {
        if !literal.isEmpty { result += folded(literal, by: analyzer) }
        literal = ""
        result.unicodeScalars.append(character)
      } else {
        literal.unicodeScalars.append(character)
      }
    }
    return literal.isEmpty ? result : result + folded(literal, by: analyzer)
  }
}

/// Analyzers at work that wait for the next query; making one takes longer than using it.
final class AnalyzerPool: Sendable {
  /// Safe to hand from thread to thread: whoever takes it out of the list is the only one to hold
  /// it.
  private struct Idle: @unchecked Sendable {
    let runs: AnalyzerRuns
  }
  private let idle = Mutex<[Idle]>([])

  /// Runs `body` with analyzers that no one else uses meanwhile.
  func withRuns<T, Failure: Error>(
    _ body: (AnalyzerRuns) throws(Failure) -> T
  ) throws(Failure) -> T {
    let runs = idle.withLock { $0.popLast() } ?? Idle(runs: AnalyzerRuns())
    defer { idle.withLock { $0.append(runs) } }
    return try body(runs.runs)
  }
}

extension Analyzer {
  /// The filters before the first stemmer, which make the written form of a word.
  var filtersBeforeStemmer: [TokenFilter] { Array(filters.prefix { !$0.isStemmer }) }

  /// The same without stemming and stop words: for the beginnings of words, which have no stem.
  var unstemmed: Analyzer {
    Analyzer(tokenizer: tokenizer, filters: filtersBeforeStemmer.filter(\.isFolding))
  }

  /// Whether terms are stems rather than words.
  var hasStemmer: Bool { filters.contains(where: \.isStemmer) }

  /// The same folding of case and diacritics, applied to a whole text.
  var folding: Analyzer {
    Analyzer(tokenizer: .wholeValue, filters: filtersBeforeStemmer.filter(\.isFolding))
  }
}

extension TokenFilter {
  fileprivate var isStemmer: Bool {
    switch self {
    case .stemmer, .light10, .stemmerNamedBy, .languageNamedBy: true
    default: false
    }
  }

  fileprivate var isFolding: Bool {
    switch self {
    case .lowercase, .foldCase, .foldCaseTurkic, .foldWidth, .foldDiacritics, .foldPoints,
      .foldUmlauts:
      true
    case .clitics, .stopWords, .stemmer, .light10, .stemmerNamedBy, .languageNamedBy, .custom:
      false
    }
  }
}
