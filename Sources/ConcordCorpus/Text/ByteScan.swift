// Searches of bytes that run over every byte of a corpus, sixteen at a time or in libc.
// The rest of the module reads bytes one by one, with their bounds checked.

import Glibc

enum ByteScan {
  /// The offset of the first `byte` at or after `start`, or nil.
  static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    guard start >= 0, start < bytes.count else { return nil }
    return unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return nil }
      // Safe: start < count, so `count - start` bytes follow `base + start`.
      guard let found = unsafe memchr(base + start, Int32(byte), buffer.count - start) else {
        return nil
      }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// The offset of the first byte at or after `start` that ends a plain run of a JSON string
  /// (quotation mark, backslash or control character), or the count of bytes.
  static func endOfPlainJSON(in bytes: Span<UInt8>, from start: Int) -> Int {
    precondition(start >= 0 && start <= bytes.count, "a search starts within its bytes")
    return unsafe bytes.withUnsafeBytes { buffer in
      var i = start
      let quote = SIMD16<UInt8>(repeating: 0x22)
      let backslash = SIMD16<UInt8>(repeating: 0x5C)
      let space = SIMD16<UInt8>(repeating: 0x20)
      // Safe: i + 16 <= count holds for every load of 16 bytes at i.
      while i + 16 <= buffer.count {
        let chunk = unsafe buffer.loadUnaligned(fromByteOffset: i, as: SIMD16<UInt8>.self)
        if any((chunk .== quote) .| (chunk .== backslash) .| (chunk .< space)) { break }
        i += 16
      }
      // Which of the sixteen it was, eight at a time. Safe: as above.
      while i + 8 <= buffer.count {
        let word = unsafe buffer.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        let marks = endsOfPlainJSON(in: UInt64(littleEndian: word))
        if marks != 0 { return i + marks.trailingZeroBitCount / 8 }
        i += 8
      }
      // Safe: i < count.
      while i < buffer.count {
        let byte = unsafe buffer[i]
        if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
        i += 1
      }
      return i
    }
  }

  /// A word whose lowest set bit is the top bit of the first byte that ends a plain run.
  ///
  /// `(x - 0x01…) & ~x & 0x80…` marks the zero bytes of x; bytes above the first zero may be marked
  /// wrongly by a borrow, which does no harm to the lowest.
  private static func endsOfPlainJSON(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    let isQuote = (quotes &- ones) & ~quotes
    let isBackslash = (backslashes &- ones) & ~backslashes
    let isControl = (word &- ones &* 0x20) & ~word
    return (isQuote | isBackslash | isControl) & (ones &* 0x80)
  }

  /// Appends the bytes of `range` to `array`.
  static func append(_ range: Range<Int>, of bytes: Span<UInt8>, to array: inout [UInt8]) {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { buffer in
      // Safe: `extracting` checked the range, and the buffer is copied before this returns.
      unsafe array.append(contentsOf: buffer)
    }
  }
}
