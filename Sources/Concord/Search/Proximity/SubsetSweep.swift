/// A list of a few operands in any order, whose occurrences may be of any lengths.
///
/// For one start, the occurrences behind it are visited by rising start. What is kept of the
/// choices so far is, for each subset of the operands, where they end and how much their extents
/// add up to; whatever follows depends on nothing else. Of the choices that end before the
/// occurrence at hand only the greatest sum matters.
struct SubsetSweep {
  private struct Event {
    var occurrence: Occurrence
    var operand: Int
  }

  private struct Choice {
    var end: UInt32
    var extents: Int
  }

  /// What is known of the choices from one subset of the operands.
  private struct Subset {
    /// The greatest sum of extents among the choices that end before the occurrence at hand; −1
    /// if there is none.
    var settled = -1
    /// The choices that end later.
    var open: [Choice] = []
    var isReached = false
  }

  private let operandCount: Int
  /// All occurrences of all operands by rising start.
  private let events: [Event]
  /// By bit mask: bit i stands for operand i.
  private var subsets: [Subset]
  private var reached: [Int] = []
  private var start: UInt32 = 0
  private var distance = 0
  private var closest: Int?

  /// Prepares to sweep at most `ProximityMatch.subsetLimit` operands.
  init(_ operands: [[Occurrence]]) {
    precondition(operands.count <= ProximityMatch.subsetLimit, "2^operands subsets are kept.")
    operandCount = operands.count
    events = operands.enumerated()
      .flatMap { operand, occurrences in
        occurrences.map { Event(occurrence: $0, operand: operand) }
      }
      .sorted { $0.occurrence < $1.occurrence }
    subsets = [Subset](repeating: Subset(), count: 1 << operands.count)
  }

  /// Appends the range of each choice in `reach`, and returns the smallest measure among them.
  ///
  /// Ranges may come twice.
  mutating func append(reach: ProximityReach, to result: inout [Occurrence]) -> Int? {
    var reach = reach
    distance = reach.distance
    closest = nil
    // How many occurrences of each operand are in the window first..<end, and of how many none is.
    var countInWindow = [Int](repeating: 0, count: operandCount)
    var missingCount = operandCount
    var end = 0
    for first in events.indices {
      let isNewStart =
        first == 0 || events[first].occurrence.start > events[first - 1].occurrence.start
      let lastEnd = reach.lastEnd(from: events[first].occurrence.start)
      while end < events.count, events[end].occurrence.start <= lastEnd {
        if countInWindow[events[end].operand] == 0 { missingCount -= 1 }
        countInWindow[events[end].operand] += 1
        end += 1
      }
      if isNewStart, missingCount == 0 {
        sweep(first..<end, lastEnd: lastEnd, effort: reach.effort, to: &result)
        if reach.effort.isSpent { break }
      }
      countInWindow[events[first].operand] -= 1
      if countInWindow[events[first].operand] == 0 { missingCount += 1 }
    }
    return closest
  }

  /// Visits the choices whose first occurrence has the start of the first event in `window`.
  private mutating func sweep(
    _ window: Range<Int>, lastEnd: UInt32, effort: ProximityEffort, to result: inout [Occurrence]
  ) {
    start = events[window.lowerBound].occurrence.start
    for event in events[window] where event.occurrence.end <= lastEnd {
      let added = 1 << event.operand
      if event.occurrence.start == start {
        add(event.occurrence, extents: event.occurrence.extent, makes: added, to: &result)
        continue
      }
      let (steps, ranges) = (reached.count, result.count)
      // Subsets that this very occurrence reaches end with it, so it cannot follow them.
      for i in 0..<reached.count where reached[i] & added == 0 {
        let mask = reached[i]
        settle(mask, before: event.occurrence.start)
        guard subsets[mask].settled >= 0 else { continue }
        let extents = subsets[mask].settled + event.occurrence.extent
        add(event.occurrence, extents: extents, makes: mask | added, to: &result)
      }
      // A choice that is open is compared with others: a few, of as many different sums.
      guard effort.spend(1 + 4 * steps, ranges: result.count - ranges) else { break }
    }
    for mask in reached {
      subsets[mask].settled = -1
      subsets[mask].open.removeAll(keepingCapacity: true)
      subsets[mask].isReached = false
    }
    reached.removeAll(keepingCapacity: true)
  }

  /// Moves the choices of `mask` that end before `position` into one number.
  private mutating func settle(_ mask: Int, before position: UInt32) {
    guard subsets[mask].open.contains(where: { $0.end < position }) else { return }
    for choice in subsets[mask].open where choice.end < position {
      subsets[mask].settled = max(subsets[mask].settled, choice.extents)
    }
    subsets[mask].open.removeAll { $0.end < position }
  }

  /// Takes note of a choice from the operands of `mask` that ends with `occurrence`.
  private mutating func add(
    _ occurrence: Occurrence, extents: Int, makes mask: Int, to result: inout [Occurrence]
  ) {
    let measure = Int(occurrence.end - start) - extents
    // Each operand still to come is at least one position further.
    guard measure + (operandCount - mask.nonzeroBitCount) <= distance else { return }
    if mask == subsets.count - 1 {
      result.append(Occurrence(start: start, end: occurrence.end))
      closest = min(closest ?? .max, measure)
      return
    }
    // What ends no later with no smaller sum makes this choice superfluous.
    if subsets[mask].settled >= extents { return }
    if subsets[mask].open.contains(where: {
      $0.end <= occurrence.end && $0.extents >= extents
    }) {
      return
    }
    subsets[mask].open.append(Choice(end: occurrence.end, extents: extents))
    if !subsets[mask].isReached {
      subsets[mask].isReached = true
      reached.append(mask)
    }
  }
}
