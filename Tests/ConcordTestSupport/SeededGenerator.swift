#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Random numbers that can be had again.
///
/// The algorithm is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
/// The seed is CONCORD_SEED if the environment has it, and else another one in each run. Every
/// expectation on random input says `\(random.replay)`, the line that brings a failure back.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// What all the numbers follow from.
  public let seed: UInt64
  private var state: UInt64

  /// A generator with the seed of the environment, or a new one.
  public init() {
    self.init(seed: Self.setting("CONCORD_SEED") ?? UInt64.random(in: 0...UInt64.max))
  }

  /// A generator with this seed.
  public init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// The setting that repeats this run.
  public var replay: String { "CONCORD_SEED=\(seed)" }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// `count` random bytes.
  public mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  /// CONCORD_ROUNDS if the environment has it, else `count`.
  public func roundCount(_ count: Int) -> Int {
    Self.setting("CONCORD_ROUNDS").flatMap { Int(exactly: $0) } ?? count
  }

  private static func setting(_ name: String) -> UInt64? {
    // Safe: the text lives until the environment changes, which no test does.
    guard let text = unsafe getenv(name) else { return nil }
    return unsafe UInt64(String(cString: text))
  }
}
