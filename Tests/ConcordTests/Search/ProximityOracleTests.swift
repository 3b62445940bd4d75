// ProximityMatch against the oracle that tries every choice, on random small documents: words,
// phrases, OR groups, nested NEARs and arbitrary ranges, in pairs and in lists, in every order.
// More than 200,000 documents with a query for each, of alphabets of two to four words;
// CONCORD_ROUNDS asks for more.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Proximity, against every choice")
struct ProximityOracleTests {
  /// The numbers that each test begins with; the seed is told whether or not something fails.
  private static let random: SeededGenerator = {
    let random = SeededGenerator()
    print("Proximity, against every choice: \(random.replay)")
    return random
  }()

  /// How many choices an oracle may try for one query.
  private static let choiceLimit = 100

  /// The engine's answer, or nothing and a recorded failure if it is not the oracle's.
  private func check(
    _ operands: [[Occurrence]], _ proximity: Proximity, _ text: RandomProximityText,
    _ replay: String
  ) -> [Occurrence]? {
    var found = [Occurrence(start: 7, end: 9)]
    let closest = ProximityMatch.matches(
      operands, proximity, breaks: text.breaks, into: &found)
    let answer = ProximityOracle.Answer(ranges: found, closest: closest)
    let occurs = ProximityMatch.occurs(
      operands, proximity, breaks: text.breaks, effort: ProximityEffort())
    let expected = ProximityOracle.matches(operands, proximity, breaks: text.breaks)
    guard answer == expected, occurs == !expected.ranges.isEmpty else {
      Issue.record(
        "\(operands) \(proximity) \(text): \(answer) (\(occurs)), not \(expected); \(replay)")
      return nil
    }
    return found
  }

  /// Shortens lists until the oracle has few enough choices to try.
  private func bounded(_ operands: [[Occurrence]]) -> [[Occurrence]] {
    var operands = operands
    while operands.reduce(1, { $0 * max($1.count, 1) }) > Self.choiceLimit,
      let longest = operands.indices.max(by: { operands[$0].count < operands[$1].count })
    {
      operands[longest].removeLast()
    }
    return operands
  }

  /// A word, a phrase, an OR group, a nested NEAR or any ranges.
  private func operand(
    of text: RandomProximityText, depth: Int, _ random: inout SeededGenerator
  ) -> [Occurrence]? {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
    case 0, 1: return text.somePhrase(1, &random)
    case 2: return text.somePhrase(3, &random)
    case 3:
      let sides = Set(text.somePhrase(3, &random)).union(text.somePhrase(2, &random))
      return sides.sorted()
    case 4: return text.someRanges(Int.random(in: 0...5, using: &random), &random)
    default:
      let count = Int.random(in: 0..<4, using: &random) == 0 ? 3 : 2
      return near(in: text, count: count, depth: depth - 1, &random)
    }
  }

  /// What a random NEAR of `count` operands finds, nothing if that was wrong.
  private func near(
    in text: RandomProximityText, count: Int, depth: Int, _ random: inout SeededGenerator
  ) -> [Occurrence]? {
    var operands: [[Occurrence]] = []
    for _ in 0..<count {
      guard let next = operand(of: text, depth: depth, &random) else { return nil }
      operands.append(next)
    }
    let proximity = Proximity.random(operands: count, &random)
    return check(bounded(operands), proximity, text, random.replay)
  }

  @Test("two operands of any kind, nested up to two deep", arguments: 0..<2)
  func pairs(half: UInt64) {
    var random = SeededGenerator(seed: Self.random.seed &+ half)
    for _ in 0..<random.roundCount(70_000) {
      let text = RandomProximityText(&random)
      guard near(in: text, count: 2, depth: 2, &random) != nil else { return }
    }
  }

  @Test("lists of three to five operands, and of one")
  func lists() {
    var random = Self.random
    for _ in 0..<random.roundCount(20_000) {
      let text = RandomProximityText(&random)
      let count = [1, 3, 3, 3, 4, 4, 5][Int.random(in: 0..<7, using: &random)]
      guard near(in: text, count: count, depth: 1, &random) != nil else { return }
    }
  }

  @Test("lists of words alone, the same ones more than once")
  func words() {
    var random = Self.random
    for _ in 0..<random.roundCount(20_000) {
      let text = RandomProximityText(&random)
      let operands = (0..<Int.random(in: 3...5, using: &random)).map { _ in
        let side = text.somePhrase(1, &random)
        return Int.random(in: 0..<4, using: &random) > 0
          ? side : Set(side).union(text.somePhrase(1, &random)).sorted()
      }
      let proximity = Proximity.random(operands: operands.count, &random)
      guard check(bounded(operands), proximity, text, random.replay) != nil else { return }
    }
  }

  @Test("the searches for short and for long lists answer alike")
  func wideLists() {
    var random = Self.random
    for _ in 0..<random.roundCount(10_000) {
      let text = RandomProximityText(&random, length: 4...9)
      let operands = bounded(
        (0..<Int.random(in: 2...5, using: &random)).map { _ in
          Bool.random(using: &random)
            ? text.somePhrase(2, &random) : text.someRanges(4, &random)
        })
      let kind = Proximity.Kind.within(Int.random(in: 1...6, using: &random))
      let reach = ProximityReach(
        kind, breaks: text.breaks, operands: operands, effort: ProximityEffort())
      var found: [Occurrence] = []
      let closest = WideListSearch.append(operands, reach: reach, to: &found)
      let expected = ProximityOracle.matches(operands, Proximity(kind), breaks: text.breaks)
      guard
        ProximityOracle.Answer(ranges: found, closest: closest.map { UInt32($0) }) == expected
      else {
        Issue.record("\(operands) \(kind): \(found), not \(expected); \(random.replay)")
        return
      }
    }
  }

  @Test("lists of six to nine operands: the search for long lists agrees with the sweep")
  func longLists() {
    var random = Self.random
    for _ in 0..<random.roundCount(100) {
      let text = RandomProximityText(&random, length: 12...24)
      let operands = (0..<Int.random(in: 6...9, using: &random)).map { _ in
        Int.random(in: 0..<5, using: &random) == 0
          ? text.someRanges(3, &random) : text.somePhrase(2, &random)
      }
      let kind = Proximity.Kind.within(Int.random(in: 5...14, using: &random))
      let reach = ProximityReach(
        kind, breaks: text.breaks, operands: operands, effort: ProximityEffort())
      var wide: [Occurrence] = []
      var narrow: [Occurrence] = []
      let wideClosest = WideListSearch.append(operands, reach: reach, to: &wide)
      var sweep = SubsetSweep(operands)
      let narrowClosest = sweep.append(reach: reach, to: &narrow)
      narrow.sortAndRemoveDuplicates()
      guard wide == narrow, wideClosest == narrowClosest else {
        Issue.record("\(operands) \(kind): \(wide), or \(narrow)? \(random.replay)")
        return
      }
    }
  }

  private func list(_ positions: [UInt32]) -> PositionList {
    let list = PositionList()
    for position in positions { list.append(position) }
    return list
  }

  @Test("counting pairs gives the number of their ranges and the smallest distance")
  func counts() {
    var random = Self.random
    for _ in 0..<random.roundCount(30_000) {
      let text = RandomProximityText(&random)
      let starts = (0..<2).map { _ in Set(text.someRanges(5, &random).map(\.start)).sorted() }
      let extents = (0..<2).map { _ in UInt32.random(in: 0...2, using: &random) }
      let operands = (0..<2).map { i in
        starts[i].map { Occurrence(start: $0, end: $0 + extents[i]) }
      }
      let distance = Int.random(in: 1...12, using: &random)
      let proximity = Proximity(within: distance, inOrder: Bool.random(using: &random))
      let pairs = PositionPairs.near(
        .init(starts: list(starts[0]), extent: Int(extents[0])),
        .init(starts: list(starts[1]), extent: Int(extents[1])), within: distance,
        inOrder: proximity.inOrder)
      let sloppy = PositionPairs.sloppy(
        list(starts[0]), list(starts[1]), apart: 1, slop: distance)
      guard Set(starts[0]).isDisjoint(with: starts[1]) else {
        #expect(pairs == nil && sloppy == nil, "a common start is overlooked; \(random.replay)")
        continue
      }
      let expected = ProximityOracle.matches(operands, proximity, breaks: text.breaks)
      let closest = (pairs?.count).flatMap { $0 > 0 ? pairs?.closest : nil }
      let expectedSloppy = ProximityOracle.sloppy(
        starts, offsets: [0, 1], slop: UInt32(distance))
      guard pairs?.count == expected.ranges.count, closest.map({ UInt32($0) }) == expected.closest,
        sloppy?.count == expectedSloppy.ranges.count
      else {
        Issue.record("\(operands) \(proximity): \(String(describing: pairs)); \(random.replay)")
        return
      }
    }
  }
}
