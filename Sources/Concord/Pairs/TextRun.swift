/// The frequent terms of some neighbouring documents, each at its place in its text, to see which
/// stand next to each other.
///
/// Postings say for each term where it is; here each place says which term it has. Terms without
/// enough documents leave gaps.
struct TextRun: Sendable {
  /// Terms at most: a place has two bytes, of which two values mean none and several.
  static let termLimit = Int(UInt16.max) - 1
  private static let none: UInt16 = 0
  private static let several = UInt16.max

  let documents: Range<Int>
  /// Whether each term is a stem.
  private let isStem: [Bool]
  /// Where the text of each document begins; one more for the end.
  private let starts: [Int]
  /// One more than the term at each place.
  private let slots: FixedBuffer<UInt16>
  /// The terms of places that have several.
  private var shared: [Int: [UInt32]] = [:]
  /// Places of the term that is being put, yet to be filled.
  private let places = FixedBuffer<Int>(count: placeLimit, repeating: 0)
  private var placeCount = 0
  /// Places to look at at once: as many lines of memory fit into a core's first-level cache.
  private static let placeLimit = 256
  /// Keeps what was only read to be near from being left out.
  private var touched: UInt16 = 0

  /// The texts of `documents`, as long as their norms say that they can be, and without terms yet.
  init(_ documents: Range<Int>, norms: [UInt8], isStem: [Bool]) {
    precondition(isStem.count <= Self.termLimit)
    self.documents = documents
    self.isStem = isStem
    var starts = [0]
    starts.reserveCapacity(documents.count + 1)
    var count = 0
    for i in documents {
      count += Int(Norm.longest(norms[i]))
      starts.append(count)
    }
    self.starts = starts
    slots = FixedBuffer(count: count, repeating: Self.none)
  }

  /// Puts a term at its positions in a document of the run, some of them only when it `finish`es;
  /// false if one is beyond the text.
  ///
  /// Terms come in the order of their keys, so that stems come after the words.
  mutating func add(_ term: Int, at positions: PositionList, in document: UInt32) -> Bool {
    let i = Int(document) - documents.lowerBound
    let start = starts[i]
    let length = starts[i + 1] - start
    for k in 0..<positions.count {
      let position = Int(positions[k])
      guard position < length else { return false }
      if placeCount == Self.placeLimit { finish(term) }
      places[placeCount] = start + position
      placeCount += 1
    }
    return true
  }

  /// Puts the term at the places that are left.
  ///
  /// Each is on a page of memory of its own. Read in a loop that does nothing else, many are under
  /// way at once; one by one, a core would spend its time waiting: see ``TermLookahead``.
  mutating func finish(_ term: Int) {
    for k in 0..<placeCount { touched &+= slots[places[k]] }
    for k in 0..<placeCount {
      let slot = places[k]
      if slots[slot] == Self.none {
        slots[slot] = UInt16(term + 1)
      } else {
        share(slot, with: term)
      }
    }
    placeCount = 0
  }

  /// Puts one more term at a place: a stem takes the place of the words that have it.
  private mutating func share(_ slot: Int, with term: Int) {
    let others = terms(at: slot)
    if isStem[term], !others.contains(where: { isStem[Int($0)] }) {
      shared[slot] = nil
      slots[slot] = UInt16(term + 1)
    } else {
      shared[slot] = others + [UInt32(term)]
      slots[slot] = Self.several
    }
  }

  /// The terms at a place.
  private func terms(at slot: Int) -> [UInt32] {
    switch slots[slot] {
    case Self.none: []
    case Self.several: shared[slot] ?? []
    case let one: [UInt32(one) - 1]
    }
  }

  /// Gives each two terms that stand next to each other to `body`, document by document.
  func forEachPair(_ body: (_ document: UInt32, _ first: UInt32, _ second: UInt32) -> Void) {
    for i in documents.indices {
      let document = UInt32(i)
      let place = i - documents.lowerBound
      var before = Self.none
      for slot in starts[place]..<starts[place + 1] {
        let term = slots[slot]
        if before != Self.none, term != Self.none {
          if before != Self.several, term != Self.several {
            body(document, UInt32(before) - 1, UInt32(term) - 1)
          } else {
            for first in terms(at: slot - 1) {
              for second in terms(at: slot) { body(document, first, second) }
            }
          }
        }
        before = term
      }
    }
  }
}
