// The dictionary against a sorted array: look-ups of terms that are there and that are not, and
// cursors from any point, for sizes around the 16 entries between restarts and around frames.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("TermDictionary")
struct TermDictionaryTests {
  enum Shape: CaseIterable {
    /// Few letters, so that terms share beginnings.
    case similar
    case random
    /// Up to 1,024 bytes, of which most are shared.
    case long
  }

  static func terms(_ count: Int, _ shape: Shape, _ random: inout SeededGenerator) -> [[UInt8]] {
    var terms: Set<[UInt8]> = []
    let stem = random.bytes(1000)
    while terms.count < count {
      let bytes: [UInt8] =
        switch shape {
        case .similar:
          (0..<Int.random(in: 1...12, using: &random)).map { _ in
            .random(in: 97...99, using: &random)
          }
        case .random: random.bytes(.random(in: 1...20, using: &random))
        case .long:
          stem.prefix(.random(in: 900...1000, using: &random))
            + random.bytes(.random(in: 1...24, using: &random))
        }
      terms.insert([Bool.random(using: &random) ? 1 : 2] + bytes)
    }
    return terms.sorted { $0.lexicographicallyPrecedes($1) }
  }

  static func segment(_ terms: [[UInt8]]) throws -> Segment {
    let storage = MemoryStorage()
    let schema = Schema(.text("a"), .text("b"))
    var writer = try SegmentWriter(storage, fileNumber: 1, schema: schema)
    try writer.finishDocuments()
    for (i, term) in terms.enumerated() {
      // The frequency says which term it is; some lists are too long to stand in the dictionary.
      let positions = (0...UInt32(i % 300)).map { $0 * 200 }
      try writer.addTerm(term, [ModelPosting(document: UInt32(i), positions: positions)])
    }
    return try Segment(storage, writer.finish(), cache: FrameCache(budget: 1 << 24))
  }

  @Test("finds each term and no other, and walks from any point on", arguments: Shape.allCases)
  func lookUps(shape: Shape) throws {
    var random = SeededGenerator()
    for count in [0, 1, 15, 16, 17, 31, 32, 33, shape == .long ? 200 : 1500] {
      let terms = Self.terms(count, shape, &random)
      let dictionary = try Self.segment(terms).dictionary
      #expect(dictionary.termCount == count)
      for (i, term) in terms.enumerated() {
        let found = try dictionary.find(term)
        #expect(found?.info.documentFrequency == 1, "\(term) \(random.replay)")
        #expect(found?.info.totalFrequency == UInt64(i % 300 + 1), "\(term) \(random.replay)")
      }
      var probes: [[UInt8]] = [[], [0], [1], [2], [3], [255, 255]]
      for term in terms.shuffled(using: &random).prefix(20) {
        probes += [
          term, term + [0], term.dropLast(), term.dropLast() + [term[term.count - 1] &+ 1],
        ]
      }
      let known = Set(terms)
      for probe in probes {
        if !known.contains(probe) { #expect(try dictionary.find(probe) == nil, "\(probe)") }
        var cursor = try dictionary.cursor(from: probe)
        let first = terms.firstIndex { !$0.lexicographicallyPrecedes(probe) } ?? count
        for i in first..<min(count, first + 20) {
          #expect(cursor.isValid && cursor.term == terms[i], "from \(probe) \(random.replay)")
          #expect(cursor.found.info.totalFrequency == UInt64(i % 300 + 1))
          try cursor.next()
        }
        #expect(cursor.isValid == (first + 20 < count))
      }
      var cursor = try dictionary.cursor()
      var walked: [[UInt8]] = []
      while cursor.isValid {
        walked.append(cursor.term)
        try cursor.next()
      }
      #expect(walked == terms, "\(random.replay)")
    }
  }

  @Test("seeks forwards as a search from the start would", arguments: [1, 30, 900])
  func seeks(distance: Int) throws {
    var random = SeededGenerator()
    for shape in Shape.allCases {
      let terms = Self.terms(shape == .long ? 300 : 1_200, shape, &random)
      let dictionary = try Self.segment(terms).dictionary
      for _ in 0..<min(4, distance) {
        var cursor = try dictionary.cursor()
        // Where the cursor is, and the term that the next target is like.
        var here = 0
        var i = 0
        while cursor.isValid {
          i = max(i, here) + Int.random(in: 1...distance, using: &random)
          // A term, or what would stand right behind or before one.
          var target = i < terms.count ? terms[i] : [255]
          if Bool.random(using: &random) { target += [0] }
          if Bool.random(using: &random) { target.removeLast() }
          guard cursor.term.lexicographicallyPrecedes(target) else { continue }
          try cursor.seek(target)
          while here < terms.count, terms[here].lexicographicallyPrecedes(target) { here += 1 }
          #expect(cursor.isValid == (here < terms.count), "\(random.replay)")
          guard here < terms.count else { break }
          #expect(cursor.term == terms[here], "\(random.replay)")
          #expect(cursor.found.info.totalFrequency == UInt64(here % 300 + 1), "\(random.replay)")
          if Bool.random(using: &random) {
            try cursor.next()
            here += 1
            #expect(cursor.isValid ? cursor.term == terms[here] : here == terms.count)
          }
        }
      }
    }
  }

  @Test("looks up many terms one after the other, missing ones among them, in any order")
  func manyLookUps() throws {
    var random = SeededGenerator()
    let all = Self.terms(2_000, .similar, &random)
    for share in [0.02, 0.5, 1] {
      let terms = all.filter { _ in Double.random(in: 0..<1, using: &random) < share }
      let dictionary = try Self.segment(terms).dictionary
      let numbers = Dictionary(uniqueKeysWithValues: terms.enumerated().map { ($1, $0) })
      for asked in [all, all + all, all.reversed(), all.shuffled(using: &random)] {
        var lookup = TermLookup(dictionary)
        for term in asked {
          let found = try lookup.find(TermKey(bytes: term))
          let expected = numbers[term].map { UInt64($0 % 300 + 1) }
          #expect(found?.info.totalFrequency == expected, "\(term) \(random.replay)")
        }
      }
    }
  }

  @Test("ten thousand terms, each with its postings")
  func manyTerms() throws {
    var random = SeededGenerator()
    let terms = Self.terms(10_000, .similar, &random)
    let segment = try Self.segment(terms)
    for i in stride(from: 0, to: terms.count, by: 37) {
      // The fixture's segment has no documents of its own, so the number is read unchecked.
      let found = try #require(try segment.dictionary.find(terms[i]))
      let source = PostingSource(
        documents: segment.postings.documents, positions: segment.postings.positions,
        skips: segment.postings.skips, documentCount: terms.count,
        cache: FrameCache(budget: 1 << 20))
      let cursor = try PostingCursor(PostingList(found, hasPositions: true, source: source))
      let positions = PositionList()
      try cursor.positions(into: positions)
      #expect(cursor.current == DocID(UInt32(i)))
      #expect(positions.array == (0...UInt32(i % 300)).map { $0 * 200 }, "\(random.replay)")
    }
  }
}
