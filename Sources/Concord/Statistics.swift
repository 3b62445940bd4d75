/// How large an index is, and what takes the room.
public struct Statistics: Sendable, Hashable {
  /// Bytes on disk, by the section of the files they are in.
  public struct Sections: Sendable, Hashable {
    /// The documents' keys and stored texts.
    public var storedFields = 0
    /// Exact lengths of texts, and where their sentences and paragraphs begin.
    public var textShapes = 0
    /// Documents and frequencies of posting lists that do not stand in the dictionary.
    public var postings = 0
    /// Positions of those lists.
    public var positions = 0
    /// What lets a search jump over blocks of postings.
    public var skipData = 0
    /// The value of each document in fields of keywords, dates and numbers.
    public var columns = 0
    /// Terms, with the posting lists of rare ones.
    public var dictionary = 0
    /// Lengths of texts in one byte each.
    public var norms = 0
    /// Tables, headers and footers.
    public var tables = 0
    /// Which documents are deleted.
    public var liveDocs = 0
    /// The list of the segments, the schema and the attachment.
    public var manifest = 0

    /// All of them together.
    public var total: Int {
      storedFields + textShapes + postings + positions + skipData + columns + dictionary + norms
        + tables + liveDocs + manifest
    }
  }

  /// What the index holds of one field.
  ///
  /// Deleted documents count until a merge removes them.
  public struct FieldStatistics: Sendable, Hashable {
    /// The field's name.
    public let name: String
    /// What kind of search it is for.
    public let kind: Field.Kind
    /// Documents with a token in the field; of fields that are not text, with a value.
    public internal(set) var documentCount = 0
    /// Terms of all segments; one that several segments hold counts in each.
    ///
    /// Those of a stemmed field are its words as they were written, and the stems that are more
    /// than one word.
    public internal(set) var termCount = 0
    /// Tokens of all documents; for fields that are not text, their values.
    public internal(set) var tokenCount = 0
    /// Values that are no dates or numbers, in a field of such.
    public internal(set) var unreadableCount = 0

    /// Tokens of a document that has the field, on average; 0 if none has it.
    public var averageLength: Double {
      documentCount == 0 ? 0 : Double(tokenCount) / Double(documentCount)
    }
  }

  /// Documents that a search can find.
  public internal(set) var documentCount = 0
  /// Documents that are deleted, and that a merge will remove.
  public internal(set) var deletedCount = 0
  /// Segments.
  public internal(set) var segmentCount = 0
  /// Bytes on disk, by section.
  public internal(set) var sections = Sections()
  /// The fields, in the order of the schema.
  public internal(set) var fields: [FieldStatistics] = []

  /// Bytes on disk.
  public var byteCount: Int { sections.total }
}

extension SearchIndex {
  /// How large the index is, and what takes the room; see ``Snapshot/statistics()``.
  ///
  /// - Throws: An error of the disk.
  public func statistics() throws(ConcordError) -> Statistics {
    try snapshot().statistics()
  }
}

extension Snapshot {
  /// How large this commit is, and what takes the room.
  ///
  /// - Throws: An error of the disk.
  /// - Complexity: reads tables only.
  public func statistics() throws(ConcordError) -> Statistics {
    var statistics = Statistics()
    statistics.segmentCount = segments.count
    statistics.fields = schema.fields.map { .init(name: $0.name, kind: $0.kind) }
    for open in segments {
      statistics.documentCount += open.liveCount
      statistics.deletedCount += open.segment.documentCount - open.liveCount
      statistics.sections.add(open)
      for i in schema.fields.indices { statistics.fields[i].add(open.segment, UInt8(i + 1)) }
    }
    // Its numbers have a fixed size, whatever they are.
    let manifest = Manifest(
      generation: 1, nextFileNumber: 1, schema: schema.encode(), attachment: attachment,
      segments: segments.map(\.entry))
    statistics.sections.manifest = manifest.encoded().count
    return statistics
  }
}

extension Statistics.Sections {
  fileprivate mutating func add(_ open: OpenSegment) {
    let segment = open.segment
    storedFields += segment.stored.frames.byteCount
    textShapes += segment.shapes.frames.byteCount
    postings += segment.postings.documents.byteCount
    positions += segment.postings.positions.byteCount
    skipData += segment.postings.skips.byteCount
    columns += segment.columns.byteCount
    dictionary += segment.dictionary.frames.byteCount
    norms += segment.normsByteCount
    tables += SegmentFormat.headerByteCount + segment.file.count - Int(segment.footer.tablesOffset)
    liveDocs += open.liveDocs?.encode().count ?? 0
  }
}

extension Statistics.FieldStatistics {
  fileprivate mutating func add(_ segment: Segment, _ ordinal: UInt8) {
    let summary = segment.summary(ofField: ordinal)
    documentCount += Int(summary.documentCount)
    termCount += Int(clamping: summary.termCount)
    unreadableCount += Int(summary.unreadableCount)
    // A document has one value, which is one term.
    let isText = if case .text = kind { true } else { false }
    tokenCount += isText ? Int(clamping: summary.totalLength) : Int(summary.documentCount)
  }
}
