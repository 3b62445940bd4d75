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
  /// - Returns: The smallest spread of all choices, `nil` if none is at most `slop`.
  ///
  /// Cost: for each beginning, a matching of the slots with the positions within `slop` of it.
  static func matches(
    _ slots: [[UInt32]], offsets: [UInt32], slop: UInt32,
    effort: ProximityEffort = ProximityEffort(), into result: inout [Occurrence]
  ) -> UInt32? {
    precondition(!slots.isEmpty && slots.count == offsets.count, "Each word has its place.")
    precondition(zip(offsets, offsets.dropFirst()).allSatisfy(<), "The places rise.")
    result.removeAll(keepingCapacity: true)
    guard slots.count > 1 else {
      for position in slots[0] { result.append(Occurrence(start: position, end: position)) }
      return result.isEmpty ? nil : 0
    }
    if slots.count == 2 {
      return matchPair(
        slots[0], slots[1], apart: Int(offsets[1] - offsets[0]), slop: Int(slop),
        effort: effort, into: &result)
    }
    var windows = SloppyWindows(slots, offsets, effort)
    windows.appendRanges(slop: slop, to: &result)
    result.sortAndRemoveDuplicates()
    guard !result.isEmpty else { return nil }
    var low: UInt32 = 0
    var high = slop
    var ranges: [Occurrence] = []
    while low < high {
      let middle = low + (high - low) / 2
      ranges.removeAll(keepingCapacity: true)
      windows.appendRanges(slop: middle, stopsAtFirst: true, to: &ranges)
      if ranges.isEmpty { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The same for two words, of which the second would stand `distance` after the first: a sweep.
  private static func matchPair(
    _ left: [UInt32], _ right: [UInt32], apart distance: Int, slop: Int, effort: ProximityEffort,
    into result: inout [Occurrence]
  ) -> UInt32? {
    var least = Int.max
    var first = 0
    for i in left.indices {
      let place = Int(left[i]) + distance
      while first < right.count, Int(right[first]) < place - slop { first += 1 }
      var k = first
      while k < right.count, Int(right[k]) <= place + slop {
        if right[k] != left[i] {
          least = min(least, abs(Int(right[k]) - place))
          result.append(
            Occurrence(start: min(left[i], right[k]), end: max(left[i], right[k])))
        }
        k += 1
      }
      guard effort.spend(1, ranges: k - first) else { break }
    }
    result.sortAndRemoveDuplicates()
    return least == .max ? nil : UInt32(least)
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
        choice.appendRanges(of: candidates, reach: .unlimited(effort), to: &result)
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
