/// Words roughly at their places in a phrase: `"a b c"~n`.
///
/// A word that stands at position p and has offset o in the phrase would have the phrase begin at
/// p − o. The spread of a choice is the greatest such beginning minus the least: 0 for the exact
/// phrase, 2 for two neighbours that changed places. A choice matches if its spread is at most n.
/// That is what Lucene means by slop; but here every choice counts, not those alone that a
/// walk from left to right happens to meet.
enum SloppyPhrase {
  /// Finds the distinct ranges [least position, greatest position] of all choices of different
  /// positions, one for each slot, with a spread of at most `slop`.
  ///
  /// - Parameters:
  ///   - slots: The positions of each word, rising.
  ///   - offsets: Each word's place in the phrase: rising, with holes where any word will do.
  ///   - slop: The greatest spread of a match.
  ///   - effort: What it may cost; once that is spent, ranges may be missing.
  ///   - result: Cleared, then filled in order.
  ///
  /// Cost: for each beginning, a matching of the slots with the positions within `slop` of it.
  static func matches(
    _ slots: [[UInt32]], offsets: [UInt32], slop: UInt32,
    effort: ProximityEffort = ProximityEffort(), into result: inout [Occurrence]
  ) {
    check(slots, offsets)
    result.removeAll(keepingCapacity: true)
    switch slots.count {
    case 1:
      for position in slots[0] { result.append(Occurrence(start: position, end: position)) }
    case 2:
      matchPair(slots, offsets, slop: slop, effort: effort, into: &result)
    default:
      var windows = SloppyWindows(slots, offsets, effort)
      windows.appendRanges(slop: slop, to: &result)
    }
    result.sortAndRemoveDuplicates()
  }

  /// Whether any choice has a spread of at most `slop`: as whether ``matches`` finds a range, but
  /// no more than one is looked for.
  static func occurs(
    _ slots: [[UInt32]], offsets: [UInt32], slop: UInt32, effort: ProximityEffort
  ) -> Bool {
    check(slots, offsets)
    var found: [Occurrence] = []
    switch slots.count {
    case 1: return !slots[0].isEmpty
    case 2: matchPair(slots, offsets, slop: slop, stopsAtFirst: true, effort: effort, into: &found)
    default:
      var windows = SloppyWindows(slots, offsets, effort)
      windows.appendRanges(slop: slop, stopsAtFirst: true, to: &found)
    }
    return !found.isEmpty
  }

  /// The smallest spread of all choices, `nil` if none is at most `slop`.
  ///
  /// Cost: that of ``occurs`` for each bit of `slop`.
  static func leastSpread(
    _ slots: [[UInt32]], offsets: [UInt32], atMost slop: UInt32,
    effort: ProximityEffort = ProximityEffort()
  ) -> UInt32? {
    guard occurs(slots, offsets: offsets, slop: slop, effort: effort) else { return nil }
    var low: UInt32 = 0
    var high = slop
    while low < high {
      let middle = low + (high - low) / 2
      let isEnough = occurs(slots, offsets: offsets, slop: middle, effort: effort)
      if isEnough { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func check(_ slots: [[UInt32]], _ offsets: [UInt32]) {
    precondition(!slots.isEmpty && slots.count == offsets.count, "Each word has its place.")
    precondition(zip(offsets, offsets.dropFirst()).allSatisfy(<), "The places rise.")
  }

  /// The same for two words: a sweep.
  private static func matchPair(
    _ slots: [[UInt32]], _ offsets: [UInt32], slop: UInt32, stopsAtFirst: Bool = false,
    effort: ProximityEffort, into result: inout [Occurrence]
  ) {
    let (left, right) = (slots[0], slots[1])
    var first = 0
    for position in left {
      // Where the second word would stand in the exact phrase.
      let place = Int(position) + Int(offsets[1] - offsets[0])
      while first < right.count, Int(right[first]) < place - Int(slop) { first += 1 }
      var k = first
      while k < right.count, Int(right[k]) <= place + Int(slop) {
        if right[k] != position {
          result.append(
            Occurrence(start: min(position, right[k]), end: max(position, right[k])))
          if stopsAtFirst { return }
        }
        k += 1
      }
      guard effort.spend(1, ranges: k - first) else { break }
    }
  }
}

/// Slides over the beginnings that the positions of a phrase's words imply.
private struct SloppyWindows {
  private let slots: [[UInt32]]
  private let offsets: [UInt32]
  private var choice: DistinctPositions
  private var candidates: [DistinctPositions.Candidate] = []
  private let effort: ProximityEffort

  init(_ slots: [[UInt32]], _ offsets: [UInt32], _ effort: ProximityEffort) {
    self.effort = effort
    self.slots = slots
    self.offsets = offsets
    choice = DistinctPositions(slotCount: slots.count)
  }

  /// Appends the ranges of each window of beginnings [b, b + slop], with repetitions.
  mutating func appendRanges(
    slop: UInt32, stopsAtFirst: Bool = false, to result: inout [Occurrence]
  ) {
    // The window of slot i is lows[i]..<highs[i].
    var lows = [Int](repeating: 0, count: slots.count)
    var highs = lows
    var hasGrown = false
    while effort.spend(slots.count), let least = leastBeginning(lows) {
      var isComplete = true
      for slot in slots.indices {
        let high = gallop(from: highs[slot], to: slots[slot].count) {
          beginning(slot, $0) <= least + Int(slop)
        }
        if high > highs[slot] { hasGrown = true }
        highs[slot] = high
        isComplete = isComplete && lows[slot] < high
      }
      // A window that has only shrunk holds nothing that the one before it did not.
      if isComplete, hasGrown {
        hasGrown = false
        load(lows, highs)
        choice.appendRanges(
          of: candidates, reach: .unlimited(effort), stopsAtFirst: stopsAtFirst, to: &result)
        if stopsAtFirst, !result.isEmpty { return }
      }
      for slot in slots.indices where beginning(slot, lows[slot]) == least { lows[slot] += 1 }
    }
  }

  /// Where the phrase would begin by the slot's position at `index`; it may be before the field.
  private func beginning(_ slot: Int, _ index: Int) -> Int {
    Int(slots[slot][index]) - Int(offsets[slot])
  }

  /// The least beginning of all windows, `nil` once a slot has no positions left.
  private func leastBeginning(_ lows: [Int]) -> Int? {
    var least: Int?
    for slot in slots.indices {
      guard lows[slot] < slots[slot].count else { return nil }
      least = min(least ?? .max, beginning(slot, lows[slot]))
    }
    return least
  }

  private mutating func load(_ lows: [Int], _ highs: [Int]) {
    candidates.removeAll(keepingCapacity: true)
    // Before there is memory for them; to sort them is a few steps for each.
    let count = slots.indices.reduce(0) { $0 + highs[$1] - lows[$1] }
    guard effort.spend(4 * count) else { return }
    for slot in slots.indices {
      for i in lows[slot]..<highs[slot] {
        candidates.append(DistinctPositions.Candidate(position: slots[slot][i], slot: slot))
      }
    }
    candidates.sort { $0.position < $1.position }
  }
}
