/// A scalar of a text and how many bytes it takes there.
struct DecodedScalar {
  var value: UInt32
  var byteCount: Int

  /// Stands for bytes that are not UTF-8.
  static let replacement: UInt32 = 0xFFFD
}

extension Span<UInt8> {
  /// The scalar that begins at byte `i`, which must be in range.
  ///
  /// Bytes that are not UTF-8 are U+FFFD, one for each longest beginning of a sequence, as the
  /// Unicode Standard (chapter 3, "Best Practices for Using U+FFFD") and Swift's String do it.
  @inline(__always)
  func scalar(at i: Int) -> DecodedScalar {
    let first = self[i]
    if first < 0x80 {
      return DecodedScalar(value: UInt32(first), byteCount: 1)
    }
    return longScalar(at: i)
  }

  private func longScalar(at i: Int) -> DecodedScalar {
    let first = self[i]
    // The second byte's range depends on the first: table 3-7 of the Unicode Standard. It rules
    // out overlong forms, surrogates and numbers above U+10FFFF.
    let (length, low, high): (Int, UInt8, UInt8) =
      switch first {
      case 0xC2...0xDF: (2, 0x80, 0xBF)
      case 0xE0: (3, 0xA0, 0xBF)
      case 0xED: (3, 0x80, 0x9F)
      case 0xE1...0xEF: (3, 0x80, 0xBF)
      case 0xF0: (4, 0x90, 0xBF)
      case 0xF1...0xF3: (4, 0x80, 0xBF)
      case 0xF4: (4, 0x80, 0x8F)
      default: (1, 0, 0)
      }
    guard length > 1, i + 1 < count, self[i + 1] >= low, self[i + 1] <= high else {
      return DecodedScalar(value: DecodedScalar.replacement, byteCount: 1)
    }
    var value = UInt32(first & (0x7F >> UInt8(length))) << 6 | UInt32(self[i + 1] & 0x3F)
    for next in stride(from: 2, to: length, by: 1) {
      guard i + next < count, self[i + next] & 0xC0 == 0x80 else {
        return DecodedScalar(value: DecodedScalar.replacement, byteCount: next)
      }
      value = value << 6 | UInt32(self[i + next] & 0x3F)
    }
    return DecodedScalar(value: value, byteCount: length)
  }

  /// The scalar that ends before byte `i`, or nil at the beginning.
  func scalar(before i: Int) -> DecodedScalar? {
    guard i > 0 else { return nil }
    var start = i - 1
    while start > 0, i - start < 4, self[start] & 0xC0 == 0x80 {
      start -= 1
    }
    let scalar = scalar(at: start)
    if start + scalar.byteCount == i {
      return scalar
    }
    return DecodedScalar(value: DecodedScalar.replacement, byteCount: 1)
  }
}

extension [UInt8] {
  /// Appends the UTF-8 form of `scalar`, which must be one (not a surrogate, below 0x110000).
  mutating func append(scalar: UInt32) {
    switch scalar {
    case ..<0x80:
      append(UInt8(scalar))
    case ..<0x800:
      append(UInt8(0xC0 | scalar >> 6))
      append(UInt8(0x80 | scalar & 0x3F))
    case ..<0x10000:
      append(UInt8(0xE0 | scalar >> 12))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    default:
      append(UInt8(0xF0 | scalar >> 18))
      append(UInt8(0x80 | scalar >> 12 & 0x3F))
      append(UInt8(0x80 | scalar >> 6 & 0x3F))
      append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
