/// Up to 128 integers, most of them packed in few bits and the large ones patched in afterwards.
///
/// The width is the one that makes the block smallest; values that need more bits are exceptions,
/// whose high bits follow the packed low bits (PFor: Zukowski et al., "Super-scalar RAM-CPU cache
/// compression", 2006; the choice of the width is that of Yan, Ding and Suel's OptPFor, 2009).
///
///     block := header:u8 [exceptionCount:u8] packed:bytes index:u8^n high:bytes[h]^n
///     header := width (low six bits, 0…32) + 64 · code;  code 0, 1, 2, 3 → h = 0, 1, 2, 4
///
/// Format: IndexFormat.md, section 6.1.
enum PatchedBlock {
  /// No block of 128 values is longer: header, count, 128 values of 32 bits.
  static let byteCountLimit = 2 + 512

  /// Bytes of an exception's high part, by the header's code.
  private static func highByteCount(code: Int) -> Int { code == 3 ? 4 : code }

  private static func code(highWidth: Int) -> Int {
    highWidth <= 0 ? 0 : highWidth <= 8 ? 1 : highWidth <= 16 ? 2 : 3
  }

  /// Appends `count` values (1…128).
  ///
  /// `values` is readable up to the next multiple of 4.
  @unsafe static func encode(
    _ values: UnsafePointer<UInt32>, count: Int, into output: inout [UInt8]
  ) {
    precondition(count > 0 && count <= BitPacking.blockCount)
    let (width, code) = unsafe bestWidth(values, count: count)
    let mask = width == 32 ? UInt32.max : (UInt32(1) &<< UInt32(width)) - 1
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: BitPacking.blockCount) { low in
      var exceptions: [UInt8] = []
      for i in 0..<BitPacking.blockCount { unsafe low[i] = i < count ? values[i] & mask : 0 }
      if code > 0 {
        for i in 0..<count where unsafe values[i] > mask { exceptions.append(UInt8(i)) }
      }
      output.append(UInt8(width | code << 6))
      if code > 0 { output.append(UInt8(exceptions.count)) }
      let packedCount = BitPacking.byteCount(of: count, width: width)
      let start = output.count
      output.append(contentsOf: repeatElement(0, count: packedCount))
      if packedCount > 0, let source = low.baseAddress {
        unsafe output.withUnsafeMutableBytes { bytes in
          // Safe: `packedCount` bytes were appended at `start` just above.
          guard let base = bytes.baseAddress else { return }
          unsafe BitPacking.pack(source, count: count, width: width, into: base + start)
        }
      }
      output.append(contentsOf: exceptions)
      for i in exceptions {
        let high = unsafe values[Int(i)] &>> UInt32(width)
        for byte in 0..<highByteCount(code: code) {
          output.append(UInt8(truncatingIfNeeded: high &>> UInt32(8 * byte)))
        }
      }
    }
  }

  /// The width and the code of the high parts that make the block smallest.
  @unsafe private static func bestWidth(
    _ values: UnsafePointer<UInt32>, count: Int
  ) -> (width: Int, code: Int) {
    var valuesOfWidth = InlineArray<33, Int>(repeating: 0)
    for i in 0..<count { unsafe valuesOfWidth[32 - values[i].leadingZeroBitCount] += 1 }
    var most = 32
    while most > 0, valuesOfWidth[most] == 0 { most -= 1 }
    var best = (width: most, code: 0)
    var bestByteCount = BitPacking.byteCount(of: count, width: most)
    var exceptionCount = 0
    for width in stride(from: most - 1, through: 0, by: -1) {
      exceptionCount += valuesOfWidth[width + 1]
      let code = code(highWidth: most - width)
      let byteCount =
        BitPacking.byteCount(of: count, width: width)
        + 1 + exceptionCount * (1 + highByteCount(code: code))
      if byteCount < bestByteCount {
        bestByteCount = byteCount
        best = (width, code)
      }
    }
    return best
  }

  /// The byte count of the block of `count` values at `source`, of which `available` bytes are
  /// readable; nil if it is malformed or does not fit.
  @unsafe static func byteCount(
    at source: UnsafeRawPointer, available: Int, count: Int
  ) -> Int? {
    guard available >= 1 else { return nil }
    let header = unsafe Int(source.load(as: UInt8.self))
    let width = header & 63
    guard width <= 32 else { return nil }
    var total = 1 + BitPacking.byteCount(of: count, width: width)
    if header >> 6 > 0 {
      guard available >= 2 else { return nil }
      let exceptionCount = unsafe Int(source.load(fromByteOffset: 1, as: UInt8.self))
      total += 1 + exceptionCount * (1 + highByteCount(code: header >> 6))
    }
    return total <= available ? total : nil
  }

  /// How many bits the widest value of the block at `source` can have, by its header alone.
  ///
  /// One byte is readable there.
  @unsafe static func widthLimit(at source: UnsafeRawPointer) -> Int {
    let header = unsafe Int(source.load(as: UInt8.self))
    return header & 63 + 8 * highByteCount(code: header >> 6)
  }

  /// Decodes `count` values (1…128) into `values`, which has room for 128.
  ///
  /// Returns how many bytes the block took, or nil if it is malformed or longer than `available`.
  @unsafe static func decode(
    _ source: UnsafeRawPointer, available: Int, count: Int,
    into values: UnsafeMutablePointer<UInt32>
  ) -> Int? {
    guard let total = unsafe byteCount(at: source, available: available, count: count) else {
      return nil
    }
    let header = unsafe Int(source.load(as: UInt8.self))
    let width = header & 63
    let code = header >> 6
    if code == 0 {
      unsafe BitPacking.unpack(source + 1, count: count, width: width, into: values)
      return total
    }
    let exceptionCount = unsafe Int(source.load(fromByteOffset: 1, as: UInt8.self))
    unsafe BitPacking.unpack(source + 2, count: count, width: width, into: values)
    let indexes = unsafe source + 2 + BitPacking.byteCount(of: count, width: width)
    let highs = unsafe indexes + exceptionCount
    // Safe: `total` ≤ available covers both arrays; the index is masked to the room of `values`.
    for i in 0..<exceptionCount {
      let index = unsafe Int(indexes.load(fromByteOffset: i, as: UInt8.self)) & 127
      let high: UInt32
      switch code {
      case 1: high = unsafe UInt32(highs.load(fromByteOffset: i, as: UInt8.self))
      case 2: high = unsafe UInt32(highs.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self))
      default: high = unsafe highs.loadUnaligned(fromByteOffset: 4 * i, as: UInt32.self)
      }
      unsafe values[index] |= high &<< UInt32(width & 31)
    }
    return total
  }
}
