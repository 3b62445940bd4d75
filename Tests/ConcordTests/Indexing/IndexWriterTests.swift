// The writer at its limits: what is cut, what is refused, what a failed change leaves behind, who
// may write at a time, and what a snapshot keeps.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("IndexWriter")
struct IndexWriterTests {
  static let schema = Schema(.text("body", .simple), .keyword("tag"))

  static func document(_ key: String, _ body: String) -> Document {
    Document(key: key, fields: ["body": body])
  }

  private func keys(_ index: SearchIndex, _ query: Query) throws -> [String] {
    try index.search(query, limit: 100).map { try $0.key }.sorted()
  }

  /// The error that `body` throws.
  private func error(_ body: () throws -> Void) -> ConcordError? {
    do { try body() } catch { return error as? ConcordError }
    return nil
  }

  struct Stop: Error {}

  // MARK: Limits

  @Test("a term of 64 KiB is cut at 1,024 bytes and counted")
  func longTerm() throws {
    // The standard analyzer; the simple one parts words of more than 255 letters.
    let index = try SearchIndex(inMemory: Schema(.text("body"), .keyword("tag")))
    let long = String(repeating: "x", count: 64 << 10)
    let cut = try index.write { writer in
      try writer.add(
        Document(key: "a", fields: ["body": "before \(long) after", "tag": long]))
      return writer.summary.cutTermCount
    }
    #expect(cut == 2)
    #expect(try keys(index, .phrase([.word("before"), .anyWord, .word("after")])) == ["a"])
    #expect(try keys(index, .term(String(repeating: "x", count: 1024))) == ["a"])
    #expect(try keys(index, .term(long)) == ["a"])
    #expect(try keys(index, .term(String(repeating: "x", count: 1023))) == [])
    #expect(try index.snapshot().document(key: "a")?.fields["tag"] == long)
  }

  @Test("a key is 1 to 1,024 bytes; the writer goes on after a refusal")
  func keyLimits() throws {
    let index = try SearchIndex(inMemory: Self.schema)
    let longest = String(repeating: "é", count: 512)
    try index.write { writer in
      for key in ["", longest + "k"] {
        do {
          try writer.add(Self.document(key, "word"))
          Issue.record("a key of \(key.utf8.count) bytes was taken")
        } catch ConcordError.documentRefused {}
      }
      try writer.add(Self.document(longest, "word"))
      try writer.add(Self.document("k", "word"))
      try writer.add(Self.document("k", "word again"))
    }
    #expect(try keys(index, .term("word")) == ["k", longest])
    #expect(try index.snapshot().document(key: longest)?.fields["body"] == "word")
    try index.write { writer in
      let deleted = [
        try writer.delete(key: longest), try writer.delete(key: longest),
        try writer.delete(key: ""), try writer.delete(key: longest + "k"),
      ]
      #expect(deleted == [true, false, false, false])
    }
    #expect(try keys(index, .term("word")) == ["k"])
  }

  @Test("keys are bytes: two ways to write an accent are two keys")
  func keysAreBytes() throws {
    let index = try SearchIndex(inMemory: Self.schema)
    try index.write { writer in
      try writer.add(Self.document("caf\u{E9}", "word"))
      try writer.add(Self.document("cafe\u{301}", "word"))
      try writer.add(Self.document("a\u{0}b", "word"))
    }
    #expect(index.snapshot().documentCount == 3)
    #expect(try index.snapshot().document(key: "a\u{0}b") != nil)
    #expect(try index.snapshot().document(key: "a") == nil)
  }

  @Test("documents with many positions of one word", arguments: [65_535, 65_536, 1_000_001])
  func manyPositions(count: Int) throws {
    let index = try SearchIndex(inMemory: Self.schema)
    let body = String(repeating: "a ", count: count) + "b"
    try index.write { writer in
      try writer.add(Self.document("long", body))
      try writer.add(Self.document("short", "a b"))
    }
    let snapshot = index.snapshot()
    let found = try #require(try snapshot.segments[0].segment.dictionary.find([1] + "a".utf8))
    #expect(found.info.totalFrequency == UInt64(count + 1))
    #expect(try keys(index, .phrase([.word("a"), .word("b")])) == ["long", "short"])
    #expect(try keys(index, .phrase([.word("a"), .word("a"), .word("b")])) == ["long"])
    #expect(
      try keys(index, .near([.term("b"), .term("a")], Proximity(within: 1))) == ["long", "short"])
    #expect(try snapshot.document(key: "long")?.fields["body"] == body)
    let hits = try index.search(.term("a"))
    #expect(hits.count == 2 && hits.allSatisfy { $0.score > 0 && $0.score.isFinite })
  }

  @Test("a document of 20 MB comes back whole, and its neighbours too")
  func largeDocument() throws {
    let index = try SearchIndex(inMemory: Self.schema)
    let sentence = "The quick brown fox jumps over the lazy dog. "
    let body = String(repeating: sentence, count: (20 << 20) / sentence.utf8.count) + "end"
    try index.write { writer in
      try writer.add(Self.document("before", "the end"))
      try writer.add(Self.document("large", body))
      try writer.add(Self.document("after", "lazy end"))
    }
    func expectTexts() throws {
      for (key, text) in [("before", "the end"), ("large", body), ("after", "lazy end")] {
        #expect(try index.snapshot().document(key: key)?.fields["body"] == text)
      }
    }
    try expectTexts()
    #expect(try keys(index, .phrase([.word("dog"), .word("end")])) == ["large"])
    // Once more when written anew, without a neighbour.
    try index.write { writer in try writer.add(Self.document("before", "the end")) }
    try index.merge()
    try expectTexts()
  }

  @Test("empty documents, empty fields and an empty index")
  func emptiness() throws {
    let index = try SearchIndex(inMemory: Self.schema)
    func expectNothing(_ query: Query) throws {
      #expect(try index.search(query).isEmpty && index.snapshot().count(query) == 0)
      #expect(try index.snapshot().search(query, limit: 0).isEmpty)
    }
    for query in [.everything, .term("a"), .nothing, .all([]), .prefix("")] as [Query] {
      try expectNothing(query)
    }
    try index.merge()
    try index.write { _ in }
    #expect(index.snapshot().segments.isEmpty)
    try index.write { writer in
      try writer.add(Document(key: "none", fields: [:]))
      try writer.add(Document(key: "empty", fields: ["body": "", "tag": ""]))
      try writer.add(Document(key: "marks", fields: ["body": " … !? "]))
    }
    #expect(try keys(index, .everything) == ["empty", "marks", "none"])
    try expectNothing(.term("a"))
    try expectNothing(.prefix(""))
    #expect(try index.snapshot().document(key: "empty")?.fields == ["body": "", "tag": ""])
    try index.write { writer in
      for key in ["none", "empty", "marks"] { try writer.delete(key: key) }
    }
    #expect(index.snapshot().documentCount == 0)
    #expect(index.snapshot().segments.isEmpty)
    try expectNothing(.everything)
  }

  @Test("fields that the schema does not name are refused, or join it")
  func unknownFields() throws {
    let strict = try SearchIndex(inMemory: Self.schema)
    let stray = Document(key: "a", fields: ["body": "word", "stray": "more"])
    let unknown = Self.schema.unknownField("stray")
    #expect(error { try strict.write { try $0.add(stray) } } == unknown)
    #expect(error { _ = try strict.search(.term("a", field: "stray")) } == unknown)
    try strict.write { writer in
      do { try writer.add(stray) } catch ConcordError.unknownField {}
      try writer.add(Self.document("b", "word"))
    }
    #expect(try keys(strict, .everything) == ["b"])
    let open = try SearchIndex(inMemory: Schema(.text("body"), otherFields: .simple))
    try open.write { writer in try writer.add(Self.document("old", "word")) }
    try open.write { writer in
      try writer.add(Self.document("same", "word"))
      try writer.add(stray)
    }
    for _ in 0..<2 {
      #expect(try keys(open, .term("more", field: "stray")) == ["a"])
      #expect(try keys(open, .term("more")) == [])
      #expect(try keys(open, .term("word")) == ["a", "old", "same"])
      try open.merge()
    }
  }

  @Test("a field that is added later is as if it had always been there")
  func addedFields() throws {
    let short = Schema(.text("body"))
    let long = Schema(.text("body"), .date("day"), .text("title", .english, weight: 2))
    let storage = MemoryStorage()
    let grown = try SearchIndex(storage, schema: short, options: .init())
    let fresh = try SearchIndex(inMemory: long)
    func documents(_ keys: Range<Int>, fields: [String: String]) -> [Document] {
      keys.map { key in
        Document(key: "\(key)", fields: fields.merging(["body": "word \(key)"]) { a, _ in a })
      }
    }
    let old = documents(0..<3, fields: [:])
    let new = documents(3..<6, fields: ["day": "2025-09-04", "title": "Two words"])
    try grown.write { writer in for document in old { try writer.add(document) } }
    // Also in the middle of a segment.
    try grown.write { writer in
      try writer.add(Document(key: "7", fields: ["body": "word"]))
      for field in long.fields { try writer.addField(field) }
      for document in new { try writer.add(document) }
    }
    try fresh.write { writer in
      for document in old { try writer.add(document) }
      try writer.add(Document(key: "7", fields: ["body": "word"]))
      for document in new { try writer.add(document) }
    }
    let reopened = try SearchIndex(storage, schema: long, options: .init())
    #expect(reopened.snapshot().schema == long)
    for index in [grown, reopened] {
      for _ in 0..<2 {
        for text in ["word", "title:word", "day:2025", "word NEAR two", "day:* NOT word"] {
          #expect(
            try SearchOracle.keysAndScores(index.snapshot(), Query(text))
              == SearchOracle.keysAndScores(fresh.snapshot(), Query(text)), "\(text)")
        }
        #expect(try index.snapshot().search(Query("word"), sortedBy: .ascending("day")).count == 7)
        #expect(try IndexCheck.run(storage, quick: false) == [])
        try grown.merge()
        try reopened.refresh()
      }
    }
    for field: Field in [
      .number("day"), .text("body", .english), .text("title", .english),
      .text("other", .language(namedBy: "tongue")),
    ] {
      #expect(throws: ConcordError.self) { try grown.write { try $0.addField(field) } }
    }
    #expect(grown.snapshot().schema == long)
    #expect(throws: ConcordError.self) {
      try SearchIndex(storage, schema: Schema(.text("more")), options: .init())
    }
  }

  // MARK: Commits

  @Test("a closure that throws leaves the index as it was, and the next one works")
  func throwingClosure() throws {
    let storage = MemoryStorage()
    var options = SearchIndex.Options()
    options.memoryBudget = 1
    let index = try SearchIndex(storage, schema: Self.schema, options: options)
    try index.write { writer in try writer.add(Self.document("a", "one")) }
    let before = Set(storage.list())
    #expect(throws: Stop.self) {
      try index.write { writer in
        try writer.add(Self.document("b", "two"))
        try writer.delete(key: "a")
        writer.attachment = [1]
        try writer.delete(matching: .everything)
        throw Stop()
      }
    }
    #expect(Set(storage.list()) == before)
    for index in [index, try SearchIndex(storage, schema: nil, options: options)] {
      #expect(try keys(index, .everything) == ["a"])
      #expect(index.snapshot().attachment == [])
    }
    try index.write { writer in try writer.add(Self.document("c", "three")) }
    #expect(try keys(index, .everything) == ["a", "c"])
  }

  @Test("a second writer is told that the index is locked")
  func secondWriter() throws {
    let storage = MemoryStorage()
    let index = try SearchIndex(storage, schema: Self.schema, options: .init())
    let other = try SearchIndex(storage, schema: Self.schema, options: .init())
    try index.write { writer in
      try writer.add(Self.document("a", "word"))
      guard case .locked = error({ try other.write { _ in } }) else {
        Issue.record("a second writer was let in")
        return
      }
    }
    try other.write { writer in try writer.add(Self.document("b", "word")) }
    #expect(try keys(other, .everything) == ["a", "b"])
    #expect(try keys(index, .everything) == ["a"])
    try index.refresh()
    #expect(try keys(index, .everything) == ["a", "b"])
  }

  @Test("deleting by query reaches what the same commit has added")
  func deleteMatching() throws {
    let index = try SearchIndex(inMemory: Self.schema)
    try index.write { writer in
      for i in 0..<10 { try writer.add(Self.document("k\(i)", i % 2 == 0 ? "even" : "odd")) }
    }
    let count = try index.write { writer in
      try writer.add(Self.document("new", "even"))
      try writer.add(Self.document("k1", "even"))
      try writer.add(Self.document("k0", "odd"))
      let count = try writer.delete(matching: .term("even"))
      #expect(try writer.delete(matching: .term("even")) == 0)
      #expect(writer.summary.deletedCount == count + 2)
      try writer.add(Self.document("k2", "odd"))
      return count
    }
    #expect(count == 6)
    #expect(try keys(index, .everything) == ["k0", "k2", "k3", "k5", "k7", "k9"])
    #expect(index.snapshot().documentCount == 6)
  }

  @Test("an attachment lasts from commit to commit until it is replaced")
  func attachments() throws {
    let storage = MemoryStorage()
    let index = try SearchIndex(storage, schema: Self.schema, options: .init())
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    try index.write { writer in writer.attachment = bytes }
    let old = index.snapshot()
    try index.write { writer in try writer.add(Self.document("a", "word")) }
    try index.merge()
    #expect(index.snapshot().attachment == bytes)
    try index.write { writer in
      #expect(writer.attachment == bytes)
      writer.attachment = []
    }
    #expect(try SearchIndex(storage, schema: nil, options: .init()).snapshot().attachment == [])
    #expect(old.attachment == bytes)
  }

  @Test("a snapshot stays as it is while documents are replaced, deleted and merged")
  func snapshotsStay() throws {
    let index = try SearchIndex(inMemory: Self.schema)
    try index.write { writer in
      for i in 0..<20 { try writer.add(Self.document("k\(i)", "word \(i)")) }
    }
    let before = index.snapshot()
    let scores = try SearchOracle.keysAndScores(before, .term("word"))
    try index.write { writer in for i in 0..<15 { try writer.delete(key: "k\(i)") } }
    try index.merge()
    try index.write { writer in try writer.add(Self.document("k19", "other")) }
    #expect(try SearchOracle.keysAndScores(before, .term("word")) == scores)
    #expect(try before.document(key: "k0")?.fields["body"] == "word 0")
    #expect(index.snapshot().documentCount == 5)
  }

  // MARK: Failures of the disk

  /// The number of the last call of its kind in a commit of one document.
  private func lastCall(_ operation: StorageCall.Operation) throws -> Int {
    var number = 0
    for candidate in 1...200 {
      let storage = FaultyStorage(failingAt: candidate, with: .error(EIO))
      let index = try? SearchIndex(storage, schema: Self.schema, options: .init())
      guard let index else { continue }
      let before = storage.callCount
      let failure = error { try index.write { try $0.add(Self.document("a", "word")) } }
      if storage.callCount < candidate { break }
      guard before < candidate, case .system(let call, _, _) = failure else { continue }
      if call == (operation == .sync ? "fsync" : "write") { number = candidate }
    }
    return number
  }

  @Test("after a failed sync an index writes no more, and can be opened again")
  func poisoned() throws {
    let storage = FaultyStorage(failingAt: try lastCall(.sync), with: .error(EIO))
    let index = try SearchIndex(storage, schema: Self.schema, options: .init())
    guard
      case .system("fsync", _, EIO) = error({
        try index.write { try $0.add(Self.document("a", "word")) }
      })
    else {
      Issue.record("no sync failed")
      return
    }
    guard case .poisoned = error({ try index.write { _ in } }) else {
      Issue.record("a poisoned index was written to")
      return
    }
    #expect(index.snapshot().documentCount == 0)
    let again = try SearchIndex(storage, schema: Self.schema, options: .init())
    try again.write { try $0.add(Self.document("b", "word")) }
    #expect(try keys(again, .term("word")).contains("b"))
  }

  @Test("a closure that catches an error of the disk does not get its torn change committed")
  func caughtError() throws {
    var options = SearchIndex.Options()
    options.memoryBudget = 1
    var refusedCount = 0
    for number in 1...120 {
      let storage = FaultyStorage(failingAt: number, with: .error(ENOSPC))
      guard let index = try? SearchIndex(storage, schema: Self.schema, options: options) else {
        continue
      }
      var caught = false
      let failure = error {
        try index.write { writer in
          for key in ["a", "b", "c"] {
            do {
              try writer.add(Self.document(key, "word"))
            } catch {
              caught = true
            }
          }
        }
      }
      guard caught else { continue }
      refusedCount += 1
      #expect(failure != nil, "call \(number)")
      #expect(index.snapshot().documentCount == 0, "call \(number)")
    }
    #expect(refusedCount > 3)
  }
}
