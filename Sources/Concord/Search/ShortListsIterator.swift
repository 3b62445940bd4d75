/// Visits the documents of many short posting lists, as one.
///
/// Most of the terms that a prefix or a pattern stands for are rare. A cursor for each would take
/// 2 KiB, to give a handful of documents. Instead the lists are read one after the other, and what
/// is kept is 12 bytes for each posting, in the order of the documents. For positions, which are
/// asked for in few documents, a list is opened again.
final class ShortListsIterator: PatternIterator {
  private struct Entry {
    let document: DocID
    let frequency: UInt32
    /// Which of the lists.
    let list: UInt32
  }

  private let lists: [PostingList]
  private var entries: [Entry] = []
  /// The first entry of the current document.
  private var index = 0

  /// Reads the lists, none of which has a full block, and all of which are of different terms.
  init(_ lists: [PostingList]) throws(ConcordError) {
    self.lists = lists
    entries.reserveCapacity(lists.reduce(0) { $0 + $1.documentFrequency })
    for (i, list) in lists.enumerated() {
      let cursor = try PostingCursor(list)
      while cursor.current != .end {
        entries.append(
          Entry(
            document: cursor.current, frequency: try cursor.frequency(), list: UInt32(i)))
        try cursor.next()
      }
    }
    entries.sort { ($0.document, $0.list) < ($1.document, $1.list) }
  }

  var current: DocID { index < entries.count ? entries[index].document : .end }
  var cost: Int { entries.count }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    let document = current
    while index < entries.count, entries[index].document == document { index += 1 }
    return current
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    index = gallop(from: index, to: entries.count) { entries[$0].document < target }
    return current
  }

  func frequencyBound() throws(ConcordError) -> UInt32 { try frequency() }

  func frequency() throws(ConcordError) -> UInt32 {
    var sum: UInt32 = 0
    for entry in entriesAtHand { sum = sum.addingSaturating(entry.frequency) }
    return sum
  }

  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError) {
    occurrences.removeAll(keepingCapacity: true)
    var positions: [UInt32] = []
    for entry in entriesAtHand {
      let cursor = try PostingCursor(lists[Int(entry.list)])
      guard try cursor.advance(to: entry.document) == entry.document else { continue }
      try cursor.positions(into: &positions)
    }
    for position in positions { occurrences.append(Occurrence(start: position, end: position)) }
    occurrences.sortAndRemoveDuplicates()
  }

  private var entriesAtHand: ArraySlice<Entry> {
    let document = current
    var end = index
    while end < entries.count, entries[end].document == document { end += 1 }
    return entries[index..<end]
  }
}
