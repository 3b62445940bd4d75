/// Matches words one right after the other, or with places for any word between them.
final class PhraseIterator: FixedExtentIterator {
  /// One word of a phrase, and its place in it.
  struct Slot {
    let iterator: any PatternIterator
    let offset: UInt32
  }

  /// The rarest word, from which on the others are asked.
  private let words: WordChain
  /// Pairs of neighbours, and the words that are in none.
  private let bounds: BoundChain?
  /// Visits the documents that hold all pairs and all other words.
  private let candidates: any DocIterator
  let extent: UInt32
  var current: DocID { candidates.current }
  var cost: Int { candidates.cost }
  let rarestWord: PostingCursor?

  private let starts = PositionList()

  /// Begins on the first document that holds all words; `length` counts the places of the phrase,
  /// those without a word included.
  ///
  /// `pairs` are lists of neighbours among the words, by the subscript of the first. A document has
  /// to be in them first; their words, which are far more frequent, are asked about it only then.
  init(
    _ slots: [Slot], pairs: [(first: Int, cursor: PostingCursor)] = [], length: UInt32
  ) throws(ConcordError) {
    extent = length - 1
    var isInPair = slots.map { _ in false }
    for (first, _) in pairs {
      isInPair[first] = true
      isInPair[first + 1] = true
    }
    let others = slots.indices.filter { !isInPair[$0] }.map { slots[$0].iterator }
    let required = pairs.map { $0.cursor as any PatternIterator } + others
    candidates = try conjunction(required)
    let sorted = slots.indices.sorted { slots[$0].iterator.cost < slots[$1].iterator.cost }
    words = WordChain.chain(sorted.map { (slots[$0], isInPair[$0]) }[...])
    bounds = pairs.isEmpty ? nil : BoundChain.chain(required[...])
    rarestWord = required.min { $0.cost < $1.cost } as? PostingCursor
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID { try candidates.next() }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    try candidates.advance(to: target)
  }

  /// A phrase occurs no more often than its rarest word, or its rarest pair.
  func frequencyBound() throws(ConcordError) -> UInt32 {
    guard let bounds else { return try words.frequencyBound() }
    return try bounds.frequencyBound()
  }

  func frequency() throws(ConcordError) -> UInt32 {
    try words.findStarts(starts, in: current)
    return UInt32(starts.count)
  }

  func occurs() throws(ConcordError) -> Bool { try words.occur(starts, in: current) }

  func starts(into starts: PositionList) throws(ConcordError) {
    try words.findStarts(starts, in: current)
  }

  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError) {
    occurrences.removeAll(keepingCapacity: true)
    try words.findStarts(starts, in: current)
    for i in 0..<starts.count {
      occurrences.append(Occurrence(start: starts[i], end: starts[i] + extent))
    }
  }
}

/// What a phrase is no more frequent than: pairs and words, one after the other.
private final class BoundChain {
  private let iterator: any PatternIterator
  private let rest: BoundChain?

  private init(_ iterator: any PatternIterator, rest: BoundChain?) {
    self.iterator = iterator
    self.rest = rest
  }

  static func chain(_ iterators: ArraySlice<any PatternIterator>) -> BoundChain? {
    iterators.first.map { BoundChain($0, rest: chain(iterators.dropFirst())) }
  }

  func frequencyBound() throws(ConcordError) -> UInt32 {
    let own = try iterator.frequencyBound()
    guard own > 1, let rest else { return own }
    return min(own, try rest.frequencyBound())
  }
}

/// One word of a phrase, and the words that are asked after it.
///
/// A chain and not an array, whose elements would be retained and released for every candidate.
private final class WordChain {
  private let iterator: any PatternIterator
  /// The iterator, if it is that of a single term, whose positions can be read directly.
  private let cursor: PostingCursor?
  /// Whether the word stands before the candidate until it is asked.
  private let follows: Bool
  private let offset: UInt32
  private let rest: WordChain?
  private let positions = PositionList()
  private var occurrences: [Occurrence] = []

  private init(_ slot: PhraseIterator.Slot, follows: Bool, rest: WordChain?) {
    iterator = slot.iterator
    cursor = slot.iterator as? PostingCursor
    self.follows = follows
    offset = slot.offset
    self.rest = rest
  }

  /// There is at least one word.
  static func chain(_ slots: ArraySlice<(slot: PhraseIterator.Slot, follows: Bool)>) -> WordChain {
    var chain: WordChain?
    for (slot, follows) in slots.reversed() {
      chain = WordChain(slot, follows: follows, rest: chain)
    }
    guard let chain else { preconditionFailure("A phrase has a word.") }
    return chain
  }

  func frequencyBound() throws(ConcordError) -> UInt32 {
    let own = if let cursor { try cursor.frequency() } else { try iterator.frequencyBound() }
    guard own > 1, let rest else { return own }
    return min(own, try rest.frequencyBound())
  }

  /// Puts the positions at which the phrase begins in `document` in place of what `starts` holds.
  func findStarts(_ starts: PositionList, in document: DocID) throws(ConcordError) {
    try readPositions(in: document)
    PhraseMatch.begin(starts, from: positions, at: offset)
    try rest?.keep(starts, in: document)
  }

  /// Whether the phrase begins anywhere in `document`; uses up what `starts` holds.
  func occur(_ starts: PositionList, in document: DocID) throws(ConcordError) -> Bool {
    try readPositions(in: document)
    PhraseMatch.begin(starts, from: positions, at: offset)
    guard let rest else { return starts.count > 0 }
    return try rest.confirmAny(of: starts, in: document)
  }

  /// Whether this word and the rest confirm any of the starts.
  private func confirmAny(
    of starts: PositionList, in document: DocID
  ) throws(ConcordError) -> Bool {
    guard starts.count > 0 else { return false }
    try readPositions(in: document)
    guard let rest else { return PhraseMatch.isAny(of: starts, in: positions, at: offset) }
    PhraseMatch.keep(starts, from: positions, at: offset)
    return try rest.confirmAny(of: starts, in: document)
  }

  /// Keeps the starts that this word and the rest confirm.
  private func keep(_ starts: PositionList, in document: DocID) throws(ConcordError) {
    guard starts.count > 0 else { return }
    try readPositions(in: document)
    PhraseMatch.keep(starts, from: positions, at: offset)
    try rest?.keep(starts, in: document)
  }

  private func readPositions(in document: DocID) throws(ConcordError) {
    positions.removeAll()
    // In a sound index, a word is wherever its pair is.
    if follows, try iterator.advance(to: document) != document { return }
    if let cursor { return try cursor.positions(into: positions) }
    try iterator.occurrences(into: &occurrences)
    for occurrence in occurrences { positions.append(occurrence.start) }
  }
}
