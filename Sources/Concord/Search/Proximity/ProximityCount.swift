/// Two words that are near each other: how often and how closely, without a list of the ranges.
extension ProximityMatch {
  /// How many ranges `matches` would find for two words at these positions, and its measure.
  ///
  /// Positions rise. Cost: both lists once, however many pairs there are; nothing is allocated.
  static func count(
    _ left: Span<UInt32>, _ right: Span<UInt32>, within distance: UInt32, inOrder: Bool
  ) -> (count: Int, closest: UInt32)? {
    let forth = countPairs(left, before: right, within: distance)
    if inOrder { return forth.count == 0 ? nil : forth }
    let back = countPairs(right, before: left, within: distance)
    let count = forth.count + back.count
    guard count > 0 else { return nil }
    // Where both words stand at both ends of a range, it was counted forth and back.
    let twice = countSharedPairs(left, right, within: distance)
    return (count - twice, min(forth.closest, back.closest))
  }

  /// The pairs of a left position and a later right one, and their smallest distance.
  private static func countPairs(
    _ left: Span<UInt32>, before right: Span<UInt32>, within distance: UInt32
  ) -> (count: Int, closest: UInt32) {
    var count = 0
    var closest = UInt32.max
    // The left positions in reach of the right one are reached..<behind.
    var reached = 0
    var behind = 0
    for i in right.indices {
      let position = right[i]
      while behind < left.count, left[behind] < position { behind += 1 }
      while reached < behind, position - left[reached] > distance { reached += 1 }
      if reached < behind {
        count += behind - reached
        closest = min(closest, position - left[behind - 1])
      }
    }
    return (count, closest)
  }

  /// The pairs of two different positions that both lists have.
  private static func countSharedPairs(
    _ left: Span<UInt32>, _ right: Span<UInt32>, within distance: UInt32
  ) -> Int {
    var count = 0
    var head = SharedPosition(left, right)
    var tail = head
    var inReach = 0
    while let position = head.value {
      // The tail has no end before the head, and no value above its.
      while let earlier = tail.value, position - earlier > distance {
        tail.advance(left, right)
        inReach -= 1
      }
      count += inReach
      inReach += 1
      head.advance(left, right)
    }
    return count
  }
}

/// Walks over the positions that two lists share.
private struct SharedPosition {
  /// The position at hand, `nil` at the end.
  private(set) var value: UInt32?
  private var i = 0
  private var j = 0

  init(_ left: Span<UInt32>, _ right: Span<UInt32>) {
    find(left, right)
  }

  mutating func advance(_ left: Span<UInt32>, _ right: Span<UInt32>) {
    i += 1
    find(left, right)
  }

  private mutating func find(_ left: Span<UInt32>, _ right: Span<UInt32>) {
    while i < left.count, j < right.count {
      if left[i] == right[j] {
        value = left[i]
        return
      }
      if left[i] < right[j] { i += 1 } else { j += 1 }
    }
    value = nil
  }
}
