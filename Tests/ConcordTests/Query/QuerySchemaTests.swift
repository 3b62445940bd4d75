// Queries that are read for an index, whose fields are known: values that a field cannot have are
// mistakes with a place, and a lenient reading makes words of them.

import Testing

@testable import Concord

@Suite("Queries read with a schema")
struct QuerySchemaTests {
  private static let schema = Schema(
    .text("body"), .text("author"), .keyword("author", stored: false), .date("date"),
    .number("size"))
  private static let options = QueryOptions(schema: schema)

  @Test("a value that its field cannot have is shown at its place")
  func rendering() {
    let error = #expect(throws: QueryError.self) {
      try Query.parse("summit AND -date:2025-13", options: Self.options)
    }
    #expect(
      error?.rendered() == """
        “2025-13” is not a date: write 2025, 2025-09, 2025-09-14 or 2025-09-14T10:00
          summit AND -date:2025-13
                           ^
        """)
  }

  @Test(
    "a range as others write it is mended if its ends are values",
    arguments: [
      ("a date:2025-09-01..2025-09", "a date:[2025-09-01 TO 2025-09]"),
      ("-size:1..2.5 sea", "-size:[1 TO 2.5] sea"), ("date:a..b", nil), ("date:2025..", nil),
    ] as [(String, String?)])
  func dots(_ text: String, _ suggestion: String?) {
    let error = #expect(throws: QueryError.self) {
      try Query.parse(text, options: Self.options)
    }
    #expect(error?.suggestion == suggestion)
  }

  static let mistakes: [(String, String, String)] = [
    ("summit date:soon", "“soon” is not a date", "summit soon"),
    ("date:>=soon", "“soon” is not a date", "soon"),
    ("date:[2025 TO \"next year\"]", "“next year” is not a date", "2025 OR next\\ year"),
    ("date:\"4 September\"", "“4 September” is not a date", "\"4 September\""),
    ("date:(2025 OR soon)", "“soon” is not a date", "date:2025 OR soon"),
    ("size:5kg^2", "“5kg” is not a number", "5kg^2"),
    ("-size:5kg sea", "“5kg” is not a number", "sea NOT 5kg"),
    ("body:[a TO b]", "“body” is a field of words", "body:(a OR b)"),
  ]

  @Test("a strict reading refuses it, and a lenient one looks for its words", arguments: mistakes)
  func refused(_ text: String, _ message: String, _ words: String) throws {
    let lenient = Query.parseLeniently(text, options: Self.options)
    #expect(lenient.diagnostics.map { String($0.message.prefix(message.count)) } == [message])
    #expect(lenient.query.description == (try Query(words)).description)
    let error = #expect(throws: QueryError.self) {
      try Query.parse(text, options: Self.options)
    }
    #expect(error == lenient.diagnostics.first)
    // Without the schema, only the search can tell.
    #expect(throws: Never.self) { try Query(text) }
    let snapshot = try SearchIndex(inMemory: Self.schema).snapshot()
    #expect(throws: ConcordError.self) { try snapshot.count(Query(text)) }
    #expect(throws: Never.self) { try snapshot.count(lenient.query) }
  }

  @Test(
    "what a field can have is read as without the schema, and so are names of no field",
    arguments: [
      "date:2025", "date:[2025 TO *]", "date:*", "date:so*", "date:soo~", "size:>=-1.5",
      "author:[\"Ada b\" TO *]", "body:*", "author:ada", "titel\\:storm",
    ])
  func right(_ text: String) throws {
    #expect(try Query.parse(text, options: Self.options) == Query(text))
    #expect(Query.parseLeniently(text, options: Self.options).diagnostics.isEmpty)
  }

  @Test("a name of no field is text")
  func otherNames() throws {
    let query = try Query.parse("titel:storm", options: Self.options)
    #expect(query == .term("titel:storm"))
  }

  @Test("an index answers whatever a lenient reading for it makes of random text")
  func randomTexts() throws {
    // Of the letters of the random texts.
    let schema = Schema(.text("N"), .date("a"), .number("b"), .keyword("c"))
    let index = try SearchIndex(inMemory: schema)
    try index.write { writer in
      try writer.add(
        Document(key: "1", fields: ["N": "a b c 9 ß", "a": "1999", "b": "9", "c": "ab"]))
    }
    let snapshot = index.snapshot()
    let options = QueryOptions(schema: schema)
    let (seed, rounds) = Randomness.settings(rounds: 2_000)
    var random = RandomQueries(seed: seed)
    var refused = 0
    for round in 0..<rounds {
      // As they are, and with a field before each.
      let text = random.text()
      for field in ["", "N:", "a:", "b:", "c:"] {
        let lenient = Query.parseLeniently(field + text, options: options)
        if (try? Query.parse(field + text, options: options)) == nil { refused += 1 }
        do {
          _ = try snapshot.count(lenient.query)
        } catch {
          Issue.record("CONCORD_SEED=\(seed), round \(round): \(field + text): \(error)")
          return
        }
      }
    }
    #expect(refused > rounds / 2)
  }
}
