// Unions of many terms: the window, the heap and the short lists against a table of all documents,
// under random steps; lists of all lengths, over more documents than a window has.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Many terms")
struct ManyTermsTests {
  /// A segment in which term i of a field is in about one document of i + 2.
  private struct Fixture {
    let segment: Segment
    /// The positions of the terms in each document.
    var positions: [UInt32: [UInt32]] = [:]
    let termCount = 60

    init(_ random: inout SeededGenerator) throws {
      let index = try SearchIndex(inMemory: Schema(.text("body")))
      var documents: [Document] = []
      for i in 0..<4_500 {
        var words: [String] = []
        // A gap in the middle, in which nothing is for over a window.
        if i < 500 || i > 3_800 {
          for term in 0..<termCount
          where Int.random(in: 0..<(term * term + 2), using: &random) == 0 {
            for _ in 0...Int.random(in: 0...2, using: &random) { words.append("w\(term)") }
          }
        }
        words.insert("x", at: words.isEmpty ? 0 : Int.random(in: 0..<words.count, using: &random))
        documents.append(Document(key: "\(i)", fields: ["body": words.joined(separator: " ")]))
        let places = words.indices.filter { words[$0] != "x" }.map { UInt32($0) }
        if !places.isEmpty { positions[UInt32(i)] = places }
      }
      try index.write { writer in for document in documents { try writer.add(document) } }
      segment = index.snapshot().segments[0].segment
    }

    func lists() throws -> [PostingList] {
      try (0..<termCount).compactMap {
        try segment.postings(TermKey(word: Array("w\($0)".utf8), field: 1), hasPositions: true)
      }
    }
  }

  @Test("the window, the heap and the short lists visit the documents of all lists, and count")
  func unions() throws {
    var random = SeededGenerator()
    let fixture = try Fixture(&random)
    let long = try fixture.lists().filter(\.info.hasSkips)
    let short = try fixture.lists().filter { !$0.info.hasSkips }
    #expect(!long.isEmpty && !short.isEmpty)
    for _ in 0..<random.roundCount(30) {
      let unions: [any FrequencyIterator] = [
        try ManyTermsIterator((long + short).shuffled(using: &random), documentCount: 4_500),
        try ManyTermsIterator((short + long), documentCount: 4_500),
        EitherIterator(try (long + short).map { try PostingCursor($0) }, areDisjoint: true),
        EitherIterator(
          try long.map { try PostingCursor($0) } + [try ShortListsIterator(short)],
          areDisjoint: true),
      ]
      let strides = [1, 3, 50, 400, 2_500]
      var steps: [Int] = []
      for _ in 0..<400 {
        let stride = strides.randomElement(using: &random) ?? 1
        steps.append(Int.random(in: 0...stride, using: &random))
      }
      for union in unions { try Self.check(union, fixture, steps, "\(random.replay)") }
    }
  }

  /// Goes through a union by steps: 0 is `next`, others are so far.
  private static func check(
    _ union: any FrequencyIterator, _ fixture: Fixture, _ steps: [Int], _ note: Comment
  ) throws {
    let documents = fixture.positions.keys.sorted()
    var i = 0
    for step in steps {
      let expected = i < documents.count ? DocID(documents[i]) : .end
      guard union.current == expected else {
        Issue.record("stands on \(union.current), not \(expected). \(note)")
        return
      }
      guard expected != .end else { return }
      let positions = fixture.positions[expected.rawValue] ?? []
      #expect(try union.frequencyBound() >= UInt32(positions.count), note)
      if let union = union as? any PatternIterator, step % 2 == 0 {
        var occurrences: [Occurrence] = []
        try union.occurrences(into: &occurrences)
        #expect(occurrences.map(\.start) == positions, note)
      } else {
        #expect(try union.frequency() == UInt32(positions.count), note)
      }
      if step == 0 {
        try union.next()
        i += 1
      } else {
        let target = expected.rawValue + UInt32(step)
        try union.advance(to: DocID(target))
        while i < documents.count, documents[i] < target { i += 1 }
      }
    }
  }

  @Test("a prefix finds the same documents alone, in a phrase and in a NEAR")
  func plans() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    try index.write { writer in
      for i in 0..<1_000 {
        try writer.add(Document(key: "\(i)", fields: ["body": "the w\(i % 300) end"]))
      }
    }
    let snapshot = index.snapshot()
    #expect(try snapshot.count(.prefix("w")) == 1_000)
    let beginsWithOne = (0..<1_000).filter { "\($0 % 300)".hasPrefix("1") }.count
    #expect(try snapshot.count(.prefix("w1")) == beginsWithOne)
    #expect(try snapshot.count(.phrase([.word("the"), .prefix("w"), .word("end")])) == 1_000)
    #expect(try snapshot.count(.near([.prefix("w"), .term("end")], Proximity(within: 1))) == 1_000)
    #expect(try snapshot.count(.near([.prefix("w"), .term("the")], Proximity(within: 1))) == 1_000)
    #expect(try snapshot.count(.phrase([.prefix("w"), .word("the")])) == 0)
  }
}
