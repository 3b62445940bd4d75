// Every iterator and scorer against plain loops: random trees over random posting lists, called in
// any order that the contract allows.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Iterators and scorers")
struct IteratorTests {
  /// A tree, how to make its scorer, and what it should find.
  struct Tree {
    var name: String
    var make: () throws -> any Scorer
    var scores: [UInt32: Double]
  }

  /// A pattern, how to make its iterator, and the occurrences in each candidate.
  struct PatternCase {
    var name: String
    var make: () throws -> any PatternIterator
    var occurrences: [UInt32: [Occurrence]]
    /// Of words, before a phrase or a NEAR keeps some.
    var closeness: [UInt32: Float] = [:]
  }

  /// Posting lists whose words never share a position: word *i* stands at positions 4·k + i.
  struct Lists {
    let fixture: PostingFixture
    let positions: [[UInt32: [UInt32]]]
    static let documentCount = 9000
    let scale = LengthScale(BM25(), fields: [(1, 1, 90_000)], documentCount: documentCount)

    init(_ random: inout SeededGenerator) throws {
      var lists: [[ModelPosting]] = []
      for word in 0..<4 {
        let count =
          [0, 1, 2, 127, 128, 129, 600, 4095, 4096, 4097, 8000]
          .randomElement(using: &random) ?? 1
        let documents = (0..<UInt32(Self.documentCount)).shuffled(using: &random).prefix(count)
        lists.append(
          documents.sorted().map { document in
            let places = Set(
              (0..<Int.random(in: 1...5, using: &random)).map { _ in
                UInt32.random(in: 0...7, using: &random) * 4 + UInt32(word)
              })
            return ModelPosting(document: document, positions: places.sorted())
          })
      }
      fixture = try PostingFixture(lists)
      positions = lists.map { list in
        Dictionary(uniqueKeysWithValues: list.map { ($0.document, $0.positions) })
      }
    }

    /// The words that have postings at all.
    var words: [Int] { positions.indices.filter { !positions[$0].isEmpty } }

    func cursor(_ word: Int) throws -> PostingCursor { try #require(try fixture.cursor(word)) }
  }

  // MARK: Patterns

  static func words(
    _ positions: [UInt32]
  ) -> [Occurrence] { positions.map { Occurrence(start: $0, end: $0) } }

  /// What `body` makes of the occurrences in each document that both patterns are candidates in.
  static func both(
    _ left: PatternCase, _ right: PatternCase, _ body: ([Occurrence], [Occurrence]) -> [Occurrence]
  ) -> [UInt32: [Occurrence]] {
    var result: [UInt32: [Occurrence]] = [:]
    for (document, occurrences) in left.occurrences {
      if let others = right.occurrences[document] { result[document] = body(occurrences, others) }
    }
    return result
  }

  static func word(_ lists: Lists, _ word: Int) -> PatternCase {
    PatternCase(
      name: "\(word)", make: { try lists.cursor(word) },
      occurrences: lists.positions[word].mapValues(words))
  }

  static func either(_ left: PatternCase, _ right: PatternCase) -> PatternCase {
    PatternCase(
      name: "(\(left.name) or \(right.name))",
      make: { EitherIterator([try left.make(), try right.make()], areDisjoint: false) },
      occurrences: left.occurrences.merging(right.occurrences) { Set($0 + $1).sorted() })
  }

  static func phrase(_ left: PatternCase, _ right: PatternCase) -> PatternCase {
    PatternCase(
      name: "“\(left.name) \(right.name)”",
      make: {
        try PhraseIterator(
          [.init(iterator: left.make(), offset: 0), .init(iterator: right.make(), offset: 1)],
          length: 2)
      },
      occurrences: both(left, right) { first, second in
        let starts = Set(second.map(\.start))
        return first.filter { starts.contains($0.start + 1) }
          .map { Occurrence(start: $0.start, end: $0.start + 1) }
      })
  }

  static func near(
    _ left: PatternCase, _ right: PatternCase, _ distance: UInt32, isNegated: Bool
  ) -> PatternCase {
    func gap(_ a: Occurrence, _ b: Occurrence) -> UInt32? {
      a.end < b.start ? b.start - a.end : b.end < a.start ? a.start - b.end : nil
    }
    var occurrences: [UInt32: [Occurrence]] = [:]
    var closeness: [UInt32: Float] = [:]
    for (document, lefts) in left.occurrences {
      let rights = right.occurrences[document] ?? []
      guard !isNegated else {
        occurrences[document] = lefts.filter { a in
          !rights.contains { b in gap(a, b).map { $0 <= distance } ?? true }
        }
        continue
      }
      guard right.occurrences[document] != nil else { continue }
      var ranges: Set<Occurrence> = []
      for a in lefts {
        for b in rights {
          guard let gap = gap(a, b), gap <= distance else { continue }
          ranges.insert(Occurrence(start: min(a.start, b.start), end: max(a.end, b.end)))
          closeness[document] = max(closeness[document] ?? 0, 1 / Float(gap))
        }
      }
      occurrences[document] = ranges.sorted()
    }
    return PatternCase(
      name: "(\(left.name) \(isNegated ? "NOTNEAR" : "NEAR")/\(distance) \(right.name))",
      make: {
        try NearIterator(
          [left.make(), right.make()], Proximity(within: Int(distance), isNegated: isNegated),
          effort: ProximityEffort()
        ) { _ throws(ConcordError) in TextBreaks() }
      },
      occurrences: occurrences, closeness: closeness)
  }

  static func pattern(_ lists: Lists, depth: Int, _ random: inout SeededGenerator) -> PatternCase {
    let word = word(lists, lists.words.randomElement(using: &random) ?? 0)
    guard depth > 0 else { return word }
    let left = pattern(lists, depth: depth - 1, &random)
    let right = pattern(lists, depth: depth - 1, &random)
    let distance = UInt32.random(in: 1...9, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    // The resolver never makes an alternative of a word and itself.
    case 0: return left.name == right.name ? left : either(left, right)
    case 1: return phrase(word, either(left, self.word(lists, lists.words[0])))
    case 2: return phrase(word, self.word(lists, lists.words.randomElement(using: &random) ?? 0))
    case 3: return near(left, right, distance, isNegated: true)
    default: return near(left, right, distance, isNegated: false)
    }
  }

  @Test(
    "patterns stand on their candidates and find their occurrences there", arguments: [0, 1, 2])
  func patterns(depth: Int) throws {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(1) {
      let lists = try Lists(&random)
      guard !lists.words.isEmpty else { continue }
      for _ in 0..<4 {
        let pattern = Self.pattern(lists, depth: depth, &random)
        var conformance = DocIteratorConformance(pattern.occurrences.keys.sorted())
        for _ in 0..<2 {
          let iterator = try pattern.make()
          var choices = random
          try conformance.interleave(iterator, &random) { document in
            let expected = pattern.occurrences[document.rawValue] ?? []
            let bound = try iterator.frequencyBound()
            if Int(bound) < expected.count {
              return "frequencyBound() \(bound) < \(expected.count)"
            }
            if Bool.random(using: &choices) {
              let frequency = Int(try iterator.frequency())
              if frequency != expected.count { return "frequency \(frequency), not \(expected)" }
              let closeness = pattern.closeness[document.rawValue] ?? 0
              return iterator.closeness == closeness ? nil : "closeness is not \(closeness)"
            }
            var found: [Occurrence] = []
            try iterator.occurrences(into: &found)
            return found == expected ? nil : "\(document.rawValue): \(found), expected \(expected)"
          }
        }
        #expect(
          conformance.failures.isEmpty, "\(pattern.name): \(conformance.failures) \(random.replay)")
      }
    }
  }

  // MARK: Scorers

  static func leaf(_ lists: Lists, _ random: inout SeededGenerator) throws -> Tree {
    let weight = Float.random(in: 0.1...9, using: &random)
    let saturation = lists.scale.base + lists.scale.parts[0].table[0]
    if Bool.random(using: &random) {
      let word = lists.words.randomElement(using: &random) ?? 0
      let scoring = try #require(LeafScoring(weight: weight, scale: lists.scale))
      return Tree(
        name: "\(word)", make: { TermScorer(try lists.cursor(word), scoring, norms: nil) },
        scores: lists.positions[word].mapValues {
          Double(LeafScoring.score(Float($0.count), saturation, weight))
        })
    }
    let pattern = pattern(lists, depth: 1, &random)
    var scores: [UInt32: Double] = [:]
    for (document, occurrences) in pattern.occurrences where !occurrences.isEmpty {
      let score = LeafScoring.score(Float(occurrences.count), saturation, weight)
      scores[document] = Double(score + weight * (pattern.closeness[document] ?? 0))
    }
    return Tree(
      name: pattern.name,
      make: {
        try PatternScorer(
          [.init(iterator: pattern.make(), weight: 1)],
          lengths: [.init(norms: nil, part: lists.scale.parts[0])], base: lists.scale.base,
          weight: weight, hasCloseness: true)
      }, scores: scores)
  }

  static func tree(_ lists: Lists, depth: Int, _ random: inout SeededGenerator) throws -> Tree {
    guard depth > 0 else { return try leaf(lists, &random) }
    let a = try tree(lists, depth: depth - 1, &random)
    let b = try tree(lists, depth: depth - 1, &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      return Tree(
        name: "(\(a.name) OR \(b.name))", make: { AnyScorer([try a.make(), try b.make()]) },
        scores: a.scores.merging(b.scores, uniquingKeysWith: +))
    case 1:
      return Tree(
        name: "(\(a.name) NOT \(b.name))",
        make: { try ExceptScorer(try a.make(), except: try b.make()) },
        scores: a.scores.filter { b.scores[$0.key] == nil })
    case 2:
      var scores = a.scores
      for document in a.scores.keys { scores[document]? += b.scores[document] ?? 0 }
      return Tree(
        name: "(+\(a.name) \(b.name))",
        make: { RequiredScorer(try a.make(), optional: try b.make()) }, scores: scores)
    case 3:
      return Tree(
        name: "everything", make: { EverythingScorer(documentCount: 9000, score: 2) },
        scores: Dictionary(uniqueKeysWithValues: (0..<9000).map { (UInt32($0), 2) }))
    default:
      var scores: [UInt32: Double] = [:]
      for (document, score) in a.scores {
        if let other = b.scores[document] { scores[document] = score + other }
      }
      return Tree(
        name: "(\(a.name) AND \(b.name))", make: { try AllScorer([try a.make(), try b.make()]) },
        scores: scores)
    }
  }

  @Test(
    "scorers visit what they should, score it alike, and keep below their bounds",
    arguments: [0, 1, 2])
  func scorers(depth: Int) throws {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(1) {
      let lists = try Lists(&random)
      guard !lists.words.isEmpty else { continue }
      for _ in 0..<4 {
        let tree = try Self.tree(lists, depth: depth, &random)
        var conformance = DocIteratorConformance(tree.scores.keys.sorted(), scores: tree.scores)
        for _ in 0..<3 { try conformance.interleave(try tree.make(), &random) }
        #expect(
          conformance.failures.isEmpty, "\(tree.name): \(conformance.failures) \(random.replay)")
      }
    }
  }
}
