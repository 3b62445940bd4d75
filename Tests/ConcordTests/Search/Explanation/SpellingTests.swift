// Suggestions against a comparison of the word with every word of the index, and misspellings that
// a search finds something for.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Spelling suggestions")
struct SpellingTests {
  private static func snapshot(_ bodies: [String], _ analyzer: Analyzer = .standard) throws
    -> Snapshot
  {
    let index = try SearchIndex(inMemory: Schema(.text("body", analyzer)))
    try index.write { writer in
      for (i, body) in bodies.enumerated() {
        try writer.add(Document(key: "\(i)", fields: ["body": body]))
        // Several segments.
        if i % 7 == 3 { try writer.flush() }
      }
    }
    return index.snapshot()
  }

  @Test("they are all words within the edits, by edits and frequency")
  func againstAll() throws {
    var random = SeededGenerator()
    func word(_ count: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: count, using: &random)).map { _ in
          "abc".randomElement(using: &random) ?? "a"
        })
    }
    let bodies = (0..<random.roundCount(60)).map { _ in
      (0..<6).map { _ in word(2...7) }.joined(separator: " ")
    }
    let snapshot = try Self.snapshot(bodies)
    var counts: [String: Int] = [:]
    for body in bodies {
      for word in Set(body.split(separator: " ").map(String.init)) { counts[word, default: 0] += 1 }
    }
    for _ in 0..<20 {
      let word = word(2...7)
      let most = word.count <= 5 ? 1 : 2
      let expected = counts.compactMap { other, count -> SpellingSuggestion? in
        let edits = AutomatonOracle.distance(
          Array(word.unicodeScalars), Array(other.unicodeScalars))
        guard 1...most ~= edits, count > counts[word] ?? 0 else { return nil }
        return SpellingSuggestion(word: other, documentCount: count, edits: edits)
      }.sorted { ($0.edits, -$0.documentCount, $0.word) < ($1.edits, -$1.documentCount, $1.word) }
      let found = try snapshot.suggestions(for: word, limit: .max)
      #expect(found == expected, "\(word) \(random.replay)")
      #expect(try snapshot.suggestions(for: word, limit: 2) == Array(expected.prefix(2)))
    }
  }

  @Test("numbers, single letters and several words have none")
  func none() throws {
    let snapshot = try Self.snapshot(["storm 2025 a b", "storm harbour"])
    for text in ["2024", "c", "strom-harbor", "", "storm", String(repeating: "storm", count: 9)] {
      #expect(try snapshot.suggestions(for: text) == [], "\(text)")
    }
    #expect(try snapshot.suggestions(for: "Strom").map(\.word) == ["storm"])
    #expect(try snapshot.suggestions(for: "strom", limit: 0) == [])
    #expect(throws: ConcordError.self) { try snapshot.suggestions(for: "strom", field: "colour") }
  }

  @Test("a stemmed field suggests words, not stems")
  func stems() throws {
    let snapshot = try Self.snapshot(["Two Universities agree.", "A university"], .english)
    #expect(try snapshot.suggestions(for: "univercity").map(\.word) == ["university"])
    #expect(try snapshot.diagnosis(of: .term("univercity")).correction?.documentCount == 2)
  }

  @Test("a rare word beside a common one looks misspelt, though the search finds something")
  func rare() throws {
    let common = Array(repeating: "the minister spoke", count: 40)
    let snapshot = try Self.snapshot(common + ["the minster", "the ministry", "the ministers"])
    let found = try snapshot.diagnosis(of: Query("minster"))
    #expect(found.hasMatches && found.findings.isEmpty && found.correction == nil)
    #expect(
      found.description
        == "“minster” is in 1 document only. Did you mean “minister” (40 documents)?")
    #expect(try snapshot.diagnosis(of: Query("minister")).words == [])
    // Two letters apart from the common word, for all that it is rare.
    #expect(try snapshot.diagnosis(of: Query("ministry")).words == [])
    // Half of a query that finds something may be misspelt altogether.
    #expect(
      try snapshot.diagnosis(of: Query("minister OR minsiter")).description
        == """
        “minsiter” is in no document. Did you mean “minister” (40 documents) or “minster” \
        (1 document)?
        """)
    #expect(try snapshot.diagnosis(of: Query("minister NOT minsiter")).words == [])
  }

  @Test("the correction is the likeliest that matches")
  func correction() throws {
    let snapshot = try Self.snapshot(["keep", "keep", "the keeper of the lighthouse"])
    let found = try snapshot.diagnosis(of: Query("lighthous NEAR/3 keepr"))
    #expect(found.correction?.query == (try Query("lighthouse NEAR/3 keeper")))
    #expect(found.correction?.documentCount == 1)
  }
}
