/// Reads bytes that nobody has vouched for, from first to last.
///
/// Each read checks that its bytes are there and throws ``ConcordError/corrupt`` with the place in
/// the file if they are not. After an error the reader stays where it was. Numbers that will be
/// used as counts are read by ``count(limit:of:)``, so that a lie never becomes an allocation.
///
/// Format: IndexFormat.md, section 3.
struct ByteReader: ~Escapable {
  private let source: RawSpan
  private let file: String
  private let start: Int
  /// The next byte to read: 0 ≤ position ≤ source.byteCount, always.
  private var position = 0

  /// A reader of `bytes`, which begin at `offset` of `file`; the two are for error messages.
  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, file: String, at offset: Int = 0) {
    source = bytes
    self.file = file
    start = offset
  }

  /// How many bytes are left.
  var remaining: Int { source.byteCount - position }

  /// Where in the file the next byte is.
  var offset: Int { start + position }

  /// Reads one byte.
  mutating func u8() throws(ConcordError) -> UInt8 {
    try number()
  }

  /// Reads two bytes as a number.
  mutating func u16() throws(ConcordError) -> UInt16 {
    try number()
  }

  /// Reads four bytes as a number.
  mutating func u32() throws(ConcordError) -> UInt32 {
    try number()
  }

  /// Reads eight bytes as a number.
  mutating func u64() throws(ConcordError) -> UInt64 {
    try number()
  }

  /// Reads a number of 1 to 10 bytes.
  mutating func varint() throws(ConcordError) -> UInt64 {
    guard let value = Varint.decode(source, at: &position) else {
      throw corrupt("a variable-length number is cut short or too long")
    }
    return value
  }

  /// Reads a variable-length number that must fit in 32 bits.
  mutating func varint32() throws(ConcordError) -> UInt32 {
    let place = position
    guard let value = UInt32(exactly: try varint()) else {
      position = place
      throw corrupt("a number needs more than 32 bits")
    }
    return value
  }

  /// Reads a variable-length number of `things` that must be at most `limit`.
  mutating func count(limit: Int, of things: String) throws(ConcordError) -> Int {
    let place = position
    let value = try varint()
    guard let count = Int(exactly: value), count <= limit else {
      position = place
      throw corrupt("it claims \(value) \(things), and at most \(limit) are possible")
    }
    return count
  }

  /// Reads the next `count` bytes as they are.
  ///
  /// The span lives as long as the reader's own bytes.
  @_lifetime(copy self)
  mutating func bytes(_ count: Int) throws(ConcordError) -> RawSpan {
    guard count >= 0, count <= remaining else {
      throw corrupt("\(count) bytes are needed and \(remaining) are left")
    }
    let first = position
    position += count
    return source.extracting(first..<position)
  }

  /// Reads a text: the varint of its byte count, then UTF-8, which is checked.
  mutating func text() throws(ConcordError) -> String {
    let place = position
    let count = try count(limit: remaining, of: "bytes of text")
    guard count <= remaining else {
      position = place
      throw corrupt("a text of \(count) bytes does not fit in the \(remaining) that are left")
    }
    let utf8 = try bytes(count)
    // Safe: the buffer is used within the closure alone.
    let text = unsafe utf8.withUnsafeBytes { buffer in
      unsafe String(validating: buffer, as: UTF8.self)
    }
    guard let text else {
      position = place
      throw corrupt("a text is not UTF-8")
    }
    return text
  }

  /// The error that says `reason` about the next byte.
  func corrupt(_ reason: String) -> ConcordError {
    .corrupt(file: file, offset: offset, reason: reason)
  }

  private mutating func number<Number: FixedWidthInteger & BitwiseCopyable>()
    throws(ConcordError) -> Number
  {
    let byteCount = MemoryLayout<Number>.size
    guard byteCount <= remaining else {
      throw corrupt("\(byteCount) bytes are needed and \(remaining) are left")
    }
    // Safe: position + byteCount ≤ source.byteCount was checked in the line above.
    let raw = unsafe source.unsafeLoadUnaligned(
      fromUncheckedByteOffset: position, as: Number.self)
    position += byteCount
    return Number(littleEndian: raw)
  }
}
