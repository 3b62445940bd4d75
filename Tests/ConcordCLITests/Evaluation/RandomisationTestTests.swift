// Compares the estimate with the exact probability, counted over all 2ⁿ arrangements.

import ConcordTestSupport
import Testing

@testable import ConcordCLI

@Suite("RandomisationTest")
struct RandomisationTestTests {
  /// The share of all arrangements whose difference is at least as large as the one observed.
  private static func exact(_ a: [Double], _ b: [Double]) -> Double {
    let differences = zip(a, b).map { $0 - $1 }
    let observed = differences.reduce(0, +).magnitude
    var count = 0
    for signs in 0..<(1 << differences.count) {
      let sum = differences.enumerated().reduce(0.0) {
        $0 + (signs >> $1.offset & 1 == 0 ? $1.element : -$1.element)
      }
      if sum.magnitude >= observed - 1e-9 { count += 1 }
    }
    return Double(count) / Double(1 << differences.count)
  }

  @Test("the estimate is near the exact probability")
  func oracle() {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(10) {
      let n = Int.random(in: 1...10, using: &random)
      // Steps of 0.1 make many arrangements equal on paper, and unequal by rounding.
      let a = (0..<n).map { _ in Double(Int.random(in: 0...10, using: &random)) / 10 }
      let b = (0..<n).map { _ in Double(Int.random(in: 0...10, using: &random)) / 10 }
      let estimate = RandomisationTest.pValue(a, b, permutationCount: 20_000)
      // Six standard errors of a share among 20,000.
      #expect((estimate - Self.exact(a, b)).magnitude < 0.022, "\(a) \(b) \(random.replay)")
    }
  }

  @Test("equal runs differ by chance; the same question has the same answer")
  func certain() {
    let a = (0..<100).map { Double($0) / 100 }
    #expect(RandomisationTest.pValue(a, a, permutationCount: 100) == 1)
    let b = a.map { $0 + 0.01 }
    #expect(RandomisationTest.pValue(a, b, permutationCount: 1_000) == 1.0 / 1_001)
    let c = a.shuffled()
    #expect(
      RandomisationTest.pValue(a, c, permutationCount: 1_000)
        == RandomisationTest.pValue(a, c, permutationCount: 1_000))
    #expect(
      RandomisationTest.pValue(a, c, permutationCount: 1_000)
        == RandomisationTest.pValue(c, a, permutationCount: 1_000))
  }
}
