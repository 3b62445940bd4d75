/// A value for every Unicode scalar, found by two array look-ups.
///
/// The first stage names the block of 128 scalars, the second holds the blocks. Blocks with the
/// same contents are kept once: most of the code space is a few blocks, repeated.
struct ScalarTable<Value: Hashable & Sendable>: Sendable {
  private var blocks: [UInt16]
  private var values: [Value]

  private static var blockShift: UInt32 { 7 }
  private static var blockCount: Int { 1 << 7 }
  /// One more than the greatest scalar.
  private static var scalarCount: Int { 0x110000 }

  /// Makes a table from `runs` that cover all scalars in order; scalars beyond them get `other`.
  init(runs: [(value: Value, count: Int)], other: Value) {
    blocks = []
    values = []
    var known: [[Value]: UInt16] = [:]
    // Most blocks lie within one run; those are found by its value, without a look at each scalar.
    var uniform: [Value: UInt16] = [:]
    var rest = runs.makeIterator()
    var run = (value: other, count: 0)
    while blocks.count < Self.scalarCount / Self.blockCount {
      if run.count == 0 { run = rest.next() ?? (other, Self.scalarCount) }
      let isUniform = run.count >= Self.blockCount
      if isUniform, let number = uniform[run.value] {
        blocks.append(number)
        run.count -= Self.blockCount
        continue
      }
      var block: [Value] = []
      while block.count < Self.blockCount {
        if run.count == 0 { run = rest.next() ?? (other, Self.scalarCount) }
        let count = min(run.count, Self.blockCount - block.count)
        block.append(contentsOf: repeatElement(run.value, count: count))
        run.count -= count
      }
      let number = known[block] ?? UInt16(values.count / Self.blockCount)
      if known.updateValue(number, forKey: block) == nil { values.append(contentsOf: block) }
      if isUniform { uniform[block[0]] = number }
      blocks.append(number)
    }
  }

  /// Makes a table that holds `other` but for the scalars of `entries`.
  init(entries: [(scalar: UInt32, value: Value)], other: Value) {
    blocks = Array(repeating: 0, count: Self.scalarCount / Self.blockCount)
    values = Array(repeating: other, count: Self.blockCount)
    for (scalar, value) in entries {
      let block = Int(scalar >> Self.blockShift)
      if blocks[block] == 0 {
        blocks[block] = UInt16(values.count / Self.blockCount)
        values.append(contentsOf: repeatElement(other, count: Self.blockCount))
      }
      values[Int(blocks[block]) * Self.blockCount + Int(scalar) % Self.blockCount] = value
    }
  }

  /// The value of `scalar`, which must be below 0x110000.
  @inline(__always)
  subscript(scalar: UInt32) -> Value {
    let block = Int(blocks[Int(scalar >> Self.blockShift)])
    return values[block << Int(Self.blockShift) | Int(scalar) & (Self.blockCount - 1)]
  }
}
