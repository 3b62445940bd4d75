/// Words at fixed distances from each other: the exact phrase.
enum PhraseMatch {
  /// Finds the positions at which the phrase begins: those that, with each slot's offset added, are
  /// among the slot's positions.
  ///
  /// - Parameters:
  ///   - slots: The positions of each word, rising, at least one word.
  ///   - offsets: Each word's place in the phrase: 0, 1, 2 … with holes where any word will do. A
  ///     hole at the front stands for a word too, so the phrase cannot begin before the field.
  ///   - starts: Cleared, then filled in order. Nothing else is allocated.
  ///
  /// Begins with the shortest list and looks its positions up in the next longer ones by galloping,
  /// so frequent words cost the logarithm of the way between two candidates.
  static func starts(_ slots: [[UInt32]], offsets: [UInt32], into starts: inout [UInt32]) {
    precondition(!slots.isEmpty && slots.count == offsets.count, "Each word has its place.")
    starts.removeAll(keepingCapacity: true)
    var slot = nextLonger(slots, than: nil)
    if let slot {
      let offset = offsets[slot]
      for position in slots[slot] where position >= offset { starts.append(position - offset) }
    }
    while let shorter = slot, !starts.isEmpty {
      slot = nextLonger(slots, than: shorter)
      if let slot { keep(&starts, with: slots[slot], at: offsets[slot]) }
    }
  }

  /// The slot that follows `slot` by rising length of list.
  ///
  /// Phrases are short: to look at all of them again is cheaper than to sort.
  private static func nextLonger(_ slots: [[UInt32]], than slot: Int?) -> Int? {
    let bound = slot.map { (slots[$0].count, $0) } ?? (-1, -1)
    var next: (Int, Int)?
    for i in slots.indices {
      let candidate = (slots[i].count, i)
      if candidate > bound, next.map({ candidate < $0 }) ?? true { next = candidate }
    }
    return next?.1
  }

  /// Keeps the starts from which `offset` leads to one of `positions`.
  private static func keep(_ starts: inout [UInt32], with positions: [UInt32], at offset: UInt32) {
    let list = positions.span
    var kept = 0
    var i = 0
    for candidate in 0..<starts.count {
      let start = starts[candidate]
      // Past the greatest position there is nothing to be found.
      let (target, isTooFar) = start.addingReportingOverflow(offset)
      if isTooFar { break }
      i = gallop(from: i, to: list.count) { list[$0] < target }
      if i == list.count { break }
      if list[i] == target {
        starts[kept] = start
        kept += 1
      }
    }
    starts.removeLast(starts.count - kept)
  }
}
