/// The list of segments that one commit made the index.
///
/// A new commit is a new manifest.
///
///     manifest := magic:u8[8] version:u32 byteCount:u32 body:u8[byteCount] checksum:u32
///     body     := generation:u64 nextFileNumber:u64 schemaByteCount:varint schema:u8[…]
///                 attachmentByteCount:varint attachment:u8[…]
///                 segmentCount:varint segment^segmentCount
///     segment  := fileNumber:varint documentCount:varint byteCount:varint
///                 liveDocsGeneration:varint deletedCount:varint checksum:u32
///
/// Every version has the same magic at the beginning and the same checksum, of all bytes before
/// it, at the end, so that damage is told from a version of the future.
///
/// Format: IndexFormat.md, section 11.
struct Manifest: Sendable, Hashable {
  /// The version that this code writes, and the newest that it reads.
  static let newestFormatVersion = UInt32(SegmentFormat.version)

  /// The most documents that one segment holds: what a 31-bit DocID and an end mark can tell apart.
  static let documentLimit = (1 << 31) - 2

  /// The version of the format that the manifest was read from.
  var formatVersion = newestFormatVersion
  /// Which commit this is: each has a larger number than all before it, from 1.
  var generation: UInt64
  /// Segments of later commits have this number or a larger one.
  var nextFileNumber: UInt64
  /// What fields there are, in the encoding of the schema itself.
  var schema: [UInt8]
  /// Bytes that the user has attached to the commit, as they are.
  var attachment: [UInt8] = []
  /// The segments, oldest first.
  var segments: [SegmentEntry]
}

/// One segment of a commit.
struct SegmentEntry: Sendable, Hashable {
  /// The number in the segment's file name; no two segments ever have the same.
  var fileNumber: UInt64
  /// How many documents the segment has, the deleted ones included.
  var documentCount: Int
  /// How many bytes the segment's file has.
  var byteCount: Int
  /// Which live docs file says who is deleted; 0 if nobody is and there is no such file.
  var liveDocsGeneration: UInt64
  /// How many of the documents are deleted.
  var deletedCount: Int
  /// The checksum in the segment's footer, so that no other file is taken for this one.
  var checksum: UInt32

  /// The names of the segment's files.
  var fileNames: [FileName] {
    let segment = FileName.segment(fileNumber)
    guard liveDocsGeneration > 0 else { return [segment] }
    return [segment, .liveDocs(segment: fileNumber, generation: liveDocsGeneration)]
  }
}

extension Manifest {
  /// The names of all files that this commit needs, its own included.
  var fileNames: Set<FileName> {
    Set(segments.flatMap(\.fileNames)).union([.manifest(generation)])
  }

  /// The first bytes of every manifest: "ConcordM".
  private static let magic = Array("ConcordM".utf8)
  /// Magic, version and byte count before the body, checksum after it.
  static let headerByteCount = 16
  static let checksumByteCount = 4
  /// Five numbers of one byte at least, and a checksum.
  private static let minimumSegmentByteCount = 9

  /// The manifest as it is on disk.
  func encoded() -> [UInt8] {
    var body = ByteWriter()
    body.append(u64: generation)
    body.append(u64: nextFileNumber)
    body.append(varint: UInt64(schema.count))
    body.append(bytes: schema)
    body.append(varint: UInt64(attachment.count))
    body.append(bytes: attachment)
    body.append(varint: UInt64(segments.count))
    for segment in segments {
      body.append(varint: segment.fileNumber)
      body.append(varint: UInt64(segment.documentCount))
      body.append(varint: UInt64(segment.byteCount))
      body.append(varint: segment.liveDocsGeneration)
      body.append(varint: UInt64(segment.deletedCount))
      body.append(u32: segment.checksum)
    }
    var file = ByteWriter()
    file.append(bytes: Self.magic)
    file.append(u32: formatVersion)
    file.append(u32: UInt32(body.count))
    file.append(bytes: body.bytes)
    file.append(u32: Checksum.of(file.bytes))
    return file.bytes
  }

  /// Throws unless a file has as many bytes as its header says, before memory is taken for them.
  static func checkSize(of file: InputFile) throws(ConcordError) {
    let stated = try statedByteCount(of: file)
    guard let stated, stated == file.count else {
      throw .corrupt(
        file: file.name, offset: 0,
        reason: "a manifest of \(file.count) bytes says that it has "
          + (stated.map { "\($0)" } ?? "none"))
    }
  }

  /// How many bytes a manifest should have by its header; nil if it is too short for one.
  static func statedByteCount(of file: InputFile) throws(ConcordError) -> Int? {
    guard file.count >= headerByteCount else { return nil }
    let header = try file.bytes(0..<headerByteCount)
    var reader = ByteReader(header.rawBytes, file: file.name)
    _ = try reader.bytes(magic.count)
    _ = try reader.u32()
    return headerByteCount + Int(try reader.u32()) + checksumByteCount
  }

  /// Reads a manifest that fills `bytes` exactly.
  ///
  /// `file` is its name, for errors.
  ///
  /// - Throws: ``ConcordError/corrupt`` if any byte is not as it was written, and
  ///   ``ConcordError/versionTooNew``.
  init(decoding bytes: RawSpan, file: String) throws(ConcordError) {
    var reader = ByteReader(bytes, file: file)
    guard bytes.byteCount >= Self.headerByteCount + Self.checksumByteCount,
      [UInt8](try reader.bytes(Self.magic.count)) == Self.magic
    else {
      throw .corrupt(file: file, offset: 0, reason: "it is not a manifest")
    }
    try Self.verifyChecksum(of: bytes, file: file)
    let version = try reader.u32()
    try SegmentFormat.check(version: Int(version), ofFile: file)
    guard version > 0 else { throw reader.corrupt("there is no format version 0") }
    let byteCount = try reader.u32()
    guard Int(byteCount) == reader.remaining - Self.checksumByteCount else {
      throw reader.corrupt("its list of segments has another byte count than it says")
    }
    formatVersion = version
    generation = try reader.u64()
    nextFileNumber = try reader.u64()
    guard (1..<FileName.numberLimit).contains(generation), nextFileNumber < FileName.numberLimit
    else {
      throw reader.corrupt("its numbers are larger than any index can reach")
    }
    let schemaByteCount = try reader.count(limit: reader.remaining, of: "bytes of schema")
    schema = [UInt8](try reader.bytes(schemaByteCount))
    let attachmentByteCount = try reader.count(
      limit: reader.remaining, of: "bytes of attachment")
    attachment = [UInt8](try reader.bytes(attachmentByteCount))
    let segmentCount = try reader.count(
      limit: reader.remaining / Self.minimumSegmentByteCount, of: "segments")
    segments = []
    segments.reserveCapacity(segmentCount)
    for _ in 0..<segmentCount {
      segments.append(try SegmentEntry(&reader, of: generation, below: nextFileNumber))
    }
    guard Set(segments.map(\.fileNumber)).count == segmentCount else {
      throw reader.corrupt("it lists a segment twice")
    }
    guard reader.remaining == Self.checksumByteCount else {
      throw reader.corrupt("there are bytes left after the last segment")
    }
  }

  private static func verifyChecksum(of bytes: RawSpan, file: String) throws(ConcordError) {
    let place = bytes.byteCount - checksumByteCount
    var reader = ByteReader(
      bytes.extracting(droppingFirst: place), file: file, at: place)
    let expected = try reader.u32()
    let found = Checksum.of(bytes.extracting(first: place))
    guard found == expected else {
      throw .corrupt(
        file: file, offset: place,
        reason: "the checksum is \(found.hexadecimal), expected \(expected.hexadecimal)")
    }
  }
}

extension SegmentEntry {
  /// Reads one entry of the manifest of commit `generation`.
  init(
    _ reader: inout ByteReader, of generation: UInt64, below nextFileNumber: UInt64
  ) throws(ConcordError) {
    fileNumber = try reader.varint()
    guard fileNumber < nextFileNumber else {
      throw reader.corrupt("it lists segment \(fileNumber), which is not made yet")
    }
    documentCount = try reader.count(limit: Manifest.documentLimit, of: "documents")
    byteCount = try reader.count(limit: Int.max, of: "bytes of segment")
    liveDocsGeneration = try reader.varint()
    guard liveDocsGeneration <= generation else {
      throw reader.corrupt("it lists live docs of a commit that is not made yet")
    }
    deletedCount = try reader.count(limit: documentCount, of: "deleted documents")
    guard (deletedCount > 0) == (liveDocsGeneration > 0) else {
      throw reader.corrupt("documents are deleted and no file says which, or the reverse")
    }
    checksum = try reader.u32()
  }
}

extension UInt32 {
  /// Eight hexadecimal digits, as checksums are shown.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
