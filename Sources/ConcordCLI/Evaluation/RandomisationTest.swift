/// Fisher's paired randomisation test, two-sided: whether two engines differ by more than chance.
///
/// If both were equally good, which of a topic's two values came from which engine would be a toss
/// of a coin. The test tosses it for every topic, many times, and counts how often the means come
/// to lie at least as far apart as they do (Smucker, Allan and Carterette, “A comparison of
/// statistical significance tests for information retrieval evaluation”, 2007). The seed is fixed,
/// so the same runs always give the same answer.
enum RandomisationTest {
  /// Enough for a p-value of 0.05 to have a standard error of 0.0007.
  static let permutationCount = 100_000

  /// The probability of a difference at least this large between engines that are equally good.
  ///
  /// `a` and `b` hold a value for each topic, in the same order. The observed arrangement counts
  /// as one of the permutations, so that the result is never 0.
  static func pValue(
    _ a: [Double], _ b: [Double], permutationCount: Int = permutationCount
  ) -> Double {
    precondition(a.count == b.count, "both engines have answered the same topics")
    let differences = zip(a, b).map { $0 - $1 }.filter { $0 != 0 }
    let observed = differences.reduce(0, +).magnitude
    // Sums that are equal on paper may differ by rounding.
    let tolerance = differences.reduce(0) { $0 + $1.magnitude } * 1e-12
    var random = SplitMix(state: 1)
    var count = 1
    for _ in 0..<permutationCount {
      var sum = 0.0
      var coins: UInt64 = 0
      for (i, difference) in differences.enumerated() {
        if i % 64 == 0 { coins = random.next() }
        sum += coins & 1 == 0 ? difference : -difference
        coins >>= 1
      }
      if sum.magnitude >= observed - tolerance { count += 1 }
    }
    return Double(count) / Double(permutationCount + 1)
  }

  /// SplitMix64 (Steele, Lea and Flood, “Fast splittable pseudorandom number generators”, 2014).
  private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
