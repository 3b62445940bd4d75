// Arabic words without what is written together with them, beside a model of the paper's rules, and
// German umlauts however they are typed.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Light stemming")
struct LightStemmingTests {
  @Test(
    "articles, conjunctions and the commonest endings are no part of an Arabic word",
    arguments: [
      (
        "كتاب",
        [
          "الكتاب", "والكتاب", "بالكتاب", "كالكتاب", "فالكتاب", "للكتاب", "وكتاب", "كتابها",
          "كِتَابٌ", "كتابي",
        ]
      ),
      ("مدرس", ["مدرسة", "المدرسة", "مدرسه", "المدرسون", "مدرسين", "المدرسات", "مدرسان"]),
      // Of two and three letters, something would be left that is no word.
      ("ولد", ["ولد", "الولد"]), ("ان", ["ان", "أن"]),
      // What is not Arabic stays.
      ("naive", ["naïve"]), ("don't", ["don't"]), ("ال24", ["ال24"]),
    ])
  func light10(_ stem: String, _ words: [String]) {
    for word in words {
      #expect(Analyzer.language(.arabic).terms(in: word) == [stem], "\(word)")
    }
  }

  /// The paper's three rules, said in Strings.
  private static func model(_ text: String) -> String {
    var word = text.unicodeScalars.map { String($0) }
    if word.first == "و", word.count >= 4 { word.removeFirst() }
    if let article = ["ال", "وال", "بال", "كال", "فال", "لل"].first(where: { article in
      word.joined().hasPrefix(article)
    }), word.count >= article.count + 2 {
      word.removeFirst(article.count)
    }
    for ending in ["ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي"]
    where word.count >= ending.count + 2 && word.suffix(ending.count).joined() == ending {
      word.removeLast(ending.count)
    }
    return word.joined()
  }

  @Test("bytes are stemmed as the model stems letters")
  func light10Oracle() {
    var random = SeededGenerator()
    for _ in 0..<20_000 {
      let word = (0..<Int.random(in: 1...9, using: &random)).map { _ in
        "والبكفلهانتوينةيد".unicodeScalars.randomElement(using: &random).map { String($0) } ?? ""
      }.joined()
      var bytes = Array(word.utf8)
      Light10.stem(&bytes)
      #expect(String(decoding: bytes, as: UTF8.self) == Self.model(word), "\(random.replay)")
    }
  }

  @Test(
    "umlauts are found however they are typed",
    arguments: [
      ["München", "Muenchen", "Munchen"], ["Häuser", "Haeuser", "Haus"], ["Öl", "Oel"],
      ["Müller", "Mueller"], ["Übungen", "Uebung"], ["Grüße", "Gruesse"],
      ["Feuer", "Feuers"], ["Quelle", "Quellen"], ["Bäume", "Baeume", "Baum"],
    ])
  func umlauts(_ words: [String]) throws {
    let index = try SearchIndex(inMemory: Schema(.text("text", .language(.german))))
    try index.write { writer in
      for word in words { try writer.add(Document(key: word, fields: ["text": word])) }
      // Words whose e is a letter of its own.
      try writer.add(Document(key: "other", fields: ["text": "Fur Qulle Fer"]))
    }
    for word in words {
      let found = try index.search(Query(word)).map { try $0.key }
      #expect(Set(found) == Set(words), "\(word)")
      // As they are written, they stay apart.
      #expect(try index.search(Query("=\(word)")).map { try $0.key } == [word])
    }
  }

  @Test("umlauts are folded scalar by scalar")
  func umlautSpelling() {
    let analyzer = Analyzer(tokenizer: .words, filters: [.foldUmlauts])
    #expect(
      analyzer.terms(in: "äöü kaese oel uebel neue quer e ae bauen poet größe")
        == ["aou", "kase", "ol", "ubel", "neue", "quer", "e", "a", "bauen", "pot", "große"])
  }
}
