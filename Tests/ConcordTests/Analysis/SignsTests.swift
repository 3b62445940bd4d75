// Katakana and syllables of Hangul as tokens of their own: by examples, beside Swift's Characters
// as an oracle of what a sign is, and in searches.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Signs")
struct SignsTests {
  @Test(
    "Katakana and Hangul are cut into signs, and what stands before them is a word",
    arguments: [
      ("東京タワー", ["東", "京", "タ", "ワ", "ー"]), ("서울에서", ["서", "울", "에", "서"]),
      ("LibreOffice에서", ["LibreOffice", "에", "서"]), ("2024년의", ["2024", "년", "의"]),
      ("example.com에", ["example.com", "에"]), ("한국.kr", ["한", "국", "kr"]),
      ("l'한", ["l", "한"]), ("タワー_2号", ["タ", "ワ", "ー", "2", "号"]), ("タ_ワ", ["タ", "ワ"]),
      ("ㅋㅋㅋ don't ab", ["ㅋㅋㅋ", "don't", "ab"]), ("ไทย", ["ไท", "ย"]), ("ｶﾞ", ["ｶﾞ"]),
      ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", ["한", "글"]), ("か\u{3099}", ["が"]),
    ])
  func examples(_ text: String, _ terms: [String]) {
    let analyzer = Analyzer(tokenizer: .wordsAndSigns, filters: [])
    #expect(analyzer.terms(in: text) == terms)
  }

  @Test("a sign is a Character, and nothing of a word is lost or taken twice")
  func oracle() {
    var random = SeededGenerator()
    let pieces = [
      "a", "é", "3", "한", "글", "\u{1112}\u{1161}\u{11AB}", "\u{1100}\u{1173}", "カ", "ー", "ｶ", "ﾞ",
      "\u{3099}",
      "東", "の", ".", "'", "’", ",", "_", " ", "ก", "า", "я", "\u{AD}", "\u{200D}", "ㅋ",
    ]
    let whole = Analyzer(tokenizer: .words, filters: [])
    let cut = Analyzer(tokenizer: .wordsAndSigns, filters: [])
    for _ in 0..<3_000 {
      let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }.joined()
      let tokens = cut.tokens(in: text)
      let note = "\(text.debugDescription), \(random.replay)"
      for (one, next) in zip(tokens, tokens.dropFirst()) {
        #expect(one.range.upperBound <= next.range.lowerBound, "\(note)")
      }
      #expect(Self.letters(tokens, in: text) == Self.letters(whole.tokens(in: text), in: text))
      for token in tokens where text[token.range].unicodeScalars.contains(where: Self.isSign) {
        // A soft hyphen is no part of a Character.
        let scalars = text[token.range].unicodeScalars.filter { $0 != "\u{AD}" }
        #expect(String(String.UnicodeScalarView(scalars)).count == 1, "\(note)")
      }
    }
  }

  /// The letters and digits of tokens, one after the other.
  private static func letters(_ tokens: [AnalyzedToken], in text: String) -> [Unicode.Scalar] {
    tokens.flatMap { text[$0.range].unicodeScalars }.filter {
      ScalarProperties.table[$0.value].has(.word)
    }
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    "한글\u{1112}カーｶ".unicodeScalars.contains(scalar)
  }

  @Test("a word is found inside of others, and only as it is")
  func search() throws {
    let index = try SearchIndex(inMemory: Schema(.text("text")))
    try index.write { writer in
      for (key, text) in [
        ("ko", "그는 서울에서 LibreOffice를 썼다"), ("ja", "ウェブサーバーをＳＱＬで"), ("en", "SQL servers"),
      ] { try writer.add(Document(key: key, fields: ["text": text])) }
    }
    for (text, keys) in [
      ("서울", ["ko"]), ("울서", []), ("=서울에서", ["ko"]), ("LibreOffice", ["ko"]),
      ("서울* NEAR/4 LibreOffice", ["ko"]), ("\"서울에서 LibreOffice\"", ["ko"]),
      ("サーバー", ["ja"]), ("ｻｰﾊﾞｰ", ["ja"]), ("サバ", []), ("sql", ["en", "ja"]),
      ("ｓｑｌ*", ["en", "ja"]),
    ] {
      let found = try index.search(Query(text)).map { try $0.key }
      #expect(found.sorted() == keys, "\(text)")
    }
    let hit = try #require(try index.search(Query("서울")).first)
    let snippet = try #require(try hit.snippet())
    #expect(snippet.highlights.map { snippet.text[$0] }.joined() == "서울")
  }
}
