/// A running CRC-32C (Castagnoli), which guards every section and file of an index.
///
/// Computed eight bytes at a time with eight tables ("slicing-by-8": M. Kounavis and F. Berry,
/// "A systematic approach to building high performance software-based CRC generators", ISCC
/// 2005): table k says what a byte does to the remainder when k more bytes follow it.
///
/// Each step waits for the one before, so longer bytes are taken in three stretches at once, which
/// do not wait for each other: the remainder of two stretches, one behind the other, is the
/// first's after as many zeros as the second has bytes, plus the second's (M. Adler's crc32c.c of
/// 2013 does so with a processor's own instruction). That is twice as fast.
///
/// The check value of the standard: the bytes of "123456789" give e3069283 (RFC 3720, B.4).
/// Format: IndexFormat.md, section 3.
struct Checksum: Sendable {
  /// The remainder, inverted: it starts as all ones so that leading zeros count.
  private var remainder: UInt32 = ~0

  /// The checksum of the bytes so far.
  var value: UInt32 { ~remainder }

  /// The checksum of `bytes`.
  static func of(_ bytes: RawSpan) -> UInt32 {
    var checksum = Checksum()
    checksum.update(bytes)
    return checksum.value
  }

  /// The checksum of `bytes`.
  static func of(_ bytes: [UInt8]) -> UInt32 {
    of(bytes.rawBytes)
  }

  /// Bytes of a stretch, of which three are taken in at once.
  ///
  /// A multiple of eight, so small that few bytes of a frame are left over, and so large that to
  /// put the three together costs nothing.
  private static let stretchByteCount = 1 << 10

  /// Takes in more bytes.
  mutating func update(_ bytes: RawSpan) {
    let table = Self.tables.span
    var crc = remainder
    var i = 0
    while bytes.byteCount - i >= 3 * Self.stretchByteCount {
      crc = Self.afterThreeStretches(crc, bytes, from: i, table)
      i += 3 * Self.stretchByteCount
    }
    let wholeCount = bytes.byteCount & ~7
    while i < wholeCount {
      crc = Self.step(crc, Self.word(bytes, at: i), table)
      i += 8
    }
    while i < bytes.byteCount {
      // Safe: i < byteCount; the index into the table is one byte.
      let byte = unsafe bytes.unsafeLoad(fromUncheckedByteOffset: i, as: UInt8.self)
      crc = unsafe crc >> 8 ^ table[unchecked: Int(UInt8(truncatingIfNeeded: crc) ^ byte)]
      i += 1
    }
    remainder = crc
  }

  /// The remainder after three stretches more, the first of which begins at `start`.
  private static func afterThreeStretches(
    _ crc: UInt32, _ bytes: RawSpan, from start: Int, _ table: Span<UInt32>
  ) -> UInt32 {
    var (first, second, third) = (crc, UInt32(0), UInt32(0))
    for i in stride(from: start, to: start + stretchByteCount, by: 8) {
      first = step(first, word(bytes, at: i), table)
      second = step(second, word(bytes, at: i + stretchByteCount), table)
      third = step(third, word(bytes, at: i + 2 * stretchByteCount), table)
    }
    return afterZeros(afterZeros(first) ^ second) ^ third
  }

  /// The eight bytes at `i`, the first in the low bits.
  @inline(__always)
  private static func word(_ bytes: RawSpan, at i: Int) -> UInt64 {
    // Safe: the callers stay eight bytes or more before the end.
    UInt64(
      littleEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: i, as: UInt64.self))
  }

  /// The remainder after a stretch of zeros.
  private static func afterZeros(_ crc: UInt32) -> UInt32 {
    let table = zeros.span
    return table[Int(crc & 0xFF)] ^ table[0x100 | Int(crc >> 8 & 0xFF)]
      ^ table[0x200 | Int(crc >> 16 & 0xFF)] ^ table[0x300 | Int(crc >> 24)]
  }

  /// The remainder after eight more bytes, the first of which is the lowest of `word`.
  @inline(__always)
  private static func step(_ crc: UInt32, _ word: UInt64, _ table: Span<UInt32>) -> UInt32 {
    let x = word ^ UInt64(crc)
    // Safe: each index is k · 256 plus one byte, with k ≤ 7, and the table has 2,048 entries.
    let a = unsafe table[unchecked: 0x700 | Int(x & 0xFF)]
    let b = unsafe table[unchecked: 0x600 | Int(x >> 8 & 0xFF)]
    let c = unsafe table[unchecked: 0x500 | Int(x >> 16 & 0xFF)]
    let d = unsafe table[unchecked: 0x400 | Int(x >> 24 & 0xFF)]
    let e = unsafe table[unchecked: 0x300 | Int(x >> 32 & 0xFF)]
    let f = unsafe table[unchecked: 0x200 | Int(x >> 40 & 0xFF)]
    let g = unsafe table[unchecked: 0x100 | Int(x >> 48 & 0xFF)]
    let h = unsafe table[unchecked: Int(x >> 56)]
    return ((a ^ b) ^ (c ^ d)) ^ ((e ^ f) ^ (g ^ h))
  }

  /// Eight tables of 256, one after the other.
  private static let tables: [UInt32] = {
    // The Castagnoli polynomial with its bits reversed, without the leading term.
    let polynomial: UInt32 = 0x82F6_3B78
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 {
        crc = crc >> 1 ^ (crc & 1 == 1 ? polynomial : 0)
      }
      tables[byte] = crc
    }
    for i in 256..<(8 * 256) {
      let before = tables[i - 256]
      tables[i] = before >> 8 ^ tables[Int(before & 0xFF)]
    }
    return tables
  }()

  /// The remainders after a stretch of zeros of those that have one byte: any other is the sum of
  /// four of them.
  private static let zeros: [UInt32] = {
    let table = tables.span
    var zeros = [UInt32](repeating: 0, count: 4 * 256)
    for place in 0..<4 {
      for byte in 1..<256 {
        let bit = byte & -byte
        let i = 256 * place + byte
        if byte != bit {
          zeros[i] = zeros[i - bit] ^ zeros[256 * place + bit]
          continue
        }
        var crc = UInt32(byte) << UInt32(8 * place)
        for _ in 0..<(stretchByteCount / 8) { crc = step(crc, 0, table) }
        zeros[i] = crc
      }
    }
    return zeros
  }()
}
