/// Two operands whose occurrences have one length each: how many ranges their pairs cover, and the
/// smallest measure of a pair, found without listing ranges.
///
/// What NEAR and sloppy phrases ask of most candidates.
enum PositionPairs {
  /// How many pairs there are, and the shortest way between the starts of one.
  struct Summary: Equatable {
    var count = 0
    var closest = Int.max
  }

  /// Where an operand begins, and how many positions an occurrence has beyond its first.
  struct Operand {
    let starts: PositionList
    let extent: Int
  }

  /// The pairs without overlap whose distance is at most `distance`, and the smallest distance.
  ///
  /// Nil if one of each operand begins at the same position: only then can two pairs cover the same
  /// range, one of them with the operands the other way round, and ranges have to be listed.
  static func near(
    _ left: Operand, _ right: Operand, within distance: Int, inOrder: Bool
  ) -> Summary? {
    guard !haveCommonPosition(left.starts, right.starts) else { return nil }
    var pairs = inOneOrder(left, right, within: distance)
    guard !inOrder else { return pairs }
    let swapped = inOneOrder(right, left, within: distance)
    pairs.count += swapped.count
    pairs.closest = min(pairs.closest, swapped.closest)
    return pairs
  }

  /// The same for the words of a sloppy phrase, of which the second would stand `apart` behind the
  /// first, at most `slop` off that place; nobody asks how far the closest is.
  static func sloppy(
    _ left: PositionList, _ right: PositionList, apart: Int, slop: Int
  ) -> Summary? {
    guard !haveCommonPosition(left, right) else { return nil }
    return count(left, right, from: apart - slop, through: apart + slop)
  }

  private static func inOneOrder(
    _ left: Operand, _ right: Operand, within distance: Int
  ) -> Summary {
    var pairs = count(
      left.starts, right.starts, from: left.extent + 1, through: left.extent + distance)
    if pairs.count > 0 { pairs.closest -= left.extent }
    return pairs
  }

  /// Counts the pairs whose second position is at least `least` and at most `most` after the first.
  ///
  /// Both may be negative. Cost: both lists once.
  private static func count(
    _ left: PositionList, _ right: PositionList, from least: Int, through most: Int
  ) -> Summary {
    var pairs = Summary()
    let count = right.count
    // Safe: the subscripts are below the counts, and nothing is appended meanwhile.
    let firsts = unsafe UnsafePointer(left.base)
    let seconds = unsafe UnsafePointer(right.base)
    var low = 0
    var high = 0
    for i in 0..<left.count {
      let first = unsafe Int(firsts[i])
      while low < count, unsafe Int(seconds[low]) < first + least { low += 1 }
      if low == count { break }
      high = max(high, low)
      while high < count, unsafe Int(seconds[high]) <= first + most { high += 1 }
      guard low < high else { continue }
      pairs.count += high - low
      unsafe pairs.closest = min(pairs.closest, Int(seconds[low]) - first)
    }
    return pairs
  }

  private static func haveCommonPosition(_ left: PositionList, _ right: PositionList) -> Bool {
    var i = 0
    var k = 0
    // Safe: the subscripts are below the counts, and nothing is appended meanwhile.
    let a = unsafe UnsafePointer(left.base)
    let b = unsafe UnsafePointer(right.base)
    while i < left.count, k < right.count {
      let x = unsafe a[i]
      let y = unsafe b[k]
      if x == y { return true }
      i += x < y ? 1 : 0
      k += y < x ? 1 : 0
    }
    return false
  }
}
