// What analyzers make of the peculiarities of scripts and languages.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Scripts and languages")
struct LanguageTests {
  @Test(
    "scripts without spaces are cut into clusters, each with its own place",
    arguments: [
      ("กรุงเทพมหานคร", ["ก", "รุ", "ง", "เท", "พ", "ม", "หา", "น", "ค", "ร"]),
      ("น้ำ ไป", ["น้ำ", "ไป"]),
      ("ວຽງຈັນ", ["ວ", "ຽ", "ງ", "ຈັ", "ນ"]),
      ("ភ្នំពេញ", ["ភ្នំ", "ពេ", "ញ"]),
      ("မြန်မာ", ["မြ", "န်", "မာ"]),
      ("ไทย2024 Thai", ["ไท", "ย", "2024", "thai"]),
    ])
  func clusters(_ text: String, _ terms: [String]) {
    #expect(Analyzer.standard.terms(in: text) == terms)
    let old = Analyzer(tokenizer: .unicodeWords, filters: [.foldCase])
    #expect(old.terms(in: text).joined() == terms.joined())
  }

  @Test("a word of such a script is found inside of a sentence, and only as it is")
  func unsegmentedSearch() throws {
    let index = try SearchIndex(inMemory: Schema(.text("text")))
    try index.write { writer in
      try writer.add(Document(key: "1", fields: ["text": "เขาไปกรุงเทพเมื่อวานนี้"]))
      try writer.add(Document(key: "2", fields: ["text": "東京都庁は新宿にある"]))
    }
    for (text, keys) in [
      ("กรุงเทพ", ["1"]), ("เทพกรุง", []), ("เมื่อวาน", ["1"]), ("東京", ["2"]), ("京東", []),
      ("\"ไป กรุงเทพ\"", ["1"]), ("เขา NEAR/8 เมื่อวาน", ["1"]), ("新宿 NEAR/6 東京", ["2"]),
    ] {
      #expect(try index.search(Query(text)).map { try $0.key } == keys, "\(text)")
    }
    let hit = try #require(try index.search(Query("กรุงเทพ")).first)
    let snippet = try #require(try hit.snippet())
    #expect(snippet.highlights.map { snippet.text[$0] }.joined() == "กรุงเทพ")
  }

  @Test(
    "what may be written or left out makes no difference",
    arguments: [
      ("שָׁלוֹם", "שלום"), ("בְּרֵאשִׁית", "בראשית"), ("اَلْعَرَبِيَّةُ", "العربية"),
      ("العـــربية", "العربية"), ("أحمد إلى آخر", "احمد الي اخر"), ("مدرسة", "مدرسه"),
      ("п'ять", "п’ять"), ("п'ять", "пʼять"), ("п'ять", "п＇ять"), ("Straße", "STRASSE"),
      ("Übergrößenträger", "ubergrossentrager"), ("Kraft\u{AD}fahr\u{AD}zeug", "Kraftfahrzeug"),
      ("❤️", "❤"), ("👍🏽", "👍🏽"), ("ＳＱＬ", "sql"), ("１９９８年", "1998年"), ("ｶﾞｲﾄﾞ", "ガイド"),
      ("\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}", "한글"),
    ])
  func variants(_ text: String, _ other: String) {
    let terms = Analyzer.standard.terms(in: text)
    #expect(!terms.isEmpty)
    #expect(terms == Analyzer.standard.terms(in: other))
  }

  @Test("emoji are words, whatever they are composed of")
  func emoji() {
    let terms = Analyzer.standard.terms(in: "Go 🇺🇦! 👩‍🚀👨‍👩‍👧 ok👍🏽")
    #expect(terms == ["go", "🇺🇦", "👩‍🚀", "👨‍👩‍👧", "ok", "👍🏽"])
  }

  @Test(
    "small words before an apostrophe are no part of the word, nor Turkish endings behind one",
    arguments: [
      (Language.french, "L’avion qu'il aujourd'hui l'", ["avion", "il", "aujourd'hui", "l"]),
      (.italian, "dell’arte un'altra", ["arte", "altra"]),
      (.catalan, "l'home d'aigua", ["home", "aigua"]),
      (.irish, "d'imigh", ["imigh"]),
      (.turkish, "İstanbul’da IŞIK Türkiye'nin", ["istanbul", "ışık", "türkiye"]),
      (.english, "don't o'clock", ["don't", "o'clock"]),
    ])
  func clitics(_ language: Language, _ text: String, _ words: [String]) {
    var analyzer = Analyzer.language(language)
    analyzer.filters.removeLast()
    #expect(analyzer.terms(in: text) == words)
  }

  @Test("an analyzer's language is its stemmer's", arguments: Language.allCases)
  func language(_ language: Language) {
    #expect(Analyzer.language(language).language == language)
    #expect(Analyzer.standard.language == nil)
  }

  @Test("an index of an earlier edition of an analyzer goes on with that")
  func editions() throws {
    let today =
      [Analyzer.standard, .language(namedBy: "language")]
      + Language.allCases.map(Analyzer.language)
    for (analyzer, old) in today.flatMap({ today in today.earlierEditions.map { (today, $0) } }) {
      #expect(old != analyzer && old.earlierEditions.isEmpty)
      #expect(old.language == analyzer.language)
      #expect(Analyzer(recipe: old.recipe) == old)
      #expect(Field.text("a", old, weight: 2).serves(for: .text("a", analyzer, weight: 2)))
      for other in [
        Field.text("b", analyzer), .text("a", .simple), .text("a", analyzer, weight: 2),
      ] {
        #expect(!Field.text("a", old).serves(for: other))
      }
      #expect(!Field.text("a", analyzer).serves(for: .text("a", old)))
    }
    for (analyzer, recipes) in [
      (
        Analyzer.language(.arabic),
        [
          "words fold-case fold-diacritics fold-points stem:arabic",
          "unicode-words fold-case fold-diacritics stem:arabic",
        ]
      ),
      (
        .language(.german),
        ["words fold-case fold-points stem:german", "unicode-words fold-case stem:german"]
      ),
      (
        .language(.spanish),
        ["words fold-case fold-points stem:spanish", "unicode-words fold-case stem:spanish"]
      ),
      (
        .standard,
        [
          "words fold-case fold-diacritics fold-points",
          "unicode-words fold-case fold-diacritics",
        ]
      ),
      (.language(namedBy: "code"), ["words fold-case fold-points stem-by:code"]),
    ] { #expect(analyzer.earlierEditions.map(\.recipe) == recipes) }
    let folder = try TemporaryDirectory()
    let old = try #require(Analyzer.language(.french).earlierEditions.last)
    _ = try SearchIndex(path: folder.path, schema: Schema(.text("text", old)))
    let index = try SearchIndex(
      path: folder.path, schema: Schema(.text("text", .language(.french))))
    try index.write { writer in
      try writer.add(Document(key: "1", fields: ["text": "Voilà l'avion"]))
    }
    #expect(try index.search(Query("l'avion")).count == 1)
    #expect(try index.search(Query("avion")).isEmpty)
  }
}
