/// Visits the documents of many short posting lists, as one.
///
/// Most of the terms that a prefix or a pattern stands for are rare. A cursor for each would take
/// 2 KiB, to give a handful of documents. Instead the lists are read one after the other, and what
/// is kept is 12 bytes for each posting, in the order of the documents, and the positions.
final class ShortListsIterator: PatternIterator {
  private struct Entry {
    let document: DocID
    let frequency: UInt32
    /// Where its positions begin in `positions`.
    let start: UInt32
  }

  /// What it costs to read a list, and to put a posting in order.
  private static let stepsPerList = 256
  private static let stepsPerPosting = 64

  private var entries: [Entry] = []
  private let positions = PositionList()
  /// The first entry of the current document.
  private var index = 0

  /// Reads the lists, none of which has a full block, and all of which are of different terms.
  init(_ lists: [PostingList], work: SearchWork = SearchWork()) throws(ConcordError) {
    entries.reserveCapacity(lists.reduce(0) { $0 + $1.documentFrequency })
    for list in lists {
      let cursor = try PostingCursor(list)
      while cursor.current != .end {
        entries.append(
          Entry(
            document: cursor.current, frequency: try cursor.frequency(),
            start: UInt32(positions.count)))
        try cursor.positions(into: positions)
        guard positions.count < Int(UInt32.max) / 2 else {
          throw .unsupportedQuery("a pattern matches too many words: add letters")
        }
        try cursor.next()
      }
      try work.spend(Self.stepsPerList + Self.stepsPerPosting * list.documentFrequency)
    }
    entries.sort { ($0.document, $0.start) < ($1.document, $1.start) }
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
    for entry in entriesAtHand {
      for i in Int(entry.start)..<Int(entry.start) + Int(entry.frequency) {
        occurrences.append(Occurrence(start: positions[i], end: positions[i]))
      }
    }
    occurrences.sortAndRemoveDuplicates()
  }

  private var entriesAtHand: ArraySlice<Entry> {
    let document = current
    var end = index
    while end < entries.count, entries[end].document == document { end += 1 }
    return entries[index..<end]
  }
}
