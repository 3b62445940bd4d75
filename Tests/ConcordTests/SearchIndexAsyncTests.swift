// The asynchronous overloads: they do what the others do, and stop when their task is cancelled.

import Testing

@testable import Concord

@Suite("Asynchronous index")
struct SearchIndexAsyncTests {
  private func index() async throws -> SearchIndex {
    let index = try SearchIndex(inMemory: Schema(.text("body"), .number("number")))
    for i in 0..<3 {
      try await index.write { writer in
        try writer.add(Document(key: "\(i)", fields: ["body": "word \(i)", "number": "\(i)"]))
      }
    }
    return index
  }

  @Test("writing and searching give what the synchronous ones give")
  func same() async throws {
    let index = try await index()
    let hits = try await index.search(.term("word"))
    #expect(try hits.map { hit in try hit.key } == ["0", "1", "2"])
    #expect(hits.total == .exactly(3))
    let second = try await index.snapshot().search(.term("word"), limit: 1, offset: 1)
    #expect(try second.map { hit in try hit.key } == ["1"])
    let last = try await index.search(
      .term("word"), sortedBy: .descending("number"), limit: 2, offset: 1,
      scoring: BM25(k1: 0.9, b: 0.4), limits: SearchLimits())
    #expect(try last.map { hit in try hit.key } == ["1", "0"])
    await #expect(throws: ConcordError.unknownField("title", known: ["body", "number"])) {
      try await index.search(.term("word", field: "title"))
    }
  }

  @Test("a task that is cancelled neither searches nor commits")
  func cancelled() async throws {
    let index = try await index()
    let search = Task {
      unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
      return try await index.search(.term("word")).count
    }
    await #expect(throws: CancellationError.self) { try await search.value }
    let write = Task {
      try await index.write { writer in
        try writer.add(Document(key: "3", fields: ["body": "word"]))
        unsafe withUnsafeCurrentTask { task in unsafe task?.cancel() }
      }
    }
    await #expect(throws: CancellationError.self) { try await write.value }
    #expect(index.snapshot().documentCount == 3)
    try index.refresh()
    #expect(index.snapshot().documentCount == 3)
  }
}
