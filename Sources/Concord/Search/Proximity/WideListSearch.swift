/// A list of many operands in any order, some of which have occurrences of several positions.
///
/// For each range the search asks: is there a disjoint choice with this first and this last
/// occurrence, and how much can its extents add up to? It first chooses different *starts*, which
/// a matching does in no time. Mostly those occurrences are disjoint already. Where two overlap,
/// one of them is either chosen for good or ruled out, and the search goes on from there: so
/// it ends, misses nothing, and branches only where phrases compete for the same words.
enum WideListSearch {
  private struct Event {
    var occurrence: Occurrence
    var operand: Int
    /// The first operand with the same occurrences: which of the two is taken makes no difference.
    var likeness: Int
  }

  /// Appends the range of each choice in `reach`, and returns the smallest measure among them.
  ///
  /// Ranges come in order, each once.
  static func append(
    _ operands: [[Occurrence]], reach: ProximityReach, to result: inout [Occurrence]
  ) -> Int? {
    precondition(operands.count >= 2, "A list with a first and a last occurrence.")
    var reach = reach
    var closest: Int?
    let events = operands.enumerated()
      .flatMap { operand, occurrences in
        let likeness = operands.firstIndex(of: occurrences) ?? operand
        return occurrences.map { Event(occurrence: $0, operand: operand, likeness: likeness) }
      }
      .sorted { $0.occurrence < $1.occurrence }
    // No range has fewer positions than all operands at their shortest, and no sum is greater
    // than that of all at their longest.
    let leastExtent = operands.reduce(-1) { $0 + 1 + ($1.lazy.map(\.extent).min() ?? 0) }
    let greatestExtents = operands.reduce(0) { $0 + $1.greatestExtent }
    var first = 0
    while first < events.count, !reach.effort.isSpent {
      let start = events[first].occurrence.start
      let lastEnd = reach.lastEnd(from: start)
      let window = events[first...].prefix { $0.occurrence.start <= lastEnd }
        .filter { $0.occurrence.end <= lastEnd }
      reach.effort.spend(4 * window.count)
      if Set(window.lazy.map(\.operand)).count == operands.count {
        for end in Set(window.lazy.map(\.occurrence.end)).sorted() {
          let range = Occurrence(start: start, end: end)
          guard range.extent >= leastExtent else { continue }
          let best = bestSum(
            in: range, window, atMost: greatestExtents, operandCount: operands.count,
            atLeast: range.extent - reach.distance, effort: reach.effort)
          guard !reach.effort.isSpent else { break }
          guard let best else { continue }
          reach.effort.spend(0, ranges: 1)
          result.append(range)
          closest = min(closest ?? .max, range.extent - best)
        }
      }
      first = events[first...].firstIndex { $0.occurrence.start > start } ?? events.count
    }
    return closest
  }

  /// The greatest sum of extents of a disjoint choice that covers exactly `range`, if it is at
  /// least `need`.
  ///
  /// `limit` is a bound on the sum: one that reaches it is the greatest.
  private static func bestSum(
    in range: Occurrence, _ window: [Event], atMost limit: Int, operandCount: Int,
    atLeast need: Int, effort: ProximityEffort
  ) -> Int? {
    var need = need
    var greatest: Int?
    var tried: Set<[Int]> = []
    effort.spend(window.count)
    for first in window where first.occurrence.start == range.start {
      guard effort.spend(window.count) else { break }
      for last in window
      where last.occurrence.end == range.end && last.operand != first.operand
        && last.occurrence.start > first.occurrence.end && need <= limit
      {
        let pair = [
          first.likeness, first.occurrence.extent, last.likeness, last.occurrence.extent,
        ]
        guard tried.insert(pair).inserted else { continue }
        guard effort.spend(4 * window.count) else { break }
        // What is left for the others, and their occurrences there.
        var others = [[Occurrence]](repeating: [], count: operandCount)
        for event in window
        where event.occurrence.start > first.occurrence.end
          && event.occurrence.end < last.occurrence.start
        {
          others[event.operand].append(event.occurrence)
        }
        for operand in [first.operand, last.operand].sorted(by: >) { others.remove(at: operand) }
        let space = Int(last.occurrence.start - first.occurrence.end) - 1
        let ends = first.occurrence.extent + last.occurrence.extent
        if let sum = bestSum(others, atLeast: need - ends, space: space, effort: effort) {
          greatest = sum + ends
          need = sum + ends + 1
        }
      }
    }
    return greatest
  }

  /// The greatest sum of extents of a disjoint choice from `operands`, if it is at least `need`.
  ///
  /// `space` is how many positions there are for it.
  private static func bestSum(
    _ operands: [[Occurrence]], atLeast need: Int, space: Int, effort: ProximityEffort
  ) -> Int? {
    var operands = operands
    var need = need
    var greatest: Int?
    // Each turn looks at every occurrence that is left: to choose starts, a few times.
    while effort.spend(4 * operands.reduce(8 * operands.count) { $0 + $1.count }),
      isPossible(operands, atLeast: need, space: space),
      let choice = differentStarts(operands)
    {
      let branch: (operand: Int, occurrence: Occurrence)
      if let conflict = longerOfOverlapping(choice) {
        branch = (conflict, choice[conflict])
      } else {
        let sum = choice.reduce(0) { $0 + $1.extent }
        if sum >= need {
          greatest = sum
          need = sum + 1
        }
        // A greater sum needs an occurrence that is longer than the chosen one.
        guard let longer = longerThanChosen(choice, operands) else { break }
        branch = longer
      }
      var others = operands
      others.remove(at: branch.operand)
      for i in others.indices { others[i].removeAll { $0.overlaps(branch.occurrence) } }
      let extent = branch.occurrence.extent
      if let sum = bestSum(
        others, atLeast: need - extent, space: space - extent - 1, effort: effort)
      {
        greatest = sum + extent
        need = sum + extent + 1
      }
      operands[branch.operand].removeAll { $0 == branch.occurrence }
    }
    return greatest
  }

  /// Whether the longest occurrences add up to `need`, and the shortest fit into `space`.
  private static func isPossible(
    _ operands: [[Occurrence]], atLeast need: Int, space: Int
  ) -> Bool {
    var greatest = 0
    var taken = 0
    for occurrences in operands {
      guard let shortest = occurrences.lazy.map(\.extent).min() else { return false }
      greatest += occurrences.greatestExtent
      taken += shortest + 1
    }
    return greatest >= need && taken <= space
  }

  private static func longerOfOverlapping(_ choice: [Occurrence]) -> Int? {
    let byStart = choice.indices.sorted { choice[$0] < choice[$1] }
    for (left, right) in zip(byStart, byStart.dropFirst())
    where choice[left].overlaps(choice[right]) {
      return choice[left].extent >= choice[right].extent ? left : right
    }
    return nil
  }

  private static func longerThanChosen(
    _ choice: [Occurrence], _ operands: [[Occurrence]]
  ) -> (operand: Int, occurrence: Occurrence)? {
    for (operand, occurrences) in operands.enumerated() {
      if let longer = occurrences.first(where: { $0.extent > choice[operand].extent }) {
        return (operand, longer)
      }
    }
    return nil
  }

  /// One occurrence of each operand, no two with the same start, if that can be.
  private static func differentStarts(_ operands: [[Occurrence]]) -> [Occurrence]? {
    var chosen = [Occurrence?](repeating: nil, count: operands.count)
    var operandOfStart: [UInt32: Int] = [:]

    func choose(_ operand: Int, _ visited: inout Set<UInt32>) -> Bool {
      for occurrence in operands[operand] where visited.insert(occurrence.start).inserted {
        if let holder = operandOfStart[occurrence.start], !choose(holder, &visited) { continue }
        operandOfStart[occurrence.start] = operand
        chosen[operand] = occurrence
        return true
      }
      return false
    }

    for operand in operands.indices {
      var visited: Set<UInt32> = []
      guard choose(operand, &visited) else { return nil }
    }
    return chosen.compactMap { $0 }
  }
}
