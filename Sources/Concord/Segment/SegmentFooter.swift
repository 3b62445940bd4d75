/// The last bytes of a segment file, read first: where the tables are.
///
/// Format: IndexFormat.md, section 4.3.
struct SegmentFooter: Hashable, Sendable {
  var tablesOffset: UInt64
  var tablesByteCount: UInt64
  var tablesChecksum: UInt32
  var documentCount: UInt32
  /// Of every byte before the footer, for `check`.
  var fileChecksum: UInt32
  /// The version of the format in which the file is written.
  var version = SegmentFormat.version

  static let byteCount = 48

  /// The footer's bytes, and its own checksum, which the manifest repeats.
  func encode(fileChecksum: UInt32) -> (bytes: [UInt8], checksum: UInt32) {
    var output = ByteWriter()
    output.append(u64: tablesOffset)
    output.append(u64: tablesByteCount)
    output.append(u32: tablesChecksum)
    output.append(u32: documentCount)
    output.append(u32: fileChecksum)
    output.append(u32: UInt32(version))
    output.append(u32: 0)
    let checksum = Checksum.of(output.bytes)
    output.append(u32: checksum)
    output.append(bytes: SegmentFormat.magic)
    return (output.bytes, checksum)
  }

  /// Reads and checks the footer of `file`; returns it and its checksum.
  static func read(
    _ file: InputFile
  ) throws(ConcordError) -> (footer: SegmentFooter, checksum: UInt32) {
    let start = file.count - byteCount
    guard start >= SegmentFormat.magic.count + 8 else {
      throw .corrupt(
        file: file.name, offset: 0, reason: "\(file.count) bytes are too few for a segment")
    }
    let bytes = try file.bytes(start..<file.count)
    var end = ByteReader(
      bytes.rawBytes.extracting(last: SegmentFormat.magic.count), file: file.name,
      at: file.count - SegmentFormat.magic.count)
    for byte in SegmentFormat.magic where try end.u8() != byte {
      throw .corrupt(
        file: file.name, offset: file.count - SegmentFormat.magic.count,
        reason: "a segment ends with “Concord”; this file was cut or is something else")
    }
    var reader = ByteReader(bytes.rawBytes, file: file.name, at: start)
    var footer = SegmentFooter(
      tablesOffset: try reader.u64(), tablesByteCount: try reader.u64(),
      tablesChecksum: try reader.u32(), documentCount: try reader.u32(),
      fileChecksum: try reader.u32())
    let version = try reader.u32()
    let reserved = try reader.u32()
    let checksum = Checksum.of(bytes.rawBytes.extracting(0..<(reader.offset - start)))
    let expected = try reader.u32()
    guard checksum == expected else {
      throw .corrupt(
        file: file.name, offset: start,
        reason: "the footer's checksum is \(checksum.hexadecimal), "
          + "expected \(expected.hexadecimal)")
    }
    try SegmentFormat.check(version: Int(version), ofFile: file.name)
    footer.version = Int(version)
    guard reserved == 0, version > 0 else { throw reader.corrupt("a reserved field is not zero") }
    guard footer.tablesOffset <= UInt64(start),
      footer.tablesByteCount == UInt64(start) - footer.tablesOffset
    else { throw reader.corrupt("the tables do not end where the footer begins") }
    guard footer.documentCount <= UInt32(SegmentFormat.documentLimit) else {
      throw reader.corrupt("\(footer.documentCount) documents are too many for a segment")
    }
    return (footer, checksum)
  }
}

/// What the tables say of one field.
///
/// Format: IndexFormat.md, section 4.4.
struct FieldSummary: Hashable, Sendable {
  /// Documents with at least one token in the field; of a field with a column, with a value.
  var documentCount: UInt32 = 0
  /// Tokens in all of them.
  var totalLength: UInt64 = 0
  var termCount: UInt64 = 0
  /// Where the norms are, a byte a document; 0 if no document has the field.
  var normsOffset: UInt64 = 0
  var normsChecksum: UInt32 = 0
  /// The first frame of its column; 0 if it has none.
  var columnFrame: UInt32 = 0
  /// Documents whose value is not of the field's kind, such as a date that cannot be read.
  var unreadableCount: UInt32 = 0

  /// Bytes of a summary in the tables.
  static let byteCount = 40

  func write(to output: inout ByteWriter) {
    output.append(u32: documentCount)
    output.append(u64: totalLength)
    output.append(u64: termCount)
    output.append(u64: normsOffset)
    output.append(u32: normsChecksum)
    output.append(u32: columnFrame)
    output.append(u32: unreadableCount)
  }

  init() {}

  init(_ reader: inout ByteReader) throws(ConcordError) {
    documentCount = try reader.u32()
    totalLength = try reader.u64()
    termCount = try reader.u64()
    normsOffset = try reader.u64()
    normsChecksum = try reader.u32()
    columnFrame = try reader.u32()
    unreadableCount = try reader.u32()
  }
}
