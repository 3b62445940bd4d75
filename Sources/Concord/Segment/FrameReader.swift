/// Reads numbers from a decompressed frame, checked at its end.
///
/// A ``ByteReader`` is bound to a scope, which a cursor that goes on from call to call is not; this
/// one holds its frame.
@safe struct FrameReader {
  private let frame: Frame
  private let store: FrameStore
  /// The frame's memory and size, a step nearer than in the object.
  private let base: UnsafeRawPointer
  private let end: Int
  private(set) var offset: Int

  init(_ frame: Frame, at offset: Int, of store: FrameStore) {
    self.frame = frame
    self.store = store
    // Safe: valid while `frame` is kept.
    unsafe base = frame.base
    end = frame.count
    self.offset = min(max(offset, 0), frame.count)
  }

  var remaining: Int { end - offset }

  func corrupt(_ reason: String) -> ConcordError {
    .corrupt(file: store.fileName, offset: offset, reason: "in a frame: " + reason)
  }

  @inline(__always)
  mutating func u8() throws(ConcordError) -> UInt8 {
    guard offset < end else { throw corrupt("it ends too early") }
    // Safe: just checked.
    let byte = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
    offset += 1
    return byte
  }

  /// The number of two bytes at a place.
  @inline(__always)
  func u16(at place: Int) throws(ConcordError) -> UInt16 {
    guard place >= 0, place + 2 <= end else { throw corrupt("it ends too early") }
    // Safe: just checked.
    return UInt16(littleEndian: unsafe base.loadUnaligned(fromByteOffset: place, as: UInt16.self))
  }

  @inline(__always)
  mutating func varint() throws(ConcordError) -> UInt64 {
    if offset + 1 < end {
      // Safe: two bytes are there, as was just checked.
      let first = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
      if first < 0x80 {
        offset += 1
        return UInt64(first)
      }
      let second = unsafe base.load(fromByteOffset: offset + 1, as: UInt8.self)
      if second < 0x80 {
        offset += 2
        return UInt64(first & 0x7F) | UInt64(second) << 7
      }
    }
    return try longVarint()
  }

  /// A number of more than two bytes, or one at the end.
  @inline(never)
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

  @inline(__always)
  mutating func varint32() throws(ConcordError) -> UInt32 {
    let value = try varint()
    guard value <= UInt64(UInt32.max) else { throw corrupt("a number of more than 32 bits") }
    return UInt32(truncatingIfNeeded: value)
  }

  @inline(__always)
  mutating func count(limit: Int, of things: StaticString) throws(ConcordError) -> Int {
    let value = try varint()
    guard value <= UInt64(limit) else { throw tooMany(value, things, limit) }
    return Int(value)
  }

  @inline(never)
  private func tooMany(_ value: UInt64, _ things: StaticString, _ limit: Int) -> ConcordError {
    corrupt("it claims \(value) \(things), and at most \(limit) are possible")
  }

  /// Goes to a place in the frame.
  mutating func move(to offset: Int) { self.offset = min(max(offset, 0), end) }

  mutating func skip(_ count: Int) throws(ConcordError) {
    guard count <= remaining else { throw corrupt("it ends too early") }
    offset += count
  }

  /// Reads `count` bytes.
  mutating func append(_ count: Int, to output: inout [UInt8]) throws(ConcordError) {
    guard count <= remaining else { throw corrupt("it ends too early") }
    // Safe: just checked.
    unsafe output.append(
      contentsOf: UnsafeRawBufferPointer(start: base + offset, count: count))
    offset += count
  }

  /// How many of the next `count` bytes are those of `other` from `start` on, up to the first that
  /// differs, and whether it is greater than that of `other`; a byte is greater than none.
  @inline(__always)
  func compare(
    _ count: Int, with other: [UInt8], from start: Int
  ) throws(ConcordError) -> (shared: Int, isGreater: Bool) {
    guard count <= remaining else { throw corrupt("it ends too early") }
    var shared = 0
    while shared < count, start + shared < other.count {
      // Safe: `count` bytes are there.
      let byte = unsafe base.load(fromByteOffset: offset + shared, as: UInt8.self)
      guard byte == other[start + shared] else { return (shared, byte > other[start + shared]) }
      shared += 1
    }
    return (shared, shared < count)
  }

  /// Steps over a list of impacts.
  mutating func skipImpacts() throws(ConcordError) {
    for _ in 0..<(try count(limit: 256, of: "impacts")) {
      _ = try varint32()
      _ = try u8()
    }
  }

  /// Reads where a block begins, relative to the block before.
  @inline(__always)
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
