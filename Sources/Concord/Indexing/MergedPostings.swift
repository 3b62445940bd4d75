/// The postings of one term in several segments, as those of one: renumbered, without the dead, and
/// in the order of the new DocIDs.
final class MergedPostings {
  /// Occurrences to hold at once, if they have to be sorted: 64 MiB.
  ///
  /// A term that has more is read several times, each time for a part of the documents.
  static let occurrenceLimit = 16 << 20

  private let occurrenceLimit: Int

  /// Whether documents keep their order, so that they come as they are read.
  private let areSorted: Bool
  private let positions = PositionList()
  /// Of each posting that waits to be sorted: its DocID, and where its positions are.
  private var postings: [(document: UInt32, positions: Range<Int>)] = []
  private var occurrences: [UInt32] = []

  init(areSorted: Bool, occurrenceLimit: Int = occurrenceLimit) {
    self.areSorted = areSorted
    self.occurrenceLimit = occurrenceLimit
  }

  /// Adds a term's postings to `writer`; `number` gives the new DocID of a source's document, or
  /// that of `DocID.end`.
  func add(
    _ lists: [(source: Int, list: PostingList)], to writer: inout SegmentWriter,
    number: (_ source: Int, _ document: UInt32) -> UInt32
  ) throws(ConcordError) {
    guard !areSorted else {
      return try forEach(lists, number) { document, positions throws(ConcordError) in
        try writer.add(document, positions: positions.span)
      }
    }
    let positions = positions
    let total = lists.reduce(0) { $0 + Int($1.list.info.totalFrequency) }
    let partCount = total / occurrenceLimit + 1
    let documentCount = Int(writer.documentCount)
    for part in 0..<partCount {
      let first = UInt32(documentCount * part / partCount)
      let end = UInt32(documentCount * (part + 1) / partCount)
      try forEach(lists, number) { document, positions in
        guard first <= document, document < end else { return }
        let start = occurrences.count
        for i in 0..<positions.count { occurrences.append(positions[i]) }
        postings.append((document, start..<occurrences.count))
      }
      postings.sort { $0.document < $1.document }
      for (document, range) in postings {
        positions.removeAll()
        for i in range { positions.append(occurrences[i]) }
        try writer.add(document, positions: positions.span)
      }
      postings.removeAll(keepingCapacity: true)
      occurrences.removeAll(keepingCapacity: true)
    }
  }

  /// Gives the new DocID and the positions of each living posting to `body`.
  private func forEach(
    _ lists: [(source: Int, list: PostingList)],
    _ number: (_ source: Int, _ document: UInt32) -> UInt32,
    _ body: (UInt32, PositionList) throws(ConcordError) -> Void
  ) throws(ConcordError) {
    for (source, list) in lists {
      let cursor = try PostingCursor(list)
      while cursor.current != .end {
        let document = number(source, cursor.current.rawValue)
        if document != DocID.end.rawValue {
          positions.removeAll()
          if list.hasPositions { try cursor.positions(into: positions) }
          try body(document, positions)
        }
        try cursor.next()
      }
    }
  }
}
