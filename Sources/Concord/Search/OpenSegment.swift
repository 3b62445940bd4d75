/// A segment as one commit has it: the file, and who of its documents lives.
struct OpenSegment: Sendable {
  var entry: SegmentEntry
  let segment: Segment
  /// Nil while no document is deleted.
  var liveDocs: LiveDocs?

  init(
    _ storage: any Storage, _ entry: SegmentEntry, cache: FrameCache
  ) throws(ConcordError) {
    self.entry = entry
    segment = try Segment(storage, entry, cache: cache)
    liveDocs = entry.liveDocsGeneration > 0 ? try LiveDocs(storage, entry) : nil
    for (ordinal, length) in (liveDocs?.deadLengths ?? []).enumerated()
    where length > segment.summary(ofField: UInt8(ordinal)).totalLength {
      throw .corrupt(
        file: segment.file.name, offset: Int(segment.footer.tablesOffset),
        reason: "more tokens of field \(ordinal) are dead than there are")
    }
  }

  /// The manifest's entry of the file alone, for whoever brings live docs of his own.
  var fileEntry: SegmentEntry {
    var entry = entry
    entry.liveDocsGeneration = 0
    entry.deletedCount = 0
    return entry
  }

  var liveCount: Int { liveDocs?.liveCount ?? segment.documentCount }

  func isLive(_ document: DocID) -> Bool { liveDocs?.contains(document) ?? true }

  /// Tokens of the living in a field.
  func totalLength(ofField ordinal: UInt8) -> UInt64 {
    // Shapes of a damaged segment could say more than its tables.
    let total = segment.summary(ofField: ordinal).totalLength
    return total - min(total, liveDocs?.deadLength(ofField: ordinal) ?? 0)
  }

  /// Deletes a document; false if it was dead already.
  mutating func delete(_ document: DocID) throws(ConcordError) -> Bool {
    var liveDocs = liveDocs ?? LiveDocs(documentCount: segment.documentCount)
    guard liveDocs.delete(document, shapes: try segment.shapes(of: document)) else { return false }
    self.liveDocs = liveDocs
    return true
  }

  /// The living document with this key.
  func document(key: String) throws(ConcordError) -> DocID? {
    let term = TermKey(word: Array(key.utf8), field: Schema.keyOrdinal)
    guard let list = try segment.postings(term, hasPositions: false) else { return nil }
    let cursor = try PostingCursor(list)
    while cursor.current != .end {
      if isLive(cursor.current) { return cursor.current }
      try cursor.next()
    }
    return nil
  }
}
