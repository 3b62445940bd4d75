// Distances: on random documents and operands, those of the model that looks at every pair; and the
// number of documents within n is that of NEAR/n.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Distances")
struct DistancesTests {
  private struct Tally: Equatable {
    /// For each distance: left first, right first, documents.
    var counts: [Int: [Int]] = [:]
    var left = [0, 0]
    var right = [0, 0]

    init() {}

    init(_ distances: Distances) {
      for count in distances.counts {
        counts[count.distance] = [count.leftFirst, count.rightFirst, count.documentCount]
      }
      left = [distances.left.occurrenceCount, distances.left.documentCount]
      right = [distances.right.occurrenceCount, distances.right.documentCount]
    }

    /// Counts the nearest of all pairs, by the definition.
    mutating func add(_ model: MatchModel, _ left: Query, _ right: Query) {
      var sums = (left: 0, right: 0)
      var closest: Int?
      let name = left.fieldName ?? right.fieldName
      for (field, text) in model.fields where name.map({ $0 == field }) ?? text.isDefault {
        let lefts = Set(model.choices(left, text).map(\.range))
        let rights = Set(model.choices(right, text).map(\.range))
        sums = (sums.left + lefts.count, sums.right + rights.count)
        for one in lefts {
          let after = rights.filter { $0.start > one.end }.map { Int($0.start - one.end) }.min()
          let before = rights.filter { $0.end < one.start }.map { Int(one.start - $0.end) }.min()
          guard let nearest = [after, before].compactMap(\.self).min() else { continue }
          counts[nearest, default: [0, 0, 0]][nearest == after ? 0 : 1] += 1
          closest = min(closest ?? .max, nearest)
        }
      }
      if let closest { counts[closest]?[2] += 1 }
      self.left = [self.left[0] + sums.left, self.left[1] + min(1, sums.left)]
      self.right = [self.right[0] + sums.right, self.right[1] + min(1, sums.right)]
    }
  }

  @Test("every occurrence has its nearest, and NEAR/n finds as many documents")
  func model() throws {
    var source = RandomMatches()
    let random = source.random
    for _ in 0..<random.roundCount(15) {
      let world = try MatchWorld(&source)
      let snapshot = world.index.snapshot()
      for _ in 0..<40 {
        let field = [nil, nil, "title", "body"][source.below(4)]
        let left = source.operand(depth: 2, in: field)
        let right = source.operand(depth: 2, in: field)
        let note: Comment = "\(random.replay) \(left) and \(right)"
        let distances = try snapshot.distances(between: left, and: right)
        var expected = Tally()
        for model in world.models.values { expected.add(model, left, right) }
        #expect(Tally(distances) == expected, note)
        let paired = distances.counts.reduce(0) { $0 + $1.leftFirst + $1.rightFirst }
        #expect(distances.isolatedCount == distances.left.occurrenceCount - paired, note)
        for limit in [1, 2, 5, 100] {
          let near = Query.near([left, right], Proximity(within: limit))
          #expect(distances.documentCount(within: limit) == (try snapshot.count(near)), note)
        }
      }
    }
  }

  @Test("the nearest of ranges that nest and overlap is that of all pairs")
  func nearest() {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(20_000) {
      let text = RandomProximityText(&random)
      let one = text.someRanges(1, &random)[0]
      let others = text.someRanges(Int.random(in: 0...6, using: &random), &random)
      let after = others.filter { $0.start > one.end }.map { Int($0.start - one.end) }.min()
      let before = others.filter { $0.end < one.start }.map { Int(one.start - $0.end) }.min()
      let distance = [after, before].compactMap(\.self).min()
      let expected = distance.map {
        NearestSweep.Nearest(distance: $0, isAfter: $0 == after)
      }
      guard NearestSweep(others).nearest(to: one) == expected else {
        Issue.record("\(one) \(others): not \(String(describing: expected)); \(random.replay)")
        return
      }
    }
  }

  @Test("words that are nowhere have no distance, and some queries cannot have one")
  func edges() throws {
    let index = try SearchIndex(inMemory: Schema(.text("title"), .text("body")))
    try index.write { writer in
      try writer.add(Document(key: "1", fields: ["title": "War", "body": "Peace and war"]))
    }
    let snapshot = index.snapshot()
    let none = try snapshot.distances(between: Query("war"), and: Query("zeppelin"))
    #expect(none.counts.isEmpty && none.isolatedCount == 2 && none.right.documentCount == 0)
    // The title's war has no peace beside it.
    let one = try snapshot.distances(between: Query("war"), and: Query("peace"))
    #expect(one.counts.map(\.distance) == [2] && one.isolatedCount == 1)
    #expect(one.left.occurrenceCount == 2 && one.left.documentCount == 1)
    let fielded = try snapshot.distances(between: Query("title:war"), and: Query("war"))
    #expect(fielded.counts.isEmpty && fielded.right.occurrenceCount == 1)
    for (left, right) in [("war AND peace", "war"), ("title:war", "body:war"), ("war", "-peace")] {
      let error = try #require(throws: ConcordError.self) {
        try snapshot.distances(between: Query(left), and: Query(right))
      }
      guard case .unsupportedQuery = error else {
        Issue.record("\(error)")
        continue
      }
    }
    #expect(throws: ConcordError.unknownField("text", known: ["title", "body"])) {
      try snapshot.distances(between: Query("text:war"), and: Query("war"))
    }
  }
}
