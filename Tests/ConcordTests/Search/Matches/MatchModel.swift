// The oracle of matches: it writes down every choice of occurrences, with the words that each is
// made of, and forgets none. And random queries over texts so small that it can.

import ConcordTestSupport

@testable import Concord

/// A document whose words are known.
struct MatchModel {
  struct Text {
    let words: [String]
    let breaks: TextBreaks
  }

  /// An occurrence, and the positions of its words.
  struct Choice: Hashable {
    let range: Occurrence
    let words: Set<UInt32>
  }

  let fields: [String: Text]

  /// The words that match, by field; nil if the document does not match.
  func words(_ query: Query) -> [String: Set<UInt32>]? {
    switch query {
    case .all(let queries):
      let all = queries.map(words)
      return all.contains { $0 == nil } ? nil : Self.union(all)
    case .any(let queries):
      let any = queries.compactMap(words)
      return any.isEmpty ? nil : Self.union(any)
    case .except(let query, let excluded):
      return words(excluded) == nil ? words(query) : nil
    case .required(let queries, let optional):
      return words(.all(queries)).map { Self.union([$0] + optional.map(words)) }
    case .everything:
      return [:]
    default:
      let found = fields.mapValues { Self.words(choices(query, $0)) }.filter { !$0.value.isEmpty }
      return found.isEmpty ? nil : found
    }
  }

  private static func union(_ parts: [[String: Set<UInt32>]?]) -> [String: Set<UInt32>] {
    parts.reduce(into: [:]) { all, part in all.merge(part ?? [:]) { $0.union($1) } }
  }

  private static func words(_ choices: some Sequence<Choice>) -> Set<UInt32> {
    choices.reduce(into: Set<UInt32>()) { $0.formUnion($1.words) }
  }

  private func choices(_ query: Query, _ text: Text) -> Set<Choice> {
    switch query {
    case .term(let word, _):
      return Self.positions(text) { $0 == word }
    case .prefix(let prefix, _):
      return Self.positions(text) { $0.hasPrefix(prefix) }
    case .glob(let pattern, _):
      return Self.positions(text) {
        AutomatonOracle.glob(
          Array(pattern.unicodeScalars)[...], fits: Array($0.unicodeScalars)[...])
      }
    case .any(let queries):
      return queries.reduce(into: []) { $0.formUnion(choices($1, text)) }
    case .phrase(let parts, let slop, _):
      return phrase(parts, slop, text)
    case .near(let operands, let proximity):
      return near(operands, proximity, text)
    default:
      return []
    }
  }

  private static func positions(_ text: Text, _ isMatch: (String) -> Bool) -> Set<Choice> {
    Set(
      text.words.indices.filter { isMatch(text.words[$0]) }.map {
        Choice(range: Occurrence(start: UInt32($0), end: UInt32($0)), words: [UInt32($0)])
      })
  }

  private func phrase(_ parts: [PhrasePart], _ slop: Int, _ text: Text) -> Set<Choice> {
    var slots: [[UInt32]] = []
    var offsets: [UInt32] = []
    for (i, part) in parts.enumerated() {
      let query: Query
      switch part {
      case .word(let word): query = .term(word)
      case .prefix(let word): query = .prefix(word)
      case .glob(let pattern): query = .glob(pattern)
      default: continue
      }
      slots.append(choices(query, text).map(\.range.start))
      offsets.append(UInt32(i))
    }
    var found: Set<Choice> = []
    ProximityOracle.forEachChoice(of: slots) { choice in
      let answer = ProximityOracle.sloppy(
        choice.map { [$0] }, offsets: offsets, slop: UInt32(slop))
      guard let range = answer.ranges.first, choice[0] >= offsets[0] || slop > 0 else { return }
      // An exact phrase covers the places of any word at its ends, too.
      let whole =
        slop > 0
        ? range
        : Occurrence(
          start: choice[0] - offsets[0], end: choice[0] - offsets[0] + UInt32(parts.count) - 1)
      found.insert(Choice(range: whole, words: Set(choice)))
    }
    return found
  }

  private func near(_ operands: [Query], _ proximity: Proximity, _ text: Text) -> Set<Choice> {
    let lists = operands.map { Array(choices($0, text)) }
    if proximity.isNegated {
      let right = Set(lists[1].map(\.range)).sorted()
      return Set(
        lists[0].filter {
          !ProximityOracle.matches([[$0.range], right], proximity, breaks: text.breaks).ranges
            .isEmpty
        })
    }
    var found: Set<Choice> = []
    ProximityOracle.forEachChoice(of: lists) { choice in
      let answer = ProximityOracle.matches(
        choice.map { [$0.range] }, proximity, breaks: text.breaks)
      guard let range = answer.ranges.first else { return }
      found.insert(Choice(range: range, words: Self.words(choice)))
    }
    return found
  }
}

/// Random texts and queries over few words.
struct RandomMatches {
  static let words = ["aa", "ab", "ba", "bb", "cé"]
  var random = SeededGenerator()

  mutating func word() -> String { Self.words[below(Self.words.count)] }
  mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  mutating func text() -> (text: String, words: [String]) {
    var text = ""
    var words: [String] = []
    for _ in 0..<below(9) {
      words.append(word())
      text += below(4) == 0 ? words[words.count - 1].uppercased() : words[words.count - 1]
      text += [" ", " ", ", ", ". X", "!\n\n", " … "][below(6)].replacing("X", with: "")
    }
    return (text, words)
  }

  mutating func query(depth: Int) -> Query {
    guard depth > 0 else { return operand(depth: 2) }
    switch below(7) {
    case 0: return .all([query(depth: depth - 1), query(depth: depth - 1)])
    case 1, 2: return .any([query(depth: depth - 1), query(depth: depth - 1)])
    case 3: return .except(query(depth: depth - 1), query(depth: depth - 1))
    case 4: return .required([query(depth: depth - 1)], optional: [query(depth: depth - 1)])
    default: return operand(depth: 2)
    }
  }

  /// What can be an operand of a NEAR.
  mutating func operand(depth: Int) -> Query {
    switch below(depth > 0 ? 10 : 4) {
    case 0, 1: return .term(word())
    case 2: return .prefix(["a", "b", "c"][below(3)])
    case 3: return .glob(["?a", "*b", "c?", "?é"][below(4)])
    case 4, 5: return phrase()
    case 6: return .any([operand(depth: depth - 1), operand(depth: depth - 1)])
    default:
      let count = [2, 2, 2, 3][below(4)]
      let operands = (0..<count).map { _ in operand(depth: depth - 1) }
      return .near(operands, .random(operands: count, &random))
    }
  }

  private mutating func phrase() -> Query {
    var parts: [PhrasePart] = [.word(word()), .word(word())]
    switch below(5) {
    case 0: parts.append(.word(word()))
    case 1: parts.insert(.anyWord, at: 1)
    case 2: parts[1] = .prefix("a")
    case 3: parts[0] = .glob("?b")
    default: break
    }
    return .phrase(parts, slop: [0, 0, 1, 2][below(4)])
  }
}
