/// Numbers written as text, for tables in source files that the compiler reads fast.
///
/// A number is split into groups of five bits, the least significant first. Each group is one
/// character from `?` (0) up to `^` (31), or from `_` (32) up to `~` (63) if more groups follow.
/// Line ends mean nothing.
struct PackedNumbers: Sequence, IteratorProtocol {
  private var bytes: Array<UInt8>.Iterator

  /// The character that stands for 0.
  static let zero: UInt8 = 0x3F

  init(_ text: String) {
    bytes = Array(text.utf8).makeIterator()
  }

  mutating func next() -> UInt32? {
    var number: UInt32 = 0
    var shift: UInt32 = 0
    while let byte = bytes.next() {
      guard byte >= Self.zero else { continue }
      let group = UInt32(byte - Self.zero)
      number |= (group & 31) << shift
      shift += 5
      if group < 32 {
        return number
      }
    }
    return nil
  }

  /// Writes `numbers` as text, in lines of at most `width` characters.
  static func pack(_ numbers: [UInt32], width: Int) -> [String] {
    var bytes: [UInt8] = []
    for number in numbers {
      var rest = number
      repeat {
        let group = UInt8(rest & 31)
        rest >>= 5
        bytes.append(zero + group + (rest > 0 ? 32 : 0))
      } while rest > 0
    }
    return stride(from: 0, to: bytes.count, by: width).map { start in
      String(decoding: bytes[start..<Swift.min(start + width, bytes.count)], as: UTF8.self)
    }
  }
}
