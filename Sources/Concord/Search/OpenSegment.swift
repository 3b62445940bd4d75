/// A segment as one commit has it: the file, and who of its documents lives.
struct OpenSegment: Sendable {
  var entry: SegmentEntry
  let segment: Segment
  /// Nil while no document is deleted.
  var liveDocs: LiveDocs?

  /// Opens the files of a manifest's entry, but for those that `snapshot` has open already.
  init(
    _ storage: any Storage, _ entry: SegmentEntry, cache: FrameCache,
    knowing snapshot: Snapshot? = nil
  ) throws(ConcordError) {
    self.entry = entry
    // Names are never used again, so a file that is open is the one that the entry means.
    let known = snapshot?.segments.first { $0.entry.fileNumber == entry.fileNumber }
    if let known, known.entry.liveDocsGeneration == entry.liveDocsGeneration {
      self = known
      return
    }
    if let known {
      segment = known.segment
    } else {
      segment = try Segment(storage, entry, cache: cache)
    }
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

  /// What the merge policy looks at.
  var size: MergePolicy.SegmentSize {
    MergePolicy.SegmentSize(
      byteCount: entry.byteCount, documentCount: segment.documentCount,
      deletedCount: segment.documentCount - liveCount)
  }

  /// Whether a merge by itself would make it better: without dead documents, or with pairs.
  var gainsByMerge: Bool {
    liveDocs != nil || segment.pairThreshold == 0
  }

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

  /// Writes the live docs as those of commit `generation`, if documents were deleted since the
  /// entry was made, and returns the file's name then.
  ///
  /// Format: IndexFormat.md, section 10.
  mutating func writeLiveDocs(
    _ storage: any Storage, generation: UInt64
  ) throws(ConcordError) -> FileName? {
    guard let liveDocs, liveDocs.deletedCount != entry.deletedCount else { return nil }
    entry.liveDocsGeneration = generation
    entry.deletedCount = liveDocs.deletedCount
    let name = FileName.liveDocs(segment: entry.fileNumber, generation: generation)
    var file = try OutputFile(storage, name: name.text)
    try file.append(liveDocs.encode())
    try file.finish()
    return name
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
