/// Unpacks a full block of 128 values whose width is known to the compiler.
///
/// With the width and the row as constants, every shift, mask and address is one too, and a row is
/// two to five instructions: 13 to 40 ns a block where a loop that carries its state takes 60 to
/// 130 (IndexFormat.md, section 15).
///
/// Format: IndexFormat.md, section 6.1.
private enum FixedWidth<let width: Int> {
  typealias Vector = SIMD4<UInt32>

  @unsafe static func unpack(
    _ source: UnsafeRawPointer, into target: UnsafeMutableRawPointer
  ) {
    unsafe unpackEight(from: 0, source, into: target)
    unsafe unpackEight(from: 8, source, into: target)
    unsafe unpackEight(from: 16, source, into: target)
    unsafe unpackEight(from: 24, source, into: target)
  }

  @inline(__always)
  @unsafe private static func unpackEight(
    from row: Int, _ source: UnsafeRawPointer, into target: UnsafeMutableRawPointer
  ) {
    // Written out: the compiler turns a subscript that it can see into a constant, a loop's not.
    unsafe unpack(row: row, source, into: target)
    unsafe unpack(row: row + 1, source, into: target)
    unsafe unpack(row: row + 2, source, into: target)
    unsafe unpack(row: row + 3, source, into: target)
    unsafe unpack(row: row + 4, source, into: target)
    unsafe unpack(row: row + 5, source, into: target)
    unsafe unpack(row: row + 6, source, into: target)
    unsafe unpack(row: row + 7, source, into: target)
  }

  @inline(__always)
  @unsafe private static func unpack(
    row: Int, _ source: UnsafeRawPointer, into target: UnsafeMutableRawPointer
  ) {
    let word = row * width / 32
    let used = row * width % 32
    // Safe: row `row` ends in vector (32 · width − 1) / 32 = width − 1 or before, and the caller's
    // block has `width` vectors; the target has 32.
    var value = unsafe source.loadUnaligned(fromByteOffset: 16 * word, as: Vector.self)
    value = value &>> Vector(repeating: UInt32(used))
    if used + width > 32 {
      let next = unsafe source.loadUnaligned(fromByteOffset: 16 * (word + 1), as: Vector.self)
      value |= next &<< Vector(repeating: UInt32(32 - used))
    }
    let mask = Vector(repeating: UInt32.max &>> UInt32(32 - width))
    unsafe target.storeBytes(of: value & mask, toByteOffset: 16 * row, as: Vector.self)
  }
}

extension BitPacking {
  /// Unpacks 128 values of `width` bits (1…32).
  @unsafe static func unpackFullBlock(
    _ source: UnsafeRawPointer, width: Int, into values: UnsafeMutablePointer<UInt32>
  ) {
    let target = UnsafeMutableRawPointer(values)
    switch width {
    case 1: unsafe FixedWidth<1>.unpack(source, into: target)
    case 2: unsafe FixedWidth<2>.unpack(source, into: target)
    case 3: unsafe FixedWidth<3>.unpack(source, into: target)
    case 4: unsafe FixedWidth<4>.unpack(source, into: target)
    case 5: unsafe FixedWidth<5>.unpack(source, into: target)
    case 6: unsafe FixedWidth<6>.unpack(source, into: target)
    case 7: unsafe FixedWidth<7>.unpack(source, into: target)
    case 8: unsafe FixedWidth<8>.unpack(source, into: target)
    case 9: unsafe FixedWidth<9>.unpack(source, into: target)
    case 10: unsafe FixedWidth<10>.unpack(source, into: target)
    case 11: unsafe FixedWidth<11>.unpack(source, into: target)
    case 12: unsafe FixedWidth<12>.unpack(source, into: target)
    case 13: unsafe FixedWidth<13>.unpack(source, into: target)
    case 14: unsafe FixedWidth<14>.unpack(source, into: target)
    case 15: unsafe FixedWidth<15>.unpack(source, into: target)
    case 16: unsafe FixedWidth<16>.unpack(source, into: target)
    case 17: unsafe FixedWidth<17>.unpack(source, into: target)
    case 18: unsafe FixedWidth<18>.unpack(source, into: target)
    case 19: unsafe FixedWidth<19>.unpack(source, into: target)
    case 20: unsafe FixedWidth<20>.unpack(source, into: target)
    case 21: unsafe FixedWidth<21>.unpack(source, into: target)
    case 22: unsafe FixedWidth<22>.unpack(source, into: target)
    case 23: unsafe FixedWidth<23>.unpack(source, into: target)
    case 24: unsafe FixedWidth<24>.unpack(source, into: target)
    case 25: unsafe FixedWidth<25>.unpack(source, into: target)
    case 26: unsafe FixedWidth<26>.unpack(source, into: target)
    case 27: unsafe FixedWidth<27>.unpack(source, into: target)
    case 28: unsafe FixedWidth<28>.unpack(source, into: target)
    case 29: unsafe FixedWidth<29>.unpack(source, into: target)
    case 30: unsafe FixedWidth<30>.unpack(source, into: target)
    case 31: unsafe FixedWidth<31>.unpack(source, into: target)
    default: unsafe FixedWidth<32>.unpack(source, into: target)
    }
  }
}
