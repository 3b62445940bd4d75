/// Two operands, one of which ends before the other starts.
enum PairSweep {
  /// Appends the range of each pair in `reach`, and returns the smallest distance among them.
  ///
  /// Ranges may come twice and out of order when occurrences nest. Cost: both lists once, and the
  /// pairs.
  static func append(
    _ left: [Occurrence], before right: [Occurrence], reach: ProximityReach,
    to result: inout [Occurrence]
  ) -> Int? {
    var reach = reach
    var closest: Int?
    var behindStart = 0
    for first in left {
      // Ends don't rise with starts where ranges nest, so only the first step is a merge.
      behindStart = gallop(from: behindStart, to: right.count) { right[$0].start <= first.start }
      var i = gallop(from: behindStart, to: right.count) { right[$0].start <= first.end }
      let lastEnd = reach.lastEnd(from: first.start)
      let lastStart = min(Int(lastEnd), Int(first.end) + reach.distance)
      let (nextBefore, countBefore) = (i, result.count)
      while i < right.count, Int(right[i].start) <= lastStart {
        let last = right[i]
        i += 1
        guard last.end <= lastEnd else { continue }
        result.append(Occurrence(start: first.start, end: last.end))
        closest = min(closest ?? .max, Int(last.start - first.end))
      }
      guard reach.effort.spend(1 + i - nextBefore, ranges: result.count - countBefore) else {
        break
      }
    }
    return closest
  }
}
