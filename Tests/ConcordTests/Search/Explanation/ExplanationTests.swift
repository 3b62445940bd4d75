// Explanations against the searches that they explain: on random indexes with several segments and
// deletions, for random queries of every operator, the total is the hit's score to the last bit,
// and every value follows from those below it by the formula that its text names.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Explanations")
struct ExplanationTests {
  /// A query of any kind, those that the model does not know included.
  private static func query(_ text: RandomText, _ random: inout SeededGenerator) -> Query {
    let query = text.query(depth: 2, &random)
    let word = text.word(&random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .any([query, .fuzzy(word, edits: 1)])
    case 1: return .all([query, .glob("*\(word.suffix(2))", field: "body")])
    case 2: return .any([.regex("\(word.prefix(2)).*"), .boosted(query, by: 1.7)])
    case 3: return .required([.exact(word)], optional: [query])
    case 4: return .near([.glob("\(word.prefix(2))??"), .term(word)], Proximity(within: 5))
    default: return query
    }
  }

  @Test("the total is the score of the search, and values follow from their details")
  func equalsSearch() throws {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(4) {
      let schema = SearchOracleTests.schemas[Int.random(in: 0...1, using: &random)]
      var world = try SearchOracleTests.World(schema, &random)
      for _ in 0..<4 { try world.change(&random) }
      let snapshot = world.index.snapshot()
      for _ in 0..<15 {
        let query = Self.query(world.text, &random)
        let scoring = SearchOracleTests.scoring(&random)
        var scores: [String: Float] = [:]
        for hit in try snapshot.search(query, limit: .max, scoring: scoring) {
          scores[try hit.key] = hit.score
        }
        for entry in world.model.entries {
          let key = entry.document.key
          let found = try #require(try snapshot.explain(query, key: key, scoring: scoring))
          let place = Comment("\(key); \(query); \(scoring); \(random.replay)\n\(found)")
          #expect(found.isMatch == (scores[key] != nil), place)
          #expect(found.score.bitPattern == (scores[key] ?? 0).bitPattern, place)
          Self.check(found, scoring, place)
        }
      }
    }
  }

  /// Expects each value to follow from its details.
  private static func check(_ node: Explanation, _ scoring: BM25, _ place: Comment) {
    for detail in node.details { check(detail, scoring, place) }
    guard node.isMatch else {
      #expect(node.value == 0 && node.text.hasPrefix("no match: "), place)
      return
    }
    func value(_ symbol: String) -> Double? {
      node.details.first { $0.symbol == symbol }?.value
    }
    let text = node.text
    if text.contains("weight · f / (f + K)"), let f = value("f"), let k = value("K"),
      let weight = value("weight")
    {
      #expect(node.value == Double(LeafScoring.score(Float(f), Float(k), Float(weight))), place)
    } else if text == "weight / distance" {
      #expect(value("distance") ?? 0 >= 1, place)
    } else if node.symbol == "weight" {
      let boost = Float(value("boost") ?? 1)
      #expect(node.value == Double(Float(value("idf") ?? .nan) * boost), place)
    } else if node.symbol == "idf", let n = value("n") {
      #expect(n >= 0 && node.value.isFinite, place)
    } else if node.symbol == "K", let k1 = value("k1"), let b = value("b"),
      let dl = value("dl"), let average = value("avgdl")
    {
      let exact = k1 * (1 - b + b * dl / average)
      #expect(abs(node.value - exact) <= 1e-5 * exact, place)
      #expect(k1 == Double(scoring.k1) && b == Double(scoring.b), place)
    } else if text.contains("the sum of") {
      let sum = node.details.reduce(0) { $0 + $1.value }
      // What a NEAR adds to BM25 is added in single precision; all else is exact.
      #expect(sum == node.value || Float(sum) == Float(node.value), place)
    } else {
      let isLeaf = node.details.isEmpty || node.symbol != nil || text.contains("the score of")
      #expect(isLeaf, place)
    }
  }

  @Test("n, N and the idf are those of the living documents")
  func statistics() throws {
    var random = SeededGenerator()
    var world = try SearchOracleTests.World(RandomText.schema, &random)
    for _ in 0..<4 { try world.change(&random) }
    let entry = try #require(world.model.entries.first)
    for word in world.text.words {
      let found = try #require(
        try world.index.snapshot().explain(
          .term(word, field: "body"), key: entry.document.key))
      let count = world.model.search(.term(word, field: "body")).count
      guard found.isMatch else { continue }
      let weight = try #require(found.details.first { $0.symbol == "weight" })
      let idf = try #require(weight.details.first { $0.symbol == "idf" })
      #expect(idf.details.first { $0.symbol == "n" }?.value == Double(count), "\(random.replay)")
      #expect(
        weight.details.first { $0.symbol == "N" }?.value == Double(world.model.entries.count))
      #expect(abs(idf.value - world.model.idf(count)) < 1e-12)
    }
  }

  @Test("a document that is not there has no explanation")
  func absent() throws {
    let snapshot = try ExplainedIndex.snapshot()
    #expect(try snapshot.explain(Query("storm"), key: "z") == nil)
    #expect(throws: ConcordError.self) {
      try snapshot.explain(.term("storm", field: "colour"), key: "a")
    }
  }

  @Test("the closest choice is the first of the closest that there are")
  func closestChoice() {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(3_000) {
      let text = RandomProximityText(&random)
      let count = Int.random(in: 2...3, using: &random)
      let lists = (0..<count).map { _ in
        Array(text.someRanges(Int.random(in: 0...3, using: &random), &random))
      }
      let proximity = Proximity.random(operands: count, &random)
      guard !proximity.isNegated else { continue }
      let found = ProximityMatch.closestChoice(lists, proximity, breaks: text.breaks)
      var expected: ClosestChoice?
      ProximityOracle.forEachChoice(of: lists) { choice in
        let answer = ProximityOracle.matches(
          choice.map { [$0] }, proximity, breaks: text.breaks)
        guard let distance = answer.closest.map({ Int($0) }) else { return }
        if let best = expected {
          let isBetter =
            distance != best.distance
            ? distance < best.distance : choice.lexicographicallyPrecedes(best.occurrences)
          guard isBetter else { return }
        }
        expected = ClosestChoice(distance: distance, occurrences: choice)
      }
      #expect(found == expected, "\(lists) \(proximity) \(random.replay)")
    }
  }
}
