// The inner loops of the engine, each alone, in nanoseconds and instructions:
//
//     swift package -Xswiftc -enable-testing benchmark
//
// They are no part of the API; `-enable-testing` lets a release build see them. A loop that takes
// less than a microsecond runs a thousand times for each sample; with `--scale`, what is shown is
// for one time. All inputs come from one seed.

import Benchmark

@testable import Concord

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .instructions], maxDuration: .seconds(1), maxIterations: 100_000)
  unpackBenchmarks()
  scoreBenchmarks()
  intersectBenchmarks()
  tokenizeBenchmarks()
}

extension Benchmark.Configuration {
  /// For loops that are too short for the clock.
  static var short: Benchmark.Configuration {
    var configuration = Benchmark.defaultConfiguration
    configuration.scalingFactor = .kilo
    return configuration
  }
}

/// A sequence of numbers that is the same on every machine: SplitMix64 (Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", 2014).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64 = 1

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
