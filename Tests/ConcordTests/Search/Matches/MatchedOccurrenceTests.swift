// Occurrences that made a document match: on random documents and queries with every operator,
// those of the model, which tries all choices, each with the words it is made of; and by hand their
// places in the text and their operands.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Matched occurrences")
struct MatchedOccurrenceTests {
  /// An occurrence as the model knows it.
  private struct Known: Hashable {
    let field: String
    let range: Occurrence
    let words: Set<UInt32>
  }

  /// How often the model has each occurrence: two parts of a query may have the same.
  private static func known(_ matches: [String: [Set<MatchModel.Choice>]]) -> [Known: Int] {
    var counts: [Known: Int] = [:]
    for (field, leaves) in matches {
      for choices in leaves {
        let ranges = Dictionary(grouping: choices, by: \.range)
        for (range, choices) in ranges {
          let words = choices.reduce(into: Set<UInt32>()) { $0.formUnion($1.words) }
          counts[Known(field: field, range: range, words: words), default: 0] += 1
        }
      }
    }
    return counts
  }

  @Test("they are those of all choices that satisfy the query, with the words of these")
  func model() throws {
    var source = RandomMatches()
    let random = source.random
    for _ in 0..<random.roundCount(20) {
      let world = try MatchWorld(&source)
      for _ in 0..<40 {
        let query = source.query(depth: 2)
        for hit in try world.index.search(query, limit: 100) {
          let key = try hit.key
          var found: [Known: Int] = [:]
          for one in try hit.occurrences() {
            let range = Occurrence(
              start: UInt32(one.positions.lowerBound), end: UInt32(one.positions.upperBound))
            let words = Set(one.words.map { UInt32($0.position) })
            found[Known(field: one.field, range: range, words: words), default: 0] += 1
          }
          let expected = world.models[key]?.matches(query).map(Self.known)
          #expect(found == expected, "\(random.replay) \(query) in \(key)")
        }
      }
    }
  }

  private static func occurrences(
    _ query: String, in text: String, limit: Int = .max
  ) throws -> [String] {
    let index = try SearchIndex(inMemory: Schema(.text("body"), .date("date"), .number("n")))
    try index.write { writer in
      try writer.add(
        Document(key: "1", fields: ["body": text, "date": "2025-09-04", "n": "7"]))
    }
    let hit = try #require(try index.search(Query(query)).first)
    let fields = try hit.document().fields
    return try hit.occurrences(limit: limit).map { one in
      let bytes = Array((fields[one.field] ?? "").utf8)
      func text(_ range: Range<Int>?) -> String {
        range.map { String(decoding: bytes[$0], as: UTF8.self) } ?? "?"
      }
      let words = one.words.map { "\($0.operand):\(text($0.range))" }.joined(separator: " ")
      return "\(one.query) | \(text(one.range)) | \(words)"
    }
  }

  @Test(
    "each has its part of the query, its text, and its words with their operands",
    arguments: [
      ("whale", "A whale, a Whale", ["whale | whale | 0:whale", "whale | Whale | 0:Whale"]),
      (
        "\"white ? whale\"", "a white (old) whale",
        ["\"white ? whale\" | white (old) whale | 0:white 0:whale"]
      ),
      (
        "\"white whale\" NEAR/3 (ship OR boat*)", "Boats: a white whale",
        ["\"white whale\" NEAR/3 (ship OR boat*) | Boats: a white whale | 1:Boats 0:white 0:whale"]
      ),
      (
        "(a NEAR/2 b) NEAR/3 c", "a b x c",
        ["a NEAR/2 b NEAR/3 c | a b x c | 0:a 0:b 1:c"]
      ),
      ("a NOTNEAR/1 b", "a b x a", ["a NOTNEAR/1 b | a | 0:a"]),
      ("(a NEAR/1 b) OR c", "c a b", ["c | c | 0:c", "a NEAR/1 b | a b | 0:a 1:b"]),
      (
        "a AND date:2025-09 AND n:>5", "a",
        ["a | a | 0:a", "date:2025-09 | 2025-09-04 | 0:2025-09-04", "n:>5 | 7 | 0:7"]
      ),
      ("*", "a", []),
    ] as [(String, String, [String])])
  func places(query: String, text: String, expected: [String]) throws {
    #expect(try Self.occurrences(query, in: text) == expected)
  }

  @Test("there are no more than were asked for, the first of them")
  func limit() throws {
    #expect(try Self.occurrences("a", in: "a b a b a", limit: 2).count == 2)
    #expect(try Self.occurrences("a", in: "a b a b a", limit: 0).isEmpty)
  }

  @Test("without its text an occurrence has positions and no bytes")
  func notStored() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body", stored: false)))
    try index.write { writer in try writer.add(Document(key: "1", fields: ["body": "x a b"])) }
    let found = try #require(try index.search(Query("a NEAR b")).first).occurrences()
    #expect(found.map(\.positions) == [1...2])
    #expect(found[0].range == nil && found[0].words.map(\.range) == [nil, nil])
  }
}
