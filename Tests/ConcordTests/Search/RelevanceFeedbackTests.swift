// Compares the words that a query is expanded with, and their weights, with the formula worked out
// by hand for a few documents.

import Concord
import ConcordTestSupport
import Foundation
import Testing

@Suite struct RelevanceFeedbackTests {
  /// Two articles about sails, one of which names the sail otherwise, among many about nothing.
  private static func index(_ schema: Schema) throws -> SearchIndex {
    let index = try SearchIndex(inMemory: schema)
    try index.write { writer in
      try writer.add(Document(key: "one", fields: ["body": "sail spinnaker spinnakers x 7"]))
      try writer.add(Document(key: "two", fields: ["body": "the spinnaker of the regatta"]))
      for i in 0..<40 {
        try writer.add(Document(key: "\(i)", fields: ["body": "the of and of the \(i) \(i)"]))
      }
    }
    return index
  }

  /// The added words and their weights.
  private static func added(_ query: Query) -> [String: Float] {
    guard case .any(let parts) = query else { return [:] }
    var added: [String: Float] = [:]
    for case .boosted(.term(let word, _), let factor) in parts { added[word] = factor }
    return added
  }

  @Test("words are weighted by their share of the documents, and the query keeps its share")
  func weights() throws {
    let snapshot = try Self.index(Schema(.text("body", .english))).snapshot()
    let expanded = try snapshot.expand(
      .words("sail"), by: RelevanceFeedback(documentCount: 1, wordCount: 5, queryShare: 0.25))
    let added = Self.added(expanded)
    // Of three words that tell something, two are forms of one; x and 7 are too short.
    #expect(added.keys.sorted() == ["sail", "spinnaker"])
    func idf(_ n: Double) -> Double { log(1 + (42 - n + 0.5) / (n + 0.5)) }
    // The query's one word weighs its idf, and the added ones three times that.
    let total = 1.0 / 3 * idf(1) + 2.0 / 3 * idf(2)
    let factor = idf(1) * 3 / total
    #expect((Double(added["sail"] ?? 0) - factor / 3).magnitude < 1e-4)
    #expect((Double(added["spinnaker"] ?? 0) - factor * 2 / 3).magnitude < 1e-4)
  }

  @Test("words side by side find more; what else is asked for is only ranked anew")
  func matches() throws {
    let snapshot = try Self.index(Schema(.text("body", .english))).snapshot()
    func keys(_ text: String) throws -> [String] {
      let query = try snapshot.expand(Query(text), by: RelevanceFeedback())
      return try snapshot.search(query).map { try $0.key }
    }
    #expect(try keys("sail") == ["one", "two"])
    #expect(try keys("sail regatta").sorted() == ["one", "two"])
    #expect(try keys("\"sail spinnaker\"") == ["one"])
    #expect(try keys("+sail") == ["one", "two"])
    #expect(try keys("sail AND spinnaker") == ["one"])
    #expect(try keys("spinnaker NOT regatta") == ["one"])
  }

  @Test("without hits, words or stored text, the query is as it was")
  func nothingToAdd() throws {
    let snapshot = try Self.index(Schema(.text("body", .english))).snapshot()
    for query in [Query.words("zeppelin"), .nothing, .words("?"), .words("sail")] {
      let feedback = RelevanceFeedback(wordCount: query == .words("sail") ? 0 : 10)
      #expect(try snapshot.expand(query, by: feedback) == query)
    }
    #expect(
      try snapshot.expand(.words("sail"), by: RelevanceFeedback(documentCount: 0))
        == .words("sail"))
    let unstored = try Self.index(Schema(.text("body", .english, stored: false))).snapshot()
    #expect(try unstored.expand(.words("sail"), by: RelevanceFeedback()) == .words("sail"))
  }

  @Test("words that many documents hold are never added")
  func common() throws {
    let snapshot = try Self.index(Schema(.text("body", .english))).snapshot()
    let added = Self.added(try snapshot.expand(.words("regatta"), by: RelevanceFeedback()))
    #expect(added.keys.sorted() == ["regatta", "spinnaker"])
  }
}
