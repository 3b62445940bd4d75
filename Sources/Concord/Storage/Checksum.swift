/// A running CRC-32C (Castagnoli), which guards every section and file of an index.
///
/// Computed eight bytes at a time with eight tables ("slicing-by-8": M. Kounavis and F. Berry,
/// "A systematic approach to building high performance software-based CRC generators", ISCC
/// 2005): table k says what a byte does to the remainder when k more bytes follow it.
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

  /// Takes in more bytes.
  mutating func update(_ bytes: RawSpan) {
    let table = Self.tables.span
    let wholeCount = bytes.byteCount & ~7
    var crc = remainder
    var i = 0
    while i < wholeCount {
      // Safe: i is a multiple of 8 below wholeCount, so eight bytes begin there.
      let word = unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: i, as: UInt64.self)
      crc = Self.step(crc, UInt64(littleEndian: word), table)
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
}
