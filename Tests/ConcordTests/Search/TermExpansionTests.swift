// Words that stand for many: in an index of random terms over several segments, with deletions,
// exactly the documents whose terms pass a plain test of every term.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Term expansion")
struct TermExpansionTests {
  private final class Terms {
    let index: SearchIndex
    private(set) var byKey: [String: [Unicode.Scalar]] = [:]

    init(_ random: inout SeededGenerator) throws {
      index = try SearchIndex(inMemory: Schema(.keyword("tag")))
      for segment in 0..<3 {
        var documents: [Document] = []
        for i in 0..<60 {
          let term = RandomTerms.text(1...6, using: &random)
          byKey["\(segment)/\(i)"] = term
          documents.append(Document(key: "\(segment)/\(i)", fields: ["tag": String(term)]))
        }
        try index.write { writer in for document in documents { try writer.add(document) } }
      }
      let dead = byKey.keys.sorted().filter { _ in Int.random(in: 0..<5, using: &random) == 0 }
      try index.write { writer in for key in dead { try writer.delete(key: key) } }
      for key in dead { byKey[key] = nil }
    }

    func keys(_ query: Query) throws -> Set<String> {
      try Set(index.search(query, limit: 1000).map { hit in try hit.key })
    }

    func keys(where isMatch: ([Unicode.Scalar]) -> Bool) -> Set<String> {
      Set(byKey.filter { isMatch($0.value) }.keys)
    }
  }

  @Test("terms that a range leaves out are work all the same")
  func excludedBounds() throws {
    let index = try SearchIndex(inMemory: Schema(.keyword("url")))
    try index.write { writer in
      for i in 0..<500 { try writer.add(Document(key: "\(i)", fields: ["url": "http://\(i)"])) }
    }
    let range = QueryRange(from: .init("http", isInclusive: false), to: nil)
    let query = Query.range(range, field: "url")
    #expect(try index.snapshot().count(query) == 0)
    #expect(throws: ConcordError.self) {
      try index.snapshot().count(query, limits: SearchLimits(stepCount: 10_000))
    }
  }

  @Test("a glob, a regular expression and a fuzzy word stand for every term that passes the test")
  func patterns() throws {
    var random = SeededGenerator()
    let note: Comment = "\(random.replay)"
    let terms = try Terms(&random)
    for _ in 0..<random.roundCount(40) {
      let glob = RandomTerms.text(1...4, letters: RandomTerms.letters + ["*", "?"], using: &random)
      #expect(
        try terms.keys(.glob(String(glob), field: "tag"))
          == terms.keys { AutomatonOracle.glob(glob[...], fits: $0[...]) }, note)
      let regex = RegexModel.random(depth: 2, using: &random)
      #expect(
        try terms.keys(.regex(regex.written, field: "tag"))
          == terms.keys { regex.ends(in: $0, from: 0).contains($0.count) }, note)
      let word = RandomTerms.text(1...7, using: &random)
      for edits in [1, 2, nil] {
        let limit = edits ?? (word.count <= 5 ? 1 : 2)
        #expect(
          try terms.keys(.fuzzy(String(word), edits: edits, field: "tag"))
            == terms.keys { AutomatonOracle.distance(word, $0) <= limit }, note)
      }
    }
  }

  @Test(
    "letters of a regular expression are folded as those of words are, and nothing else of it",
    arguments: [
      ("/Café/", 1), ("/CAFE\u{301}/", 1), ("/caf[É]/", 1), ("/Stra(ß|x)e/", 1), ("/Straß?e/", 1),
      ("/[A-C]af./", 1), (#"/\D+/"#, 2), (#"/\W+/"#, 0), (#"/\d{4}/"#, 1), ("/[Z-à]+/", 2),
    ])
  func folding(regex: String, count: Int) throws {
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    try index.write { writer in
      try writer.add(Document(key: "1", fields: ["body": "Café 2025"]))
      try writer.add(Document(key: "2", fields: ["body": "STRASSE"]))
    }
    #expect(try index.snapshot().count(Query(regex)) == count)
  }

  @Test("the limit is on different terms, and its error names it")
  func limit() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    for _ in 0..<3 {
      try index.write { writer in
        for i in 0..<4 {
          try writer.add(Document(key: "\(i)", fields: ["body": "word\(i)"]))
          try writer.add(Document(key: "other \(i)", fields: ["body": "word\(i)"]))
        }
      }
    }
    let snapshot = index.snapshot()
    for query: Query in [.prefix("w"), .glob("*o*"), .regex("w.*"), .fuzzy("word", edits: 1)] {
      #expect(try snapshot.count(query, limits: SearchLimits(termCount: 4)) == 8)
      #expect(
        throws: ConcordError.unsupportedQuery(
          "a pattern matches over 3 terms: add letters, or raise the limit (--max-terms)")
      ) {
        try snapshot.count(query, limits: SearchLimits(termCount: 3))
      }
    }
  }

  @Test("a pattern that breaks its rules is an error of the query, with the pattern's own sentence")
  func malformed() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    let queries: [Query] = [
      .regex("a(b"), .regex("(((a{1000}){1000}){1000})"), .fuzzy("a", edits: 3),
    ]
    for query in queries {
      #expect {
        try index.search(query)
      } throws: {
        if case .unsupportedQuery? = $0 as? ConcordError { true } else { false }
      }
    }
  }
}
