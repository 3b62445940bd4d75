// Word boundaries: against Unicode's own cases, and against the rules as written on random texts.

import Foundation
import Testing

@testable import Concord

/// The cases of a Unicode break test file: scalars, and the places with a boundary.
func breakTestCases(of file: String) throws -> [(scalars: [UInt32], boundaries: [Int])] {
  let path = UnicodeTableGenerator.directory + "/auxiliary/" + file
  return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap {
    let fields = $0.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
    var scalars: [UInt32] = []
    var boundaries: [Int] = []
    for field in fields {
      if field == "÷" {
        boundaries.append(scalars.count)
      } else if let scalar = UInt32(field, radix: 16) {
        scalars.append(scalar)
      }
    }
    return scalars.isEmpty ? nil : (scalars, boundaries)
  }
}

@Suite struct WordBreakTests {
  /// The boundaries that the machine finds, as places of scalars.
  private func boundaries(of scalars: [UInt32]) -> [Int] {
    var places: [Int: Int] = [:]
    var offset = 0
    for (place, scalar) in scalars.enumerated() {
      places[offset] = place
      offset += RandomScalars.utf8([scalar]).count
    }
    places[offset] = scalars.count
    let bytes = RandomScalars.utf8(scalars)
    var result = [0]
    var end = 0
    while end < bytes.count {
      end = WordBreaks().segment(in: bytes.span, from: end).end
      result.append(places[end] ?? -1)
    }
    return result
  }

  @Test(
    "all cases of WordBreakTest.txt hold",
    .enabled(if: UnicodeTableGenerator.isInstalled, "install the package unicode-data"))
  func conformance() throws {
    let cases = try breakTestCases(of: "WordBreakTest.txt")
    #expect(cases.count > 1_800)
    for (scalars, expected) in cases {
      #expect(boundaries(of: scalars) == expected, "\(scalars.map { String($0, radix: 16) })")
      #expect(WordBreakOracle(scalars).boundaries == expected)
    }
  }

  @Test("tokens of random texts are those of the rules as written")
  func randomTexts() throws {
    var generator = TestGenerator(seed: TestGenerator.seed)
    let run = AnalyzerRun(Analyzer(tokenizer: .unicodeWords, filters: []))
    var buffer = TokenBuffer()
    for _ in 0..<4_000 * TestGenerator.rounds {
      let scalars = RandomScalars.make(&generator)
      let expected = WordBreakOracle(scalars).tokens.map { token in
        RandomScalars.utf8(Array(scalars[..<token.lowerBound]))
          .count..<RandomScalars.utf8(Array(scalars[..<token.upperBound])).count
      }
      run.analyze(RandomScalars.utf8(scalars).span, into: &buffer)
      let found = buffer.tokens.map { Int($0.start)..<Int($0.end) }
      try #require(
        found == expected,
        "\(scalars.map { String($0, radix: 16) }), CONCORD_SEED=\(TestGenerator.seed)")
      #expect(buffer.tokens.map(\.position) == (0..<UInt32(found.count)).map { $0 })
    }
  }
}
