/// A new segment while its documents come in: stored fields go to the file at once, postings pile
/// up in memory until the budget is full.
struct SegmentBuilder: ~Copyable {
  private var writer: SegmentWriter
  /// The postings of the keys, which say at once whether a document takes the place of another.
  private var keys = PostingsBuffer()
  /// Those of all other fields.
  private let postings = BackgroundPostings()
  /// Documents that were deleted or replaced before the segment was finished.
  private(set) var deadDocuments: Set<UInt32> = []

  init(_ storage: any Storage, fileNumber: UInt64, schema: Schema) throws(ConcordError) {
    writer = try SegmentWriter(storage, fileNumber: fileNumber, schema: schema)
  }

  /// Whether it is time to flush: the postings take `budget` bytes, or a limit is near.
  func isFull(_ budget: Int) -> Bool {
    keys.byteCount + postings.byteCount >= budget || keys.isNearlyFull || postings.isNearlyFull
      || Int(writer.documentCount) >= SegmentFormat.documentLimit
  }

  /// Makes room for fields that the schema has got since.
  mutating func extend(to schema: Schema) { writer.extend(to: schema) }

  /// Adds a document, in place of any of the same key in this segment.
  mutating func add(_ document: AnalyzedDocument) throws(ConcordError) {
    delete(key: document.keyTokens)
    let id = writer.documentCount
    keys.add(document.keyTokens, field: Schema.keyOrdinal, document: id)
    postings.add(document.fields, document: id)
    let shapes = document.fields.filter(\.isText).map(\.shape)
    let record = StoredDocument.encode(key: document.key, fields: document.storedFields)
    try writer.addDocument(stored: record, shapes: shapes)
  }

  /// Deletes the document with this key, if it is in this segment.
  @discardableResult
  mutating func delete(key: TokenBuffer) -> Bool {
    guard let document = keys.lastDocument(of: key, field: Schema.keyOrdinal),
      !deadDocuments.contains(document)
    else { return false }
    deadDocuments.insert(document)
    return true
  }

  /// Writes the postings, ends the file and opens it, with the dead documents deleted.
  ///
  /// The dead are taken out as an array, and nobody else does it: of a set that was copied out of a
  /// builder that is consumed then, the optimizer of Swift 6.3 forgets that it is still in use.
  consuming func finish(
    _ storage: any Storage, cache: FrameCache
  ) throws(ConcordError) -> OpenSegment {
    let dead = deadDocuments.sorted()
    var open = try OpenSegment(storage, try finish(), cache: cache)
    for document in dead { _ = try open.delete(DocID(document)) }
    return open
  }

  /// Writes the postings and ends the file, in which the dead documents are still alive.
  consuming func finish() throws(ConcordError) -> SegmentEntry {
    try writer.finishDocuments()
    // The keys' field comes before all others.
    try keys.flush(to: &writer)
    try postings.withBuffer { buffer throws(ConcordError) in try buffer.flush(to: &writer) }
    return try writer.finish()
  }
}
