/// Windows-1252, which the web means when it says Latin-1 or ASCII.
enum Windows1252 {
  /// What 0x80 to 0x9F stand for.
  ///
  /// The five unassigned bytes are C1 controls, as on the web.
  private static let upper: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// The code point of a byte from 0x80 to 0x9F; others stand for themselves.
  static func codePoint(_ byte: UInt8) -> UInt32 {
    byte >= 0x80 && byte < 0xA0 ? upper[Int(byte) - 0x80] : UInt32(byte)
  }

  /// Any bytes, in UTF-8.
  static func decode(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      let code = codePoint(byte)
      if code < 0x80 {
        result.append(byte)
      } else if code < 0x800 {
        result.append(UInt8(0xC0 | code >> 6))
        result.append(UInt8(0x80 | code & 0x3F))
      } else {
        result.append(UInt8(0xE0 | code >> 12))
        result.append(UInt8(0x80 | code >> 6 & 0x3F))
        result.append(UInt8(0x80 | code & 0x3F))
      }
    }
    return result
  }
}
