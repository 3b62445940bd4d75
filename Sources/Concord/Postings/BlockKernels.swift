/// The inner loops over the integers of one block.
enum BlockKernels {
  typealias Vector = SIMD4<UInt32>

  /// Turns 128 gaps into documents: each is the one before, plus one, plus its gap.
  ///
  /// `first` is one more than the document before the block (0 for the first block).
  @unsafe static func documents(
    fromGaps values: UnsafeMutablePointer<UInt32>, first: UInt32
  ) {
    let memory = UnsafeMutableRawPointer(values)
    let steps = Vector(0, 1, 2, 3)
    var carry = Vector(repeating: first)
    for row in 0..<(SegmentFormat.blockCount / 4) {
      var sum = unsafe memory.loadUnaligned(fromByteOffset: 16 * row, as: Vector.self)
      sum &+= Vector(0, sum[0], sum[1], sum[2])
      sum &+= Vector(0, 0, sum[0], sum[1])
      let documents = sum &+ carry &+ steps
      unsafe memory.storeBytes(of: documents, toByteOffset: 16 * row, as: Vector.self)
      carry = Vector(repeating: documents[3] &+ 1)
    }
  }

  /// The largest of 128 values.
  @unsafe static func maximum(_ values: UnsafePointer<UInt32>) -> UInt32 {
    let memory = unsafe UnsafeRawPointer(values)
    var largest = Vector.zero
    for row in 0..<(SegmentFormat.blockCount / 4) {
      let next = unsafe memory.loadUnaligned(fromByteOffset: 16 * row, as: Vector.self)
      largest.replace(with: next, where: next .> largest)
    }
    return largest.max()
  }

  /// The first subscript in `from..<count` whose value is at least `target`, or `count`; the values
  /// rise.
  ///
  /// A binary search without branches: each step halves the range by a conditional move.
  @unsafe static func firstIndex(
    atLeast target: UInt32, in values: UnsafePointer<UInt32>, from: Int, count: Int
  ) -> Int {
    var low = from
    var length = count - from
    while length > 1 {
      let half = length / 2
      low = unsafe values[low + half - 1] < target ? low + half : low
      length -= half
    }
    guard length == 1 else { return low }
    return unsafe values[low] < target ? low + 1 : low
  }
}
