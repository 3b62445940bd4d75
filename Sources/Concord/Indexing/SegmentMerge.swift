/// Merges segments into one, without their dead documents.
///
/// Documents keep their order. The terms of all segments are visited together in the order of their
/// bytes; a term's postings are those of each segment in turn, renumbered. A segment that lacks a
/// stem which another one has gives the postings of the word that is its own stem (section 5 of
/// IndexFormat.md).
struct SegmentMerge: ~Copyable {
  private let sources: [OpenSegment]
  private let schema: Schema
  /// Asked now and then; true ends the merge without a segment.
  private let isCancelled: @Sendable () -> Bool
  /// Documents that a segment can hold.
  private let documentLimit: Int
  /// The new DocID of each document, by source; nil where it stays the old one plus `bases`.
  private var renumbered: [[UInt32]?] = []
  private var bases: [UInt32] = []
  private let runs = AnalyzerRuns()

  init(
    _ sources: [OpenSegment], schema: Schema, documentLimit: Int = SegmentFormat.documentLimit,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.sources = sources
    self.schema = schema
    self.isCancelled = isCancelled
    self.documentLimit = documentLimit
  }

  /// Merges into a new file, and gives the manifest's entry; nil if the merge was cancelled.
  ///
  /// `name` is the file's name for now, if not that of the segment.
  ///
  /// - Throws: ``ConcordError/tooManyDocuments(limit:)`` before anything is written, though a
  ///   policy has counted before; damage, and errors of the disk.
  consuming func run(
    _ storage: any Storage, fileNumber: UInt64, as name: FileName? = nil
  ) throws(ConcordError) -> SegmentEntry? {
    var left = documentLimit
    for source in sources {
      left -= source.liveCount
      guard left >= 0 else { throw .tooManyDocuments(limit: documentLimit) }
    }
    var writer = try SegmentWriter(storage, fileNumber: fileNumber, as: name, schema: schema)
    for source in sources {
      if isCancelled() { return nil }
      try addDocuments(of: source, to: &writer)
    }
    try writer.finishDocuments()
    guard try addTerms(to: &writer) else { return nil }
    return try writer.finish(findingPairs: true)
  }

  private mutating func addDocuments(
    of source: OpenSegment, to writer: inout SegmentWriter
  ) throws(ConcordError) {
    bases.append(writer.documentCount)
    guard let liveDocs = source.liveDocs else {
      renumbered.append(nil)
      try writer.addDocuments(allOf: source.segment)
      return
    }
    var numbers = [UInt32](repeating: DocID.end.rawValue, count: source.segment.documentCount)
    for i in numbers.indices where liveDocs.contains(DocID(UInt32(i))) {
      let document = DocID(UInt32(i))
      numbers[i] = writer.documentCount
      let record = try source.segment.stored.record(of: document)
      try writer.addDocument(
        stored: record, shapes: try source.segment.shapes(of: document))
    }
    renumbered.append(numbers)
  }

  /// Adds the terms of all sources; false if the merge was cancelled.
  private func addTerms(to writer: inout SegmentWriter) throws(ConcordError) -> Bool {
    // Terms from one question to the next: a few milliseconds.
    let questionInterval = 1_000
    var termCount = 0
    var cursors: [TermCursor] = []
    for source in sources { cursors.append(try source.segment.dictionary.cursor()) }
    let positions = PositionList()
    while let first = Self.leastTerm(cursors) {
      termCount += 1
      if termCount.isMultiple(of: questionInterval), isCancelled() { return false }
      let term = cursors[first].term
      guard term[0] <= schema.fields.count else {
        throw .corrupt(
          file: sources[first].segment.file.name, offset: 0,
          reason: "a term belongs to field \(term[0]), and there are \(schema.fields.count)")
      }
      try writer.beginTerm(term)
      let substitute = substitute(for: term)
      for i in cursors.indices {
        if cursors[i].isValid, cursors[i].term == term {
          try addPostings(of: cursors[i].found, source: i, field: term[0], positions, to: &writer)
          try cursors[i].next()
        } else if let substitute, let found = try sources[i].segment.dictionary.find(substitute) {
          try addPostings(of: found, source: i, field: term[0], positions, to: &writer)
        }
      }
      try writer.finishTerm()
    }
    return true
  }

  /// The key of the word that a segment has in place of a stem; nil if the term is not such a stem.
  private func substitute(for term: [UInt8]) -> [UInt8]? {
    guard TermKey.isStem(term), term[0] != Schema.keyOrdinal else { return nil }
    let analyzer = schema.field(term[0]).analyzer
    return runs.stemKey(Array(term.dropFirst(2)), field: term[0], by: analyzer).substitute
  }

  /// The cursor with the least term; with several, the first.
  static func leastTerm(_ cursors: [TermCursor]) -> Int? {
    var least: Int?
    for i in cursors.indices where cursors[i].isValid {
      guard let found = least else {
        least = i
        continue
      }
      if cursors[i].term.lexicographicallyPrecedes(cursors[found].term) { least = i }
    }
    return least
  }

  private func addPostings(
    of found: FoundTerm, source i: Int, field: UInt8, _ positions: PositionList,
    to writer: inout SegmentWriter
  ) throws(ConcordError) {
    let hasPositions = field != Schema.keyOrdinal && schema.field(field).isText
    let cursor = try PostingCursor(
      PostingList(found, hasPositions: hasPositions, source: sources[i].segment.postings))
    while cursor.current != .end {
      let old = cursor.current.rawValue
      let document = renumbered[i].map { $0[Int(old)] } ?? bases[i] + old
      if document != DocID.end.rawValue {
        positions.removeAll()
        if hasPositions { try cursor.positions(into: positions) }
        try writer.add(document, positions: positions.span)
      }
      try cursor.next()
    }
  }
}
