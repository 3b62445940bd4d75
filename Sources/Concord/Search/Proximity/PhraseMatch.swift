/// Words at fixed distances from each other: the exact phrase.
enum PhraseMatch {
  /// Puts the positions at which a phrase would begin, of which a word stands `offset` behind the
  /// beginning, in place of what `starts` holds.
  ///
  /// A hole at the front stands for a word too, so the phrase cannot begin before the field.
  static func begin(_ starts: PositionList, from positions: PositionList, at offset: UInt32) {
    starts.removeAll()
    for i in 0..<positions.count where positions[i] >= offset {
      starts.append(positions[i] - offset)
    }
  }

  /// Keeps those of `starts` from which `offset` leads to one of `positions`.
  ///
  /// Cost: both lists once, at worst.
  static func keep(_ starts: PositionList, from positions: PositionList, at offset: UInt32) {
    let startCount = starts.count
    let count = positions.count
    // Safe: the subscripts are below the counts, and nothing is appended meanwhile.
    let list = unsafe UnsafePointer(positions.base)
    let kept = unsafe starts.base
    var keptCount = 0
    var i = 0
    for candidate in 0..<startCount {
      let start = unsafe kept[candidate]
      // Past the greatest position there is nothing to be found.
      let (target, isTooFar) = start.addingReportingOverflow(offset)
      if isTooFar { break }
      while i < count, unsafe list[i] < target { i += 1 }
      if i == count { break }
      if unsafe list[i] == target {
        unsafe kept[keptCount] = start
        keptCount += 1
      }
    }
    starts.keepFirst(keptCount)
  }

  /// Whether `offset` leads from any of `starts` to one of `positions`.
  ///
  /// Cost: both lists up to the first such pair.
  static func isAny(
    of starts: PositionList, in positions: PositionList, at offset: UInt32
  ) -> Bool {
    let startCount = starts.count
    let count = positions.count
    // Safe: the subscripts are below the counts, and nothing is appended meanwhile.
    let firsts = unsafe UnsafePointer(starts.base)
    let list = unsafe UnsafePointer(positions.base)
    var i = 0
    for candidate in 0..<startCount {
      let (target, isTooFar) = unsafe firsts[candidate].addingReportingOverflow(offset)
      if isTooFar { return false }
      while i < count, unsafe list[i] < target { i += 1 }
      if i == count { return false }
      if unsafe list[i] == target { return true }
    }
    return false
  }
}
