/// Gives each of several slots one position of its candidates, no two the same.
///
/// Slots and positions are the two sides of a bipartite graph, and a choice is a matching that
/// covers all slots. A window slides over the positions with a greatest matching: a position that
/// enters, or the slot that a leaving one frees, costs one search for an augmenting path (Kuhn
/// 1955; Berge 1957). Once the positions of [start, end] have a complete choice, is there one that
/// uses both the start and the end? Yes, if two different slots can take them: where one matching
/// covers all of the one side and another covers some of the other side, a third covers both
/// (Mendelsohn and Dulmage 1958). So no choice is ever listed, and 200 slots cost little more
/// than 3.
struct DistinctPositions {
  /// A position that a slot may take.
  struct Candidate {
    var position: UInt32
    var slot: Int
  }

  private let slotCount: Int
  /// The distinct positions, rising, and where the slots of each begin in `slots`.
  private var positions: [UInt32] = []
  private var slotsStart: [Int] = []
  private var slots: [Int] = []
  /// For each position the slot that it is given to, for each slot the index of its position; −1
  /// for none.
  private var slotOfPosition: [Int] = []
  private var positionOfSlot: [Int]
  private var isVisited: [Bool]
  private var matchedCount = 0
  /// Steps since the effort was told of them.
  private var steps = 0

  /// Makes room for `slotCount` slots, at least two.
  init(slotCount: Int) {
    precondition(slotCount >= 2, "One slot needs no choice.")
    self.slotCount = slotCount
    positionOfSlot = [Int](repeating: -1, count: slotCount)
    isVisited = [Bool](repeating: false, count: slotCount)
  }

  /// Appends the distinct ranges [least, greatest] of all complete choices in `reach`, in order.
  ///
  /// `candidates` are sorted by position, each once. With `stopsAtFirst`, a few of the ranges are
  /// enough, if there are any.
  mutating func appendRanges(
    of candidates: [Candidate], reach: ProximityReach, stopsAtFirst: Bool = false,
    to result: inout [Occurrence]
  ) {
    load(candidates)
    var reach = reach
    var end = 0
    for start in positions.indices {
      let lastEnd = reach.lastEnd(from: positions[start])
      while matchedCount < slotCount, end < positions.count, positions[end] <= lastEnd {
        enter(end)
        end += 1
      }
      if matchedCount == slotCount {
        // The window became complete with its last position: every end from there on will do.
        var last = end - 1
        let countBefore = result.count
        while last < positions.count, positions[last] <= lastEnd {
          if canTakeBoth(start, last) {
            result.append(Occurrence(start: positions[start], end: positions[last]))
          }
          last += 1
        }
        steps += last - end + 1
        guard reach.effort.spend(0, ranges: result.count - countBefore) else { return }
        if stopsAtFirst, !result.isEmpty { return }
      }
      leave(start, end: end)
      // To look for a path is more than to compare two numbers.
      guard reach.effort.spend(2 * steps) else { return }
      steps = 0
    }
  }

  private mutating func load(_ candidates: [Candidate]) {
    positions.removeAll(keepingCapacity: true)
    slotsStart.removeAll(keepingCapacity: true)
    slots.removeAll(keepingCapacity: true)
    slotOfPosition.removeAll(keepingCapacity: true)
    for candidate in candidates {
      if positions.last != candidate.position {
        positions.append(candidate.position)
        slotsStart.append(slots.count)
        slotOfPosition.append(-1)
      }
      slots.append(candidate.slot)
    }
    slotsStart.append(slots.count)
    for slot in 0..<slotCount { positionOfSlot[slot] = -1 }
    matchedCount = 0
  }

  private mutating func enter(_ position: Int) {
    clearVisits()
    if match(position) { matchedCount += 1 }
  }

  /// Takes the window's first position out and looks for another one for its slot.
  ///
  /// It is in the window: an empty one isn't complete, so `appendRanges` let it enter.
  private mutating func leave(_ position: Int, end: Int) {
    let slot = slotOfPosition[position]
    guard slot >= 0 else { return }
    slotOfPosition[position] = -1
    positionOfSlot[slot] = -1
    matchedCount -= 1
    // What one search visited in vain is in vain for the next one too.
    clearVisits()
    for other in position + 1..<end {
      steps += 1
      if slotOfPosition[other] < 0, match(other) {
        matchedCount += 1
        return
      }
    }
  }

  private mutating func clearVisits() {
    steps += slotCount
    for slot in 0..<slotCount { isVisited[slot] = false }
  }

  /// Gives `position` to one of its slots, moving others if need be.
  ///
  /// At most `slotCount` deep.
  private mutating func match(_ position: Int) -> Bool {
    for i in slotsStart[position]..<slotsStart[position + 1] {
      steps += 1
      let slot = slots[i]
      guard !isVisited[slot] else { continue }
      isVisited[slot] = true
      if positionOfSlot[slot] < 0 || match(positionOfSlot[slot]) {
        positionOfSlot[slot] = position
        slotOfPosition[position] = slot
        return true
      }
    }
    return false
  }

  /// Whether two different slots can take the two different positions.
  private func canTakeBoth(_ first: Int, _ last: Int) -> Bool {
    slotsStart[first + 1] - slotsStart[first] > 1 || slotsStart[last + 1] - slotsStart[last] > 1
      || slots[slotsStart[first]] != slots[slotsStart[last]]
  }
}
