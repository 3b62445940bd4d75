/// Collects the bytes of one kind of frame, and writes each frame compressed once it is full.
///
/// Frames of several kinds may take turns in a file; each kind has a table of where its own are.
///
/// Format: IndexFormat.md, section 4.2.
struct FrameWriter {
  /// A frame is closed at the first boundary at or after so many bytes.
  let targetByteCount: Int
  /// The bytes of the frame that is being filled.
  var raw: [UInt8] = []
  private(set) var table: [FrameTableEntry] = []
  private var compressed: [UInt8] = []
  private let compressor: Compressor
  /// Frames that wait to be compressed in the background.
  private var waiting: [[UInt8]] = []
  /// The bytes of the frames of each batch that is being compressed there.
  private var pending: [[Int]] = []
  /// How many frames were closed.
  private(set) var frameCount = 0

  /// Frames that go to the other thread at once.
  ///
  /// To wake a thread takes about as long as to compress a tenth of a frame of 64 KiB.
  private static let batchCount = 8
  /// Batches that may be under way.
  ///
  /// With one, each thread would wait for the other whenever one of the two has a harder piece.
  private static let batchLimit = 2

  /// Who compresses the frames.
  enum Compressor {
    /// The thread that writes.
    case writer(ZstdCompressor)
    /// Another one. A batch of frames goes to the file when some later one is full, so that the two
    /// work side by side, and the order in the file is always the same.
    case background(BackgroundCompression)
  }

  init(targetByteCount: Int, compressor: Compressor) {
    self.targetByteCount = targetByteCount
    self.compressor = compressor
    raw.reserveCapacity(targetByteCount + PatchedBlock.byteCountLimit * 4)
  }

  /// Where the next byte will be.
  var address: FrameAddress {
    FrameAddress(frame: UInt32(frameCount), offset: UInt32(raw.count))
  }

  /// Marks a boundary: what comes next may go into another frame.
  mutating func boundary(_ file: inout OutputFile) throws(ConcordError) {
    if raw.count >= targetByteCount { try flush(&file) }
  }

  /// Writes the last frame.
  mutating func finish(_ file: inout OutputFile) throws(ConcordError) {
    if !raw.isEmpty { try flush(&file) }
    try beginWaiting(&file)
    while !pending.isEmpty { try writePending(&file) }
  }

  /// Closes the frame, or several if one would be over the limit.
  private mutating func flush(_ file: inout OutputFile) throws(ConcordError) {
    for start in stride(from: 0, to: raw.count, by: Self.pieceByteCount) {
      let end = min(raw.count, start + Self.pieceByteCount)
      frameCount += 1
      switch compressor {
      case .writer(let compressor):
        // A local copy, since `raw` is lent out meanwhile; it goes back when the frame is written.
        var compressed = self.compressed
        compressed.removeAll(keepingCapacity: true)
        try compressor.compress(raw.rawBytes.extracting(start..<end), into: &compressed)
        defer { self.compressed = compressed }
        try write(compressed, rawCount: end - start, &file)
      case .background:
        waiting.append(Array(raw[start..<end]))
        if waiting.count == Self.batchCount { try beginWaiting(&file) }
      }
    }
    raw.removeAll(keepingCapacity: true)
  }

  /// Has the frames that wait compressed in the background, once there is room for them.
  private mutating func beginWaiting(_ file: inout OutputFile) throws(ConcordError) {
    guard case .background(let compression) = compressor, !waiting.isEmpty else { return }
    if pending.count == Self.batchLimit { try writePending(&file) }
    pending.append(waiting.map(\.count))
    compression.begin(waiting)
    waiting = []
  }

  /// Writes the oldest batch of frames that were compressed in the background.
  private mutating func writePending(_ file: inout OutputFile) throws(ConcordError) {
    guard case .background(let compression) = compressor else { return }
    let rawCounts = pending.removeFirst()
    for (frame, rawCount) in zip(try compression.take(), rawCounts) {
      try write(frame, rawCount: rawCount, &file)
    }
  }

  private mutating func write(
    _ frame: [UInt8], rawCount: Int, _ file: inout OutputFile
  ) throws(ConcordError) {
    table.append(
      FrameTableEntry(
        offset: UInt64(file.offset), byteCount: UInt32(frame.count), rawCount: UInt32(rawCount),
        checksum: Checksum.of(frame)))
    try file.append(frame)
  }

  /// Adds all frames of another file as they are.
  mutating func copy(allOf store: FrameStore, _ file: inout OutputFile) throws(ConcordError) {
    for ordinal in 0..<store.count { try copy(frame: ordinal, of: store, &file) }
  }

  /// Adds a frame of another file as it is, once its checksum has been found right.
  mutating func copy(
    frame ordinal: Int, of store: FrameStore, _ file: inout OutputFile
  ) throws(ConcordError) {
    precondition(
      raw.isEmpty && waiting.isEmpty && pending.isEmpty, "frames are copied between frames")
    var entry = store.entry(ordinal)
    entry.offset = UInt64(file.offset)
    table.append(entry)
    frameCount += 1
    try store.withCompressedBytes(ordinal) { bytes throws(ConcordError) in
      try file.append(span: bytes)
    }
  }

  /// A single document may be larger than a frame can be; it is cut into pieces of half the limit.
  private static let pieceByteCount = SegmentFormat.frameByteCountLimit / 2
}

/// Where one frame lies in the segment file, and how long it is.
struct FrameTableEntry: Hashable, Sendable {
  var offset: UInt64
  /// As compressed.
  var byteCount: UInt32
  /// As decompressed.
  var rawCount: UInt32
  /// Of the compressed bytes.
  var checksum: UInt32

  /// Bytes of an entry in the file.
  static let byteCount = 20

  func write(to output: inout ByteWriter) {
    output.append(u64: offset)
    output.append(u32: byteCount)
    output.append(u32: rawCount)
    output.append(u32: checksum)
  }
}

extension [FrameTableEntry] {
  /// Writes a frame table: the number of frames, then each.
  func write(to output: inout ByteWriter) {
    output.append(varint: UInt64(count))
    for entry in self { entry.write(to: &output) }
  }
}
