/// Finds where the operands of a NEAR are near each other, in one field of one document.
///
/// Every search here is complete: a range is found if, and only if, some choice of one occurrence
/// from each operand covers it and satisfies the proximity. Nothing is matched greedily and no
/// range is dropped because it holds a smaller one, for a smaller one may be what an outer NEAR
/// cannot use.
///
/// The measure of a choice is last end − first start − Σ extents: the sum of the distances
/// between neighbours, since the chosen occurrences never overlap.
///
/// | Operands | Method | Cost |
/// |---|---|---|
/// | two | `PairSweep` | both lists + pairs in reach |
/// | NOTNEAR | `RemoteSweep` | both lists |
/// | in order | `OrderedListSweep` | starts × occurrences in reach |
/// | words, any number | `DistinctPositions` | occurrences × those in reach, + ranges found |
/// | up to 12, any | `SubsetSweep` | starts × occurrences in reach × 2^operands at the worst |
/// | more than 12, any | `WideListSearch` | as the last, but exponential at the very worst |
///
/// The last row is no oversight: to choose disjoint ranges, one from each of many lists, is
/// NP-complete (job interval selection; Keil 1992, Spieksma 1999). So every search has a
/// ``ProximityEffort``, and ends early when that is spent.
enum ProximityMatch {
  /// How many operands a subset of which is kept as a bit mask: 4,096 masks are little to clear.
  static let subsetLimit = 12

  /// Finds the distinct ranges [first start, last end] of the choices that satisfy `proximity`.
  ///
  /// For NOTNEAR they are the left operand's occurrences that have none of the right's near. A
  /// right occurrence that shares a position counts as near, whatever the kind; so
  /// `a NOTNEAR a` finds nothing. Apart from that, near is exactly what NEAR of the same kind
  /// accepts: a left occurrence that itself crosses from one sentence into the next has nothing in
  /// the same sentence.
  ///
  /// - Parameters:
  ///   - operands: The occurrences of each, sorted by (start, end) without duplicates. They may
  ///     overlap and nest. Two of them for NOTNEAR.
  ///   - proximity: How close, and in which order.
  ///   - breaks: What NEAR/s and NEAR/p go by.
  ///   - effort: What it may cost; once that is spent, ranges may be missing.
  ///   - result: Cleared, then filled in order.
  /// - Returns: The smallest measure of the choices that satisfy `proximity`, `nil` if there are
  ///   none. One operand alone measures 0, and NOTNEAR `UInt32.max`: nothing is close.
  static func matches(
    _ operands: [[Occurrence]], _ proximity: Proximity, breaks: TextBreaks,
    effort: ProximityEffort = ProximityEffort(), into result: inout [Occurrence]
  ) -> UInt32? {
    result.removeAll(keepingCapacity: true)
    let reach = ProximityReach(
      proximity.kind, breaks: breaks, operands: operands, effort: effort)
    if proximity.isNegated {
      precondition(operands.count == 2, "A NOTNEAR has a left operand and a right one.")
      RemoteSweep.append(
        operands[0], farFrom: operands[1], proximity.kind, reach: reach, to: &result)
      return result.isEmpty ? nil : UInt32.max
    }
    guard !operands.isEmpty, !operands.contains(where: \.isEmpty) else { return nil }
    let closest =
      proximity.inOrder
      ? matchesInOrder(operands, reach: reach, into: &result)
      : matchesInAnyOrder(operands, reach: reach, into: &result)
    result.sortAndRemoveDuplicates()
    return closest.map { UInt32($0) }
  }

  /// Whether any choice satisfies `proximity`: as whether ``matches`` finds a range, but of words
  /// in any order no more than one is looked for.
  static func occurs(
    _ operands: [[Occurrence]], _ proximity: Proximity, breaks: TextBreaks, effort: ProximityEffort
  ) -> Bool {
    var found: [Occurrence] = []
    guard !proximity.isNegated, !proximity.inOrder, operands.count > 2,
      operands.allSatisfy({ !$0.isEmpty && $0.greatestExtent == 0 })
    else {
      _ = matches(operands, proximity, breaks: breaks, effort: effort, into: &found)
      return !found.isEmpty
    }
    let reach = ProximityReach(
      proximity.kind, breaks: breaks, operands: operands, effort: effort)
    appendRangesOfWords(operands, reach: reach, stopsAtFirst: true, to: &found)
    return !found.isEmpty
  }

  private static func matchesInOrder(
    _ operands: [[Occurrence]], reach: ProximityReach, into result: inout [Occurrence]
  ) -> Int? {
    if operands.count == 2 {
      return PairSweep.append(operands[0], before: operands[1], reach: reach, to: &result)
    }
    return OrderedListSweep.append(operands, reach: reach, to: &result)
  }

  private static func matchesInAnyOrder(
    _ operands: [[Occurrence]], reach: ProximityReach, into result: inout [Occurrence]
  ) -> Int? {
    if operands.count == 1 {
      return OrderedListSweep.append(operands, reach: reach, to: &result)
    }
    if operands.count == 2 {
      let forth = PairSweep.append(operands[0], before: operands[1], reach: reach, to: &result)
      let back = PairSweep.append(operands[1], before: operands[0], reach: reach, to: &result)
      guard let forth, let back else { return forth ?? back }
      return min(forth, back)
    }
    if operands.allSatisfy({ $0.greatestExtent == 0 }) {
      appendRangesOfWords(operands, reach: reach, to: &result)
      return result.lazy.map(\.extent).min()
    }
    if operands.count <= subsetLimit {
      var sweep = SubsetSweep(operands)
      return sweep.append(reach: reach, to: &result)
    }
    return WideListSearch.append(operands, reach: reach, to: &result)
  }

  private static func appendRangesOfWords(
    _ operands: [[Occurrence]], reach: ProximityReach, stopsAtFirst: Bool = false,
    to result: inout [Occurrence]
  ) {
    var candidates: [DistinctPositions.Candidate] = []
    candidates.reserveCapacity(operands.reduce(0) { $0 + $1.count })
    for (slot, occurrences) in operands.enumerated() {
      for occurrence in occurrences {
        candidates.append(DistinctPositions.Candidate(position: occurrence.start, slot: slot))
      }
    }
    candidates.sort { $0.position < $1.position }
    var choice = DistinctPositions(slotCount: operands.count)
    choice.appendRanges(
      of: candidates, reach: reach, stopsAtFirst: stopsAtFirst, to: &result)
  }
}
