// What analyzers make of texts: by example, and by properties that hold for any text.

import Testing

@testable import Concord

@Suite struct AnalyzerTests {
  @Test(
    "standard terms",
    arguments: [
      ("Don't", ["don't"]),
      ("don’t", ["don't"]),
      ("multi-agent e-mail", ["multi", "agent", "e", "mail"]),
      ("20.04 3,000 3,x", ["20.04", "3,000", "3", "x"]),
      ("the U.S. and U.S", ["the", "u.s", "and", "u.s"]),
      ("C++ a/b x_1 __ _y", ["c", "a", "b", "x_1", "_y"]),
      ("na\u{EF}ve nai\u{308}ve NAI\u{308}VE", ["naive", "naive", "naive"]),
      ("Straße STRASSE", ["strasse", "strasse"]),
      ("İstanbul", ["istanbul"]),
      ("п'ять п’ять пʼять", ["п'ять", "п'ять", "п'ять"]),
      ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
      ("Привіт й и\u{306}", ["привіт", "й", "й"]),
      ("Łódź Ærøskøbing þorn Œuvre đ", ["lodz", "aeroskobing", "thorn", "oeuvre", "d"]),
      ("Ὀδυσσεύς ΟΔΥΣΣΕΥΣ", ["οδυσσευσ", "οδυσσευσ"]),
      ("I ❤️ 🇺🇦 ❤ © ™", ["i", "❤", "🇺🇦", "❤"]),
      ("สวัสดีครับ", ["ส", "วั", "ส", "ดี", "ค", "รั", "บ"]),
      ("co\u{AD}operate", ["cooperate"]),
      ("\u{1112}\u{1161}\u{11AB} 한", ["한", "한"]),
      ("hello—“world”…", ["hello", "world"]),
      ("", []),
    ])
  func standardTerms(text: String, terms: [String]) {
    // Compared as bytes: String's == takes composed and decomposed for the same.
    let found = Analyzer.standard.terms(in: text).map { Array($0.utf8) }
    #expect(found == terms.map { Array($0.utf8) })
  }

  @Test(
    "other analyzers' terms",
    arguments: [
      (Analyzer.simple, "Don't U.S. naïve x_1 İ", ["don", "t", "u", "s", "naïve", "x", "1", "i"]),
      (.keyword, "As it IS. ", ["As it IS. "]),
      (.keyword, "", []),
      (.english, "Whales' whale's WHALING x1s cafés", ["whale", "whale", "whale", "x1s", "cafe"]),
      (.language(.german), "Häuser Ha\u{308}user", ["haus", "haus"]),
      (.language(.russian), "собаками", ["собак"]),
      (.language(.turkish), "Işık İYİ", ["ışık", "i"]),
      (
        Analyzer(tokenizer: .unicodeWords, filters: [.foldDiacritics, .lowercase]), "ÉTÉ It",
        ["ete", "it"]
      ),
      (
        Analyzer(
          tokenizer: .unicodeWords, filters: [.foldCase, .foldDiacritics, .stopWords(.french)]),
        "Il a été là-bas", ["bas"]
      ),
    ])
  func otherTerms(analyzer: Analyzer, text: String, terms: [String]) {
    #expect(analyzer.terms(in: text).map { Array($0.utf8) } == terms.map { Array($0.utf8) })
  }

  @Test("stop words leave their positions")
  func stopWordPositions() {
    var buffer = TokenBuffer()
    let analyzer = Analyzer(tokenizer: .unicodeWords, filters: [.foldCase, .stopWords(.english)])
    AnalyzerRun(analyzer).analyze(Array("The whale. And the sea".utf8).span, into: &buffer)
    #expect(buffer.tokens.map(\.position) == [1, 4])
    #expect(buffer.positionCount == 5)
    #expect(buffer.sentenceStarts == [2])
  }

  @Test(
    "the second time a word comes, from the cache, it gives the same term",
    arguments:
      Language.allCases)
  func cachedTerms(language: Language) {
    let analyzer = Analyzer.language(language)
    let text =
      "Whales running häuser été собаками Καλημέρα मित्रों книги evlerimizden nationalisations"
    let once = analyzer.terms(in: text)
    #expect(analyzer.terms(in: text + " " + text) == once + once)
    for word in text.split(separator: " ") {
      #expect(analyzer.terms(in: String(word)).allSatisfy { once.contains($0) })
    }
  }

  private static let filters: [TokenFilter] =
    [
      .lowercase, .foldCase, .foldCaseTurkic, .foldWidth, .foldDiacritics, .foldPoints,
      .foldUmlauts, .light10, .stemmerNamedBy(field: "a"), .languageNamedBy(field: "b"),
    ]
    + Language.allCases.flatMap { [.clitics($0), .stopWords($0), .stemmer($0)] }

  @Test("a recipe makes its analyzer again")
  func recipes() {
    var generator = TestGenerator(seed: TestGenerator.seed)
    for tokenizer in [Tokenizer.wordsAndSigns, .words, .unicodeWords, .simple, .wholeValue] {
      for count in 0..<40 {
        let filters = (0..<count % 5).compactMap { _ in
          Self.filters.randomElement(using: &generator)
        }
        let analyzer = Analyzer(tokenizer: tokenizer, filters: filters)
        #expect(Analyzer(recipe: analyzer.recipe) == analyzer, "\(TestGenerator.seed)")
      }
    }
    #expect(
      Analyzer.english.recipe
        == "words-and-signs fold-case fold-width fold-diacritics fold-points stem:english")
  }

  @Test(
    "an unknown recipe makes nothing",
    arguments: [
      "", " ", "sentences", "simple ", "simple  lowercase", "simple stem", "simple stem:klingon",
      "simple stem:en", "simple lowercase:english", "Simple", "simple stem:english:x", "custom:x",
      "simple custom:x",
    ])
  func unknownRecipes(recipe: String) {
    #expect(Analyzer(recipe: recipe) == nil)
  }

  @Test("a language has a name and a code")
  func languages() {
    for language in Language.allCases {
      #expect(Language(language.rawValue) == language)
      #expect(Language(language.code) == (language == .porter ? .english : language))
    }
    #expect(Language("DE") == .german)
    #expect(Language("Klingon") == nil)
  }

  @Test(
    "terms over 1,024 bytes are cut at a scalar boundary, and counted",
    arguments: [
      Analyzer.standard, .keyword, .english, .language(.german),
    ])
  func longTerms(analyzer: Analyzer) {
    var buffer = TokenBuffer()
    for (text, byteCount) in [
      (String(repeating: "x", count: 1_023), 1_023), (String(repeating: "x", count: 1_024), 1_024),
      (String(repeating: "x", count: 1_025), 1_024), (String(repeating: "x", count: 5_000), 1_024),
      (String(repeating: "東", count: 1), 3), ("x" + String(repeating: "д", count: 700), 1_023),
    ] {
      AnalyzerRun(analyzer).analyze(Array(text.utf8).span, into: &buffer)
      #expect(buffer.tokens.count == 1)
      #expect(buffer.tokens.first.map { Int($0.termCount) } == byteCount)
      #expect(buffer.tokens.first.map { Int($0.end) } == text.utf8.count)
      #expect(buffer.cutTermCount == (text.utf8.count > 1_024 ? 1 : 0))
    }
  }

  @Test(
    "any bytes can be analyzed, tokens lie in order, and terms are UTF-8",
    arguments: [
      Analyzer.standard, .simple, .keyword, .english, .language(.turkish),
      Analyzer(tokenizer: .simple, filters: [.foldDiacritics, .foldCase, .stopWords(.english)]),
    ])
  func anyBytes(analyzer: Analyzer) throws {
    var generator = TestGenerator(seed: TestGenerator.seed)
    let run = AnalyzerRun(analyzer)
    var buffer = TokenBuffer()
    for _ in 0..<2_000 * TestGenerator.rounds {
      var bytes = RandomScalars.utf8(RandomScalars.make(&generator))
      for i in bytes.indices where Int.random(in: 0..<8, using: &generator) == 0 {
        bytes[i] = UInt8.random(in: 0...255, using: &generator)
      }
      run.analyze(bytes.span, into: &buffer)
      var end: UInt32 = 0
      for token in buffer.tokens {
        try #require(token.start >= end && token.start < token.end, "\(TestGenerator.seed)")
        end = token.end
        let term = buffer.termBytes[Int(token.termStart)..<Int(token.termStart + token.termCount)]
        #expect(!term.isEmpty && String(validating: term, as: UTF8.self) != nil, "\(bytes)")
      }
      #expect(Int(end) <= bytes.count)
      #expect(buffer.sentenceStarts.allSatisfy { $0 > 0 && $0 < buffer.positionCount })
      #expect(Set(buffer.paragraphStarts).isSubset(of: buffer.sentenceStarts))
    }
  }

  @Test(
    "the written form of a word is its term without the stemmer",
    arguments: [
      Analyzer.english, .language(.german), .language(.turkish), .language(.russian),
      Analyzer(
        tokenizer: .simple,
        filters: [.foldCase, .stopWords(.english), .stemmer(.english), .stopWords(.french)]),
      Analyzer(tokenizer: .unicodeWords, filters: [.stemmer(.porter), .foldDiacritics]),
    ])
  func writtenForms(analyzer: Analyzer) throws {
    var unstemmed = analyzer
    unstemmed.filters = Array(analyzer.filters.prefix { !$0.name.hasPrefix("stem:") })
    let run = AnalyzerRun(analyzer)
    let unstemmedRun = AnalyzerRun(unstemmed)
    var generator = TestGenerator(seed: TestGenerator.seed)
    var (buffer, plain) = (TokenBuffer(), TokenBuffer())
    for _ in 0..<500 * TestGenerator.rounds {
      var text = String(decoding: RandomScalars.utf8(RandomScalars.make(&generator)), as: UTF8.self)
      for word in ["Running", "the", "Häuser", "ÉTÉS", "avec", "kitaplarında", "книгами", "runs"] {
        text += Bool.random(using: &generator) ? " \(word)" : word
      }
      run.analyze(text.utf8.span, into: &buffer)
      unstemmedRun.analyze(text.utf8.span, into: &plain)
      // A filter behind the stemmer may remove words, but makes none.
      let words = Dictionary(
        uniqueKeysWithValues: plain.tokens.indices.map { (plain.tokens[$0].position, $0) })
      try #require(buffer.forms.count == buffer.tokens.count)
      for i in buffer.tokens.indices {
        let word = try #require(words[buffer.tokens[i].position])
        let form = buffer.form(of: i)
        #expect(form == plain.bytes(of: word), "\(TestGenerator.seed)")
        let isOwnStem = buffer.forms[i].start == buffer.tokens[i].termStart
        #expect(isOwnStem == (form == buffer.bytes(of: i)), "\(TestGenerator.seed)")
        #expect(run.stem(form) == buffer.bytes(of: i), "\(TestGenerator.seed)")
      }
      #expect(plain.forms.isEmpty)
      #expect(buffer.positionCount == plain.positionCount)
    }
  }

  @Test("offsets slice the word out of the text")
  func offsets() {
    let text = "“Naïve” don’t 東京 Straße!"
    var buffer = TokenBuffer()
    AnalyzerRun(.standard).analyze(Array(text.utf8).span, into: &buffer)
    let bytes = Array(text.utf8)
    let words = buffer.tokens.map {
      String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self)
    }
    #expect(words == ["Naïve", "don’t", "東", "京", "Straße"])
  }

  @Test("a buffer can be used again for any text")
  func reuse() {
    let run = AnalyzerRun(.standard)
    var buffer = TokenBuffer()
    for count in [10, 4_000, 1] {
      let text = String(repeating: "ŉ ΐ word. ", count: count)
      run.analyze(Array(text.utf8).span, into: &buffer)
      #expect(buffer.tokens.count == 3 * count)
      #expect(buffer.term(of: buffer.tokens.count - 1) == "word")
    }
  }
}
