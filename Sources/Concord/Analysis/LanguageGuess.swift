extension Language {
  /// The language that `text` is most likely in; nil for one without a stemmer, and if the text
  /// is too short to tell.
  ///
  /// Goes by how many of the first words are among the commonest of a language
  /// (``TokenFilter/stopWords(_:)``), less those with letters that it is not written with. Of the
  /// paragraphs of XQuAD in six of the languages, it tells the language of 99 in 100; two or three
  /// sentences are enough. Languages that are close to one of these may be taken for it: Croatian
  /// for Serbian, Bulgarian for Russian.
  ///
  /// - Complexity: looks at the first 4,096 bytes of UTF-8.
  public init?(guessedFrom text: String) {
    var text = text
    text.makeContiguousUTF8()
    guard let language = LanguageGuess.shared.language(of: text.utf8.span) else { return nil }
    self = language
  }
}

/// Tells languages apart by their commonest words and by their letters.
struct LanguageGuess: Sendable {
  /// Made once for all texts.
  static let shared = LanguageGuess()

  /// A set of languages, by their places in `languages`.
  private typealias Languages = UInt32

  /// What makes of a text the words that are counted.
  private static let analyzer = Analyzer(tokenizer: .words, filters: [.foldCase, .foldPoints])
  /// Enough for every text of which a reader could tell the language.
  private static let byteLimit = 4096
  /// Of running text in these languages, 15 to 45 words in 100 are in the lists, and of text in
  /// others hardly any; what has names and lists in it, has fewer.
  private static let leastShare = 0.05
  /// One common word may be a name.
  private static let leastScore = 2

  private let languages: [Language]
  /// The languages of which a word is one of the commonest.
  private var commonWords: [[UInt8]: Languages] = [:]
  /// The languages that are written with a letter beyond a to z.
  private var letters: [UInt32: Languages] = [:]
  private let pool = AnalyzerPool()

  private init() {
    languages = Language.allCases.filter { $0 != .porter }
    let table = ScalarProperties.table
    for (i, language) in languages.enumerated() {
      let one: Languages = 1 << UInt32(i)
      let list = StopWords.words(of: language).joined(separator: " ")
      for word in Self.analyzer.terms(in: list) { commonWords[Array(word.utf8), default: 0] |= one }
      // A letter that is folded to another is met as that one.
      let folded = Self.analyzer.folding.terms(in: Alphabets.letters(of: language)).joined()
      for letter in folded.unicodeScalars { letters[letter.value, default: 0] |= one }
      for range in Alphabets.ranges(of: language) {
        for letter in range where table[letter].has(.letterOrMark) {
          letters[letter, default: 0] |= one
        }
      }
    }
  }

  /// The language of a text in UTF-8.
  func language(of text: Span<UInt8>) -> Language? {
    var scores = [Int](repeating: 0, count: languages.count)
    var wordCount = 0
    func count(_ word: ArraySlice<UInt8>) {
      guard let written = languages(writing: word) else { return }
      wordCount += 1
      let common = commonWords[Array(word)] ?? 0
      for i in scores.indices {
        let one: Languages = 1 << UInt32(i)
        if common & one != 0 { scores[i] += 1 }
        if written & one == 0 { scores[i] -= 1 }
      }
    }
    let tokens = pool.withRuns { runs in
      runs.buffer(of: text.extracting(first: Self.byteLimit), by: Self.analyzer)
    }
    for i in tokens.tokens.indices {
      // Both sides of an apostrophe are words: l’ is a common one.
      tokens.bytes(of: i).split(separator: UInt8(ascii: "'")).forEach(count)
    }
    guard let best = scores.max(), best >= Self.leastScore,
      Double(best) >= Self.leastShare * Double(wordCount),
      scores.count(where: { $0 == best }) == 1
    else { return nil }
    return scores.firstIndex(of: best).map { languages[$0] }
  }

  /// The languages that have all letters of a word; nil if it has none, or a digit or sign.
  private func languages(writing word: ArraySlice<UInt8>) -> Languages? {
    let table = ScalarProperties.table
    var common = Languages.max
    var i = word.startIndex
    let bytes = word.span
    while i < word.endIndex {
      let scalar = bytes.scalar(at: i - word.startIndex)
      i += scalar.byteCount
      guard table[scalar.value].has(.letterOrMark) else { return nil }
      if scalar.value >= 0x80 { common &= letters[scalar.value] ?? 0 }
    }
    return common
  }
}
