// Ranges, sorting and facets against a model that looks at every document, through random
// histories of commits, deletions, replacements and merges.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Columns against the model")
struct ColumnOracleTests {
  static let schema = Schema(
    .text("body"), .text("author", isDefault: false), .keyword("author", stored: false),
    .keyword("tag"), .date("date"), .number("size", stored: false))

  /// An index and its documents, in the order of adding.
  struct World {
    let index: SearchIndex
    var items: [ModelItem] = []
    private var count = 0

    init(_ random: inout SeededGenerator) throws {
      var options = SearchIndex.Options()
      // One byte of memory: a segment for each document.
      options.memoryBudget = Bool.random(using: &random) ? 1 : 64 << 20
      options.mergePolicy = Bool.random(using: &random) ? .never : .tiered
      index = try SearchIndex(inMemory: ColumnOracleTests.schema, options: options)
    }

    mutating func change(_ random: inout SeededGenerator) throws {
      var items = items
      var count = count
      try index.write { writer in
        for _ in 0..<Int.random(in: 1...15, using: &random) {
          let isNew = Int.random(in: 0..<4, using: &random) > 0
          let key = "k\(isNew ? count : Int.random(in: 0...count, using: &random))"
          count += isNew ? 1 : 0
          items.removeAll { $0.key == key }
          if !isNew, Bool.random(using: &random) {
            try writer.delete(key: key)
          } else {
            let item = ModelItem(key: key, &random)
            items.append(item)
            try writer.add(item.document)
          }
        }
      }
      self.items = items
      self.count = count
      if Int.random(in: 0..<4, using: &random) == 0 {
        try index.merge(downTo: .random(in: 1...3, using: &random))
      }
    }

    /// A query with a range in it, and the documents that it should find.
    func query(_ random: inout SeededGenerator) -> (Query, [ModelItem]) {
      let range = ModelRange(&random)
      func has(_ item: ModelItem, _ word: String) -> Bool { item.word.contains(word) }
      let sea = Query.term("sea", field: "body")
      switch Int.random(in: 0..<8, using: &random) {
      case 0: return (sea, items.filter { has($0, "sea") })
      case 1: return (.everything, items)
      case 2:
        return (.all([sea, range.query]), items.filter { has($0, "sea") && range.contains($0) })
      case 3:
        return (.any([sea, range.query]), items.filter { has($0, "sea") || range.contains($0) })
      case 4:
        return (.except(sea, range.query), items.filter { has($0, "sea") && !range.contains($0) })
      case 5:
        let other = ModelRange(&random)
        return (
          .all([range.query, .boosted(other.query, by: 2)]),
          items.filter { range.contains($0) && other.contains($0) }
        )
      case 6: return (.except(.everything, range.query), items.filter { !range.contains($0) })
      default: return (range.query, items.filter(range.contains))
      }
    }
  }

  @Test("ranges find what they should, alone and joined with other queries")
  func ranges() throws {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(6) {
      var world = try World(&random)
      for _ in 0..<6 {
        try world.change(&random)
        let snapshot = world.index.snapshot()
        for _ in 0..<25 {
          let (query, expected) = world.query(&random)
          let note: Comment = "\(query) \(random.replay)"
          #expect(try snapshot.count(query) == expected.count, note)
          let hits = try snapshot.search(query, limit: .max)
          #expect(try Set(hits.map { try $0.key }) == Set(expected.map(\.key)), note)
          for hit in hits {
            // A value is matched as a whole.
            let isRight = try hit.matches().allSatisfy { $0.field == "body" || $0.positions == [0] }
            #expect(isRight, note)
          }
          try SearchOracle.expectTopMatchesExhaustive(
            snapshot, query, limits: [1, 3], random.replay)
        }
      }
      #expect(try world.index.check() == [], "\(random.replay)")
    }
  }

  @Test("a sorted search has the order of the values, then the score, then the adding")
  func sorting() throws {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(6) {
      var world = try World(&random)
      for _ in 0..<5 {
        try world.change(&random)
        let snapshot = world.index.snapshot()
        for field in ["tag", "author", "date", "size"] {
          let (query, found) = world.query(&random)
          let isDescending = Bool.random(using: &random)
          let order = isDescending ? SortOrder.descending(field) : .ascending(field)
          let note: Comment = "\(query) \(order) \(random.replay)"
          var scores: [String: Float] = [:]
          for hit in try snapshot.search(query, limit: .max) { scores[try hit.key] = hit.score }
          let expected = found.enumerated().sorted { left, right in
            let (low, high) = (left.element.sortKey(field), right.element.sortKey(field))
            if low != high {
              guard let low, let high else { return low != nil }
              return isDescending
                ? high.lexicographicallyPrecedes(low) : low.lexicographicallyPrecedes(high)
            }
            let (score, other) = (scores[left.element.key] ?? 0, scores[right.element.key] ?? 0)
            return score != other ? score > other : left.offset < right.offset
          }.map(\.element.key)
          for (limit, offset) in [(Int.max, 0), (3, 0), (1, 2), (0, 0), (2, .max)] {
            let hits = try snapshot.search(query, sortedBy: order, limit: limit, offset: offset)
            #expect(
              try hits.map { try $0.key } == Array(expected.dropFirst(offset).prefix(limit)), note)
            #expect(hits.total == .exactly(expected.count), note)
            for hit in hits { #expect(hit.score == scores[try hit.key], note) }
          }
        }
      }
    }
  }

  @Test("facets count the living documents that match, by value and by the calendar")
  func facets() throws {
    var random = SeededGenerator()
    let units: [Facets.DateUnit?] = [.year, .month, .day, nil]
    for _ in 0..<random.roundCount(6) {
      var world = try World(&random)
      for _ in 0..<5 {
        try world.change(&random)
        let snapshot = world.index.snapshot()
        for field in ["tag", "author", "date", "size"] {
          let (query, found) = world.query(&random)
          for unit in field == "date" ? Array(units.dropLast()) : [nil] {
            let note: Comment = "\(query) \(field) \(random.replay)"
            var counts: [String: Int] = [:]
            for item in found {
              if let value = item.facet(field, unit) { counts[value, default: 0] += 1 }
            }
            let expected = counts.sorted { left, right in
              left.value != right.value
                ? left.value > right.value
                : left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
            }
            for limit in [0, 2, .max] {
              let facets = try snapshot.facets(of: field, for: query, by: unit, limit: limit)
              #expect(facets.map(\.text) == expected.prefix(limit).map(\.key), note)
              #expect(facets.map(\.documentCount) == expected.prefix(limit).map(\.value), note)
              #expect(facets.valueCount == counts.count, note)
              #expect(facets.documentCount == counts.values.reduce(0, +), note)
              #expect(facets.unreadableCount == found.count { $0.unreadable[field] != nil }, note)
            }
          }
        }
      }
    }
  }

  @Test("columns of several frames are read where they are needed, and merged with deletions")
  func severalFrames() throws {
    let count = 3 * ColumnWriter.documentsPerFrame + 5
    let index = try SearchIndex(inMemory: Schema(.number("n"), .keyword("even")))
    for half in 0..<2 {
      try index.write { writer in
        for i in (half * count / 2)..<((half + 1) * count / 2) {
          let even = i % 2 == 0 ? ["even": "yes"] : [:]
          try writer.add(
            Document(key: "\(i)", fields: even.merging(["n": "\(i)"]) { first, _ in first }))
        }
      }
    }
    func expectAll(_ from: Int) throws {
      let snapshot = index.snapshot()
      #expect(try snapshot.count(Query("n:[\(from) TO *]")) == count - from)
      #expect(try snapshot.count(Query("n:8000")) == 1)
      #expect(try snapshot.count(Query("n:>=4090 AND n:<=8200 AND even:yes")) == 2056)
      #expect(
        try snapshot.search(Query("n:>=0"), sortedBy: .descending("n")).first?.key == "\(count - 1)"
      )
      #expect(try snapshot.facets(of: "even").first?.documentCount == (count - from + 1) / 2)
      #expect(try index.check() == [])
    }
    try expectAll(0)
    try index.write { writer in for i in 0..<100 { try writer.delete(key: "\(i)") } }
    try index.merge()
    try expectAll(100)
  }
}
