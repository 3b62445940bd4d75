/// Writes the columns of a segment, one field after the other: what its terms and posting lists
/// say, turned round, so that a document leads to its value.
///
/// Format: IndexFormat.md, section 9.3.
struct ColumnWriter {
  /// Documents of a frame: at eight bytes a value, 32 KiB to decompress for one look.
  static let documentsPerFrame = 4_096

  private var frames: FrameWriter
  /// The value of each document of the segment, in the column at hand.
  private var values: [Int64] = []

  init(compressor: ZstdCompressor) {
    // Each run of documents is a frame, however small.
    frames = FrameWriter(targetByteCount: 1, compressor: .writer(compressor))
  }

  var table: [FrameTableEntry] { frames.table }

  /// Begins the column of the next field, in which no document has a value yet.
  mutating func begin(documentCount: Int) {
    values.removeAll(keepingCapacity: true)
    values.append(contentsOf: repeatElement(ColumnValue.none, count: documentCount))
  }

  /// Sets the value of a document; nil if it has one that cannot be read as the field's kind.
  mutating func set(_ document: UInt32, _ value: Int64?) {
    values[Int(document)] = value ?? ColumnValue.unreadable
  }

  /// Writes the column, unless no document has a value, and notes in `summary` where it is.
  mutating func finish(
    _ summary: inout FieldSummary, to file: inout OutputFile
  ) throws(ConcordError) {
    for value in values where value != ColumnValue.none {
      summary.documentCount += 1
      summary.unreadableCount += value == ColumnValue.unreadable ? 1 : 0
    }
    guard summary.documentCount > 0 else { return }
    summary.columnFrame = frames.address.frame
    for start in stride(from: 0, to: values.count, by: Self.documentsPerFrame) {
      let end = min(start + Self.documentsPerFrame, values.count)
      Self.append(values[start..<end], to: &frames.raw)
      try frames.boundary(&file)
    }
  }

  /// Adds the columns of another segment, which has the same documents.
  mutating func copy(allOf store: FrameStore, _ file: inout OutputFile) throws(ConcordError) {
    try frames.copy(allOf: store, &file)
  }

  /// Appends a frame: the least value, the bytes that a code needs, and the codes' first bytes,
  /// then their second ones, and so on, for alike bytes side by side compress best.
  static func append(_ values: ArraySlice<Int64>, to output: inout [UInt8]) {
    let readable = values.lazy.filter { $0 > ColumnValue.unreadable }
    let base = readable.min() ?? 0
    let greatest = values.reduce(0) { max($0, ColumnValue.code(of: $1, base: base)) }
    let width = (64 - greatest.leadingZeroBitCount + 7) / 8
    var head = ByteWriter()
    head.append(u64: UInt64(bitPattern: base))
    head.append(u8: UInt8(width))
    output.append(contentsOf: head.bytes)
    for plane in 0..<width {
      for value in values {
        let code = ColumnValue.code(of: value, base: base)
        output.append(UInt8(truncatingIfNeeded: code >> UInt64(8 * plane)))
      }
    }
  }
}

/// The integers of a column in memory, and as codes in a frame.
enum ColumnValue {
  /// The document has no value; below every value.
  static let none = Int64.min
  /// The document has a value that is not of the field's kind, such as a date that cannot be read.
  static let unreadable = Int64.min + 1

  /// 0 for none, 1 for unreadable, else the value as its distance from the frame's least, plus 2.
  ///
  /// The distance of two finite numbers, as of two dates or ranks, is below 2⁶⁴ − 2.
  static func code(of value: Int64, base: Int64) -> UInt64 {
    switch value {
    case none: 0
    case unreadable: 1
    default: UInt64(bitPattern: value &- base) &+ 2
    }
  }

  /// Reads a code back.
  static func value(of code: UInt64, base: Int64) -> Int64 {
    switch code {
    case 0: none
    case 1: unreadable
    default: base &+ Int64(bitPattern: code &- 2)
    }
  }
}
