// What matched: on random documents and queries with every operator, exactly the words of the
// model, which tries all choices; and fields that are keywords, or not stored.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Matches")
struct MatchFinderTests {
  @Test("the words that matched are those of all choices that satisfy the query")
  func model() throws {
    var source = RandomMatches()
    let random = source.random
    for _ in 0..<random.roundCount(20) {
      let world = try MatchWorld(&source)
      let (index, models) = (world.index, world.models)
      for _ in 0..<40 {
        let query = source.query(depth: 2)
        let hits = try index.search(query, limit: 100)
        let note: Comment = "\(random.replay) \(query)"
        let expected = models.compactMapValues { $0.words(query) }
        #expect(try Set(hits.map { hit in try hit.key }) == Set(expected.keys), note)
        for hit in hits {
          let key = try hit.key
          var found: [String: Set<UInt32>] = [:]
          for match in try hit.matches() {
            found[match.field] = Set(match.positions.map { UInt32($0) })
            try Self.check(match, models[key]?.fields[match.field], hit, note)
          }
          #expect(found == expected[key], "\(random.replay) \(query) in \(key)")
        }
      }
    }
  }

  private static func check(
    _ match: FieldMatch, _ text: MatchModel.Text?, _ hit: Hit, _ note: Comment
  ) throws {
    let stored = Array(try hit.document().fields[match.field, default: ""].utf8)
    let shown = match.ranges.map { String(decoding: stored[$0], as: UTF8.self).lowercased() }
    #expect(shown == match.positions.map { text?.words[$0] ?? "" }, note)
    #expect(match.positions == match.positions.sorted(), note)
  }

  @Test("of a prefix that stands for many terms, those that the document has are found")
  func manyTerms() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body"), .text("hidden", stored: false)))
    try index.write { writer in
      for i in 0..<200 {
        let text = "an ab\(i) and ab\(i + 1)"
        try writer.add(Document(key: "\(i)", fields: ["body": text, "hidden": text]))
      }
    }
    let near = Query.near([.prefix("ab"), .term("and")], Proximity(within: 1, inOrder: true))
    for query in [.prefix("ab"), near] {
      for hit in try index.search(query, limit: 200) {
        let matches = try hit.matches()
        let positions = query == near ? [1, 2] : [1, 3]
        #expect(matches.map(\.field) == ["body", "hidden"])
        #expect(matches.map(\.positions) == [positions, positions])
        #expect(matches[0].ranges.count == 2)
        #expect(matches[1].ranges == [])
      }
    }
  }

  @Test("of a keyword field, the whole value matches")
  func keyword() throws {
    let index = try SearchIndex(inMemory: Schema(.keyword("date"), .text("body")))
    try index.write { writer in
      try writer.add(Document(key: "1", fields: ["date": "2025-09-01", "body": "War and peace"]))
    }
    let query = try Query("date:[2025-09 TO 2025-10] AND peace")
    let hits = try index.search(query)
    #expect(hits.count == 1)
    #expect(
      try hits[0].matches() == [
        FieldMatch(field: "date", positions: [0], ranges: [0..<10]),
        FieldMatch(field: "body", positions: [2], ranges: [8..<13]),
      ])
  }
}
