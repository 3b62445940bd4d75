/// A set of bytes below 0x80, a bit for each.
struct ASCIISet: Sendable, Hashable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  mutating func insert(_ byte: UInt8) {
    precondition(byte < 0x80, "Not a byte of ASCII.")
    if byte < 64 { low |= 1 << UInt64(byte) } else { high |= 1 << UInt64(byte - 64) }
  }

  mutating func formUnion(_ other: ASCIISet) {
    low |= other.low
    high |= other.high
  }

  /// The lowest member that is not below `least`; nil if there is none.
  func lowest(atLeast least: UInt8) -> UInt8? {
    if least < 64 {
      let rest = low & (.max << UInt64(least))
      if rest != 0 { return UInt8(rest.trailingZeroBitCount) }
    }
    guard least < 0x80 else { return nil }
    let rest = least > 64 ? high & (.max << UInt64(least - 64)) : high
    return rest == 0 ? nil : UInt8(64 + rest.trailingZeroBitCount)
  }
}
