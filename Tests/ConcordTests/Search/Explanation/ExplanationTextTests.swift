// The sentences of explanations, on an index so small that the numbers can be checked by hand.

import Concord
import Testing

/// A few documents to explain.
enum ExplainedIndex {
  static func snapshot() throws -> Snapshot {
    let index = try SearchIndex(inMemory: Schema(.text("title", weight: 2), .text("body")))
    let documents = [
      ("a", "Storm", "The storm took the harbour wall."),
      ("b", "Calm", "No wave in the harbour. A storm is far away from here and the sea is calm."),
      ("c", "Storm warning", "Boats stay in."),
      ("d", "Sea", "The wall of the harbour stands."),
    ]
    try index.write { writer in
      for (key, title, body) in documents {
        try writer.add(Document(key: key, fields: ["title": title, "body": body]))
      }
    }
    return index.snapshot()
  }
}

@Suite("The text of explanations")
struct ExplanationTextTests {
  private func text(_ query: String, _ key: String) throws -> String {
    try #require(try ExplainedIndex.snapshot().explain(Query(query), key: key)).description
  }

  @Test("a word has the numbers of BM25")
  func word() throws {
    let found = try text("body:storm^2", "a")
    #expect(
      found == """
        0.70192116  body:storm in body: weight · f / (f + K)
          1.3862944  weight: idf · boost
            0.6931472  idf: ln(1 + (N − n + 0.5) / (n + 0.5))
              2  n: documents with “storm”
            4  N: documents in the index
            2  boost: as the query says
          1  f: 1 occurrence
          0.975  K: k1 · (1 − b + b · dl / avgdl)
            1.2  k1: how soon more occurrences stop to count more
            0.75  b: how much the length counts
            6  dl: the norm of its length, in words
            8  avgdl: the average length of all documents
        """)
  }

  @Test("a NEAR has its closest words")
  func near() throws {
    let text = try text("storm NEAR/4 \"harbour wall\"", "a")
    #expect(text.contains("  weight / distance\n"), "\(text)")
    #expect(text.contains("3  distance: “storm” at 1 and “harbour wall” at 4–5 in body"), "\(text)")
    #expect(text.contains("idf: the sum of the words' idfs"), "\(text)")
  }

  @Test(
    "what does not match says why",
    arguments: [
      ("whale", "no match: whale is not in title or body"),
      ("title:harbour", "no match: title:harbour is not in title"),
      (
        "harbour NEAR/2 storm",
        "would match as harbour NEAR/3 storm: “harbour” at 4 and “storm” at 1 in body"
      ),
      ("harbour ONEAR/2 storm", "would match as harbour NEAR/3 storm"),
      (
        "storm NEAR/5 sea",
        "no match: storm NEAR/5 sea lacks an operand\n  0  no match: sea is not in title or body"
      ),
      ("\"wall harbour\"", "no match: \"wall harbour\" would match as \"wall harbour\"~2"),
      ("body:(storm NOTNEAR/5 harbour)", "no match: each occurrence of the left operand"),
      ("storm AND sea", "no match: all of these must match, and 1 of 2 do"),
      ("storm NOT harbour", "no match: the document is excluded by NOT harbour"),
      ("sea OR whale", "no match: none of these matches"),
      ("+whale storm", "no match: what is required does not match"),
      ("sea NOT storm", "no match: what is asked for does not match"),
      ("harbour NEAR/4 harbour", "no match: harbour NEAR/4 harbour: no field has all of it"),
    ])
  func mismatch(query: String, expected: String) throws {
    let snapshot = try ExplainedIndex.snapshot()
    let found = try #require(try snapshot.explain(Query(query), key: "a"))
    #expect(!found.isMatch && found.score == 0)
    #expect(found.description.contains(expected), "\(found)")
  }

  @Test("operators say how they put the scores of their parts together")
  func operators() throws {
    let lines = { (text: String) in text.split(separator: "\n").map(String.init) }
    #expect(try lines(text("*:*", "a")) == ["1  every document has this score"])
    #expect(try lines(text("(*:*)^3", "a")) == ["3  every document has the boost"])
    #expect(try text("storm OR whale", "a").contains("the sum of those of these that match"))
    #expect(try text("storm AND harbour", "a").contains("the sum of these, all of which"))
    #expect(try text("storm NOT whale", "a").contains("which NOT whale does not exclude"))
    #expect(try text("+storm harbour", "a").contains("of which the first must match"))
    #expect(try text("sto*", "c").contains("2  f: 1 occurrence, times the field's weight of 2"))
    let nothing = try ExplainedIndex.snapshot().explain(.term("—"), key: "a")
    #expect(nothing?.description == "0  no match: the query holds no word")
  }
}
