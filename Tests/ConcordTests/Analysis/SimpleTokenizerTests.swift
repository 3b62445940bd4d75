// The simple tokenizer against a loop over the standard library's properties. Its Unicode is
// newer than the tables', so scalars that came after 15.0 are left out.

import Testing

@testable import Concord

@Suite struct SimpleTokenizerTests {
  private func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber:
      true
    default: false
    }
  }

  private func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var token: [Unicode.Scalar] = []
    func end() {
      if !token.isEmpty {
        tokens.append(String(String.UnicodeScalarView(token)))
      }
      token = []
    }
    for scalar in text.unicodeScalars {
      if !isLetterOrDigit(scalar) || token.count == 255 { end() }
      if isLetterOrDigit(scalar) { token.append(scalar) }
    }
    end()
    return tokens
  }

  @Test("runs of letters and digits are the tokens")
  func randomTexts() throws {
    var generator = TestGenerator(seed: TestGenerator.seed)
    let analyzer = Analyzer(tokenizer: .simple, filters: [])
    for _ in 0..<500 * TestGenerator.rounds {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<60 {
        let limit: UInt32 = [0x80, 0x250, 0x3000, 0x30000].randomElement(using: &generator) ?? 0x80
        guard
          let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)),
          let age = scalar.properties.age, age <= (15, 0)
        else { continue }
        scalars.append(scalar)
      }
      let text = String(scalars)
      try #require(
        analyzer.terms(in: text).map { Array($0.utf8) } == tokens(of: text).map { Array($0.utf8) },
        "CONCORD_SEED=\(TestGenerator.seed)")
    }
  }

  @Test("runs are cut after 255 scalars", arguments: ["x", "д"])
  func longRuns(letter: String) {
    for count in [254, 255, 256, 510, 511] {
      let text = String(repeating: letter, count: count)
      let expected = tokens(of: text)
      #expect(Analyzer.simple.terms(in: text + " " + text) == expected + expected)
    }
    let mixed = String(repeating: "x", count: 254) + "ддд"
    #expect(Analyzer.simple.terms(in: mixed) == tokens(of: mixed))
  }

  @Test("every scalar has the lower case that the standard library gives it, if that is one scalar")
  func lowercase() {
    for value in UInt32(0)..<0x20000 {
      guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age, age <= (15, 0),
        scalar.properties.lowercaseMapping.unicodeScalars.count == 1
      else { continue }
      var bytes: [UInt8] = []
      CaseMapping.lowercase.map(value, into: &bytes)
      let expected = Array(scalar.properties.lowercaseMapping.utf8)
      if bytes != expected {
        Issue.record("\(scalar) becomes \(bytes), not \(expected)")
      }
    }
  }
}
