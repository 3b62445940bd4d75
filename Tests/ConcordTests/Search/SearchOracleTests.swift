// Searches against a model that looks at every document: random documents, random queries of every
// kind, and random histories of commits, updates, deletes, merges and reopening. Also: each way to
// find the best hits against the exhaustive one, bit for bit.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

/// Comparing what an index finds.
enum SearchOracle {
  /// A hit, its score to the last bit.
  struct ExactHit: Hashable {
    var address: DocumentAddress
    var score: UInt32
  }

  /// What the exhaustive algorithm finds.
  static func exhaustive(
    _ snapshot: Snapshot, _ query: Query, limit: Int, _ scoring: BM25 = BM25()
  ) throws -> [ExactHit] {
    var hits = TopHits(limit: limit)
    try snapshot.forEachScorer(query, scoring, SearchWork()) {
      search, scorer throws(ConcordError) in
      try search.exhaustive(scorer, &hits)
    }
    return hits.sorted().map { ExactHit(address: $0.address, score: $0.score.bitPattern) }
  }

  /// What the search finds.
  static func found(
    _ snapshot: Snapshot, _ query: Query, limit: Int, _ scoring: BM25 = BM25()
  ) throws -> [ExactHit] {
    try snapshot.search(query, limit: limit, scoring: scoring).map {
      ExactHit(address: $0.address, score: $0.score.bitPattern)
    }
  }

  /// Keys and scores to the last bit, which do not depend on segments.
  static func keysAndScores(_ snapshot: Snapshot, _ query: Query) throws -> [String] {
    try snapshot.search(query, limit: .max).map { "\(try $0.key) \($0.score.bitPattern)" }
  }

  /// Expects that every limit gives the exhaustive algorithm's beginning.
  ///
  /// The last limit is one that keeps every hit.
  static func expectTopMatchesExhaustive(
    _ snapshot: Snapshot, _ query: Query, _ scoring: BM25 = BM25(),
    limits: [Int] = [1, 3, 10, 100], _ comment: String
  ) throws {
    let all = try exhaustive(snapshot, query, limit: snapshot.documentCount, scoring)
    for limit in limits + [all.count + 1] {
      let found = try found(snapshot, query, limit: limit, scoring)
      guard found != Array(all.prefix(limit)) else { continue }
      let i = zip(found, all).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      Issue.record(
        """
        limit \(limit): \(found.count) of \(all.count) hits, the first wrong one at \
        \(i ?? min(found.count, all.count)); \(query); \(scoring); \(comment)
        """)
    }
  }
}

@Suite("Search against the model")
struct SearchOracleTests {
  /// An index and its model, through a random history.
  struct World {
    let storage = MemoryStorage()
    var options = SearchIndex.Options()
    var index: SearchIndex
    var model: ModelIndex
    let text: RandomText
    let schema: Schema
    var keyCount = 0

    init(_ schema: Schema, _ random: inout SeededGenerator) throws {
      // One byte of memory: a segment for each document.
      options.memoryBudget = Bool.random(using: &random) ? 1 : 64 << 20
      options.mergePolicy = Bool.random(using: &random) ? .never : .tiered
      options.cacheBudget = Bool.random(using: &random) ? 1 : 64 << 20
      index = try SearchIndex(storage, schema: schema, options: options)
      model = ModelIndex(schema)
      let isStemmed = schema.fields.contains(where: \.analyzer.hasStemmer)
      text = isStemmed ? .inflected : RandomText(wordCount: 24)
      self.schema = schema
    }

    mutating func change(_ random: inout SeededGenerator) throws {
      var model = model
      var keyCount = keyCount
      try index.write { writer in
        for _ in 0..<Int.random(in: 1...12, using: &random) {
          let old = "k\(Int.random(in: 0...max(0, keyCount), using: &random))"
          switch Int.random(in: 0..<20, using: &random) {
          case 0..<3:
            model.delete(key: old)
            try writer.delete(key: old)
          case 3..<6:
            let document = text.document(key: old, &random)
            model.add(document)
            try writer.add(document)
          case 6:
            let query = Query.term(text.words[Int.random(in: 8..<24, using: &random)])
            let found = model.search(query)
            for hit in found { model.delete(key: hit.key) }
            #expect(try writer.delete(matching: query) == found.count, "\(random.replay)")
          case 7: try writer.commit()
          default:
            let document = text.document(key: "k\(keyCount)", &random)
            keyCount += 1
            model.add(document)
            try writer.add(document)
          }
        }
      }
      self.model = model
      self.keyCount = keyCount
      switch Int.random(in: 0..<6, using: &random) {
      case 0: try index.merge(downTo: .random(in: 1...3, using: &random))
      case 2: try finishMerges()
      case 1: index = try SearchIndex(storage, schema: schema, options: options)
      default: break
      }
    }

    /// Waits for merges, unless those of an index that was just let go are not at their end yet.
    private func finishMerges() throws {
      do { try index.finishMerges() } catch ConcordError.locked {}
    }

    /// Expects that a query finds what the model finds.
    func check(_ query: Query, _ scoring: BM25, _ replay: String) throws {
      let snapshot = index.snapshot()
      var model = model
      model.scoring = scoring
      let expected = model.search(query)
      let found = try snapshot.search(query, limit: .max, scoring: scoring)
      let keys = try found.map { try $0.key }
      #expect(Set(keys) == Set(expected.map(\.key)), "\(query) \(replay)")
      #expect(keys.count == expected.count, "\(query) \(replay)")
      #expect(found.total == .exactly(expected.count), "\(query) \(replay)")
      #expect(try snapshot.count(query) == expected.count, "\(query) \(replay)")
      let first = try snapshot.search(query, limit: 1, scoring: scoring)
      #expect(try first.exactTotal() == expected.count, "\(query) \(replay)")
      let counted = try snapshot.search(query, limit: 3, countingAll: true, scoring: scoring)
      #expect(counted.total == .exactly(expected.count), "\(query) \(replay)")
      #expect(try counted.map { try $0.key } == Array(keys.prefix(3)), "\(query) \(replay)")
      let scores = Dictionary(expected.map { ($0.key, $0.score) }) { first, _ in first }
      for (key, hit) in zip(keys, found) {
        let score = scores[key] ?? .nan
        #expect(
          abs(Double(hit.score) - score) <= 1e-5 * abs(score),
          "\(key): \(hit.score), expected \(score); \(query) \(scoring) \(replay)")
      }
      let order = Dictionary(
        uniqueKeysWithValues: model.entries.enumerated().map { ($1.document.key, $0) })
      let places = keys.map { order[$0] ?? -1 }
      for i in keys.indices.dropFirst() {
        #expect(
          (found[i - 1].score, places[i]) > (found[i].score, places[i - 1]), "\(query) \(replay)")
      }
      try SearchOracle.expectTopMatchesExhaustive(
        snapshot, query, scoring, limits: [1, 3, 10], replay)
    }
  }

  static let schemas = [
    RandomText.schema,
    // One default field: other algorithms find the best of single words.
    Schema(
      .text("body"), .text("title", isDefault: false, weight: 3), .text("note", isDefault: false),
      .keyword("date"), .keyword("kind")),
    // Stems and exact forms, beside a field that has no stems.
    Schema(
      .text("title", weight: 2), .text("body", .english),
      .text("note", .english, isDefault: false), .keyword("date"), .keyword("kind")),
  ]

  static func scoring(_ random: inout SeededGenerator) -> BM25 {
    [BM25(), BM25(), BM25(k1: 0, b: 0.75), BM25(k1: 2, b: 0), BM25(k1: 0.9, b: 1)]
      .randomElement(using: &random) ?? BM25()
  }

  @Test(
    "hits, counts, scores and order are the model's, whatever happened before",
    arguments: [0, 1, 2])
  func matchesModel(schema: Int) throws {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(3) {
      var world = try World(Self.schemas[schema], &random)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        try world.change(&random)
        #expect(
          world.index.snapshot().documentCount == world.model.entries.count, "\(random.replay)")
        for _ in 0..<12 {
          let query = world.text.query(depth: 2, &random)
          try world.check(query, Self.scoring(&random), random.replay)
        }
      }
      for entry in world.model.entries {
        let stored = try world.index.snapshot().document(key: entry.document.key)
        let isStored = { (name: String) in
          world.schema.fields.contains { $0.name == name && $0.isStored }
        }
        #expect(stored?.fields == entry.document.fields.filter { isStored($0.key) })
      }
    }
  }

  @Test(
    "scores are those of an index built afresh from the living documents, to the last bit",
    arguments: [0, 1, 2])
  func equalsFreshIndex(schema: Int) throws {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(2) {
      var world = try World(Self.schemas[schema], &random)
      for _ in 0..<4 { try world.change(&random) }
      let fresh = try SearchIndex(inMemory: world.schema)
      let entries = world.model.entries
      try fresh.write { writer in for entry in entries { try writer.add(entry.document) } }
      let before = world.index.snapshot()
      try world.index.merge()
      for _ in 0..<20 {
        let query = world.text.query(depth: 2, &random)
        let expected = try SearchOracle.keysAndScores(fresh.snapshot(), query)
        for snapshot in [before, world.index.snapshot()] {
          let found = try SearchOracle.keysAndScores(snapshot, query)
          #expect(found == expected, "\(query) \(random.replay)")
        }
      }
    }
  }
}
