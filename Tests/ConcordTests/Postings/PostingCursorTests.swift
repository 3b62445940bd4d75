// Posting lists against plain arrays: every size around blocks and groups, every kind of gap, in
// every order of calls; with frames that are kept in memory and frames that never are.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("PostingCursor")
struct PostingCursorTests {
  /// Compares frequency and positions at the current document, or one of them, or none.
  static func check(
    _ cursor: PostingCursor, _ posting: ModelPosting?, _ choice: Int
  ) throws -> String? {
    guard let posting else { return "a document that is not in the list" }
    if choice & 1 == 1, Int(try cursor.frequency()) != max(1, posting.positions.count) {
      return "frequency \(try cursor.frequency()) of \(posting.document)"
    }
    guard choice & 2 == 2, !posting.positions.isEmpty else { return nil }
    let positions = PositionList()
    try cursor.positions(into: positions)
    return positions.array == posting.positions
      ? nil : "positions \(positions.array) of \(posting.document), expected \(posting.positions)"
  }

  @Test("visits what was written, in any order of calls", arguments: ListShapes.Gaps.allCases)
  func visitsPostings(gaps: ListShapes.Gaps) throws {
    var random = SeededGenerator()
    var lists: [[ModelPosting]] = []
    for count in ListShapes.counts {
      lists.append(ListShapes.postings(ListShapes.documents(count, gaps, &random), &random))
    }
    let budget = Bool.random(using: &random) ? 1 << 24 : 0
    let fixture = try PostingFixture(lists, cacheBudget: budget)
    for (i, list) in lists.enumerated() {
      let byDocument = Dictionary(uniqueKeysWithValues: list.map { ($0.document, $0) })
      var conformance = DocIteratorConformance(list.map(\.document))
      let first = try #require(try fixture.cursor(i))
      #expect(first.cost == list.count)
      try conformance.walk(first) { try Self.check(first, byDocument[$0.rawValue], 3) }
      for _ in 0..<random.roundCount(3) {
        let cursor = try #require(try fixture.cursor(i))
        var choices = random
        try conformance.interleave(cursor, &random) {
          try Self.check(cursor, byDocument[$0.rawValue], .random(in: 0...3, using: &choices))
        }
      }
      #expect(
        conformance.failures.isEmpty,
        "\(list.count) \(gaps): \(conformance.failures) \(random.replay)")
    }
  }

  @Test("lists without positions have frequency 1", arguments: ListShapes.Gaps.allCases)
  func keywordLists(gaps: ListShapes.Gaps) throws {
    var random = SeededGenerator()
    let lists = ListShapes.counts.map { count in
      ListShapes.documents(count, gaps, &random).map { ModelPosting(document: $0) }
    }
    let fixture = try PostingFixture(lists, hasPositions: false)
    for (i, list) in lists.enumerated() {
      let byDocument = Dictionary(uniqueKeysWithValues: list.map { ($0.document, $0) })
      var conformance = DocIteratorConformance(list.map(\.document))
      for _ in 0..<2 {
        let cursor = try #require(try fixture.cursor(i))
        try conformance.interleave(cursor, &random) {
          try Self.check(cursor, byDocument[$0.rawValue], 1)
        }
      }
      #expect(
        conformance.failures.isEmpty,
        "\(list.count) \(gaps): \(conformance.failures) \(random.replay)")
    }
  }

  @Test("few documents with many positions each", arguments: [1, 127, 128, 129, 70_000])
  func longDocuments(frequency: Int) throws {
    var lists: [[ModelPosting]] = []
    for count in [1, 2, 130] where count * frequency < 200_000 {
      var list: [ModelPosting] = []
      for i in 0..<count {
        let step = 1 + i % 3
        let positions = (0..<frequency).map { UInt32($0 * step) }
        list.append(ModelPosting(document: UInt32(3 * i), positions: positions))
      }
      lists.append(list)
    }
    let fixture = try PostingFixture(lists)
    for (i, list) in lists.enumerated() {
      let cursor = try #require(try fixture.cursor(i))
      let other = try #require(try fixture.cursor(i))
      for (k, posting) in list.enumerated() {
        #expect(try Self.check(cursor, posting, 3) == nil)
        try cursor.next()
        if k % 7 == 3 {
          try other.advance(to: DocID(posting.document))
          #expect(try Self.check(other, posting, 2) == nil)
        }
      }
    }
  }

  @Test(
    "the skip data names the block that would hold a document", arguments: ListShapes.Gaps.allCases)
  func blocks(gaps: ListShapes.Gaps) throws {
    var random = SeededGenerator()
    for count in ListShapes.counts {
      let documents = ListShapes.documents(count, gaps, &random)
      let fixture = try PostingFixture([
        documents.map { ModelPosting(document: $0, positions: [0]) }
      ])
      let cursor = try #require(try fixture.cursor(0))
      var target: UInt32 = 0
      while target <= documents[count - 1] {
        let i = documents.firstIndex { $0 >= target } ?? count
        let last = documents[min(count - 1, i / 128 * 128 + 127)]
        #expect(
          try cursor.lastDocumentOfBlock(holding: target) == last, "\(count) \(gaps) \(target)")
        target =
          last + (Bool.random(using: &random) ? 1 : .random(in: 1...(last / 4 + 1), using: &random))
      }
      #expect(try cursor.lastDocumentOfBlock(holding: documents[count - 1] + 1) == nil)
      #expect(try cursor.advance(to: DocID(documents[count - 1] + 1)) == .end)
    }
  }
}
