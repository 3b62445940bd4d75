// Documents like another one: the words that are asked for, worked out by hand, and what comes
// first among documents of known subjects.

import ConcordTestSupport
import Foundation
import Testing

@testable import Concord

@Suite("Similar documents")
struct SimilarDocumentsTests {
  /// Articles on two subjects, in two segments.
  private static func snapshot(stored: Bool = true) throws -> Snapshot {
    let index = try SearchIndex(
      inMemory: Schema(.text("title", stored: stored, weight: 2), .text("body", stored: stored)))
    let articles = [
      ("whale-1", "Whales", "the whale swam and the whale sang to a ship"),
      ("whale-2", "A song", "the song of a whale at sea"),
      ("whale-3", "The ship", "a whale followed the ship"),
      ("tax-1", "Taxes", "the tax on income and the tax on land"),
      ("tax-2", "Income", "a tax on the income of farmers"),
      ("tax-3", "Land", "the land was measured for the tax"),
      ("empty", "", ""),
    ]
    try index.write { writer in
      for (i, (key, title, body)) in articles.enumerated() {
        try writer.add(Document(key: key, fields: ["title": title, "body": body]))
        if i == 2 { try writer.flush() }
      }
    }
    return index.snapshot()
  }

  @Test("those on the subject come first, and the document itself not at all")
  func subjects() throws {
    let snapshot = try Self.snapshot()
    let whales = try #require(try snapshot.search(similarToKey: "whale-1", limit: 2))
    #expect(try whales.map { try $0.key }.sorted() == ["whale-2", "whale-3"])
    #expect(whales.count == 2)
    let taxes = try #require(try snapshot.search(similarToKey: "tax-1"))
    #expect(try taxes.map { try $0.key }.prefix(2).sorted() == ["tax-2", "tax-3"])
    let total = try snapshot.count(try #require(try snapshot.query(similarToKey: "tax-1"))) - 1
    #expect(taxes.count == total && taxes.total == .exactly(total))
    let first = try #require(try snapshot.search(similarToKey: "tax-1", limit: 1))
    #expect(try first.total != .exactly(total) && first.exactTotal() == total)
    #expect(try snapshot.search(similarToKey: "tax-1", limit: 0)?.isEmpty == true)
    #expect(try snapshot.search(similarToKey: "tax-1", limit: .max)?.count == total)
  }

  @Test("the words are those that tell, weighted by how often they are there")
  func words() throws {
    // Seven documents. Of the words of tax-1, "the" is in six and so common; "taxes" is in no other
    // document; "tax" and "on" are there twice, "income", "and" and "land" once.
    let snapshot = try Self.snapshot()
    func idf(_ n: Double) -> Double { Foundation.log(1 + (7 - n + 0.5) / (n + 0.5)) }
    #expect(2 * idf(2) > 2 * idf(3) && 2 * idf(3) > idf(2))
    let query = try snapshot.query(similarToKey: "tax-1", wordCount: 4)
    let expected = [("on", 1.0), ("tax", 1), ("and", 0.5), ("income", 0.5)]
    #expect(query == .any(expected.map { .boosted(.term($0.0), by: Float($0.1)) }))
    #expect(try snapshot.query(similarToKey: "tax-1", wordCount: 0) == .nothing)
  }

  @Test("without a document there is no query, and without words one that finds nothing")
  func nothing() throws {
    let snapshot = try Self.snapshot()
    #expect(try snapshot.query(similarToKey: "nowhere") == nil)
    #expect(try snapshot.search(similarToKey: "nowhere") == nil)
    #expect(try snapshot.query(similarToKey: "empty") == .nothing)
    #expect(try snapshot.search(similarToKey: "empty")?.isEmpty == true)
    #expect(try snapshot.search(similarToKey: "empty")?.total == .exactly(0))
    let unstored = try Self.snapshot(stored: false)
    #expect(try unstored.query(similarToKey: "tax-1") == .nothing)
  }
}
