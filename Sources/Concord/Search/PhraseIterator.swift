/// Matches words one after the other: an exact phrase, or a sloppy one.
final class PhraseIterator: PatternIterator {
  /// One word of the phrase, and its place in it.
  struct Slot {
    let iterator: any PatternIterator
    let offset: UInt32
    /// The iterator, if it is that of a single term, whose positions can be read directly.
    let cursor: PostingCursor?

    init(iterator: any PatternIterator, offset: UInt32) {
      self.iterator = iterator
      self.offset = offset
      cursor = iterator as? PostingCursor
    }
  }

  private let slots: [Slot]
  /// The slots' iterators, the rarest first.
  private let byCost: [any DocIterator]
  private let length: UInt32
  private let slop: UInt32
  private(set) var current: DocID
  let cost: Int

  private var positions: [[UInt32]]
  private let offsets: [UInt32]
  private var starts: [UInt32] = []
  private var scratch: [Occurrence] = []

  /// - Parameter length: the places of the phrase, those without a word included.
  init(_ slots: [Slot], length: UInt32, slop: UInt32) throws(ConcordError) {
    self.slots = slots
    self.length = length
    self.slop = slop
    byCost = slots.map { $0.iterator as any DocIterator }.sorted { $0.cost < $1.cost }
    offsets = slots.map(\.offset)
    positions = slots.map { _ in [] }
    cost = byCost[0].cost
    current = .end
    current = try Alignment.align(byCost)
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    guard current != .end else { return .end }
    try byCost[0].next()
    current = try Alignment.align(byCost)
    return current
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    guard target > current else { return current }
    try byCost[0].advance(to: target)
    current = try Alignment.align(byCost)
    return current
  }

  func frequencyBound() throws(ConcordError) -> UInt32 {
    // An exact phrase occurs no more often than its rarest word; a sloppy one may, since one word
    // can take part in several matches.
    guard slop == 0 else { return .max }
    var bound = UInt32.max
    for slot in slots { bound = min(bound, try slot.iterator.frequencyBound()) }
    return bound
  }

  func frequency() throws(ConcordError) -> UInt32 {
    try readPositions()
    if slop == 0 {
      PhraseMatch.starts(positions, offsets: offsets, into: &starts)
      return UInt32(starts.count)
    }
    _ = SloppyPhrase.matches(positions, offsets: offsets, slop: slop, into: &scratch)
    return UInt32(scratch.count)
  }

  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError) {
    occurrences.removeAll(keepingCapacity: true)
    try readPositions()
    if slop == 0 {
      PhraseMatch.starts(positions, offsets: offsets, into: &starts)
      for start in starts {
        occurrences.append(Occurrence(start: start, end: start + length - 1))
      }
    } else {
      _ = SloppyPhrase.matches(positions, offsets: offsets, slop: slop, into: &occurrences)
    }
  }

  private func readPositions() throws(ConcordError) {
    for i in slots.indices {
      positions[i].removeAll(keepingCapacity: true)
      if let cursor = slots[i].cursor {
        try cursor.positions(into: &positions[i])
      } else {
        try slots[i].iterator.occurrences(into: &scratch)
        for occurrence in scratch { positions[i].append(occurrence.start) }
      }
    }
  }
}
