/// Reads numbers from a decompressed frame, checked at its end.
///
/// A ``ByteReader`` is bound to a scope, which a cursor that goes on from call to call is not; this
/// one holds its frame.
@safe struct FrameReader {
  private let frame: Frame
  private let store: FrameStore
  private(set) var offset: Int

  init(_ frame: Frame, at offset: Int, of store: FrameStore) {
    self.frame = frame
    self.store = store
    self.offset = min(max(offset, 0), frame.count)
  }

  var remaining: Int { frame.count - offset }

  func corrupt(_ reason: String) -> ConcordError {
    .corrupt(file: store.fileName, offset: offset, reason: "in a frame: " + reason)
  }

  mutating func u8() throws(ConcordError) -> UInt8 {
    guard offset < frame.count else { throw corrupt("it ends too early") }
    // Safe: just checked.
    let byte = unsafe frame.base.load(fromByteOffset: offset, as: UInt8.self)
    offset += 1
    return byte
  }

  @inline(__always)
  mutating func varint() throws(ConcordError) -> UInt64 {
    if offset < frame.count {
      // Safe: just checked.
      let byte = unsafe frame.base.load(fromByteOffset: offset, as: UInt8.self)
      if byte < 0x80 {
        offset += 1
        return UInt64(byte)
      }
    }
    return try longVarint()
  }

  /// A number of more than one byte.
  private mutating func longVarint() throws(ConcordError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try u8()
      value |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 { return value }
      shift += 7
      guard shift < 64 else { throw corrupt("a number of more than ten bytes") }
    }
  }

  mutating func varint32() throws(ConcordError) -> UInt32 {
    let value = try varint()
    guard value <= UInt64(UInt32.max) else { throw corrupt("a number of more than 32 bits") }
    return UInt32(truncatingIfNeeded: value)
  }

  mutating func count(limit: Int, of things: String) throws(ConcordError) -> Int {
    let value = try varint()
    guard value <= UInt64(limit) else {
      throw corrupt("it claims \(value) \(things), and at most \(limit) are possible")
    }
    return Int(value)
  }

  /// Goes to a place in the frame.
  mutating func move(to offset: Int) { self.offset = min(max(offset, 0), frame.count) }

  mutating func skip(_ count: Int) throws(ConcordError) {
    guard count <= remaining else { throw corrupt("it ends too early") }
    offset += count
  }

  /// Reads `count` bytes.
  mutating func append(_ count: Int, to output: inout [UInt8]) throws(ConcordError) {
    guard count <= remaining else { throw corrupt("it ends too early") }
    // Safe: just checked.
    unsafe output.append(
      contentsOf: UnsafeRawBufferPointer(start: frame.base + offset, count: count))
    offset += count
  }

  /// Whether the next `count` bytes, of which as many as there are count, come after `other`.
  func isPrefix(_ count: Int, after other: [UInt8]) -> Bool {
    // Safe: cut to what is left of the frame.
    let bytes = unsafe UnsafeRawBufferPointer(
      start: frame.base + offset, count: min(count, remaining))
    return unsafe other.lexicographicallyPrecedes(bytes)
  }

  /// Steps over a list of impacts.
  mutating func skipImpacts() throws(ConcordError) {
    for _ in 0..<(try count(limit: 256, of: "impacts")) {
      _ = try varint32()
      _ = try u8()
    }
  }

  /// Reads where a block begins, relative to the block before.
  mutating func step(_ address: inout FrameAddress) throws(ConcordError) {
    let step = try varint32()
    if step & 1 == 0 {
      address.offset = address.offset &+ (step >> 1)
    } else {
      address.frame = address.frame &+ (step >> 1)
      address.offset = try varint32()
    }
  }
}
