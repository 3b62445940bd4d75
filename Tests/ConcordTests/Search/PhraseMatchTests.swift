// Exact and sloppy phrases: cases by hand, and random ones against the oracle that tries every
// choice.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Phrases")
struct PhraseMatchTests {
  private func starts(_ slots: [[UInt32]], _ offsets: [UInt32]) -> [UInt32] {
    let lists = slots.map { positions in
      let list = PositionList()
      for position in positions { list.append(position) }
      return list
    }
    let starts = PositionList()
    starts.append(99)
    PhraseMatch.begin(starts, from: lists[0], at: offsets[0])
    for i in lists.indices.dropFirst() { PhraseMatch.keep(starts, from: lists[i], at: offsets[i]) }
    return starts.array
  }

  /// Slots with rising offsets, some positions skipped, from a small random text.
  private func phrase(_ random: inout SeededGenerator) -> (slots: [[UInt32]], offsets: [UInt32]) {
    let text = RandomProximityText(&random)
    var slots: [[UInt32]] = []
    var offsets: [UInt32] = []
    var offset: UInt32 = Int.random(in: 0..<5, using: &random) == 0 ? 1 : 0
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let isGroup = Int.random(in: 0..<4, using: &random) == 0
      let word = text.somePhrase(1, &random)
      let group = isGroup ? Set(word).union(text.somePhrase(1, &random)).sorted() : word
      slots.append(group.prefix(5).map(\.start))
      offsets.append(offset)
      offset += Int.random(in: 0..<4, using: &random) == 0 ? 2 : 1
    }
    return (slots, offsets)
  }

  @Test("a phrase begins where each word stands at its place")
  func exact() {
    #expect(starts([[0, 4, 9], [1, 5, 8]], [0, 1]) == [0, 4])
    #expect(starts([[0, 4, 9]], [0]) == [0, 4, 9])
    #expect(starts([[0, 4], []], [0, 1]) == [])
  }

  @Test("a hole stands for any one word, also at the front, where there must be one")
  func holes() {
    #expect(starts([[0, 4], [2, 5]], [0, 2]) == [0])
    #expect(starts([[0, 4]], [1]) == [3])
  }

  @Test("the same word twice, and positions up to the greatest")
  func extremes() {
    #expect(starts([[1, 2, 3], [1, 2, 3]], [0, 1]) == [1, 2])
    let last = UInt32.max
    #expect(starts([[last - 1, last], [last]], [0, 1]) == [last - 1])
    #expect(starts([[last], [3, last]], [0, 1]) == [])
  }

  @Test("long lists miss nothing")
  func longLists() {
    let even = (0..<10_000).map { UInt32($0 * 2) }
    let rare: [UInt32] = [1, 3, 4, 4_095, 4_097, 19_997, 19_999]
    #expect(starts([rare, even], [0, 1]) == [1, 3, 4_095, 4_097, 19_997])
    #expect(starts([even, rare], [0, 1]) == [0, 2, 4_094, 4_096, 19_996, 19_998])
  }

  @Test("galloping stops at the first index, whatever the list")
  func gallops() {
    for count in 0...40 {
      for target in 0...count {
        for from in 0...count {
          let found = gallop(from: from, to: count) { $0 < target }
          #expect(found == max(from, target))
        }
      }
    }
  }

  @Test("random exact phrases begin where every slot has its position")
  func exactAgainstOracle() {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(20_000) {
      let (slots, offsets) = phrase(&random)
      let expected = (0..<UInt32(12)).filter { start in
        slots.indices.allSatisfy { slots[$0].contains(start + offsets[$0]) }
      }
      guard starts(slots, offsets) == expected else {
        Issue.record("\(slots) \(offsets): not \(expected); \(random.replay)")
        return
      }
    }
  }

  @Test("random sloppy phrases match every choice within the slop")
  func sloppyAgainstOracle() {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(30_000) {
      let (slots, offsets) = phrase(&random)
      let slop = UInt32.random(in: 0...6, using: &random)
      var ranges = [Occurrence(start: 7, end: 9)]
      SloppyPhrase.matches(slots, offsets: offsets, slop: slop, into: &ranges)
      let closest = SloppyPhrase.leastSpread(slots, offsets: offsets, atMost: slop)
      let occurs = SloppyPhrase.occurs(
        slots, offsets: offsets, slop: slop, effort: ProximityEffort())
      let answer = ProximityOracle.Answer(ranges: ranges, closest: closest)
      let expected = ProximityOracle.sloppy(slots, offsets: offsets, slop: slop)
      guard answer == expected, occurs == !expected.ranges.isEmpty else {
        Issue.record(
          "\(slots) \(offsets) ~\(slop): \(answer) (\(occurs)), not \(expected); \(random.replay)")
        return
      }
    }
  }

  @Test("a swap costs 2, a word between costs 1, and no slop is the exact phrase")
  func slop() {
    var ranges: [Occurrence] = []
    func spread(_ slots: [[UInt32]], _ slop: UInt32) -> UInt32? {
      let offsets = slots.indices.map { UInt32($0) }
      SloppyPhrase.matches(slots, offsets: offsets, slop: slop, into: &ranges)
      return SloppyPhrase.leastSpread(slots, offsets: offsets, atMost: slop)
    }
    #expect(spread([[0], [1]], 0) == 0)
    #expect(ranges == [Occurrence(start: 0, end: 1)])
    #expect(spread([[1], [0]], 1) == nil)
    #expect(ranges == [])
    #expect(spread([[1], [0]], 2) == 2)
    #expect(spread([[0], [2]], 1) == 1)
    #expect(spread([[0], [2]], 0) == nil)
    #expect(spread([[3, 9]], 0) == 0)
    #expect(spread([[0], [.max]], .max) == UInt32.max - 1)
  }

  @Test("a word that the phrase has twice needs two places")
  func repeatedWords() {
    var ranges: [Occurrence] = []
    SloppyPhrase.matches([[4], [4]], offsets: [0, 1], slop: 9, into: &ranges)
    #expect(ranges == [])
    SloppyPhrase.matches([[4, 6], [4, 6]], offsets: [0, 1], slop: 9, into: &ranges)
    #expect(ranges == [Occurrence(start: 4, end: 6)])
    #expect(SloppyPhrase.leastSpread([[4], [4]], offsets: [0, 1], atMost: 9) == nil)
    #expect(SloppyPhrase.leastSpread([[4, 6], [4, 6]], offsets: [0, 1], atMost: 9) == 1)
  }

  @Test("a sloppy phrase finds the overlapping choices that a walk from left to right skips")
  func everyChoice() {
    // "a a b": from the second a the phrase is exact, from the first it has one word too many.
    var ranges: [Occurrence] = []
    SloppyPhrase.matches([[0, 1], [2]], offsets: [0, 1], slop: 1, into: &ranges)
    #expect(ranges == [Occurrence(start: 0, end: 2), Occurrence(start: 1, end: 2)])
    // "b a b a" for "a b"~2: both swaps, the exact one, and the two b and a around "a b".
    SloppyPhrase.matches([[1, 3], [0, 2]], offsets: [0, 1], slop: 2, into: &ranges)
    #expect(
      ranges == [
        Occurrence(start: 0, end: 1), Occurrence(start: 1, end: 2), Occurrence(start: 2, end: 3),
      ])
  }
}
