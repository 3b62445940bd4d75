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

  /// Finds the documents that two blocks share: their subscripts go to `pairs`, those in `left` in
  /// the low byte, those in `right` in the high byte.
  ///
  /// Both rise; `i` and `j` are where to begin, and where it ended: at the end of one of the two.
  /// `pairs` has room for as many as the shorter rest. If few of `left` are in reach of `right`,
  /// they are looked up; else both are merged, without a branch that depends on the data.
  @unsafe static func intersect(
    _ left: UnsafePointer<UInt32>, _ i: inout Int, count leftCount: Int,
    _ right: UnsafePointer<UInt32>, _ j: inout Int, count rightCount: Int,
    into pairs: UnsafeMutablePointer<UInt16>
  ) -> Int {
    guard i < leftCount, j < rightCount else { return 0 }
    // With so few to look up, seven steps of halving each are fewer than those of a merge.
    let fewCount = 8
    let last = unsafe right[rightCount - 1]
    if i + fewCount >= leftCount || (unsafe left[i + fewCount] > last) {
      return unsafe lookUp(left, &i, count: leftCount, right, &j, count: rightCount, into: pairs)
    }
    return unsafe merge(left, &i, count: leftCount, right, &j, count: rightCount, into: pairs)
  }

  @unsafe private static func lookUp(
    _ left: UnsafePointer<UInt32>, _ i: inout Int, count leftCount: Int,
    _ right: UnsafePointer<UInt32>, _ j: inout Int, count rightCount: Int,
    into pairs: UnsafeMutablePointer<UInt16>
  ) -> Int {
    let last = unsafe right[rightCount - 1]
    var count = 0
    while i < leftCount, unsafe left[i] <= last {
      j = unsafe firstIndex(atLeast: left[i], in: right, from: j, count: rightCount)
      if unsafe right[j] == left[i] {
        unsafe pairs[count] = UInt16(truncatingIfNeeded: i | j &<< 8)
        count += 1
        j += 1
      }
      i += 1
    }
    // Nothing is left of `right`, unless `left` ended first.
    if i < leftCount { j = rightCount }
    return count
  }

  @unsafe private static func merge(
    _ left: UnsafePointer<UInt32>, _ i: inout Int, count leftCount: Int,
    _ right: UnsafePointer<UInt32>, _ j: inout Int, count rightCount: Int,
    into pairs: UnsafeMutablePointer<UInt16>
  ) -> Int {
    var count = 0
    var a = i
    var b = j
    while a < leftCount, b < rightCount {
      let x = unsafe left[a]
      let y = unsafe right[b]
      unsafe pairs[count] = UInt16(truncatingIfNeeded: a | b &<< 8)
      count &+= x == y ? 1 : 0
      a &+= x <= y ? 1 : 0
      b &+= y <= x ? 1 : 0
    }
    i = a
    j = b
    return count
  }
}
