// Conjunctions of posting cursors against sets: two to four lists of every shape, called in any
// order that the contract allows.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("CursorConjunction")
struct CursorConjunctionTests {
  /// Lists of very different density over the same documents, so that blocks overlap in every way.
  private func lists(_ random: inout SeededGenerator) -> [Set<UInt32>] {
    let range: UInt32 = 60_000
    let shared = Set((0..<200).map { _ in UInt32.random(in: 0..<range, using: &random) })
    return (0..<Int.random(in: 2...4, using: &random)).map { _ in
      let count = [3, 100, 128, 700, 5000, 30_000].randomElement(using: &random) ?? 3
      var documents = Set<UInt32>()
      if Bool.random(using: &random) {
        // A run, of which the others may hold a few.
        let first = UInt32.random(in: 0..<range, using: &random)
        documents = Set(first..<min(range, first + UInt32(count)))
      } else {
        for _ in 0..<count { documents.insert(.random(in: 0..<range, using: &random)) }
      }
      return Bool.random(using: &random) ? documents.union(shared) : documents
    }
  }

  @Test("visits what all lists have, in any order of calls")
  func intersects() throws {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(60) {
      let sets = lists(&random)
      let postings = sets.map { set in
        set.sorted().map { ModelPosting(document: $0, positions: [1]) }
      }
      let fixture = try PostingFixture(postings)
      func make() throws -> any DocIterator {
        try conjunction(sets.indices.map { try #require(try fixture.cursor($0)) })
      }
      let common = sets.dropFirst().reduce(sets[0]) { $0.intersection($1) }.sorted()
      var conformance = DocIteratorConformance(common)
      try conformance.walk(try make())
      for _ in 0..<3 { try conformance.interleave(try make(), &random) }
      #expect(
        conformance.failures.isEmpty,
        "\(sets.map(\.count)): \(conformance.failures) \(random.replay)")
    }
  }
}
