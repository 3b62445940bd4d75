/// Matches words roughly at their places in a phrase: see ``SloppyPhrase``.
final class SloppyPhraseIterator: PatternIterator {
  private let slots: [PhraseIterator.Slot]
  private let slop: UInt32
  private let offsets: [UInt32]
  /// The words, if there are two of them and each is a single term.
  private let pair: OperandPair?
  /// Visits the documents that hold all words.
  private let candidates: any DocIterator
  var current: DocID { candidates.current }
  var cost: Int { candidates.cost }

  private var positions: [[UInt32]]
  private var scratch: [Occurrence] = []
  private let effort: ProximityEffort

  /// Begins on the first document that holds all words.
  init(
    _ slots: [PhraseIterator.Slot], slop: UInt32, effort: ProximityEffort
  ) throws(ConcordError) {
    self.slots = slots
    self.effort = effort
    self.slop = slop
    offsets = slots.map(\.offset)
    candidates = try conjunction(slots.map(\.iterator))
    pair = slots.count == 2 ? OperandPair(slots[0].iterator, slots[1].iterator) : nil
    positions = slots.map { _ in [] }
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID { try candidates.next() }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    try candidates.advance(to: target)
  }

  /// A word can take part in several matches, but there are no more than there are choices.
  func frequencyBound() throws(ConcordError) -> UInt32 {
    if let pair { return try pair.frequencyBound() }
    var bound: UInt32 = 1
    for slot in slots { bound = bound.multipliedSaturating(by: try slot.iterator.frequencyBound()) }
    return bound
  }

  func frequency() throws(ConcordError) -> UInt32 {
    if let pair {
      guard try pair.readStarts() else { return 0 }
      let pairs = PositionPairs.sloppy(
        pair.left.starts, pair.right.starts, apart: Int(offsets[1] - offsets[0]), slop: Int(slop))
      if let pairs { return UInt32(clamping: pairs.count) }
      positions = [pair.left.starts.array, pair.right.starts.array]
    }
    try effort.bounding { () throws(ConcordError) in
      if pair == nil { try readPositions() }
      match(into: &scratch)
    }
    return UInt32(scratch.count)
  }

  func occurs() throws(ConcordError) -> Bool {
    guard pair == nil else { return try frequency() > 0 }
    var isFound = false
    try effort.bounding { () throws(ConcordError) in
      try readPositions()
      isFound = SloppyPhrase.occurs(positions, offsets: offsets, slop: slop, effort: effort)
    }
    return isFound
  }

  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError) {
    try effort.bounding { () throws(ConcordError) in
      try readPositions()
      match(into: &occurrences)
    }
  }

  private func match(into result: inout [Occurrence]) {
    SloppyPhrase.matches(
      positions, offsets: offsets, slop: slop, effort: effort, into: &result)
  }

  private func readPositions() throws(ConcordError) {
    for i in slots.indices {
      try slots[i].iterator.occurrences(into: &scratch)
      positions[i] = scratch.map(\.start)
      guard effort.spend(0, ranges: scratch.count) else { throw ProximityEffort.error }
    }
  }
}
