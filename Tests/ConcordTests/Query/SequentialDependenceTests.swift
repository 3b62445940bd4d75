// Checks which queries get pairs and with which weights, that scores are the sum that the formula
// says (by asking for its parts one by one), and that plain words are cut as an index cuts them.

import Concord
import ConcordTestSupport
import Testing

@Suite struct SequentialDependenceTests {
  @Test("neighbouring words get pairs, and nothing else does")
  func pairs() throws {
    let dependence = SequentialDependence(
      words: 0.5, orderedPairs: 1, unorderedPairs: 0.25, windowLength: 5)
    func refined(_ text: String) throws -> String {
      try Query(text).rankedByNearness(dependence).description
    }
    let ab = "\"a b\"^2 OR (a NEAR/4 b)^0.5"
    #expect(try refined("a b") == "a OR b OR " + ab)
    #expect(try refined("a b c") == "a OR b OR c OR \(ab) OR " + ab.moved)
    #expect(try refined("a AND b") == "+a +b \"a b\"^2 (a NEAR/4 b)^0.5")
    #expect(try refined("f:a f:b") == "f:a OR f:b OR f:\"a b\"^2 OR (f:a NEAR/4 f:b)^0.5")
    for text in ["a", "f:a b", "a \"b c\" d", "a* b*", "a NEAR b", "a NOT b", "*:*"] {
      #expect(try refined(text) == (try Query(text).description))
    }
    let orderedOnly = SequentialDependence(unorderedPairs: 0)
    #expect(Query.words("a b").rankedByNearness(orderedOnly).description.contains("NEAR") == false)
  }

  @Test("the score is the sum of the parts, and what matches stays as it was")
  func sum() throws {
    var random = SeededGenerator()
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    try index.write { writer in
      for i in 0..<200 {
        let words = (0..<Int.random(in: 1...20, using: &random)).map { _ in
          ["a", "b", "c", "d", "e"].randomElement(using: &random) ?? "a"
        }
        try writer.add(Document(key: "\(i)", fields: ["body": words.joined(separator: " ")]))
      }
    }
    func scores(_ query: Query) throws -> [String: Double] {
      var scores: [String: Double] = [:]
      for hit in try index.search(query, limit: 200) { scores[try hit.key] = Double(hit.score) }
      return scores
    }
    let dependence = SequentialDependence(words: 0.8, orderedPairs: 0.15, unorderedPairs: 0.05)
    let parts: [(text: String, weight: Double)] = [
      ("a b c", 1), ("\"a b\" \"b c\"", 0.15 / 0.8),
      ("(a NEAR/7 b) (b NEAR/7 c)", 0.05 / 0.8),
    ]
    var expected: [String: Double] = [:]
    for (text, weight) in parts {
      for (key, score) in try scores(Query(text)) { expected[key, default: 0] += weight * score }
    }
    let found = try scores(Query.words("a b c").rankedByNearness(dependence))
    #expect(Set(found.keys) == Set(try scores(.words("a b c")).keys), "\(random.replay)")
    for (key, score) in found {
      #expect((score - (expected[key] ?? 0)).magnitude < 1e-4, "\(key) \(random.replay)")
    }
    let all = try Query("a AND c")
    #expect(Set(try scores(all).keys) == Set(try scores(all.rankedByNearness()).keys))
  }

  @Test("of two articles with the same words, the one that has them together comes first")
  func order() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    try index.write { writer in
      for (key, text) in [
        ("apart", "heat of many and various kinds in the thin metal layer of its transfer"),
        ("together", "layer of many and various kinds in the thin metal of its heat transfer"),
      ] { try writer.add(Document(key: key, fields: ["body": text])) }
    }
    let query = Query.words("heat transfer")
    #expect(try index.search(query).map { try $0.key } == ["apart", "together"])
    #expect(
      try index.search(query.rankedByNearness()).map { try $0.key } == ["together", "apart"])
  }

  @Test("plain words are words only, whatever the text looks like")
  func words() {
    #expect(
      Query.words("What's \"NEAR\" a* (b)? -c title: d")
        == .any(["What's", "NEAR", "a", "b", "c", "title", "d"].map { .term($0) }))
    #expect(Query.words("one") == .term("one"))
    #expect(Query.words(" ?! ") == .nothing)
  }

  @Test(
    "of scripts without spaces, pairs of signs are words, and names between them are by themselves",
    arguments: [
      ("東京 タワー", ["東 京", "タ ワ", "ワ ー"]), ("東京タに", ["東 京", "京 タ", "タ に"]),
      ("NASUWT是什么？", ["NASUWT", "是 什", "什 么"]), ("AS-206的试飞", ["AS", "206", "的 试", "试 飞"]),
      ("5.05亿年前", ["5.05", "亿 年", "年 前"]), ("人々の", ["人 々", "々 の"]),
      ("二〇年", ["二 〇", "〇 年"]), ("らーめん", ["ら ー", "ー め", "め ん"]), ("是👍🏽ok", ["是", "👍🏽", "ok"]),
      ("ไทย2024 Thai", ["ไท ย", "2024", "Thai"]), ("서울에서 부산", ["서 울", "울 에", "에 서", "부 산"]),
      ("2024년의 LibreOffice는", ["2024", "년 의", "LibreOffice", "는"]),
    ])
  func signs(_ text: String, _ words: [String]) {
    let queries = words.map { word -> Query in
      let signs = word.split(separator: " ").map { PhrasePart.word(String($0)) }
      return signs.count == 1 ? .term(word) : .phrase(signs)
    }
    #expect(Query.words(text) == .any(queries))
    // Of a tokenizer that leaves them whole, words of Katakana and Hangul are words.
    #expect(
      Query.words("東京タワーに 서울에서", tokenizer: .words)
        == .any(
          [.phrase([.word("東"), .word("京")])] + ["タワー", "に", "서울에서"].map { .term($0) }))
  }
}

extension String {
  /// The text about a and b as one about b and c.
  fileprivate var moved: String {
    String(map { $0 == "a" ? "b" : $0 == "b" ? "c" : $0 })
  }
}
