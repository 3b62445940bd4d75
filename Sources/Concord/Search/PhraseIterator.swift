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
  /// Visits the documents that hold all words.
  private let candidates: any DocIterator
  private let length: UInt32
  private let slop: UInt32
  var current: DocID { candidates.current }
  var cost: Int { candidates.cost }

  private var positions: [[UInt32]]
  private let offsets: [UInt32]
  private var starts: [UInt32] = []
  private var scratch: [Occurrence] = []

  /// Begins on the first document that holds all words; `length` counts the places of the phrase,
  /// those without a word included.
  init(_ slots: [Slot], length: UInt32, slop: UInt32) throws(ConcordError) {
    self.slots = slots
    self.length = length
    self.slop = slop
    candidates = try leapfrog(slots.map(\.iterator))
    offsets = slots.map(\.offset)
    positions = slots.map { _ in [] }
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID { try candidates.next() }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    try candidates.advance(to: target)
  }

  func frequencyBound() throws(ConcordError) -> UInt32 {
    // An exact phrase occurs no more often than its rarest word; a sloppy one may, since one word
    // can take part in several matches.
    guard slop == 0 else { return .max }
    var bound = UInt32.max
    for i in slots.indices {
      if let cursor = slots[i].cursor {
        bound = min(bound, try cursor.frequency())
      } else {
        bound = min(bound, try slots[i].iterator.frequencyBound())
      }
    }
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
