/// The frequent terms of some neighbouring documents, each at its place in its text, to see which
/// stand next to each other.
///
/// Postings say for each term where it is; here each place says which term it has. Terms without
/// enough documents leave gaps.
struct TextRun {
  /// Places in a run: with four bytes each, it stays in a core's second-level cache.
  ///
  /// A text that is longer is a run by itself.
  private static let slotLimit = 1 << 18

  /// Whether each term is a stem.
  private let isStem: [Bool]
  /// The norms of the field, which say how long each text is at most.
  private let norms: [UInt8]
  private let end: Int
  private(set) var documents: Range<Int>
  /// Where the text of each document begins; one more for the end.
  private var starts: [Int] = [0]
  /// One more than the term at each place; 0 for none.
  private var slots = FixedBuffer<UInt32>(count: 0, repeating: 0)
  /// The other terms of places that have several.
  private var others: [(slot: Int, term: UInt32)] = []

  /// Stands before the first of `documents`.
  init(_ documents: Range<Int>, norms: [UInt8], isStem: [Bool]) {
    self.norms = norms
    self.isStem = isStem
    self.documents = documents.lowerBound..<documents.lowerBound
    end = documents.upperBound
  }

  /// Goes on to the documents after the last run, as many as there is room for; false if there are
  /// none left.
  mutating func advance() -> Bool {
    let first = documents.upperBound
    guard first < self.end else { return false }
    let usedCount = starts[starts.count - 1]
    for i in 0..<usedCount { slots[i] = 0 }
    others.removeAll(keepingCapacity: true)
    starts = [0]
    var end = first
    var count = 0
    while end < self.end {
      let length = Int(Norm.longest(norms[end]))
      guard count + length <= Self.slotLimit || end == first else { break }
      count += length
      starts.append(count)
      end += 1
    }
    if count > slots.count { slots = FixedBuffer(count: max(count, 2 * slots.count), repeating: 0) }
    documents = first..<end
    return true
  }

  /// Puts a term at its positions in a document of the run; false if one is beyond the text.
  ///
  /// Terms come in the order of their keys, so that stems come after the words.
  mutating func add(_ term: Int, at positions: PositionList, in document: UInt32) -> Bool {
    let i = Int(document) - documents.lowerBound
    let start = starts[i]
    let length = starts[i + 1] - start
    for k in 0..<positions.count {
      let position = Int(positions[k])
      guard position < length else { return false }
      let slot = start + position
      if slots[slot] == 0 {
        slots[slot] = UInt32(term) + 1
      } else {
        share(slot, with: UInt32(term))
      }
    }
    return true
  }

  /// Puts one more term at a place: a stem takes the place of the words that have it.
  private mutating func share(_ slot: Int, with term: UInt32) {
    if isStem[Int(term)], !isStem[Int(slots[slot] - 1)] {
      slots[slot] = term + 1
    } else {
      others.append((slot, term))
    }
  }

  /// Gives each two terms that stand next to each other to `body`, document by document.
  mutating func forEachPair(_ body: (_ document: UInt32, _ first: UInt32, _ second: UInt32) -> Void)
  {
    let others = otherTerms()
    for i in documents.indices {
      let document = UInt32(i)
      let place = i - documents.lowerBound
      var before: UInt32 = 0
      for slot in starts[place]..<starts[place + 1] {
        let term = slots[slot]
        if before > 0, term > 0 {
          if others.isEmpty {
            body(document, before - 1, term - 1)
          } else {
            let firsts = [before - 1] + (others[slot - 1] ?? [])
            let seconds = [term - 1] + (others[slot] ?? [])
            for first in firsts { for second in seconds { body(document, first, second) } }
          }
        }
        before = term
      }
    }
  }

  /// The other terms by place, without words whose place a stem has taken.
  private func otherTerms() -> [Int: [UInt32]] {
    var terms: [Int: [UInt32]] = [:]
    for (slot, term) in others where isStem[Int(term)] == isStem[Int(slots[slot] - 1)] {
      terms[slot, default: []].append(term)
    }
    return terms
  }
}
