/// The occurrences of one operand that have none of another near: NOTNEAR.
enum RemoteSweep {
  /// Appends those of `left` that share no position with any of `right` and are not near any.
  ///
  /// Cost: both lists once. For NEAR/s and NEAR/p also, for each left occurrence, the right ones
  /// that begin in its part of the text but don't end there.
  static func append(
    _ left: [Occurrence], farFrom right: [Occurrence], _ kind: Proximity.Kind,
    reach: ProximityReach, to result: inout [Occurrence]
  ) {
    var reach = reach
    let isByDistance = if case .within = kind { true } else { false }
    // Whatever the kind, what shares a position is near.
    let distance = isByDistance ? reach.distance : 0
    var started = 0
    // The greatest end of the right occurrences that start no later than the left one.
    var startedEnd = Int.min
    var inPart = 0
    for occurrence in left {
      while started < right.count, right[started].start <= occurrence.start {
        startedEnd = max(startedEnd, Int(right[started].end))
        started += 1
      }
      if startedEnd >= Int(occurrence.start) - distance { continue }
      if started < right.count, Int(right[started].start) <= Int(occurrence.end) + distance {
        continue
      }
      if !isByDistance {
        let lastEnd = reach.lastEnd(from: occurrence.start)
        let start = reach.startOfPart
        inPart = gallop(from: inPart, to: right.count) { right[$0].start < start }
        if occurrence.end <= lastEnd, hasOccurrence(right, from: inPart, endingBy: lastEnd) {
          continue
        }
      }
      result.append(occurrence)
    }
  }

  /// Whether some occurrence from index `first` on ends at `lastEnd` or before.
  private static func hasOccurrence(
    _ occurrences: [Occurrence], from first: Int, endingBy lastEnd: UInt32
  ) -> Bool {
    var i = first
    while i < occurrences.count, occurrences[i].start <= lastEnd {
      if occurrences[i].end <= lastEnd { return true }
      i += 1
    }
    return false
  }
}
