// Normalization Form C, against the standard library's canonical equivalence and by example.

import Foundation
import Testing

@testable import Concord

@Suite struct NormalizationTests {
  private func composed(_ scalars: [UInt32]) -> [UInt32] {
    var scalars = scalars
    Normalization.shared.compose(&scalars)
    return scalars
  }

  @Test("text is in Form C as Foundation makes it")
  func randomTexts() throws {
    var generator = TestGenerator(seed: TestGenerator.seed)
    // Ranges rich in compositions, and long in Unicode. No single Hangul letters: Foundation
    // leaves a syllable and a final letter apart if another letter stands before them, against
    // UAX #15; the test of Hangul below has them.
    let ranges: [ClosedRange<UInt32>] = [
      0x41...0x17F, 0x300...0x345, 0x370...0x3FF, 0x400...0x45F, 0x1E00...0x1FFF,
      0xAC00...0xD7A3, 0x900...0xDFF,
      0x3040...0x30FF, 0x2ADC...0x2ADC, 0xF900...0xFA10, 0xFB1D...0xFB4E, 0x1D15E...0x1D164,
    ]
    for _ in 0..<3_000 * TestGenerator.rounds {
      let scalars = (0..<Int.random(in: 1...8, using: &generator)).compactMap { _ in
        ranges.randomElement(using: &generator).map { UInt32.random(in: $0, using: &generator) }
      }.filter { Unicode.Scalar($0)?.properties.age.map { $0 <= (15, 0) } ?? false }
      let text = String(decoding: RandomScalars.utf8(scalars), as: UTF8.self)
      let expected = text.precomposedStringWithCanonicalMapping.unicodeScalars.map(\.value)
      try #require(
        composed(scalars) == expected,
        "\(scalars.map { String($0, radix: 16) }) CONCORD_SEED=\(TestGenerator.seed)")
      #expect(composed(expected) == expected)
    }
  }

  @Test(
    "marks are put into their order",
    arguments: [
      ([0x61, 0x323, 0x301], [0x1EA1, 0x301]), ([0x61, 0x301, 0x323], [0x1EA1, 0x301]),
      ([0x301], [0x301]), ([0x212B], [0xC5]), ([0x1112, 0x1161, 0x11AB], [0xD55C]),
      ([0x0958], [0x0915, 0x093C]),
    ] as [([UInt32], [UInt32])])
  func examples(scalars: [UInt32], expected: [UInt32]) {
    #expect(composed(scalars) == expected)
  }

  @Test("Hangul letters make the syllables that fall apart into them")
  func hangul() {
    for syllable in stride(from: UInt32(0xAC00), through: 0xD7A3, by: 7) {
      var parts: [UInt32] = []
      Normalization.shared.decompose(syllable, into: &parts)
      #expect(parts.count == ((syllable - 0xAC00) % 28 == 0 ? 2 : 3))
      #expect(composed(parts) == [syllable])
      #expect(composed([0x1109] + parts) == [0x1109, syllable])
    }
    #expect(composed([0xC528, 0x11B2]) == [0xC533])
    #expect(composed([0xC533, 0x11B2]) == [0xC533, 0x11B2])
    #expect(composed([0xC528, 0x11A7]) == [0xC528, 0x11A7])
  }
}
