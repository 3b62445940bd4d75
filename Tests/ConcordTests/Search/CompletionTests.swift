// Completions against a count of the words of every document.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Completions")
struct CompletionTests {
  @Test("they are all words with the prefix, by the documents that have them")
  func againstAll() throws {
    var random = SeededGenerator()
    func text() -> String {
      (0..<Int.random(in: 0...6, using: &random)).map { _ in
        String(
          (0..<Int.random(in: 1...4, using: &random)).map { _ in
            "abé".randomElement(using: &random) ?? "a"
          })
      }.joined(separator: " ")
    }
    let index = try SearchIndex(inMemory: Schema(.text("title"), .text("body")))
    var documents: [String: [String: String]] = [:]
    try index.write { writer in
      for i in 0..<random.roundCount(80) {
        let key = "\(Int.random(in: 0..<60, using: &random))"
        documents[key] = ["title": text(), "body": text()]
        try writer.add(Document(key: key, fields: documents[key] ?? [:]))
        if i % 9 == 4 { try writer.flush() }
        if i % 5 == 2, let victim = documents.keys.sorted().randomElement(using: &random) {
          documents[victim] = nil
          try writer.delete(key: victim)
        }
      }
    }
    let snapshot = index.snapshot()
    for (prefix, folded) in [
      ("", ""), ("a", "a"), ("AB", "ab"), ("É", "e"), ("e", "e"), ("x", "x"),
    ] {
      for field in [nil, "title", "body"] {
        var counts: [String: Int] = [:]
        for fields in documents.values {
          let texts = field.map { [fields[$0] ?? ""] } ?? Array(fields.values)
          let words = texts.flatMap { $0.split(separator: " ") }
            .map { String($0).replacing("é", with: "e") }
          for word in Set(words) where word.hasPrefix(folded) { counts[word, default: 0] += 1 }
        }
        let expected = counts.map { Completion(word: $0.key, documentCount: $0.value) }
          .sorted { ($0.documentCount, $1.word) > ($1.documentCount, $0.word) }
        for limit in [0, 1, 3, 7, .max] {
          let found = try snapshot.completions(of: prefix, field: field, limit: limit)
          #expect(
            found == Array(expected.prefix(limit)), "\(prefix) \(field ?? "all") \(random.replay)")
        }
      }
    }
  }

  @Test("words are those that were written, and the last of several is completed")
  func forms() throws {
    let index = try SearchIndex(
      inMemory: Schema(.text("body", .english), .keyword("author"), .date("date")))
    try index.write { writer in
      for (i, body) in ["running runs", "run, running!", "multi-agent runner", "-"].enumerated() {
        try writer.add(
          Document(key: "\(i)", fields: ["body": body, "author": "Ada \(i)", "date": "2025-0\(i)"]))
      }
    }
    let snapshot = index.snapshot()
    func words(_ prefix: String, _ field: String? = nil) throws -> [String] {
      try snapshot.completions(of: prefix, field: field).map { "\($0.word) \($0.documentCount)" }
    }
    #expect(try words("RUN") == ["running 2", "run 1", "runner 1", "runs 1"])
    #expect(try words("multi-ag") == ["agent 1"])
    #expect(try words("the runn") == ["running 2", "runner 1"])
    #expect(try words("?") == [])
    #expect(try words("Ada ", "author").count == 4)
    #expect(try words("2025-", "date").count == 4)
    #expect(throws: ConcordError.self) { try snapshot.completions(of: "r", field: "colour") }
    #expect(throws: ConcordError.self) {
      try snapshot.completions(of: "r", limits: SearchLimits(termCount: 3))
    }
    #expect(try snapshot.completions(of: "r", limits: SearchLimits(termCount: 4)).count == 4)
  }
}
