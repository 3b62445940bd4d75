/// A place in a ``TermAutomaton``: a set of the graph's states, and the part of a scalar that has
/// been read since.
struct TermAutomatonState: Sendable, Hashable {
  /// The set's number.
  let set: Int32
  /// How many bytes of the scalar are still to come.
  private(set) var missing: UInt8 = 0
  /// The scalar's bits so far.
  private var bits: UInt32 = 0
  /// The lowest scalar that needs as many bytes.
  private var least: UInt32 = 0

  init(set: Int32) {
    self.set = set
  }

  /// The state after one more byte, still in the same set, and the scalars that the bytes so far
  /// can become; nil if they are no UTF-8 (RFC 3629).
  func appending(
    _ byte: UInt8
  ) -> (state: TermAutomatonState, scalars: ClosedRange<UInt32>)? {
    var next = self
    if missing > 0 {
      guard byte & 0xC0 == 0x80 else { return nil }
      next.bits = bits << 6 | UInt32(byte & 0x3F)
      next.missing -= 1
    } else {
      switch byte {
      case 0x00...0x7F: next.begin(UInt32(byte), missing: 0, least: 0)
      case 0xC2...0xDF: next.begin(UInt32(byte & 0x1F), missing: 1, least: 0x80)
      case 0xE0...0xEF: next.begin(UInt32(byte & 0x0F), missing: 2, least: 0x800)
      case 0xF0...0xF4: next.begin(UInt32(byte & 0x07), missing: 3, least: 0x10000)
      default: return nil
      }
    }
    return next.scalars.map { (next, $0) }
  }

  /// The scalars that come of `byte` or a higher one; nil if there are none.
  func scalars(fromByte byte: UInt8) -> ClosedRange<UInt32>? {
    guard let highest = missing == 0 ? 0x10FFFF : scalars?.upperBound else { return nil }
    // Inside of a scalar, lower ones are none of UTF-8.
    for byte in (missing == 0 ? byte : max(byte, 0x80))...UInt8.max {
      if let (_, scalars) = appending(byte) { return scalars.lowerBound...highest }
    }
    return nil
  }

  /// The byte that comes next on the way to `scalar`, which is one of those that can come.
  func nextByte(of scalar: Unicode.Scalar) -> UInt8 {
    guard missing > 0 else { return UTF8.encode(scalar)?.first ?? 0 }
    let continuation = scalar.value >> (6 * UInt32(missing - 1)) & 0x3F
    return 0x80 | UInt8(continuation)
  }

  /// What the bytes so far can become.
  private var scalars: ClosedRange<UInt32>? {
    let shift = 6 * UInt32(missing)
    let low = max(bits << shift, least)
    let high = min(((bits + 1) << shift) - 1, 0x10FFFF)
    return low <= high ? low...high : nil
  }

  private mutating func begin(_ bits: UInt32, missing: UInt8, least: UInt32) {
    self.bits = bits
    self.missing = missing
    self.least = least
  }
}
