/// The bytes of an open file, expanded if it is compressed, within the limits of the options.
///
/// Data may expand to 1 MiB freely; past that to ``CorpusOptions/maxRatio`` times the file's size,
/// and to `sizeLimit` in all. What lies beyond is never expanded.
struct ByteSource: ~Copyable {
  /// Bytes of compressed data in memory at a time.
  private static let inputCapacity = 256 << 10
  /// What any file may expand to, whatever its ratio.
  private static let freeCount = 1 << 20

  private let descriptor: FileDescriptor
  private let expander: (any Expander)?
  private let sizeLimit: Int
  private let ratioLimit: Int
  private let ratioCount: Int
  private var producedCount = 0
  private var input: [UInt8] = []
  private var inputStart = 0
  private var inputEnd = 0
  private var isAtEnd = false
  private var isComplete = true

  /// The bytes of a file of `byteCount` bytes on disk, by which the ratio goes.
  init(
    _ descriptor: consuming FileDescriptor, _ compression: ArticleFile.Compression,
    byteCount: Int, sizeLimit: Int, options: CorpusOptions
  ) throws(SkipReason) {
    let expander: (any Expander)?
    switch compression {
    case .none: expander = nil
    case .gzip: expander = try GzipExpander()
    case .zstd: expander = try ZstdExpander()
    }
    self.descriptor = descriptor
    self.expander = expander
    self.sizeLimit = sizeLimit
    ratioLimit = options.maxRatio
    let (product, overflow) = byteCount.multipliedReportingOverflow(by: options.maxRatio)
    ratioCount = overflow ? .max : max(Self.freeCount, product)
    if expander != nil { input = [UInt8](repeating: 0, count: Self.inputCapacity) }
  }

  /// What the file system knows of the file now.
  func status() throws(SkipReason) -> FileStatus {
    try descriptor.status()
  }

  /// Fills `buffer` from `start` on, as far as one step goes; returns how many bytes came, and 0 at
  /// the end.
  mutating func read(into buffer: inout [UInt8], from start: Int) throws(SkipReason) -> Int {
    guard let expander else { return try descriptor.read(into: &buffer, from: start) }
    while true {
      if inputStart == inputEnd, !isAtEnd {
        inputStart = 0
        inputEnd = try descriptor.read(into: &input, from: 0)
        isAtEnd = inputEnd == 0
      }
      var output = buffer.mutableSpan
      var room = output._mutatingExtracting(start...)
      let step = try expander.expand(input.span.extracting(inputStart..<inputEnd), into: &room)
      inputStart += step.consumed
      producedCount += step.produced
      isComplete = step.isComplete
      if producedCount > sizeLimit { throw .expandsOverSize(limit: sizeLimit) }
      if producedCount > ratioCount { throw .expandsOverRatio(limit: ratioLimit) }
      if step.produced > 0 { return step.produced }
      if isAtEnd {
        guard isComplete else { throw .damaged(reason: "the compressed data ends early") }
        return 0
      }
    }
  }

  /// Reads everything that is left.
  mutating func readAll(limit: Int, expecting count: Int) throws(SkipReason) -> [UInt8] {
    // One byte more than expected, so that the end is found without growing.
    var bytes = [UInt8](repeating: 0, count: max(4_096, min(count, limit) + 1))
    var end = 0
    while true {
      let count = try read(into: &bytes, from: end)
      if count == 0 { break }
      end += count
      if end > limit { throw .tooLarge(byteCount: end, limit: limit) }
      if end == bytes.count {
        bytes.append(contentsOf: [UInt8](repeating: 0, count: min(bytes.count, 64 << 20)))
      }
    }
    bytes.removeSubrange(end...)
    return bytes
  }
}
