// What fields with columns do at the edges: values that cannot be read, queries that cannot be
// answered, names with two fields, patterns on the text, fields that came later.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Fields with columns")
struct ColumnFieldTests {
  private static func snapshot() throws -> Snapshot {
    let index = try SearchIndex(
      inMemory: Schema(
        .text("body"), .text("author"), .keyword("author", stored: false), .date("date"),
        .number("size")))
    try index.write { writer in
      let values = [
        ("a", "2025-09", "-2"), ("b", "2025-09-04T10:00:00+02:00", "1e3"), ("c", "soon", "large"),
        ("d", "2024", "5.0"),
      ]
      for (key, date, size) in values {
        try writer.add(
          Document(
            key: key, fields: ["body": "sea", "author": "Ada \(key)", "date": date, "size": size]))
      }
      try writer.add(Document(key: "e", fields: ["body": "sea"]))
      #expect(writer.summary.unreadableValueCount == 2)
    }
    return index.snapshot()
  }

  private static func keys(_ text: String) throws -> String {
    try snapshot().search(Query(text)).map { try $0.key }.sorted().joined()
  }

  @Test(
    "typed queries find what they say",
    arguments: [
      ("date:2025", "ab"), ("date:2025-09", "ab"), ("date:2025-09-04", "b"),
      ("date:2025-09-04T08:00:00Z", "b"), ("date:\"2025-09-04 08:00\"", "b"),
      ("date:=2024", "d"), ("date:>=2024", "abd"), ("date:>2024", "ab"), ("date:<2025-09", "d"),
      ("date:<=2025-09", "abd"), ("date:[2024-06 TO *]", "ab"), ("date:{2024 TO 2025-09]", "ab"),
      ("date:*", "abcd"), ("date:* NOT date:>=0001", "c"), ("date:so*", "c"), ("date:soo~", "c"),
      ("date:2025*", "ab"), ("sea -date:*", "e"), ("size:-2", "a"), ("size:5", "d"),
      ("size:>=5", "bd"), ("size:[-3 TO 5}", "a"), ("size:<-1.5", "a"), ("size:1000", "b"),
      ("size:large*", "c"), ("date:2025-09 OR size:5", "abd"), ("date:(2024 OR 2025-09-04)", "bd"),
      ("author:ada", "abcd"), ("author:[\"Ada b\" TO \"Ada c\"]", "bc"), ("author:*", "abcd"),
    ])
  func finds(_ text: String, _ expected: String) throws {
    #expect(try Self.keys(text) == expected)
  }

  @Test(
    "what cannot be answered is an error that teaches",
    arguments: [
      ("date:2025-13", "“2025-13” is not a date: write 2025, 2025-09"),
      ("date:>=soon", "“soon” is not a date"), ("date:\"4 September\"", "is not a date"),
      ("size:5kg", "“5kg” is not a number: write 1999"), ("size:[1 TO x]", "“x” is not a number"),
      ("body:[a TO b]", "“body” is a field of words"),
    ])
  func refuses(_ text: String, _ sentence: String) throws {
    let snapshot = try Self.snapshot()
    let error = try #require(throws: ConcordError.self) { try snapshot.count(Query(text)) }
    #expect(error.description.contains(sentence), "\(error)")
  }

  @Test("a range of dates is near nothing")
  func near() throws {
    let range = Query.range(QueryRange(from: .init("2024"), to: nil), field: "date")
    let query = Query.near([range, range], Proximity(within: 5))
    let snapshot = try Self.snapshot()
    let error = #expect(throws: ConcordError.self) { try snapshot.count(query) }
    #expect(error?.description.contains("has no words") ?? false, "\(error as Any)")
  }

  @Test("only fields with a column can be sorted by and counted")
  func noColumn() throws {
    let snapshot = try Self.snapshot()
    let errors = [
      #expect(throws: ConcordError.self) {
        try snapshot.search(.everything, sortedBy: .ascending("body"))
      },
      #expect(throws: ConcordError.self) { try snapshot.facets(of: "body") },
    ]
    for error in errors {
      #expect(error?.description.contains("“author”, “date”, “size”") ?? false, "\(error as Any)")
    }
    let known = ["body", "author", "date", "size"]
    #expect(throws: ConcordError.unknownField("colour", known: known)) {
      try snapshot.facets(of: "colour")
    }
    #expect(throws: ConcordError.self) { try snapshot.facets(of: "author", by: .year) }
  }

  @Test("facets and orders of a name with two fields are those of the whole values")
  func pair() throws {
    let snapshot = try Self.snapshot()
    #expect(try snapshot.facets(of: "author").map(\.text) == ["Ada a", "Ada b", "Ada c", "Ada d"])
    let hits = try snapshot.search(.everything, sortedBy: .descending("author"))
    #expect(try hits.map { try $0.key } == ["d", "c", "b", "a", "e"])
    #expect(try snapshot.document(key: "a")?.fields["author"] == "Ada a")
    let dates = try snapshot.facets(of: "date").map(\.text)
    #expect(dates == ["2024", "2025-09", "2025-09-04T08:00:00Z"])
  }

  @Test("statistics count values and those that cannot be read")
  func statistics() throws {
    let statistics = try Self.snapshot().statistics()
    let fields = Dictionary(
      uniqueKeysWithValues: statistics.fields.map { ("\($0.name) \($0.kind)", $0) })
    #expect(fields["date date"]?.documentCount == 4)
    #expect(fields["date date"]?.unreadableCount == 1)
    #expect(fields["size number"]?.unreadableCount == 1)
    #expect(fields["author keyword"]?.documentCount == 4)
    #expect(statistics.sections.columns > 0)
  }

  @Test("segments that are older than all their fields' columns are searched with the others")
  func olderSegments() throws {
    let storage = MemoryStorage()
    var options = SearchIndex.Options()
    options.mergePolicy = .never
    let index = try SearchIndex(
      storage, schema: Schema(.text("body"), .date("date"), otherFields: .standard),
      options: options)
    try index.write { try $0.add(Document(key: "a", fields: ["body": "sea"])) }
    try index.write {
      try $0.add(Document(key: "b", fields: ["body": "sea", "date": "2025", "more": "x"]))
    }
    let query = try Query("sea date:2025")
    #expect(try index.search(query).map { try $0.key } == ["b", "a"])
    let sorted = try index.snapshot().search(query, sortedBy: .ascending("date"))
    #expect(try sorted.map { try $0.key } == ["b", "a"])
    try index.merge()
    #expect(try index.search(query).map { try $0.key } == ["b", "a"])
    #expect(try index.check() == [])
  }

  @Test("an index is opened with the kinds that its fields were made with, and no others")
  func kinds() throws {
    let storage = MemoryStorage()
    let schema = Schema(.text("x"), .date("x"), .number("n"), .keyword("k"))
    _ = try SearchIndex(storage, schema: schema, options: .init())
    let reopened = try SearchIndex(storage, schema: schema, options: .init())
    #expect(reopened.snapshot().schema == schema)
    for other in [Schema(.keyword("x")), Schema(.date("n")), Schema(.text("k"))] {
      let error = #expect(throws: ConcordError.self) {
        try SearchIndex(storage, schema: other, options: .init())
      }
      guard case .schemaMismatch? = error else {
        Issue.record("\(error as Any)")
        continue
      }
    }
  }
}
