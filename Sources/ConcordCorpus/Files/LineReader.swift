/// Cuts a stream of bytes into lines, which stay where they were read.
///
/// Memory holds the longest line so far and at least 1 MiB; a line over the limit is passed over
/// without being kept.
struct LineReader: ~Copyable {
  /// Bytes asked of the system at a time.
  private static let chunkCount = 1 << 20

  private var source: ByteSource
  private let limit: Int
  private var buffer: [UInt8]
  /// What is in the buffer and not yet handed over.
  private var start = 0
  private var end = 0
  /// The number of the line before, which is 0 at first.
  private var number = 0
  private var isAtEnd = false
  /// Whether the front of the buffer continues a line that is over the limit.
  private var isPassingOver = false

  /// A reader of lines of at most `limit` bytes.
  init(_ source: consuming ByteSource, limit: Int) {
    self.source = source
    self.limit = limit
    buffer = [UInt8](repeating: 0, count: Self.chunkCount)
  }

  /// What the file system knows of the file now.
  func status() throws(SkipReason) -> FileStatus {
    try source.status()
  }

  /// The first bytes of the stream, at most a chunk, which stay unread.
  mutating func first() throws(SkipReason) -> [UInt8] {
    if end == 0 { try refill() }
    return Array(buffer[start..<min(end, start + TextDecoding.binaryWindow)])
  }

  /// One line, without its end.
  enum Line: Hashable {
    case bytes(Range<Int>, number: Int)
    case tooLong(number: Int)
  }

  /// The bytes that a line's range means, until the next call of `next`.
  var bytes: Span<UInt8> {
    @_lifetime(borrow self)
    get { buffer.span }
  }

  /// The next line, or nil after the last one.
  mutating func next() throws(SkipReason) -> Line? {
    var scanned = start
    while true {
      if let newline = ByteScan.first(0x0A, in: buffer.span.extracting(0..<end), from: scanned) {
        let line = start..<newline
        start = newline + 1
        return finish(line)
      }
      if isAtEnd {
        let line = start..<end
        start = end
        return line.isEmpty && !isPassingOver ? nil : finish(line)
      }
      if end - start > limit {
        isPassingOver = true
        start = end
      }
      let kept = end - start
      try refill()
      scanned = start + kept
    }
  }

  private mutating func finish(_ line: Range<Int>) -> Line {
    number += 1
    if isPassingOver || line.count > limit {
      isPassingOver = false
      return .tooLong(number: number)
    }
    return .bytes(line, number: number)
  }

  /// Moves what is kept to the front, makes room for a chunk, and reads.
  private mutating func refill() throws(SkipReason) {
    if start > 0 {
      for i in start..<end { buffer[i - start] = buffer[i] }
      end -= start
      start = 0
    }
    // Growing by half keeps the moves within a constant of the bytes read.
    if end == buffer.count {
      buffer.append(contentsOf: [UInt8](repeating: 0, count: max(Self.chunkCount, end / 2)))
    }
    let count = try source.read(into: &buffer, from: end)
    end += count
    isAtEnd = count == 0
  }
}
