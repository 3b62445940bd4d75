// What a snippet shows, on random texts of numbered words in sentences: exactly the words that
// matched are marked, each part is a run of whole words, the best window of all is shown, sentences
// are begun where they can be, and no part repeats what another has.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Choice of a snippet")
struct SnippetChoiceTests {
  /// A text in which every word says its number, so that a part tells where it is from.
  private struct NumberedText {
    static let kinds = ["alpha", "beta", "gamma", "delta"]
    /// For each word its kind, nil for one that nobody asks for.
    var kinds: [Int?] = []
    var startsSentence: [Bool] = []

    init(_ random: inout SeededGenerator) {
      let chance = Int.random(in: 3...40, using: &random)
      var starts = true
      for _ in 0..<Int.random(in: 1...150, using: &random) {
        let kind = Int.random(in: 0..<chance, using: &random)
        kinds.append(kind < Self.kinds.count ? kind : nil)
        startsSentence.append(starts)
        starts = Int.random(in: 0..<8, using: &random) == 0
      }
      kinds[Int.random(in: 0..<kinds.count, using: &random)] = 0
    }

    func word(_ i: Int) -> String { (kinds[i].map { Self.kinds[$0] } ?? "x") + "\(i)" }

    /// The word with its capital and its full stop.
    func piece(_ i: Int) -> String {
      let word = word(i)
      let ends = i + 1 < kinds.count && startsSentence[i + 1]
      let start = startsSentence[i] ? word.prefix(1).uppercased() + word.dropFirst() : word
      return start + (ends ? "." : "")
    }

    var text: String { kinds.indices.map(piece).joined(separator: " ") }

    /// The scalars from the beginning of one word to the end of another.
    func width(_ first: Int, _ last: Int) -> Int {
      (first...last).reduce(last - first) { $0 + piece($1).utf8.count }
    }
  }

  /// A snippet as runs of words, and the numbers of those that are marked.
  private struct Shown {
    var parts: [ClosedRange<Int>] = []
    var marked: [Int] = []

    init?(_ snippet: Snippet) {
      for part in snippet.text.split(separator: " … ") {
        let numbers = part.split(separator: " ").compactMap { word in
          Int(word.filter { $0.isNumber })
        }
        guard let first = numbers.first, let last = numbers.last, first <= last,
          numbers == Array(first...last)
        else { return nil }
        parts.append(first...last)
      }
      marked = snippet.highlights.compactMap { Int(snippet.text[$0].filter { $0.isNumber }) }
    }
  }

  private static func snippet(
    _ text: NumberedText, _ query: Query, _ length: Int
  ) throws -> Snippet? {
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    try index.write { writer in
      try writer.add(Document(key: "1", fields: ["body": text.text]))
    }
    return try index.search(query).first?.snippet(of: "body", length: length)
  }

  @Test("whole words, exactly the matched ones marked, from the best window")
  func properties() throws {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(400) {
      let text = NumberedText(&random)
      let length = Int.random(in: 20...400, using: &random)
      let query = Query.any(NumberedText.kinds.map { .prefix($0) })
      let note: Comment = "\(random.replay) \(length): \(text.text)"
      let snippet = try #require(try Self.snippet(text, query, length), note)
      let shown = try #require(Shown(snippet), note)
      // In order, apart, and no longer than asked for, if no single word is.
      #expect(
        zip(shown.parts, shown.parts.dropFirst()).allSatisfy { left, right in
          left.upperBound + 1 < right.lowerBound
        }, note)
      let widths = shown.parts.map { text.width($0.lowerBound, $0.upperBound) }
      #expect(widths.reduce(0, +) <= max(length, 12 * shown.parts.count) + shown.parts.count, note)
      #expect(shown.parts.count <= max(2, length / 80), note)
      // What matched and is shown is marked, nothing else.
      let words = shown.parts.flatMap { Array($0) }
      #expect(shown.marked == words.filter { text.kinds[$0] != nil }, note)
      #expect(snippet.isCutAtStart == (words.first != 0), note)
      #expect(snippet.isCutAtEnd == (words.last != text.kinds.count - 1), note)
      // Every kind weighs alike, so no window may have more kinds than what is shown.
      let kinds = Set(words.compactMap { text.kinds[$0] })
      #expect(kinds.count >= Self.mostKinds(text, length), note)
      // One part begins with a sentence if there is room for that.
      if shown.parts.count == 1, let first = shown.marked.first, let last = shown.marked.last {
        let start = shown.parts[0].lowerBound
        let hasRoom = (0...first).contains {
          text.startsSentence[$0] && text.width($0, last) <= length
        }
        #expect(!hasRoom || text.startsSentence[start], note)
      }
    }
  }

  /// The most kinds of words in any run of words that is no wider than `length`.
  private static func mostKinds(_ text: NumberedText, _ length: Int) -> Int {
    var most = 0
    for first in text.kinds.indices {
      var kinds: Set<Int> = []
      for last in first..<text.kinds.count {
        guard text.width(first, last) <= length else { break }
        if let kind = text.kinds[last] { kinds.insert(kind) }
        most = max(most, kinds.count)
      }
    }
    return most
  }

  @Test("a rare word is shown before a frequent one, and near ones before far ones")
  func weights() throws {
    let filler = (0..<40).map { "Filler \($0) says nothing. " }.joined()
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    try index.write { writer in
      for i in 0..<20 {
        try writer.add(Document(key: "\(i)", fields: ["body": "Common things of day \(i)."]))
      }
      let body =
        "A common thing. " + filler + "One rare bird. " + filler + "The rare common bird. " + filler
      try writer.add(Document(key: "bird", fields: ["body": body]))
    }
    func text(_ query: String) throws -> String {
      let hit = try #require(try index.search(Query(query), limit: 1).first)
      return try #require(try hit.snippet(length: 30)).text
    }
    #expect(try text("common rare").hasPrefix("The rare common bird."))
    #expect(try text("rare thing common").contains("rare"))
    #expect(try text("rare one").hasPrefix("One rare bird."))
  }

  @Test("a long snippet has as many parts as it needs")
  func manyParts() throws {
    let filler = (0..<30).map { "Filler \($0) says nothing. " }.joined()
    let body = ["war", "peace", "truce", "pact"].map { "Here is \($0). " + filler }.joined()
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    try index.write { writer in try writer.add(Document(key: "1", fields: ["body": body])) }
    let hit = try #require(try index.search(Query("war peace truce pact")).first)
    let counts = try [120, 240, 320, 800].map { length in
      try hit.snippet(length: length)?.text.split(separator: " … ").count
    }
    #expect(counts == [2, 3, 4, 4])
    let snippet = try #require(try hit.snippet(length: 320))
    #expect(
      snippet.highlights.map { String(snippet.text[$0]) } == ["war", "peace", "truce", "pact"])
  }
}
