// Words in the form in which they were written, in a stemmed field: which documents they find and
// what is highlighted, and which lists the dictionary keeps for them. The oracle of every query
// over random histories is in SearchOracleTests.swift, whose third schema is stemmed.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Exact forms")
struct ExactFormTests {
  private static let texts = [
    "a": "The cutting edge of running.", "b": "They cut the edges; he runs.",
    "c": "A woman ran to women who run.", "d": "Running-shoes, RUNNING on the cut edge.",
  ]

  private static func index() throws -> SearchIndex {
    let index = try SearchIndex(inMemory: Schema(.text("body", .english)))
    try index.write { writer in
      for key in texts.keys.sorted() {
        try writer.add(Document(key: key, fields: ["body": texts[key] ?? ""]))
      }
    }
    return index
  }

  @Test(
    "a word finds its stem, =word the form, and patterns the words as they were written",
    arguments: [
      ("running", "abcd"), ("=running", "ad"), ("=RUNNING", "ad"), ("=runs", "b"), ("=run", "c"),
      ("run", "abcd"), ("=ran", "c"), ("=runn", ""), ("\"cutting edge\"", "ad"),
      ("\"=cutting edge\"", "a"), ("\"cutting =edge\"", "ad"), ("\"=cut =edge\"", "d"),
      ("\"=cut the\"", "b"), ("=cut NEAR/2 =edges", "b"), ("=cut NEAR/2 edge", "bd"),
      ("(=runs OR =ran) NEAR/8 (edges OR women)", "bc"), ("run NOTNEAR/3 =edge", "bcd"),
      ("NEAR(=cut edge run, 6)", "bd"), ("=running-shoes", "d"), ("=running AND =the", "ad"),
      ("running*", "ad"), ("runs*", "b"), ("run*", "abcd"), ("*unning", "ad"), ("wom?n", "c"),
      ("wome?", "c"), ("r?n", "c"), ("/runn.*/", "ad"), ("/r[au]ns?/", "bc"), ("womin~", "c"),
      ("edgess~1", "b"), ("\"cut the edge*\"", "b"), ("\"cutting edge*\"", "ad"),
      ("\"the cut* edge\"", "ad"), ("running-sho*", "d"), ("body:*", "abcd"),
      ("\"run* =on\"", "d"),
    ])
  func finds(text: String, keys: String) throws {
    let hits = try Self.index().search(try Query(text))
    #expect(try hits.map { try $0.key }.sorted().joined() == keys)
  }

  @Test(
    "what is highlighted is the form that was asked for",
    arguments: [
      ("=running", "d", ["Running", "RUNNING"]), ("=run run", "c", ["run"]),
      ("\"=cut edges\"~1", "b", ["cut", "edges"]), ("=cut NEAR/3 run", "d", ["RUNNING", "cut"]),
      ("wome?", "c", ["women"]), ("run* OR =shoes", "d", ["Running", "shoes", "RUNNING"]),
    ])
  func highlights(text: String, key: String, words: [String]) throws {
    let hits = try Self.index().search(try Query(text))
    let hit = try #require(try hits.first { try $0.key == key })
    let body = Array((Self.texts[key] ?? "").utf8)
    let shown = try hit.matches().flatMap(\.ranges).map {
      String(decoding: body[$0], as: UTF8.self)
    }
    #expect(shown == words)
    let snippet = try #require(try hit.snippet(of: "body", length: 200))
    #expect(snippet.highlights.map { String(snippet.text[$0]) } == words)
  }

  /// What the dictionaries of an index's segments have in a field, stems with a tilde before them.
  private static func keys(_ index: SearchIndex) throws -> [[String]] {
    var all: [[String]] = []
    for open in index.snapshot().segments {
      var cursor = try open.segment.dictionary.cursor(from: [1])
      var keys: [String] = []
      while cursor.isValid {
        keys.append((TermKey.isStem(cursor.term) ? "~" : "") + TermKey.text(of: cursor.term))
        try cursor.next()
      }
      all.append(keys)
    }
    return all
  }

  @Test("a stem has a list of its own only where some word has it that is spelled otherwise")
  func lists() throws {
    var options = SearchIndex.Options()
    options.mergePolicy = .never
    let schema = Schema(.text("body", .english), .text("plain"))
    let index = try SearchIndex(MemoryStorage(), schema: schema, options: options)
    for (i, text) in ["run the sea", "runs sea", "happiness", "sea"].enumerated() {
      try index.write { writer in
        try writer.add(Document(key: "\(i)", fields: ["body": text]))
      }
    }
    let before = [
      ["run", "sea", "the"], ["runs", "sea", "~run"], ["happiness", "~happi"], ["sea"],
    ]
    #expect(try Self.keys(index) == before)
    func counts() throws -> [Int] {
      try ["run", "=run", "sea", "happy", "=happi"].map { try index.snapshot().count(Query($0)) }
    }
    #expect(try counts() == [2, 1, 3, 1, 0])
    try index.merge()
    #expect(
      try Self.keys(index) == [["happiness", "run", "runs", "sea", "the", "~happi", "~run"]])
    #expect(try counts() == [2, 1, 3, 1, 0])
  }

  @Test("a stem that is a word with another stem does not find that word")
  func notItsOwnStem() throws {
    let stem = Analyzer.english.terms(in: "analyses")
    #expect(stem == ["analys"] && Analyzer.english.terms(in: "analys") != stem)
    var options = SearchIndex.Options()
    options.mergePolicy = .never
    let index = try SearchIndex(
      MemoryStorage(), schema: Schema(.text("body", .english)), options: options)
    for text in ["analys", "analyses analys", "sea"] {
      try index.write { writer in
        try writer.add(Document(key: text, fields: ["body": text]))
      }
    }
    for _ in 0..<2 {
      #expect(try index.snapshot().count(.term("analyses")) == 1)
      #expect(try index.snapshot().count(.term("analys")) == 2)
      #expect(try index.snapshot().count(.exact("analys")) == 2)
      try index.merge()
    }
  }

  @Test("a form that no document has is explained, where other forms of the word are there")
  func diagnosis() throws {
    let snapshot = try Self.index().snapshot()
    #expect(try snapshot.diagnosis(of: Query("=runner")).findings.isEmpty)
    for text in ["=edging", "\"=edging women\"", "=edging NEAR women"] {
      let found = try snapshot.diagnosis(of: Query(text)).findings
      #expect(found == [.fitsNothing(.exact("edging"))], "\(text)")
    }
  }

  @Test("lengths and numbers of documents are those of a field without stems")
  func statistics() throws {
    let index = try SearchIndex(inMemory: Schema(.text("stemmed", .english), .text("plain")))
    try index.write { writer in
      for (key, text) in Self.texts {
        try writer.add(Document(key: key, fields: ["stemmed": text, "plain": text]))
      }
    }
    let fields = try index.statistics().fields
    #expect(fields[0].tokenCount == fields[1].tokenCount)
    #expect(fields[0].documentCount == fields[1].documentCount)
    #expect(try index.check().isEmpty)
  }
}
