/// Operands of which each ends before the next one starts: ONEAR, lists of any length.
///
/// For one start of the first operand, a chain is a choice for the first few operands. All that the
/// rest can ask of it is where it ends and how much its extents add up to: an earlier end and a
/// greater sum are better. So of each step only the chains that no other beats in both are kept;
/// of words and phrases that is a single one.
enum OrderedListSweep {
  private struct Chain {
    var end: UInt32
    var extents: Int
  }

  /// Appends the range of each choice in `reach`, and returns the smallest measure among them.
  static func append(
    _ operands: [[Occurrence]], reach: ProximityReach, to result: inout [Occurrence]
  ) -> Int? {
    var reach = reach
    var closest: Int?
    var chains: [Chain] = []
    var longer: [Chain] = []
    let greatestExtents = operands.map(\.greatestExtent)
    // For each operand, its first occurrence behind the start.
    var behindStart = [Int](repeating: 0, count: operands.count)
    var i = 0
    while i < operands[0].count {
      let start = operands[0][i].start
      let lastEnd = reach.lastEnd(from: start)
      chains.removeAll(keepingCapacity: true)
      while i < operands[0].count, operands[0][i].start == start {
        let first = operands[0][i]
        // From one start, a later end is a greater extent: no chain beats another yet.
        if first.end <= lastEnd { chains.append(Chain(end: first.end, extents: first.extent)) }
        i += 1
      }
      for (k, occurrences) in operands.enumerated().dropFirst() where !chains.isEmpty {
        behindStart[k] = gallop(from: behindStart[k], to: occurrences.count) {
          occurrences[$0].start <= start
        }
        // Each operand still to come is at least one position further.
        let allowed = Int(start) + reach.distance - (operands.count - 1 - k)
        extend(
          chains, by: occurrences, from: behindStart[k], lastEnd: lastEnd, allowed: allowed,
          greatestExtent: k == operands.count - 1 ? nil : greatestExtents[k],
          effort: reach.effort, into: &longer)
        swap(&chains, &longer)
      }
      guard reach.effort.spend(operands.count, ranges: chains.count) else { break }
      for chain in chains {
        result.append(Occurrence(start: start, end: chain.end))
        closest = min(closest ?? .max, Int(chain.end) - Int(start) - chain.extents)
      }
    }
    return closest
  }

  /// Puts into `result` what becomes of `chains` with one of `occurrences` at their end.
  ///
  /// `greatestExtent` is that of the occurrences; without it all ends are kept, also the beaten.
  private static func extend(
    _ chains: [Chain], by occurrences: [Occurrence], from first: Int, lastEnd: UInt32,
    allowed: Int, greatestExtent: Int?, effort: ProximityEffort, into result: inout [Chain]
  ) {
    result.removeAll(keepingCapacity: true)
    // Both ends and extents rise from chain to chain.
    guard let shortest = chains.first, let longest = chains.last else { return }
    var i = gallop(from: first, to: occurrences.count) {
      occurrences[$0].start <= shortest.end
    }
    let unbeatable = greatestExtent.map { longest.extents + $0 }
    var unbeatableEnd = lastEnd
    var chain = 0
    let firstInReach = i
    while i < occurrences.count, occurrences[i].start <= unbeatableEnd {
      let occurrence = occurrences[i]
      i += 1
      while chain + 1 < chains.count, chains[chain + 1].end < occurrence.start { chain += 1 }
      let extents = chains[chain].extents + occurrence.extent
      guard occurrence.end <= lastEnd, Int(occurrence.end) - extents <= allowed else { continue }
      result.append(Chain(end: occurrence.end, extents: extents))
      if extents == unbeatable { unbeatableEnd = min(unbeatableEnd, occurrence.end) }
    }
    effort.spend(i - firstInReach + chains.count)
    if greatestExtent != nil { removeBeaten(&result) }
  }

  /// Keeps the chains that have a greater sum than all that end no later, by rising end.
  private static func removeBeaten(_ chains: inout [Chain]) {
    guard chains.count > 1 else { return }
    chains.sort { ($0.end, $1.extents) < ($1.end, $0.extents) }
    var kept = 1
    for i in 1..<chains.count where chains[i].extents > chains[kept - 1].extents {
      chains[kept] = chains[i]
      kept += 1
    }
    chains.removeLast(chains.count - kept)
  }
}
