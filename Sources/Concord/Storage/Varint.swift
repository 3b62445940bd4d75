/// Numbers in as few bytes as they need: seven bits a byte, least significant first, and the top
/// bit of a byte says that another follows.
///
/// 127 is `7f`, 128 is `80 01`, and the largest 64-bit number takes ten bytes. Each number has
/// exactly one encoding: a needless last byte of zero is refused, so equal values are equal bytes.
///
/// Format: IndexFormat.md, section 3.
enum Varint {
  /// The most bytes that a number takes: ⌈64 ÷ 7⌉.
  static let maximumByteCount = 10

  /// How many bytes `value` takes, 1 to 10.
  static func byteCount(of value: UInt64) -> Int {
    // `| 1` makes zero take one byte, as one does.
    (70 - (value | 1).leadingZeroBitCount) / 7
  }

  /// Appends `value` to `bytes`.
  static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Stores `value` at `offset` and moves `offset` past it.
  ///
  /// The caller has left room.
  static func encode(_ value: UInt64, into bytes: inout MutableSpan<UInt8>, at offset: inout Int) {
    var rest = value
    while rest >= 0x80 {
      bytes[offset] = UInt8(truncatingIfNeeded: rest) | 0x80
      offset += 1
      rest >>= 7
    }
    bytes[offset] = UInt8(truncatingIfNeeded: rest)
    offset += 1
  }

  /// Reads the number at `offset` and moves `offset` past it.
  ///
  /// Returns nil, and leaves `offset` alone, if the bytes end too early, the number needs more
  /// than 64 bits, or it is not in its shortest form. `offset` must not be negative.
  static func decode(_ bytes: RawSpan, at offset: inout Int) -> UInt64? {
    precondition(offset >= 0, "An offset is never negative.")
    let available = min(bytes.byteCount - offset, maximumByteCount)
    var value: UInt64 = 0
    var i = 0
    while i < available {
      // Safe: 0 ≤ offset and i < available ≤ byteCount − offset, so offset + i is in the span.
      let byte = unsafe bytes.unsafeLoad(fromUncheckedByteOffset: offset + i, as: UInt8.self)
      // The tenth byte holds the 64th bit and nothing else.
      if i == maximumByteCount - 1 && byte > 1 { return nil }
      value |= UInt64(byte & 0x7F) << UInt64(7 * i)
      i += 1
      if byte < 0x80 {
        if byte == 0 && i > 1 { return nil }
        offset += i
        return value
      }
    }
    return nil
  }
}
