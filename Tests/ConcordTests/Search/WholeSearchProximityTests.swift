// Nearness in whole searches, against a model that tries every choice: random small documents are
// indexed, and for random queries the documents that are found, their number and their frequencies
// are compared with what the model finds in each. Every query is asked of every document; with the
// default of rounds that is more than 200,000 pairs, besides those of ProximityOracleTests, which
// asks the operators themselves. CONCORD_ROUNDS asks for more.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Nearness in whole searches, against every choice")
struct WholeSearchProximityTests {
  /// The documents of one index: alphabets of two to four words, in which greedy matchers fail.
  private struct World {
    let snapshot: Snapshot
    let texts: [RandomProximityText]

    init(_ random: inout SeededGenerator) throws {
      let index = try SearchIndex(inMemory: Schema(.text("body")))
      var texts: [RandomProximityText] = []
      // Two segments, and in the first more documents than a block has.
      for count in [150, 50] {
        let made = (0..<count).map { _ in RandomProximityText(&random, length: 1...8) }
        try index.write { writer in
          for (i, text) in made.enumerated() {
            try writer.add(
              Document(key: "\(texts.count + i)", fields: ["body": Self.written(text)]))
          }
        }
        texts += made
      }
      snapshot = index.snapshot()
      self.texts = texts
    }

    /// Words of one letter, with marks where sentences and paragraphs end.
    private static func written(_ text: RandomProximityText) -> String {
      var written = ""
      for (i, word) in text.words.enumerated() {
        if text.breaks.paragraphStarts.contains(UInt32(i)) {
          written += ".\n\n"
        } else if text.breaks.sentenceStarts.contains(UInt32(i)) {
          written += ". "
        }
        written += " " + WholeSearchProximityTests.name(word).uppercased()
      }
      return written
    }
  }

  private static func name(_ word: Int) -> String { ["wa", "wb", "xa", "xb"][word] }

  /// A query, and where it occurs in a text.
  private struct Part {
    let query: Query
    let occurrences: (RandomProximityText) -> [Occurrence]
  }

  private static func word(_ random: inout SeededGenerator) -> Part {
    let word = Int.random(in: 0..<4, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0:
      let letter = ["w", "x"][word / 2]
      return Part(query: .prefix(letter)) { text in
        (text.word(word / 2 * 2) + text.word(word / 2 * 2 + 1)).sorted()
      }
    case 1:
      return Part(query: .glob("?\(["a", "b"][word % 2])")) { text in
        (text.word(word % 2) + text.word(word % 2 + 2)).sorted()
      }
    default: return Part(query: .term(name(word))) { $0.word(word) }
    }
  }

  private static func phrase(_ random: inout SeededGenerator) -> Part {
    let words = (0..<Int.random(in: 2...3, using: &random)).map { _ in
      Int.random(in: 0..<3, using: &random)
    }
    let parts = words.map { PhrasePart.word(name($0)) }
    guard Int.random(in: 0..<3, using: &random) == 0 else {
      return Part(query: .phrase(parts)) { $0.phrase(words) }
    }
    let slop = Int.random(in: 1...4, using: &random)
    return Part(query: .phrase(parts, slop: slop)) { text in
      ProximityOracle.sloppy(
        words.map { text.word($0).map(\.start) }, offsets: words.indices.map { UInt32($0) },
        slop: UInt32(slop)
      ).ranges
    }
  }

  private static func operand(depth: Int, _ random: inout SeededGenerator) -> Part {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &random) {
    case 0...3: return word(&random)
    case 4: return phrase(&random)
    case 5:
      let (one, other) = (word(&random), phrase(&random))
      return Part(query: .any([one.query, other.query])) { text in
        Set(one.occurrences(text)).union(other.occurrences(text)).sorted()
      }
    default: return near(depth: depth - 1, &random)
    }
  }

  private static func near(depth: Int, _ random: inout SeededGenerator) -> Part {
    let count = Int.random(in: 0..<4, using: &random) == 0 ? 3 : 2
    let operands = (0..<count).map { _ in operand(depth: depth, &random) }
    let proximity = Proximity.random(operands: count, &random)
    return Part(query: .near(operands.map(\.query), proximity)) { text in
      let lists = operands.map { $0.occurrences(text) }
      // What is nowhere is near nothing, and nothing is to be tried.
      if !proximity.isNegated, lists.contains(where: \.isEmpty) { return [] }
      return ProximityOracle.matches(lists, proximity, breaks: text.breaks).ranges
    }
  }

  @Test("the documents of which some choice fits are found, and no others", arguments: 0..<2)
  func documents(half: UInt64) throws {
    var random = SeededGenerator(seed: SeededGenerator().seed &+ half)
    print("Nearness in whole searches, against every choice: \(random.replay), \(half) added")
    for _ in 0..<random.roundCount(6) {
      let world = try World(&random)
      for _ in 0..<90 {
        let part =
          Int.random(in: 0..<6, using: &random) == 0
          ? Self.phrase(&random) : Self.near(depth: 1, &random)
        let expected = world.texts.map { part.occurrences($0).count }
        let hits = try world.snapshot.search(part.query, limit: .max)
        let keys = try Set(hits.map { try $0.key })
        let wanted = Set(expected.indices.filter { expected[$0] > 0 }.map { "\($0)" })
        let count = try world.snapshot.count(part.query)
        guard keys == wanted, count == wanted.count else {
          Issue.record(
            """
            \(part.query): \(keys.symmetricDifference(wanted)) of \(world.texts); \
            \(random.replay), \(half) added
            """)
          return
        }
      }
    }
  }
}
