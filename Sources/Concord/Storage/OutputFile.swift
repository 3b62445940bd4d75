/// A file that is written once, from first byte to last.
///
///     var file = try OutputFile(storage, name: "7.segment")
///     try file.append(header)
///     file.startChecksum()
///     try file.append(section)
///     let checksum = file.checksum
///     try file.finish()
///
/// Bytes are gathered and handed to the system in pieces of ``bufferByteCount``. A file that is
/// dropped without `finish()`, after an error for instance, is removed again.
struct OutputFile: ~Copyable {
  /// Large enough for the cost of a system call not to matter, small beside any memory budget.
  static let bufferByteCount = 1 << 20

  /// How many bytes were appended so far: where the next one will be.
  private(set) var offset = 0

  private let storage: any Storage
  private let file: OpenFile
  private var buffer: [UInt8] = []
  private var running = Checksum()
  /// Bytes of the buffer that the running checksum has seen.
  private var summedCount = 0
  private var isFinished = false

  /// Makes the file, whose name must be free.
  init(_ storage: any Storage, name: String) throws(ConcordError) {
    file = try storage.create(name)
    self.storage = storage
  }

  deinit {
    guard !isFinished else { return }
    storage.close(file)
    // A file that cannot be removed now is removed by the sweep of the next writer.
    try? storage.delete(file.name)
  }

  /// Appends bytes.
  mutating func append(_ bytes: [UInt8]) throws(ConcordError) {
    try append(span: bytes.rawBytes)
  }

  /// Appends bytes.
  mutating func append(span: Span<UInt8>) throws(ConcordError) {
    try append(span: span.rawBytes)
  }

  /// Appends bytes.
  mutating func append(span: RawSpan) throws(ConcordError) {
    offset += span.byteCount
    if buffer.count + span.byteCount > Self.bufferByteCount { try writeBuffer() }
    if span.byteCount >= Self.bufferByteCount {
      running.update(span)
      try storage.write(span, to: file)
    } else {
      buffer.append(span)
    }
  }

  /// What was appended so far, to be read; what comes later is not in it.
  mutating func written() throws(ConcordError) -> InputFile {
    try writeBuffer()
    return try storage.open(file.name)
  }

  /// Starts a new checksum, which covers what is appended from here on.
  mutating func startChecksum() {
    running = Checksum()
    summedCount = buffer.count
  }

  /// The checksum of what was appended since ``startChecksum()`` (or since the beginning).
  var checksum: UInt32 { summed.value }

  /// Writes out what is left, syncs and closes the file.
  ///
  /// The file's bytes are then durable; its name is not until the directory is synced.
  consuming func finish() throws(ConcordError) {
    try writeBuffer()
    try storage.sync(file)
    storage.close(file)
    isFinished = true
  }

  /// The running checksum with what is still in the buffer.
  private var summed: Checksum {
    var sum = running
    sum.update(buffer.rawBytes.extracting(droppingFirst: summedCount))
    return sum
  }

  private mutating func writeBuffer() throws(ConcordError) {
    guard !buffer.isEmpty else { return }
    running = summed
    try storage.write(buffer.rawBytes, to: file)
    buffer.removeAll(keepingCapacity: true)
    summedCount = 0
  }
}
