/// A field's length in tokens, in one byte: exact up to 40, then with four significant bits.
///
/// Lengths below 24 are their own norm. From there on the norm is 24 plus a small floating-point
/// number: three bits below the leading one, and five bits of exponent. The scale is
/// Lucene's, so that scores can be compared with Lucene's.
///
/// Format: IndexFormat.md, section 8.
enum Norm {
  /// Norms below this are the length itself.
  ///
  /// 255 less the code of the largest 31-bit number.
  private static let exactCount = 24

  /// The norm of a field with `length` tokens.
  static func encode(_ length: UInt32) -> UInt8 {
    guard length >= UInt32(exactCount) else { return UInt8(length) }
    let rest = min(length, UInt32(Int32.max)) - UInt32(exactCount)
    let width = 32 - rest.leadingZeroBitCount
    guard width > 3 else { return UInt8(exactCount) + UInt8(rest) }
    let shift = width - 4
    return UInt8(exactCount + (Int(rest >> UInt32(shift)) & 7 | (shift + 1) << 3))
  }

  /// The length that `norm` stands for: the shortest with that norm.
  static func decode(_ norm: UInt8) -> UInt32 {
    guard norm >= UInt8(exactCount) else { return UInt32(norm) }
    let code = UInt32(norm) - UInt32(exactCount)
    let shift = code >> 3
    guard shift > 0 else { return code + UInt32(exactCount) }
    return (code & 7 | 8) << (shift - 1) + UInt32(exactCount)
  }

  /// The longest length that has `norm`.
  static func longest(_ norm: UInt8) -> UInt32 {
    norm == .max ? UInt32(Int32.max) : decode(norm + 1) - 1
  }

  /// The length of each norm.
  static let lengths: [Float] = (0...255).map { Float(decode(UInt8($0))) }
}

/// The norms of one field in one segment, a byte for each document.
@safe struct Norms: Sendable {
  private let memory: FixedBuffer<UInt8>
  /// Safe: `count` bytes from here are in `memory`, to which nobody writes any more.
  @unsafe nonisolated(unsafe) let base: UnsafePointer<UInt8>
  let count: Int

  /// A copy of these bytes, which stay in memory with their segment.
  init(_ bytes: [UInt8]) {
    memory = FixedBuffer(capacity: bytes.count, slack: 0)
    count = bytes.count
    // Safe: the buffer has room for so many bytes.
    unsafe memory.base.update(from: bytes, count: bytes.count)
    unsafe base = UnsafePointer(memory.base)
  }

  /// Appends all norms.
  func append(to output: inout [UInt8]) {
    // Safe: `count` bytes from `base` are readable while `self` lives.
    unsafe output.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
  }

  subscript(document: UInt32) -> UInt8 {
    precondition(Int(document) < count, "a document of another segment")
    // Safe: just checked.
    return unsafe base[Int(document)]
  }
}
