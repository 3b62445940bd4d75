// Documents in a new order: the bisection by itself, on documents whose best order is known, and
// merges that reorder beside merges that do not, which must differ in nothing but the order.

import ConcordTestSupport
import Synchronization
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Reordering")
struct ReorderingTests {
  /// A random index in several segments, with dead documents.
  private static func index(
    _ schema: Schema, _ text: RandomText, _ random: inout SeededGenerator
  ) throws -> SearchIndex {
    var options = SearchIndex.Options()
    options.mergePolicy = .never
    let index = try SearchIndex(inMemory: schema, options: options)
    for part in 0..<3 {
      try index.write { writer in
        for i in 0..<60 {
          try writer.add(text.document(key: "k\(part * 60 + i)", &random))
        }
      }
    }
    try index.write { writer in
      for i in 0..<180 where Int.random(in: 0..<5, using: &random) == 0 {
        try writer.delete(key: "k\(i)")
      }
    }
    return index
  }

  @Test("documents about the same things come side by side", arguments: [2, 3, 65, 1_000])
  func topics(count: Int) {
    var random = SeededGenerator()
    // Words of a topic are above 100 or not; all documents share some.
    let topics = (0..<count).map { $0 % 2 }
    let documents = topics.map { topic in
      let own = (0..<8).map { _ in UInt32(topic * 100 + Int.random(in: 0..<50, using: &random)) }
      return Set(own + [200, 201]).sorted()
    }
    let order = GraphBisection(ForwardIndex(documents)).order() ?? []
    #expect(order.sorted() == (0..<UInt32(count)).map { $0 }, "\(random.replay)")
    let changes = zip(order, order.dropFirst()).count { topics[Int($0)] != topics[Int($1)] }
    // Where the two halves meet; few documents may not say enough to part them all.
    #expect(count < 65 || changes < count / 2, "\(changes) changes, \(random.replay)")
    #expect(count < 1_000 || changes <= 2, "\(changes) changes, \(random.replay)")
    #expect(order == GraphBisection(ForwardIndex(documents)).order(), "\(random.replay)")
  }

  @Test("a reordered index finds the same, with the same scores", arguments: [0, 1, 2])
  func findsTheSame(schema: Int) throws {
    var random = SeededGenerator()
    let schema = SearchOracleTests.schemas[schema]
    let isStemmed = schema.fields.contains(where: \.analyzer.hasStemmer)
    let text = isStemmed ? .inflected : RandomText(wordCount: 24)
    let index = try Self.index(schema, text, &random)
    let before = index.snapshot()
    try index.merge(downTo: .random(in: 1...3, using: &random), reordering: true)
    let after = index.snapshot()
    #expect(after.documentCount == before.documentCount)
    #expect(after.segments.allSatisfy { $0.liveDocs == nil })
    #expect(try index.check() == [], "\(random.replay)")
    for _ in 0..<60 {
      let query = text.query(depth: 2, &random)
      let expected = try SearchOracle.keysAndScores(before, query).sorted()
      let found = try SearchOracle.keysAndScores(after, query).sorted()
      #expect(found == expected, "\(query) \(random.replay)")
      try SearchOracle.expectTopMatchesExhaustive(
        after, query, BM25(), limits: [1, 10], random.replay)
    }
    for i in 0..<180 {
      let (old, new) = (try before.document(key: "k\(i)"), try after.document(key: "k\(i)"))
      #expect(old?.fields == new?.fields, "\(random.replay)")
    }
  }

  @Test("terms with more occurrences than fit are put in order part by part", arguments: [1, 7])
  func partByPart(occurrenceLimit: Int) throws {
    var random = SeededGenerator()
    let index = try Self.index(RandomText.schema, RandomText(wordCount: 24), &random)
    let sources = index.snapshot().segments
    var files: [[UInt8]] = []
    for limit in [occurrenceLimit, MergedPostings.occurrenceLimit] {
      let storage = MemoryStorage()
      let merge = SegmentMerge(
        sources, schema: RandomText.schema, reordering: true, occurrenceLimit: limit)
      let entry = try #require(try merge.run(storage, fileNumber: 1))
      let segment = try Segment(storage, entry, cache: FrameCache(budget: 1 << 20))
      files.append(try segment.file.bytes())
    }
    #expect(files[0] == files[1], "\(random.replay)")
  }

  @Test("the same index is always put in the same order")
  func isReproducible() throws {
    let seed = SeededGenerator()
    let files = try (0..<2).map { _ in
      var random = seed
      let index = try Self.index(RandomText.schema, RandomText(wordCount: 60), &random)
      try index.merge(reordering: true)
      return try SegmentMergeTests.files(index)
    }
    #expect(files[0] == files[1], "\(seed.replay)")
  }

  @Test("a merge that reorders and is cancelled ends wherever it is")
  func cancelled() throws {
    var random = SeededGenerator()
    let index = try Self.index(RandomText.schema, RandomText(wordCount: 24), &random)
    var asked = 0
    while true {
      let limit = asked
      let questions = Mutex(0)
      let merge = SegmentMerge(
        index.snapshot().segments, schema: RandomText.schema, reordering: true
      ) {
        questions.withLock { count in
          count += 1
          return count > limit
        }
      }
      guard try merge.run(MemoryStorage(), fileNumber: 1) == nil else { break }
      // The two threads are told each by itself, down to the shortest run.
      #expect(questions.withLock { $0 } <= limit + 64, "\(random.replay)")
      asked += 1
    }
    #expect(asked > 20, "\(random.replay)")
  }

  @Test("an index without words, or without documents, has an order too")
  func withoutWords() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body"), .keyword("kind")))
    try index.merge(reordering: true)
    #expect(index.snapshot().documentCount == 0)
    try index.write { writer in
      for i in 0..<100 { try writer.add(Document(key: "k\(i)", fields: ["kind": "a"])) }
    }
    try index.merge(reordering: true)
    #expect(index.snapshot().documentCount == 100)
    #expect(try index.check() == [])
  }
}
