/// Packs up to 128 integers of equal width.
///
/// The values lie in four lanes: value *i* is number *i / 4* of lane *i mod 4*, and each lane is a
/// stream of bits, least significant first, in 32-bit words that take turns with the other lanes'.
/// One 16-byte vector therefore holds the same word of all four lanes, and one shift and one mask
/// unpack four values at a time (Lemire and Boytsov, "Decoding billions of integers per second
/// through vectorization", 2015, call this the vertical layout).
///
/// Format: IndexFormat.md, section 6.1.
enum BitPacking {
  typealias Vector = SIMD4<UInt32>

  /// Values that are packed together at most; also the number of postings in a full block.
  static let blockCount = 128

  /// How many bytes `count` values of `width` bits take: whole vectors.
  static func byteCount(of count: Int, width: Int) -> Int {
    let rows = (count + 3) / 4
    return (rows * width + 31) / 32 * 16
  }

  /// Packs `count` values, each below 2^width.
  ///
  /// `values` is readable up to the next multiple of 4.
  @unsafe static func pack(
    _ values: UnsafePointer<UInt32>, count: Int, width: Int, into target: UnsafeMutableRawPointer
  ) {
    guard width > 0 else { return }
    let rows = (count + 3) / 4
    var word = Vector.zero
    var filled = 0
    var offset = 0
    for row in 0..<rows {
      let value = unsafe UnsafeRawPointer(values + 4 * row).loadUnaligned(as: Vector.self)
      word |= value &<< Vector(repeating: UInt32(filled))
      filled += width
      if filled >= 32 {
        unsafe target.storeBytes(of: word, toByteOffset: offset, as: Vector.self)
        offset += 16
        filled -= 32
        // The bits of this value that the word had no room for; none if it ended flush.
        word = filled == 0 ? .zero : value &>> Vector(repeating: UInt32(width - filled))
      }
    }
    if filled > 0 { unsafe target.storeBytes(of: word, toByteOffset: offset, as: Vector.self) }
  }

  /// Unpacks `count` values of `width` bits (0…32); writes whole rows, so up to 3 values more.
  @unsafe static func unpack(
    _ source: UnsafeRawPointer, count: Int, width: Int, into values: UnsafeMutablePointer<UInt32>
  ) {
    let rows = (count + 3) / 4
    let target = UnsafeMutableRawPointer(values)
    guard width > 0 else {
      for row in 0..<rows {
        unsafe target.storeBytes(of: .zero, toByteOffset: 16 * row, as: Vector.self)
      }
      return
    }
    if count == blockCount {
      unsafe unpackFullBlock(source, width: width, into: values)
      return
    }
    let mask = Vector(repeating: UInt32.max &>> UInt32(32 - width))
    var word = unsafe source.loadUnaligned(as: Vector.self)
    var offset = 16
    var used = 0
    for row in 0..<rows {
      var value = word &>> Vector(repeating: UInt32(used))
      used += width
      if used > 32 {
        word = unsafe source.loadUnaligned(fromByteOffset: offset, as: Vector.self)
        offset += 16
        used -= 32
        value |= word &<< Vector(repeating: UInt32(width - used))
      } else if used == 32, row + 1 < rows {
        word = unsafe source.loadUnaligned(fromByteOffset: offset, as: Vector.self)
        offset += 16
        used = 0
      }
      unsafe target.storeBytes(of: value & mask, toByteOffset: 16 * row, as: Vector.self)
    }
  }
}
