// Queries that could only be answered wrongly are refused with a sentence, beside the same queries
// where they can be answered.

import Concord
import Testing

@Suite struct RefusedQueryTests {
  private static func snapshot() throws -> Snapshot {
    let index = try SearchIndex(
      inMemory: Schema(.text("plain"), .text("stemmed", .english), .keyword("date")))
    try index.write { writer in
      let text = "15 runners were running"
      try writer.add(
        Document(key: "a", fields: ["plain": text, "stemmed": text, "date": "2025-09-04"]))
    }
    return index.snapshot()
  }

  @Test(
    "what would be a wrong answer is an error",
    arguments: ["plain:[1000 TO 2000]", "plain:>=1000"])
  func refused(text: String) throws {
    let snapshot = try Self.snapshot()
    let error = try #require(throws: ConcordError.self) { try snapshot.count(Query(text)) }
    guard case .unsupportedQuery = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test(
    "the same is answered where it can be",
    arguments: [
      ("stemmed:=running", 1), ("stemmed:=runs", 0), ("plain:=running", 1), ("plain:=runs", 0),
      ("date:>=2025-09", 1), ("plain:*", 1),
    ])
  func answered(text: String, count: Int) throws {
    #expect(try Self.snapshot().count(Query(text)) == count)
  }
}
