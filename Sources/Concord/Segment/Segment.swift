/// One immutable segment file, open for reading.
///
/// Format: IndexFormat.md, section 4.
final class Segment: Sendable {
  let file: InputFile
  let footer: SegmentFooter
  let stored: DocumentRecords
  let shapes: DocumentRecords
  let postings: PostingSource
  let columns: FrameStore
  let dictionary: TermDictionary
  /// In how many documents a pair of neighbours is that has a list; 0 if none was looked for, as
  /// after a flush or in a segment of an older version.
  let pairThreshold: Int
  /// Those pairs.
  let pairs: TermDictionary
  let fields: [FieldSummary]
  private let norms: [Norms?]

  /// Documents in the segment, dead ones included.
  var documentCount: Int { Int(footer.documentCount) }

  /// Opens the segment file of a manifest's entry.
  init(
    _ storage: any Storage, _ entry: SegmentEntry, cache: FrameCache
  ) throws(ConcordError) {
    let file = try storage.open(FileName.segment(entry.fileNumber).text)
    let (footer, checksum) = try SegmentFooter.read(file)
    guard file.count == entry.byteCount, checksum == entry.checksum,
      Int(footer.documentCount) == entry.documentCount
    else {
      throw .corrupt(
        file: file.name, offset: 0, reason: "this is not the segment that the manifest lists")
    }
    try Self.checkHeader(file, version: footer.version)
    let start = Int(footer.tablesOffset)
    let bytes = try file.bytes(start..<(start + Int(footer.tablesByteCount)))
    let sum = Checksum.of(bytes)
    guard sum == footer.tablesChecksum else {
      throw .corrupt(
        file: file.name, offset: start,
        reason: "the tables' checksum is \(sum.hexadecimal), "
          + "expected \(footer.tablesChecksum.hexadecimal)")
    }
    var reader = ByteReader(bytes.rawBytes, file: file.name, at: start)
    let count = Int(footer.documentCount)
    stored = try DocumentRecords(tables: &reader, of: file, cache: cache, documentCount: count)
    shapes = try DocumentRecords(tables: &reader, of: file, cache: cache, documentCount: count)
    postings = PostingSource(
      documents: try FrameStore(table: &reader, of: file, cache: cache),
      positions: try FrameStore(table: &reader, of: file, cache: cache),
      skips: try FrameStore(table: &reader, of: file, cache: cache), documentCount: count,
      cache: cache)
    columns = try FrameStore(table: &reader, of: file, cache: cache)
    let dictionaryFrames = try FrameStore(table: &reader, of: file, cache: cache)
    if footer.version >= SegmentFormat.firstVersionWithPairs {
      let pairFrames = try FrameStore(table: &reader, of: file, cache: cache)
      dictionary = try TermDictionary(index: &reader, frames: dictionaryFrames)
      (pairThreshold, pairs) = try Self.pairs(index: &reader, frames: pairFrames)
    } else {
      dictionary = try TermDictionary(index: &reader, frames: dictionaryFrames)
      pairThreshold = 0
      pairs = TermDictionary(emptyIn: file, cache: cache)
    }
    var fields: [FieldSummary] = []
    var norms: [Norms?] = []
    for _ in 0..<(try reader.count(limit: SegmentFormat.fieldLimit, of: "fields")) {
      let summary = try FieldSummary(&reader)
      guard summary.documentCount <= footer.documentCount,
        summary.totalLength <= UInt64(summary.documentCount) * UInt64(SegmentFormat.positionLimit),
        summary.normsOffset > 0 || summary.totalLength == 0,
        summary.termCount <= UInt64(dictionary.termCount),
        summary.unreadableCount <= summary.documentCount
      else { throw reader.corrupt("a field has more documents, tokens or terms than there can be") }
      let frameCount = Column.frameCount(documentCount: count)
      // Text fields have documents too, but no column: to say that it begins at 0 costs nothing.
      guard summary.columnFrame == 0 || Int(summary.columnFrame) + frameCount <= columns.count
      else { throw reader.corrupt("a column reaches beyond the frames") }
      fields.append(summary)
      norms.append(try Self.norms(summary, of: file, footer))
    }
    guard reader.remaining == 0 else { throw reader.corrupt("bytes are left after the tables") }
    self.file = file
    self.footer = footer
    self.fields = fields
    self.norms = norms
  }

  private static func checkHeader(
    _ file: InputFile, version expected: Int
  ) throws(ConcordError) {
    let bytes = try file.bytes(0..<SegmentFormat.headerByteCount)
    var reader = ByteReader(bytes.rawBytes, file: file.name)
    for byte in SegmentFormat.magic where try reader.u8() != byte {
      throw .corrupt(file: file.name, offset: 0, reason: "a segment begins with “Concord”")
    }
    let version = try reader.u32()
    let reserved = try reader.u32()
    guard version == UInt32(expected), reserved == 0 else {
      throw reader.corrupt("the header's version or reserved field differs from the footer's")
    }
  }

  /// Reads the index of the pairs, before which their threshold stands.
  private static func pairs(
    index reader: inout ByteReader, frames: FrameStore
  ) throws(ConcordError) -> (threshold: Int, TermDictionary) {
    let threshold = try reader.count(
      limit: SegmentFormat.documentLimit, of: "documents of a pair")
    // Each list has a full block.
    guard threshold == 0 || threshold >= SegmentFormat.blockCount else {
      throw reader.corrupt("a pair in \(threshold) documents is too rare for a list")
    }
    let pairs = try TermDictionary(index: &reader, frames: frames)
    guard threshold > 0 || pairs.termCount == 0 else {
      throw reader.corrupt("there are pairs, and none was looked for")
    }
    return (threshold, pairs)
  }

  private static func norms(
    _ summary: FieldSummary, of file: InputFile, _ footer: SegmentFooter
  ) throws(ConcordError) -> Norms? {
    guard summary.normsOffset > 0 else { return nil }
    let count = UInt64(footer.documentCount)
    guard summary.normsOffset <= footer.tablesOffset,
      count <= footer.tablesOffset - summary.normsOffset
    else {
      throw .corrupt(
        file: file.name, offset: Int(footer.tablesOffset), reason: "norms reach beyond the tables")
    }
    let offset = Int(summary.normsOffset)
    let bytes = try file.bytes(offset..<(offset + Int(count)))
    let sum = Checksum.of(bytes)
    guard sum == summary.normsChecksum else {
      throw .corrupt(
        file: file.name, offset: offset,
        reason: "the norms' checksum is \(sum.hexadecimal), "
          + "expected \(summary.normsChecksum.hexadecimal)")
    }
    return Norms(bytes)
  }

  /// The norms of a field; nil if no document has it.
  func norms(ofField ordinal: UInt8) -> Norms? {
    Int(ordinal) < norms.count ? norms[Int(ordinal)] : nil
  }

  /// What the tables say of a field; nothing at all if the segment is older than the field.
  func summary(ofField ordinal: UInt8) -> FieldSummary {
    Int(ordinal) < fields.count ? fields[Int(ordinal)] : FieldSummary()
  }

  /// The posting list of a term, if the segment holds it.
  func postings(_ key: TermKey, hasPositions: Bool) throws(ConcordError) -> PostingList? {
    guard let found = try dictionary.find(key) else { return nil }
    return PostingList(found, hasPositions: hasPositions, source: postings)
  }

  /// Whether the tables tell of pairs: they did not in the first versions.
  var hasPairTables: Bool { footer.version >= SegmentFormat.firstVersionWithPairs }

  /// The documents in which `second` stands right behind `first`, if that is a frequent pair.
  ///
  /// The two are the terms' own keys, in place of which no other one is looked for.
  func pair(_ first: [UInt8], _ second: [UInt8]) throws(ConcordError) -> PostingList? {
    guard pairs.termCount > 0, let key = PairKey.bytes(first, second) else { return nil }
    return try pairs.find(key).map { PostingList(pair: $0, source: postings) }
  }

  /// The shapes of a document's text fields.
  func shapes(of document: DocID) throws(ConcordError) -> [TextShape] {
    let found = try TextShape.shapes(in: shapes.record(of: document), file: file.name)
    guard found.allSatisfy({ $0.field > 0 && Int($0.field) < fields.count }) else {
      throw .corrupt(
        file: file.name, offset: 0, reason: "document \(document.rawValue) has an unknown field")
    }
    return found
  }
}
