/// Writes one segment file in one pass: frames as they fill, then the tables that find them, then
/// the footer.
///
/// The order of calls:
///
/// 1. `addDocument` for each document,
/// 2. `finishDocuments` once,
/// 3. for each term, in the order of the keys' bytes: `beginTerm`, `add` for each posting in the
///    order of the documents, `finishTerm`,
/// 4. `findPairs`, or not: the segment then has no lists of pairs,
/// 5. `finish`, after which the file is durable.
///
/// Format: IndexFormat.md, section 4.
struct SegmentWriter: ~Copyable {
  /// Bytes of a frame of stored fields, and of one of shapes.
  ///
  /// Section 15 has the figures.
  private static let storedByteCount = 64 << 10
  private static let shapeByteCount = 32 << 10

  private var file: OutputFile
  private let fileNumber: UInt64
  private var isText: [Bool]
  private var columnKinds: [ColumnKind?]

  private var stored: DocumentRecordsWriter
  private var shapes: DocumentRecordsWriter
  private var lists: PostingListWriter
  private var columns: ColumnWriter
  private var dictionary: TermDictionaryWriter
  private var pairs: TermDictionaryWriter
  private var fields: [FieldSummary]
  private var norms: [[UInt8]]

  /// The terms of text fields that may be part of a pair, in the order of their keys.
  private var frequentTerms: [FrequentTerm] = []
  /// In how many documents each pair is that has been found; nil if none was looked for.
  private var foundPairThreshold: Int?

  private var term: [UInt8] = []
  private var termNorms: [UInt8] = []
  /// The field whose column is being filled, to be written when another one's terms begin.
  private var columnField: Int?
  /// What the term at hand is in that column; nil if it is no value of the field's kind.
  private var termValue: Int64?

  /// Begins the file of a segment of `schema`.
  ///
  /// `name` is the file's name for now, if not that of the segment.
  init(
    _ storage: any Storage, fileNumber: UInt64, as name: FileName? = nil, schema: Schema
  ) throws(ConcordError) {
    let compressors = try Compressors()
    var header = ByteWriter()
    header.append(bytes: SegmentFormat.magic)
    header.append(u32: UInt32(SegmentFormat.version))
    header.append(u32: 0)
    var file = try OutputFile(storage, name: (name ?? .segment(fileNumber)).text)
    try file.append(header.bytes)
    self.init(file, fileNumber: fileNumber, schema: schema, compressors)
  }

  /// Who compresses which frames, at which of zstd's levels.
  ///
  /// Section 15 has the figures.
  private struct Compressors {
    let texts: BackgroundCompression
    let documents: BackgroundCompression
    let positions: BackgroundCompression
    let others: ZstdCompressor

    init() throws(ConcordError) {
      texts = try BackgroundCompression(level: 6)
      // Packed integers: a higher level takes twice as long for a thousandth of the index.
      documents = try BackgroundCompression(level: 1)
      positions = try BackgroundCompression(level: 1)
      others = try ZstdCompressor(level: 3)
    }
  }

  private init(
    _ file: consuming OutputFile, fileNumber: UInt64, schema: Schema, _ compressors: Compressors
  ) {
    self.file = file
    self.fileNumber = fileNumber
    isText = [false] + schema.fields.map(\.isText)
    columnKinds = [nil] + schema.fields.map(\.columnKind)
    stored = DocumentRecordsWriter(
      targetByteCount: Self.storedByteCount, compressor: .background(compressors.texts))
    shapes = DocumentRecordsWriter(
      targetByteCount: Self.shapeByteCount, compressor: .writer(compressors.others))
    lists = PostingListWriter(
      documents: .background(compressors.documents),
      positions: .background(compressors.positions), skips: .writer(compressors.others))
    columns = ColumnWriter(compressor: compressors.others)
    dictionary = TermDictionaryWriter(compressor: compressors.others)
    pairs = TermDictionaryWriter(compressor: compressors.others)
    fields = isText.map { _ in FieldSummary() }
    norms = isText.map { _ in [] }
  }

  var documentCount: UInt32 { stored.documentCount }

  /// Bytes written so far.
  var byteCount: Int { file.offset }

  /// Adds the next document: its stored fields, and the shape of each text field it has.
  mutating func addDocument(
    stored record: [UInt8], shapes documentShapes: [TextShape]
  ) throws(ConcordError) {
    let document = Int(documentCount)
    precondition(document < SegmentFormat.documentLimit, "a segment has 2^31 − 2 documents at most")
    try stored.add(record, to: &file)
    var shapeRecord: [UInt8] = []
    for shape in documentShapes {
      shape.append(to: &shapeRecord)
      let field = Int(shape.field)
      fields[field].documentCount += shape.length > 0 ? 1 : 0
      fields[field].totalLength += UInt64(shape.length)
      Self.pad(&norms[field], to: document)
      norms[field].append(Norm.encode(shape.length))
    }
    try shapes.add(shapeRecord, to: &file)
  }

  /// Adds all documents of another segment, none of which is dead.
  mutating func addDocuments(allOf segment: Segment) throws(ConcordError) {
    let base = Int(documentCount)
    precondition(
      base + segment.documentCount <= SegmentFormat.documentLimit,
      "a segment has 2^31 − 2 documents at most")
    try stored.add(allOf: segment.stored, to: &file)
    try shapes.add(allOf: segment.shapes, to: &file)
    for field in fields.indices where isText[field] {
      let summary = segment.summary(ofField: UInt8(field))
      fields[field].documentCount += summary.documentCount
      fields[field].totalLength += summary.totalLength
      guard let source = segment.norms(ofField: UInt8(field)) else { continue }
      Self.pad(&norms[field], to: base)
      source.append(to: &norms[field])
    }
  }

  /// Makes room for fields that the schema has got since.
  mutating func extend(to schema: Schema) {
    for field in schema.fields[(isText.count - 1)...] {
      isText.append(field.isText)
      columnKinds.append(field.columnKind)
      fields.append(FieldSummary())
      norms.append([])
    }
  }

  private static func pad(_ norms: inout [UInt8], to count: Int) {
    guard norms.count < count else { return }
    norms.append(contentsOf: repeatElement(0, count: count - norms.count))
  }

  /// Ends the documents; terms follow.
  mutating func finishDocuments() throws(ConcordError) {
    try stored.finish(&file)
    try shapes.finish(&file)
    for field in norms.indices where !norms[field].isEmpty {
      Self.pad(&norms[field], to: Int(documentCount))
    }
  }

  /// Begins a term: the field's ordinal, then the term's bytes.
  mutating func beginTerm(_ key: [UInt8]) throws(ConcordError) {
    term = key
    let field = Int(key[0])
    if field != columnField { try beginColumn(ofField: field) }
    termValue = columnKinds[field]?
      .value(ofTerm: key.dropFirst(), rank: fields[field].termCount)
    // An array that is only read costs a reference; a subscript in a subscript for each posting
    // would cost two checks more.
    termNorms = norms[field]
    lists.begin(hasFrequencies: isText[field], hasPositions: isText[field])
  }

  /// Writes the column that is complete, and begins that of a field, if it has one.
  ///
  /// Terms come field by field, so that one column at a time is in memory: eight bytes a document.
  private mutating func beginColumn(ofField field: Int?) throws(ConcordError) {
    if let columnField { try columns.finish(&fields[columnField], to: &file) }
    columnField = nil
    guard let field, columnKinds[field] != nil else { return }
    columnField = field
    columns.begin(documentCount: Int(documentCount))
  }

  /// Adds a posting of the term.
  mutating func add(_ document: UInt32, positions: Span<UInt32>) throws(ConcordError) {
    let norm = termNorms.isEmpty ? 0 : termNorms[Int(document)]
    if columnField != nil { columns.set(document, termValue) }
    try lists.add(
      document, frequency: UInt32(max(1, positions.count)), positions: positions, norm: norm,
      to: &file)
  }

  /// Ends the term, unless it turned out to have no postings.
  mutating func finishTerm() throws(ConcordError) {
    guard !lists.isEmpty else { return }
    let info = try lists.finish(&file)
    try dictionary.add(term, info, inlineList: lists.tail, to: &file)
    fields[Int(term[0])].termCount += 1
    noteFrequent(term, info)
  }

  /// Adds all terms of the segment whose documents, and no others, have been added, frame by frame:
  /// instead of step 3.
  mutating func addTerms(allOf segment: Segment) throws(ConcordError) {
    precondition(
      Int(documentCount) == segment.documentCount, "postings are those of the same documents")
    try lists.copy(allOf: segment.postings, &file)
    try columns.copy(allOf: segment.columns, &file)
    try dictionary.copy(allOf: segment.dictionary, to: &file)
    for field in fields.indices { fields[field] = segment.summary(ofField: UInt8(field)) }
    var cursor = try segment.dictionary.cursor()
    while cursor.isValid {
      noteFrequent(cursor.term, cursor.found.info)
      try cursor.next()
    }
  }

  private mutating func noteFrequent(_ term: [UInt8], _ info: TermInfo) {
    guard isText[Int(term[0])], Int(info.documentFrequency) >= pairThreshold else { return }
    frequentTerms.append(FrequentTerm(key: term, info: info))
  }

  private var pairThreshold: Int {
    SegmentFormat.pairThreshold(documentCount: Int(documentCount))
  }

  /// The same, or so many that no field has more frequent terms than a finder can tell apart.
  private var leastPairThreshold: Int {
    var threshold = pairThreshold
    for field in fields.indices {
      let frequencies = frequentTerms.lazy.filter { Int($0.key[0]) == field }
        .map { Int($0.info.documentFrequency) }
      guard frequencies.count > TextRun.termLimit else { continue }
      threshold = max(threshold, frequencies.sorted(by: >)[TextRun.termLimit] + 1)
    }
    return threshold
  }

  /// Writes the lists of frequent pairs, which are found in the postings that are in the file.
  ///
  /// False if it was cancelled, after which there is nothing to finish.
  ///
  /// There are no lists if a text is too long. They are the same whatever the memory.
  mutating func findPairs(
    memoryBudget: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws(ConcordError) -> Bool {
    let threshold = leastPairThreshold
    foundPairThreshold = threshold
    frequentTerms.removeAll { Int($0.info.documentFrequency) < threshold }
    try beginColumn(ofField: nil)
    guard !frequentTerms.isEmpty else { return true }
    guard norms.allSatisfy(FrequentTexts.haveRoom) else {
      foundPairThreshold = nil
      return true
    }
    try lists.finishFrames(&file)
    let written = try file.written()
    // Nothing is read by this one: each thread that looks for pairs opens the frames anew.
    let cache = FrameCache(budget: 0)
    let frames = { FrameStore($0, of: written, cache: cache) }
    let source = PostingSource(
      documents: frames(lists.documentFrames), positions: frames(lists.positionFrames),
      skips: frames(lists.skipFrames), documentCount: Int(documentCount), cache: cache)
    let slotLimit = FrequentTexts.Part.slotLimit(memoryBudget: memoryBudget)
    for field in fields.indices {
      let finder = PairFinder(
        frequentTerms.filter { Int($0.key[0]) == field }, in: source, norms: norms[field],
        threshold: threshold, slotLimit: slotLimit, isCancelled: isCancelled)
      let isComplete = try finder.forEachPair { key, list throws(ConcordError) in
        try addPair(key, list, norms: norms[field])
      }
      guard isComplete else { return false }
    }
    return true
  }

  private mutating func addPair(
    _ key: [UInt8], _ list: PairPostings.List, norms: [UInt8]
  ) throws(ConcordError) {
    lists.begin(hasFrequencies: true, hasPositions: false)
    try list.forEachPosting { document, frequency throws(ConcordError) in
      try lists.add(
        document, frequency: frequency, positions: Span(), norm: norms[Int(document)], to: &file)
    }
    try pairs.add(key, lists.finish(&file), inlineList: [], to: &file)
  }

  /// Writes tables and footer, syncs, and gives the manifest's entry.
  consuming func finish() throws(ConcordError) -> SegmentEntry {
    try beginColumn(ofField: nil)
    try lists.finishFrames(&file)
    try dictionary.finish(&file)
    try pairs.finish(&file)
    var tables = ByteWriter()
    stored.writeTables(to: &tables)
    shapes.writeTables(to: &tables)
    lists.documentFrames.write(to: &tables)
    lists.positionFrames.write(to: &tables)
    lists.skipFrames.write(to: &tables)
    columns.table.write(to: &tables)
    dictionary.frameTable.write(to: &tables)
    pairs.frameTable.write(to: &tables)
    dictionary.writeIndex(to: &tables)
    // Without frequent terms there was nothing to look for.
    let threshold = foundPairThreshold ?? (frequentTerms.isEmpty ? pairThreshold : 0)
    tables.append(varint: UInt64(threshold))
    pairs.writeIndex(to: &tables)
    tables.append(varint: UInt64(fields.count))
    for field in fields.indices {
      var summary = fields[field]
      if !norms[field].isEmpty {
        summary.normsOffset = UInt64(file.offset)
        summary.normsChecksum = Checksum.of(norms[field])
        try file.append(norms[field])
      }
      summary.write(to: &tables)
    }
    let footer = SegmentFooter(
      tablesOffset: UInt64(file.offset), tablesByteCount: UInt64(tables.count),
      tablesChecksum: Checksum.of(tables.bytes), documentCount: documentCount,
      fileChecksum: 0)
    try file.append(tables.bytes)
    let (bytes, checksum) = footer.encode(fileChecksum: file.checksum)
    try file.append(bytes)
    let entry = SegmentEntry(
      fileNumber: fileNumber, documentCount: Int(documentCount), byteCount: file.offset,
      liveDocsGeneration: 0, deletedCount: 0, checksum: checksum)
    try file.finish()
    return entry
  }
}
