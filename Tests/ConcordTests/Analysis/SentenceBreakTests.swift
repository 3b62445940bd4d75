// Sentence boundaries: against Unicode's own cases, against the rules as written, and by example.
// The files' line ends become U+2029, because Concord takes a single line end for a space.

import Testing

@testable import Concord

@Suite struct SentenceBreakTests {
  /// Line ends as ends of paragraphs: what they are in the untailored rules.
  private func withParagraphs(
    _ scalars: [UInt32], _ boundaries: [Int]
  ) -> (scalars: [UInt32], boundaries: [Int]) {
    var result: [UInt32] = []
    var places: [Int] = []
    for (i, scalar) in scalars.enumerated() {
      places.append(result.count)
      if scalar == 0x0A, i > 0, scalars[i - 1] == 0x0D { continue }
      result.append([0x0A, 0x0D, 0x85, 0x2028].contains(scalar) ? 0x2029 : scalar)
    }
    places.append(result.count)
    return (result, boundaries.map { places[$0] })
  }

  /// The boundaries that the scanner's way of asking finds, as places of scalars.
  private func boundaries(of scalars: [UInt32]) -> [Int] {
    let bytes = RandomScalars.utf8(scalars)
    let sentences = SentenceBreaks()
    var found: Set<Int> = [0, bytes.count]
    var places: [Int: Int] = [bytes.count: scalars.count]
    var i = 0
    for (place, scalar) in scalars.enumerated() {
      places[i] = place
      let next = i + RandomScalars.utf8([scalar]).count
      switch sentences.cue(scalar) {
      case .terminator:
        if let end = sentences.boundary(in: bytes.span, terminatorAt: i) { found.insert(end) }
      case .paragraphEnd: found.insert(next)
      case .none, .lineEnd: break
      }
      i = next
    }
    return found.map { places[$0] ?? -1 }.sorted()
  }

  @Test(
    "all cases of SentenceBreakTest.txt hold",
    .enabled(if: UnicodeTableGenerator.isInstalled, "install the package unicode-data"))
  func conformance() throws {
    let cases = try breakTestCases(of: "SentenceBreakTest.txt")
    #expect(cases.count > 490)
    for (scalars, expected) in cases {
      let (scalars, expected) = withParagraphs(scalars, expected)
      #expect(boundaries(of: scalars) == expected, "\(scalars.map { String($0, radix: 16) })")
    }
  }

  @Test("random texts have the boundaries of the rules as written")
  func randomTexts() throws {
    var generator = TestGenerator(seed: TestGenerator.seed)
    for _ in 0..<4_000 * TestGenerator.rounds {
      let (scalars, _) = withParagraphs(RandomScalars.make(&generator), [])
      let classes = scalars.map { ScalarProperties.table[$0].sentenceClass }
      try #require(
        boundaries(of: scalars)
          == (scalars.isEmpty ? [0] : SentenceBreakOracle(classes).boundaries),
        "\(scalars.map { String($0, radix: 16) }), CONCORD_SEED=\(TestGenerator.seed)")
    }
  }

  private func starts(_ text: String) -> (sentences: [UInt32], paragraphs: [UInt32]) {
    var buffer = TokenBuffer()
    AnalyzerRun(.standard).analyze(Array(text.utf8).span, into: &buffer)
    return (buffer.sentenceStarts, buffer.paragraphStarts)
  }

  @Test(
    "a sentence begins after a terminator, a paragraph after a blank line",
    arguments: [
      ("Call me. Some years ago", [2], []),
      ("He said no. never again", [], []),
      ("the U.S. army of e.g. ants", [], []),
      ("Is it? Yes! It is.", [2, 3], []),
      ("\"Go.\" They went.", [1], []),
      ("one line\nand the next", [], []),
      ("It ends.\nAnd begins", [2], []),
      ("A title\n\nthe text", [2], [2]),
      ("A title\r\n \t\r\nthe text", [2], [2]),
      ("\n\nfirst\n\n\n\nsecond. Third", [1, 2], [1]),
      ("first\u{2029}second", [1], [1]),
      ("東京。大阪", [2], []),
      ("Version 20.04 is 3.5 old", [], []),
    ] as [(String, [UInt32], [UInt32])])
  func examples(text: String, sentences: [UInt32], paragraphs: [UInt32]) {
    #expect(starts(text).sentences == sentences)
    #expect(starts(text).paragraphs == paragraphs)
  }
}
