// Texts that are not taken into memory as tokens at once: cut into parts of a few bytes, they must
// have the tokens of the whole; and around matches, the pieces that the whole has there.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Long texts")
struct LongTextTests {
  /// Scraps of scripts that tokenizers treat differently, and of what stands between.
  private static let scraps = [
    "whale", "Whales", "don't", "20.04", "é", "e\u{301}", "\u{301}", "🇫🇷", "👩‍👩‍👧‍👦", "東京タワー", "中国",
    "ภาษาไทย", "한국어", "a/b", "the", "of", ".", "? ", "\"", "_", "\u{200D}", "\u{AD}",
  ]
  private static let spaces = [" ", " ", "", "\n", "\n\n", "\r\n", "\u{3000}", "  ", "\t"]

  private static func text(_ random: inout SeededGenerator, scrapCount: Int) -> String {
    (0..<scrapCount).map { _ in
      (scraps.randomElement(using: &random) ?? "") + (spaces.randomElement(using: &random) ?? "")
    }.joined()
  }

  @Test(
    "have the tokens of the whole, whatever the parts",
    arguments: [Analyzer.standard, .english, .simple, .keyword])
  func parts(analyzer: Analyzer) {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(60) {
      let text = Self.text(&random, scrapCount: Int.random(in: 0...80, using: &random))
      let whole = AnalyzerRuns().buffer(of: text, by: analyzer)
      let expected = whole.tokens.map {
        StoredTokens.Token(position: $0.position, range: Int($0.start)..<Int($0.end))
      }
      let tokens = StoredTokens(
        text, analyzer, AnalyzerRuns(), partByteCount: Int.random(in: 1...40, using: &random))
      var terms: [String] = []
      if Bool.random(using: &random) {
        tokens.forEachPart { buffer in terms += buffer.tokens.indices.map(buffer.term) }
        #expect(terms == whole.tokens.indices.map(whole.term), "\(random.replay)")
      }
      for _ in 0..<20 {
        let position = UInt32.random(in: 0...(whole.positionCount + 2), using: &random)
        #expect(
          tokens.token(from: position) == expected.first { $0.position >= position },
          "\(random.replay)")
        #expect(
          tokens.token(before: position) == expected.last { $0.position < position },
          "\(random.replay)")
      }
    }
  }

  @Test("have the pieces of the whole around matches")
  func stretches() {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(100) {
      let text = Self.text(&random, scrapCount: Int.random(in: 1...400, using: &random))
      let byteCount = text.utf8.count
      var matches: [Range<Int>] = []
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let start = Int.random(in: (matches.last?.upperBound ?? 0)...byteCount, using: &random)
        matches.append(start..<min(byteCount, start + 3))
      }
      let longest = Int.random(in: 1...20, using: &random)
      let whole = TextPieces(text, around: [0..<byteCount], longest: longest, AnalyzerRuns())
      let pieces = TextPieces(text, around: matches, longest: longest, AnalyzerRuns())
      #expect(!whole.isCutAtStart && !whole.isCutAtEnd)
      // A piece that has no equal is longer than a word, and was cut from another beginning.
      let ranges = Set(whole.pieces.map { $0.start..<$0.end })
      for piece in pieces.pieces where piece.endColumn - piece.column < min(longest, 10) {
        #expect(
          ranges.contains { $0.lowerBound <= piece.start && piece.end <= $0.upperBound },
          "\(random.replay)")
      }
      for match in matches where match.lowerBound < whole.pieces.last?.end ?? 0 {
        let piece = pieces.pieces[pieces.piece(at: match.lowerBound)]
        #expect(piece.start <= max(match.lowerBound, pieces.pieces[0].start), "\(random.replay)")
      }
      #expect(zip(pieces.pieces, pieces.pieces.dropFirst()).allSatisfy { $0.end <= $1.start })
      #expect(
        zip(pieces.pieces, pieces.pieces.dropFirst()).allSatisfy { $0.endColumn <= $1.column })
    }
  }

  @Test("have a snippet at their end, and so have words that occur in all of it")
  func snippet() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    // More than the ten thousand matches, and the distance, that a snippet looks at.
    let body = String(repeating: "the whale of the sea, ", count: 30_000) + "and the last word."
    try index.write { try $0.add(Document(key: "1", fields: ["body": body])) }
    let last = try #require(try index.search(.term("last")).first?.snippet(length: 30))
    #expect(last.text == "of the sea, and the last word.")
    #expect(last.highlights.map { String(last.text[$0]) } == ["last"])
    #expect(last.isCutAtStart && !last.isCutAtEnd)
    let everywhere = try #require(try index.search(.term("the")).first?.snippet(length: 30))
    #expect(everywhere.text == "the whale of the sea, the")
    #expect(everywhere.highlights.count == 3)
    #expect(!everywhere.isCutAtStart && everywhere.isCutAtEnd)
    let near = try #require(
      try index.search(Query("whale NEAR/3 last")).first?.snippet(length: 30) ?? last)
    #expect(near == last)
  }
}
