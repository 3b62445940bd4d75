// Synonyms: how they are read, where they apply, and that a search with them finds what the
// searches for each way to say it find together.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Synonyms")
struct SynonymTests {
  private static let synonyms = """
    # Politics
    ceasefire, truce, cessation of hostilities

    EU , European Union
    NYC, New York, Big Apple
    apple, fruit
    """

  private static func index(_ texts: [String]) throws -> Snapshot {
    let index = try SearchIndex(
      inMemory: Schema(.text("title"), .text("body", .english), .keyword("tag")))
    try index.write { writer in
      for (i, text) in texts.enumerated() {
        try writer.add(Document(key: "\(i)", fields: ["body": text, "tag": text]))
      }
    }
    return index.snapshot()
  }

  private static let texts = [
    "The truce held", "Ceasefires were broken", "The cessation of all hostilities",
    "A cessation of hostilities near New York", "EU leaders in NYC",
    "leaders of the European Union",
    "The European and the Union", "Big Apple pizza", "New York style pizza", "NYC pizza",
    "an apple a day", "fruit in a big bowl",
  ]

  @Test(
    "a word, a phrase and a NEAR find what any of the synonyms would",
    arguments: [
      ("truce", [0, 1, 3]), ("\"cessation of hostilities\"", [0, 1, 3]), ("=truce", [0]),
      ("truces NEAR/3 NYC", [3]), ("\"EU leaders\"", [4]), ("EU NEAR/3 leaders", [4, 5]),
      ("\"New York pizza\"", [7, 9]), ("\"NYC ? pizza\"", [8]), ("\"nyc pizza\"~1", [7, 8, 9]),
      ("+European +Union", [4, 5, 6]), ("+new +york +pizza", [7, 8, 9]),
      ("pizza NOT NYC", []), ("fruit", [7, 10, 11]), ("tag:truce", []), ("title:truce", []),
      ("truc*", [0]), ("\"big apple\"", [3, 4, 7, 8, 9]), ("(EU truce)^2", [0, 1, 3, 4, 5]),
    ])
  func matches(_ text: String, _ expected: [Int]) throws {
    let snapshot = try Self.index(Self.texts)
    let query = try snapshot.expand(Query(text), by: Synonyms(text: Self.synonyms))
    let keys = try snapshot.search(query, limit: 100).map { try $0.key }
    #expect(keys.compactMap(Int.init).sorted() == expected, "\(query)")
  }

  @Test("words side by side are a synonym together, and words by themselves")
  func sideBySide() throws {
    let snapshot = try Self.index(Self.texts)
    let query = try snapshot.expand(Query("new york"), by: Synonyms(text: Self.synonyms))
    let keys = Set(try snapshot.search(query, limit: 100).map { try $0.key })
    #expect(keys.isSuperset(of: ["3", "4", "7", "8", "9"]))
  }

  @Test("synonyms count as one word, as common as the commonest")
  func scores() throws {
    let snapshot = try Self.index(["car", "car", "motorcar", "auto", "bus", "tram"])
    let query = try snapshot.expand(Query("auto"), by: Synonyms(text: "car, auto, motorcar"))
    let hits = try snapshot.search(query)
    #expect(hits.count == 4)
    #expect(Set(hits.map(\.score)).count == 1)
    #expect(hits.first?.score == (try snapshot.search(Query("car")).first?.score))
    let key = try #require(try hits.first?.key)
    let explanation = try #require(try snapshot.explain(query, key: key))
    #expect(Float(explanation.value) == hits.first?.score)
    #expect(!query.outline.description.contains("side by side"))
  }

  @Test("random queries match as the disjunction of all ways to say them does")
  func oracle() throws {
    var generator = SeededGenerator()
    let words = ["a", "b", "c", "d"]
    let synonyms = try Synonyms(text: "a, b c\nd, c")
    // Every way to say a phrase: what is not replaced stays, whatever of it is a synonym.
    func ways(_ parts: ArraySlice<String>) -> [[String]] {
      guard let first = parts.first else { return [[]] }
      var all: [[String]] = []
      func add(_ heads: [[String]], _ count: Int) {
        for rest in ways(parts.dropFirst(count)) { all += heads.map { $0 + rest } }
      }
      if first == "b", parts.dropFirst().first == "c" {
        add([["b", "c"], ["a"]], 2)
      } else {
        add(
          ["a": [["a"], ["b", "c"]], "c": [["c"], ["d"]], "d": [["d"], ["c"]]][first] ?? [[first]],
          1)
      }
      return all
    }
    for _ in 0..<60 {
      let texts = (0..<12).map { _ in
        (0..<Int.random(in: 1...7, using: &generator)).map { _ in
          words.randomElement(using: &generator) ?? "a"
        }
        .joined(separator: " ")
      }
      let index = try SearchIndex(inMemory: Schema(.text("text", .simple)))
      try index.write { writer in
        for (i, text) in texts.enumerated() {
          try writer.add(Document(key: "\(i)", fields: ["text": text]))
        }
      }
      let snapshot = index.snapshot()
      for _ in 0..<10 {
        let phrase = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
          words.randomElement(using: &generator) ?? "a"
        }
        let query = Query.phrase(phrase.map { .word($0) })
        let found = try snapshot.search(snapshot.expand(query, by: synonyms), limit: 100)
        let all = ways(phrase[...])
        let expected = texts.indices.filter { i in
          all.contains { " \(texts[i]) ".contains(" \($0.joined(separator: " ")) ") }
        }
        #expect(
          try found.compactMap { Int(try $0.key) }.sorted() == expected,
          "\(phrase) \(texts) \(generator.replay)")
      }
    }
  }

  @Test("too many phrases are refused")
  func limit() throws {
    let snapshot = try Self.index(["a"])
    let set = (0..<20).map { "w\($0)" }.joined(separator: ", ")
    let synonyms = try Synonyms(text: set)
    #expect(throws: ConcordError.self) {
      try snapshot.expand(Query("\"w1 w2 w3\""), by: synonyms)
    }
    #expect(throws: snapshot.schema.unknownField("x")) {
      try snapshot.expand(.term("w1", field: "x"), by: synonyms)
    }
  }

  @Test(
    "mistakes in a file are told with their line",
    arguments: [("a, b\nc", 2), ("\n\na,,b", 3), ("a, b,", 1), (", a", 1)])
  func mistakes(_ text: String, _ line: Int) throws {
    let mistake = #expect(throws: Synonyms.Mistake.self) { try Synonyms(text: text) }
    #expect(mistake?.line == line)
    #expect(try Synonyms(text: "# nothing\r\n\r\n a b ,c\r\n").sets == [["a b", "c"]])
  }
}
