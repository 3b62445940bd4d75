/// A new segment while its documents come in: stored fields go to the file at once, postings pile
/// up in memory until the budget is full.
struct SegmentBuilder: ~Copyable {
  private var writer: SegmentWriter
  private var postings = PostingsBuffer()
  /// Documents that were deleted or replaced before the segment was finished.
  private(set) var deadDocuments: Set<UInt32> = []

  init(_ storage: any Storage, fileNumber: UInt64, schema: Schema) throws(ConcordError) {
    writer = try SegmentWriter(storage, fileNumber: fileNumber, schema: schema)
  }

  /// Whether it is time to flush: the postings take `budget` bytes, or a limit is near.
  func isFull(_ budget: Int) -> Bool {
    postings.byteCount >= budget || postings.isNearlyFull
      || Int(writer.documentCount) >= SegmentFormat.documentLimit
  }

  /// Makes room for fields that the schema has got since.
  mutating func extend(to schema: Schema) { writer.extend(to: schema) }

  /// Adds a document, in place of any of the same key in this segment.
  mutating func add(_ document: AnalyzedDocument) throws(ConcordError) {
    delete(key: document.keyTokens)
    let id = writer.documentCount
    postings.add(document.keyTokens, field: Schema.keyOrdinal, document: id)
    var shapes: [TextShape] = []
    for field in document.fields {
      postings.add(field.tokens, field: field.ordinal, document: id)
      if field.isText { shapes.append(field.shape) }
    }
    let record = StoredDocument.encode(key: document.key, fields: document.storedFields)
    try writer.addDocument(stored: record, shapes: shapes)
  }

  /// Deletes the document with this key, if it is in this segment.
  @discardableResult
  mutating func delete(key: TokenBuffer) -> Bool {
    guard let document = postings.lastDocument(of: key, field: Schema.keyOrdinal),
      !deadDocuments.contains(document)
    else { return false }
    deadDocuments.insert(document)
    return true
  }

  /// Writes the postings and ends the file.
  consuming func finish() throws(ConcordError) -> SegmentEntry {
    try writer.finishDocuments()
    try postings.flush(to: &writer)
    return try writer.finish()
  }
}
