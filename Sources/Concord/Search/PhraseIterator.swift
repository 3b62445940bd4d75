/// Matches words one right after the other, or with places for any word between them.
final class PhraseIterator: FixedExtentIterator {
  /// One word of a phrase, and its place in it.
  struct Slot {
    let iterator: any PatternIterator
    let offset: UInt32
  }

  /// The rarest word, from which on the others are asked.
  private let words: WordChain
  /// Visits the documents that hold all words.
  private let candidates: any DocIterator
  let extent: UInt32
  var current: DocID { candidates.current }
  var cost: Int { candidates.cost }
  let rarestWord: PostingCursor?

  private let starts = PositionList()

  /// Begins on the first document that holds all words; `length` counts the places of the phrase,
  /// those without a word included.
  init(_ slots: [Slot], length: UInt32) throws(ConcordError) {
    extent = length - 1
    candidates = try conjunction(slots.map(\.iterator))
    let sorted = slots.sorted { $0.iterator.cost < $1.iterator.cost }
    words = WordChain(sorted[0], rest: WordChain.chain(sorted.dropFirst()))
    rarestWord = sorted[0].iterator as? PostingCursor
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID { try candidates.next() }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    try candidates.advance(to: target)
  }

  /// A phrase occurs no more often than its rarest word.
  func frequencyBound() throws(ConcordError) -> UInt32 { try words.frequencyBound() }

  func frequency() throws(ConcordError) -> UInt32 {
    try words.findStarts(starts)
    return UInt32(starts.count)
  }

  func occurs() throws(ConcordError) -> Bool { try words.occur(starts) }

  func starts(into starts: PositionList) throws(ConcordError) { try words.findStarts(starts) }

  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError) {
    occurrences.removeAll(keepingCapacity: true)
    try words.findStarts(starts)
    for i in 0..<starts.count {
      occurrences.append(Occurrence(start: starts[i], end: starts[i] + extent))
    }
  }
}

/// One word of a phrase, and the words that are asked after it.
///
/// A chain and not an array, whose elements would be retained and released for every candidate.
private final class WordChain {
  private let iterator: any PatternIterator
  /// The iterator, if it is that of a single term, whose positions can be read directly.
  private let cursor: PostingCursor?
  private let offset: UInt32
  private let rest: WordChain?
  private let positions = PositionList()
  private var occurrences: [Occurrence] = []

  init(_ slot: PhraseIterator.Slot, rest: WordChain?) {
    iterator = slot.iterator
    cursor = slot.iterator as? PostingCursor
    offset = slot.offset
    self.rest = rest
  }

  static func chain(_ slots: ArraySlice<PhraseIterator.Slot>) -> WordChain? {
    slots.first.map { WordChain($0, rest: chain(slots.dropFirst())) }
  }

  func frequencyBound() throws(ConcordError) -> UInt32 {
    let own = if let cursor { try cursor.frequency() } else { try iterator.frequencyBound() }
    guard own > 1, let rest else { return own }
    return min(own, try rest.frequencyBound())
  }

  /// Puts the positions at which the phrase begins in place of what `starts` holds.
  func findStarts(_ starts: PositionList) throws(ConcordError) {
    try readPositions()
    PhraseMatch.begin(starts, from: positions, at: offset)
    try rest?.keep(starts)
  }

  /// Whether the phrase begins anywhere; uses up what `starts` holds.
  func occur(_ starts: PositionList) throws(ConcordError) -> Bool {
    try readPositions()
    PhraseMatch.begin(starts, from: positions, at: offset)
    return try rest?.confirmAny(of: starts) ?? (starts.count > 0)
  }

  /// Whether this word and the rest confirm any of the starts.
  private func confirmAny(of starts: PositionList) throws(ConcordError) -> Bool {
    guard starts.count > 0 else { return false }
    try readPositions()
    guard let rest else { return PhraseMatch.isAny(of: starts, in: positions, at: offset) }
    PhraseMatch.keep(starts, from: positions, at: offset)
    return try rest.confirmAny(of: starts)
  }

  /// Keeps the starts that this word and the rest confirm.
  private func keep(_ starts: PositionList) throws(ConcordError) {
    guard starts.count > 0 else { return }
    try readPositions()
    PhraseMatch.keep(starts, from: positions, at: offset)
    try rest?.keep(starts)
  }

  private func readPositions() throws(ConcordError) {
    positions.removeAll()
    if let cursor { return try cursor.positions(into: positions) }
    try iterator.occurrences(into: &occurrences)
    for occurrence in occurrences { positions.append(occurrence.start) }
  }
}
