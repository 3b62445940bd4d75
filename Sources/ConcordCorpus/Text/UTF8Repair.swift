/// Finds and mends the bytes that are not UTF-8 (RFC 3629).
enum UTF8Repair {
  /// U+FFFD in UTF-8.
  static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  struct Result {
    var bytes: [UInt8]
    /// How many bytes were replaced.
    ///
    /// Each gives one U+FFFD.
    var replacedCount: Int
    /// How many sequences of two or more bytes were valid.
    var multiByteCount: Int
  }

  /// Replaces each byte that is part of no valid sequence with U+FFFD.
  static func repair(_ bytes: [UInt8]) -> Result {
    var result = Result(bytes: [], replacedCount: 0, multiByteCount: 0)
    if String(validating: bytes, as: UTF8.self) != nil {
      result.bytes = bytes
      return result
    }
    let span = bytes.span
    result.bytes.reserveCapacity(bytes.count)
    var i = 0
    while i < span.count {
      let count = sequenceCount(in: span, at: i)
      if count == 0 {
        result.bytes.append(contentsOf: replacement)
        result.replacedCount += 1
        i += 1
        continue
      }
      if count > 1 { result.multiByteCount += 1 }
      for j in i..<i + count { result.bytes.append(span[j]) }
      i += count
    }
    return result
  }

  /// How many bytes the valid sequence at `i` has; 0 if there is none. (RFC 3629, section 4.)
  static func sequenceCount(in bytes: Span<UInt8>, at i: Int) -> Int {
    func isIn(_ range: ClosedRange<UInt8>, _ distance: Int) -> Bool {
      i + distance < bytes.count && range.contains(bytes[i + distance])
    }
    let tail: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[i] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return isIn(tail, 1) ? 2 : 0
    case 0xE0: return isIn(0xA0...0xBF, 1) && isIn(tail, 2) ? 3 : 0
    case 0xED: return isIn(0x80...0x9F, 1) && isIn(tail, 2) ? 3 : 0
    case 0xE1...0xEF: return isIn(tail, 1) && isIn(tail, 2) ? 3 : 0
    case 0xF0: return isIn(0x90...0xBF, 1) && isIn(tail, 2) && isIn(tail, 3) ? 4 : 0
    case 0xF1...0xF3: return isIn(tail, 1) && isIn(tail, 2) && isIn(tail, 3) ? 4 : 0
    case 0xF4: return isIn(0x80...0x8F, 1) && isIn(tail, 2) && isIn(tail, 3) ? 4 : 0
    default: return 0
    }
  }
}
