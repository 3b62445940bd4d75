import Benchmark

@testable import Concord

/// One block of 128 integers, by their width: packed alone, and with one in sixteen patched in.
func unpackBenchmarks() {
  for width in [1, 2, 4, 7, 8, 11, 16, 23] {
    unpackBenchmark("unpack, \(width) bits", width: width, wideShare: 0)
  }
  for width in [2, 7] {
    unpackBenchmark("unpack, \(width) bits and exceptions", width: width, wideShare: 16)
  }
}

/// `wideShare` is how many values there are for each that needs eight bits more; 0 for none.
private func unpackBenchmark(_ name: String, width: Int, wideShare: Int) {
  var generator = SeededGenerator()
  let values = FixedBuffer<UInt32>(count: BitPacking.blockCount, repeating: 0)
  for i in 0..<values.count {
    let isWide = wideShare > 0 && i.isMultiple(of: wideShare)
    values[i] = UInt32.random(in: 0..<(1 << UInt32(isWide ? width + 8 : width)), using: &generator)
  }
  var bytes: [UInt8] = []
  values.appendPatchedBlock(count: values.count, to: &bytes)
  let byteCount = bytes.count
  // Unpacking reads whole vectors.
  bytes += [UInt8](repeating: 0, count: 64)
  let block = bytes
  Benchmark(name, configuration: .short) { benchmark in
    unsafe block.withUnsafeBytes { source in
      guard let base = source.baseAddress else { return }
      for _ in benchmark.scaledIterations {
        // Safe: 64 bytes more than the block's are readable, and there is room for its values.
        blackHole(
          unsafe PatchedBlock.decode(
            base, available: byteCount, count: BitPacking.blockCount, into: values.base))
      }
    }
  }
}
