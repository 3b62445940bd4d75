// Words of scripts without spaces are as rare as the documents that have them are few; phrases of
// words are as rare as their words together. The explanation, whose numbers these are, has the
// score of the search to the last bit.

import Testing

@testable import Concord

@Suite("Words of scripts without spaces")
struct UnspacedWordTests {
  private static let texts = [
    "東京都庁は新宿にある", "京都と東北", "北京に東の門がある", "東京の塔", "เขาไปกรุงเทพเมื่อวานนี้", "เทพเขากรุง",
    "the multi-agent system", "an agent of multi purposes", "Café 東京",
  ]

  private static func index(_ analyzer: Analyzer) throws -> SearchIndex {
    let index = try SearchIndex(
      inMemory: Schema(.keyword("language"), .text("text", analyzer)))
    for part in 0..<2 {
      try index.write { writer in
        for (i, text) in texts.enumerated() where i % 2 == part {
          // Signs of documents in several languages are one word all the same.
          let language = i % 3 == 0 ? ["language": "english"] : [:]
          try writer.add(
            Document(key: "\(i)", fields: ["text": text].merging(language) { text, _ in text }))
        }
        try writer.add(Document(key: "gone", fields: ["text": "東京"]))
      }
    }
    try index.write { _ = try $0.delete(key: "gone") }
    return index
  }

  /// The number called `symbol` in an explanation; the first of several.
  private static func number(_ symbol: String, in explanation: Explanation) -> Double? {
    if explanation.symbol == symbol { return explanation.value }
    return explanation.details.lazy.compactMap { number(symbol, in: $0) }.first
  }

  @Test(
    "their idf is that of the documents that have them",
    arguments: [Analyzer.standard, .english, .language(namedBy: "language")],
    [
      ("東京", "3", 3.0), ("\"東京\"", "8", 3), ("東京都", "0", 1), ("กรุงเทพ", "4", 1),
      ("東京 NEAR/9 塔", "3", 3),
    ])
  func idf(_ analyzer: Analyzer, _ sought: (text: String, key: String, count: Double)) throws {
    let index = try Self.index(analyzer)
    let query = try Query(sought.text)
    let explanation = try #require(try index.snapshot().explain(query, key: sought.key))
    #expect(Self.number("n", in: explanation) == sought.count, "\(explanation)")
    let scores = try index.search(query).filter { try $0.key == sought.key }.map(\.score)
    #expect(scores == [explanation.score])
  }

  @Test("of a sentence that no text has as it stands, pairs of signs are what to try")
  func sentences() throws {
    let snapshot = try Self.index(.standard).snapshot()
    for (text, pairs, count) in [
      ("東京の塔は新宿", ["東京", "京の", "の塔", "塔は", "は新", "新宿"], 3),
      ("Caféの東京 text:京都の", ["Café", "の東", "東京", "text:京都", "text:都の"], 4),
    ] {
      let correction = try #require(try snapshot.diagnosis(of: Query(text)).correction)
      #expect(correction.query == .any(try pairs.map { try Query($0) }), "\(correction)")
      #expect(correction.documentCount == count, "\(correction)")
    }
    // What is there as it stands needs no other query, and of words there are no pairs.
    for text in ["東京都庁", "multi-system"] {
      #expect(try snapshot.diagnosis(of: Query(text)).correction == nil, "\(text)")
    }
  }

  @Test(
    "phrases of words have the sum of their words' idfs", arguments: ["multi-agent", "\"café 東京\""])
  func phrases(_ text: String) throws {
    let index = try Self.index(.standard)
    let hit = try #require(try index.search(Query(text)).first)
    let explanation = try #require(try index.snapshot().explain(Query(text), key: hit.key))
    #expect("\(explanation)".contains("the sum of the words' idfs"))
    #expect(explanation.score == hit.score)
  }
}
