// The search of an index, and what is read from its hits.

import Concord
import Testing

@Suite("Searches of an index, and hits")
struct HitTests {
  private static func index() throws -> SearchIndex {
    let index = try SearchIndex(
      inMemory: Schema(
        .text("title", weight: 2), .text("body"), .text("note", stored: false), .date("date")))
    try index.write { writer in
      for i in 1...5 {
        try writer.add(
          Document(
            key: "\(i)",
            fields: [
              "title": "Day \(i)", "body": "tide" + String(repeating: " sea", count: i),
              "note": "unseen", "date": "2025-09-0\(i)",
            ]))
      }
      try writer.add(Document(key: "undated", fields: ["body": "tide"]))
    }
    return index
  }

  @Test("an index is searched in any order and from any place, as its snapshot is")
  func orders() throws {
    let index = try Self.index()
    let query = try Query("tide sea")
    for order in [SortOrder.score, .ascending("date"), .descending("date")] {
      for (limit, offset) in [(10, 0), (2, 0), (2, 2), (0, 0), (3, 5), (.max, 1), (1, .max)] {
        for scoring in [BM25(), BM25(k1: 0.9, b: 0)] {
          let hits = try index.search(
            query, sortedBy: order, limit: limit, offset: offset, scoring: scoring)
          let same = try index.snapshot().search(
            query, sortedBy: order, limit: limit, offset: offset, scoring: scoring)
          #expect(try hits.map { try $0.key } == same.map { try $0.key })
          #expect(hits.map(\.score) == same.map(\.score))
        }
      }
    }
    let newest = try index.search(query, sortedBy: .descending("date"), limit: 2, offset: 1)
    #expect(try newest.map { try $0.key } == ["4", "3"])
    #expect(throws: ConcordError.self) {
      try index.search(Query("sea*"), limits: SearchLimits(stepCount: 1))
    }
  }

  @Test("a hit gives the text of a field, none where there is none, and no field that is not")
  func texts() throws {
    let index = try Self.index()
    let hit = try #require(try index.search(Query("date:2025-09-03")).first)
    #expect(try hit.text(of: "title") == "Day 3")
    #expect(try hit.text(of: "date") == "2025-09-03")
    #expect(try hit.text(of: "note") == nil)
    let known = ["title", "body", "note", "date"]
    #expect(throws: ConcordError.unknownField("Title", known: known)) {
      try hit.text(of: "Title")
    }
    let undated = try #require(try index.search(Query("tide -date:*")).first)
    #expect(try undated.text(of: "date") == nil)
  }
}
