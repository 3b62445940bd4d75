/// Merges segments into one, without their dead documents.
///
/// Documents keep their order, unless a better one is asked for. The terms of all segments are
/// visited together in the order of their bytes; a term's postings are those of each segment in
/// turn, renumbered. A segment that lacks a stem which another one has gives the postings of the
/// word that is its own stem (section 5 of IndexFormat.md).
struct SegmentMerge: ~Copyable {
  private let sources: [OpenSegment]
  private let schema: Schema
  /// Whether documents with the same words are put near each other.
  private let isReordering: Bool
  /// Asked now and then; true ends the merge without a segment.
  private let isCancelled: @Sendable () -> Bool
  /// Bytes that the texts may take in which frequent pairs are looked for.
  private let memoryBudget: Int
  /// Occurrences of a term to hold at once.
  private let occurrenceLimit: Int
  /// Documents that a segment can hold.
  private let documentLimit: Int
  /// The new DocID of each document, by source; nil where it stays the old one plus `bases`.
  private var renumbered: [[UInt32]?] = []
  private var bases: [UInt32] = []
  private let runs = AnalyzerRuns()

  /// Documents from one question whether it is cancelled to the next: a few milliseconds.
  private static let questionInterval = 200

  init(
    _ sources: [OpenSegment], schema: Schema, reordering isReordering: Bool = false,
    memoryBudget: Int = .max, documentLimit: Int = SegmentFormat.documentLimit,
    occurrenceLimit: Int = MergedPostings.occurrenceLimit,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.sources = sources
    self.schema = schema
    self.isReordering = isReordering
    self.memoryBudget = memoryBudget
    self.occurrenceLimit = occurrenceLimit
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
    if isReordering {
      guard try addDocumentsReordered(to: &writer) else { return nil }
    } else {
      for source in sources {
        guard try addDocuments(of: source, to: &writer) else { return nil }
      }
    }
    try writer.finishDocuments()
    if sources.count == 1, renumbered[0] == nil {
      // Nothing is renumbered and nothing left out.
      try writer.addTerms(allOf: sources[0].segment)
    } else {
      guard try addTerms(to: &writer) else { return nil }
    }
    guard try writer.findPairs(memoryBudget: memoryBudget, isCancelled: isCancelled) else {
      return nil
    }
    return try writer.finish()
  }

  /// Adds the living documents of a source; false if the merge was cancelled.
  private mutating func addDocuments(
    of source: OpenSegment, to writer: inout SegmentWriter
  ) throws(ConcordError) -> Bool {
    if isCancelled() { return false }
    bases.append(writer.documentCount)
    guard let liveDocs = source.liveDocs else {
      renumbered.append(nil)
      try writer.addDocuments(allOf: source.segment)
      return true
    }
    var numbers = [UInt32](repeating: DocID.end.rawValue, count: source.segment.documentCount)
    for i in numbers.indices where liveDocs.contains(DocID(UInt32(i))) {
      if i.isMultiple(of: Self.questionInterval), isCancelled() { return false }
      let document = DocID(UInt32(i))
      numbers[i] = writer.documentCount
      let record = try source.segment.stored.record(of: document)
      try writer.addDocument(
        stored: record, shapes: try source.segment.shapes(of: document))
    }
    renumbered.append(numbers)
    return true
  }

  /// Adds the living documents of all sources in a new order; false if the merge was cancelled.
  private mutating func addDocumentsReordered(
    to writer: inout SegmentWriter
  ) throws(ConcordError) -> Bool {
    guard
      let order = try DocumentOrder.find(sources, schema: schema, isCancelled: isCancelled)
    else { return false }
    for (i, place) in order.places.enumerated() {
      if i.isMultiple(of: Self.questionInterval), isCancelled() { return false }
      let segment = sources[place.source].segment
      let record = try segment.stored.record(of: place.document)
      try writer.addDocument(stored: record, shapes: try segment.shapes(of: place.document))
    }
    renumbered = order.numbers
    return true
  }

  /// Adds the terms of all sources; false if the merge was cancelled.
  private func addTerms(to writer: inout SegmentWriter) throws(ConcordError) -> Bool {
    // Terms from one question to the next: a few milliseconds.
    let questionInterval = 1_000
    var termCount = 0
    var cursors: [TermCursor] = []
    for source in sources { cursors.append(try source.segment.dictionary.cursor()) }
    let postings = MergedPostings(
      areSorted: !isReordering, occurrenceLimit: occurrenceLimit)
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
      var lists: [(source: Int, list: PostingList)] = []
      for i in cursors.indices {
        if cursors[i].isValid, cursors[i].term == term {
          lists.append((i, list(cursors[i].found, source: i, field: term[0])))
          try cursors[i].next()
        } else if let substitute, let found = try sources[i].segment.dictionary.find(substitute) {
          lists.append((i, list(found, source: i, field: term[0])))
        }
      }
      try postings.add(lists, to: &writer) { source, document in
        renumbered[source].map { $0[Int(document)] } ?? bases[source] + document
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

  private func list(_ found: FoundTerm, source i: Int, field: UInt8) -> PostingList {
    let hasPositions = field != Schema.keyOrdinal && schema.field(field).isText
    return PostingList(found, hasPositions: hasPositions, source: sources[i].segment.postings)
  }
}
