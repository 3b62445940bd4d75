// Counts of random queries over words that are in every second document or in hardly any, of
// phrases, NEARs and ranges, beside the scorers, which visit each match: both ways must find the
// same documents, with dead documents and without, and whether the bits of a frequent word are made
// now or were kept.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("DocumentFinder")
struct DocumentFinderTests {
  /// Word *i* is in one of 2^i documents; the last in hardly any.
  private static let words = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]

  private static func index(
    _ documentCount: Int, _ random: inout SeededGenerator
  ) throws -> SearchIndex {
    let index = try SearchIndex(inMemory: Schema(.text("title"), .text("body"), .number("size")))
    func text() -> String {
      words.indices.filter { Int.random(in: 0..<(1 << $0), using: &random) == 0 }
        .shuffled(using: &random).map { words[$0] }.joined(separator: " ")
    }
    try index.write { writer in
      for key in 0..<documentCount {
        var fields = ["body": text()]
        if Bool.random(using: &random) { fields["title"] = text() }
        if key % 5 > 0 { fields["size"] = "\(key % 7)" }
        try writer.add(Document(key: "\(key)", fields: fields))
      }
    }
    return index
  }

  private static func query(_ depth: Int, _ random: inout SeededGenerator) -> Query {
    func parts() -> [Query] {
      (0..<Int.random(in: 1...4, using: &random)).map { _ in query(depth - 1, &random) }
    }
    func word() -> String { (words + ["nowhere"]).randomElement(using: &random) ?? "a" }
    let field = Bool.random(using: &random) ? "body" : nil
    switch depth == 0
      ? Int.random(in: 6...12, using: &random) : Int.random(in: 1...5, using: &random)
    {
    case 1: return .all(parts())
    case 2: return .any(parts())
    case 3: return .except(query(depth - 1, &random), query(depth - 1, &random))
    case 4: return .required(parts(), optional: parts())
    case 5: return Bool.random(using: &random) ? .everything : .glob("?")
    case 6:
      let parts = (0..<Int.random(in: 2...3, using: &random)).map { _ in
        PhrasePart.word(word())
      }
      return .phrase(parts, slop: Int.random(in: 0...2, using: &random), field: field)
    case 7:
      return .near(
        [.term(word(), field: field), .term(word(), field: field)],
        Proximity(within: Int.random(in: 1...3, using: &random)))
    case 8:
      let least = Int.random(in: 0...7, using: &random)
      return .range(QueryRange(from: .init("\(least)"), to: nil), field: "size")
    default: return .term(word(), field: field)
    }
  }

  private static func expectCounts(
    _ snapshot: Snapshot, rounds: Int, _ random: inout SeededGenerator
  ) throws {
    for _ in 0..<rounds {
      let query = query(3, &random)
      var visited = 0
      try snapshot.forEachScorer(query, BM25(), SearchWork()) {
        search, scorer throws(ConcordError) in
        while scorer.current != .end {
          if search.liveDocs?.contains(scorer.current) ?? true { visited += 1 }
          try scorer.next()
        }
      }
      #expect(try snapshot.count(query) == visited, "\(query) \(random.replay)")
    }
  }

  @Test("finds the documents that the scorers visit", arguments: [1, 63, 64, 65, 1_000, 5_000])
  func sameAsScorers(documentCount: Int) throws {
    var random = SeededGenerator()
    let index = try Self.index(documentCount, &random)
    try Self.expectCounts(index.snapshot(), rounds: 100, &random)
    try index.write { writer in
      for key in 0..<documentCount where key % 3 == 1 { try writer.delete(key: "\(key)") }
    }
    try Self.expectCounts(index.snapshot(), rounds: 100, &random)
  }

  @Test("more frequent words than there is room for are counted all the same")
  func smallCache() throws {
    var random = SeededGenerator()
    var options = SearchIndex.Options()
    options.cacheBudget = 1
    let index = try SearchIndex(inMemory: Schema(.text("body"), .number("size")), options: options)
    try index.write { writer in
      for key in 0..<2_000 {
        let text = key % 2 == 0 ? "a c" : "b c"
        try writer.add(Document(key: "\(key)", fields: ["body": text]))
      }
    }
    for _ in 0..<3 {
      #expect(try index.snapshot().count(Query("a OR b")) == 2_000)
      #expect(try index.snapshot().count(Query("a AND b")) == 0)
      #expect(try index.snapshot().count(Query("c NOT a")) == 1_000)
    }
    try Self.expectCounts(index.snapshot(), rounds: 20, &random)
  }
}
