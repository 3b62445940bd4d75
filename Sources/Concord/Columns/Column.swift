/// The value of each document in one field of one segment.
///
/// Format: IndexFormat.md, section 9.3.
struct Column: Sendable {
  let kind: ColumnKind
  private let frames: FrameStore
  private let firstFrame: Int
  /// Terms of the field in the segment: ranks are below.
  private let termCount: UInt64
  let documentCount: Int

  /// Frames that a column takes in a segment.
  static func frameCount(documentCount: Int) -> Int {
    (documentCount + ColumnWriter.documentsPerFrame - 1) / ColumnWriter.documentsPerFrame
  }

  /// The column of which the tables say `summary`.
  fileprivate init(_ segment: Segment, _ summary: FieldSummary, _ kind: ColumnKind) {
    self.kind = kind
    frames = segment.columns
    firstFrame = Int(summary.columnFrame)
    termCount = summary.termCount
    documentCount = segment.documentCount
  }

  /// Reads the values of the documents from `i` · 4,096 on.
  ///
  /// Those without a value, and those whose value is not of the field's kind, have the two least
  /// integers: see ``ColumnValue``.
  func readFrame(
    _ i: Int, into values: inout [Int64], pastCache: Bool = false
  ) throws(ConcordError) {
    let count = min(
      ColumnWriter.documentsPerFrame, documentCount - i * ColumnWriter.documentsPerFrame)
    let ordinal = firstFrame + i
    let frame = try pastCache ? frames.load(ordinal) : frames.frame(UInt32(ordinal))
    try Self.read(frame.bytes, count: count, into: &values, file: frames.fileName)
    for value in values where value > ColumnValue.unreadable {
      guard kind.isPossible(value, termCount: termCount) else {
        throw .corrupt(
          file: frames.fileName, offset: 0, reason: "a column holds the impossible value \(value)")
      }
    }
  }

  /// Reads the bytes of a frame with `count` values.
  static func read(
    _ bytes: RawSpan, count: Int, into values: inout [Int64], file: String
  ) throws(ConcordError) {
    var reader = ByteReader(bytes, file: file)
    let base = Int64(bitPattern: try reader.u64())
    let width = Int(try reader.u8())
    guard width <= 8, reader.remaining == width * count else {
      throw reader.corrupt(
        "a column of \(count) values with \(width) bytes each has \(reader.remaining) bytes")
    }
    var codes = [UInt64](repeating: 0, count: count)
    for plane in 0..<width {
      let plane8 = UInt64(8 * plane)
      let planeBytes = [UInt8](try reader.bytes(count))
      for i in 0..<count { codes[i] |= UInt64(planeBytes[i]) << plane8 }
    }
    values.removeAll(keepingCapacity: true)
    values.reserveCapacity(count)
    for code in codes { values.append(ColumnValue.value(of: code, base: base)) }
  }
}

extension Segment {
  /// The column of a field; nil if no document has a value.
  func column(ofField ordinal: UInt8, _ kind: ColumnKind) -> Column? {
    let summary = summary(ofField: ordinal)
    return summary.documentCount > 0 ? Column(self, summary, kind) : nil
  }
}

/// Looks up values of a column, documents in order or not.
///
/// Holds the frame that was used last; one for each search.
struct ColumnCursor {
  private let column: Column
  /// Which frame `values` are of.
  private var frame = -1
  private var values: [Int64] = []

  init(_ column: Column) { self.column = column }

  /// The value of a document, or one of the two signs for none: see ``ColumnValue``.
  mutating func value(of document: DocID) throws(ConcordError) -> Int64 {
    let (frame, place) = Int(document.rawValue)
      .quotientAndRemainder(dividingBy: ColumnWriter.documentsPerFrame)
    try load(frame)
    return values[place]
  }

  /// The first document at or after `start` whose value is in `range`.
  mutating func firstDocument(
    from start: DocID, in range: ColumnRange
  ) throws(ConcordError) -> DocID {
    var document = Int(start.rawValue)
    while document < column.documentCount {
      let (frame, place) =
        document.quotientAndRemainder(dividingBy: ColumnWriter.documentsPerFrame)
      try load(frame)
      if let found = values[place...].firstIndex(where: range.contains) {
        return DocID(UInt32(document - place + found))
      }
      document += values.count - place
    }
    return .end
  }

  private mutating func load(_ frame: Int) throws(ConcordError) {
    guard frame != self.frame else { return }
    // Should reading fail half-way, these are no frame's values.
    self.frame = -1
    try column.readFrame(frame, into: &values)
    self.frame = frame
  }
}
