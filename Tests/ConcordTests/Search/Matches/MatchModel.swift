// The oracle of matches: it writes down every choice of occurrences, with the words that each is
// made of, and forgets none. And random queries over texts so small that it can.

import ConcordTestSupport

@testable import Concord

/// A document whose words are known.
struct MatchModel {
  struct Text {
    let words: [String]
    var breaks = TextBreaks()
    /// Whether a leaf without a field is looked for in it.
    var isDefault = true
  }

  /// An occurrence, and the positions of its words.
  struct Choice: Hashable {
    let range: Occurrence
    let words: Set<UInt32>
  }

  let fields: [String: Text]

  /// The words that match, by field; nil if the document does not match.
  func words(_ query: Query) -> [String: Set<UInt32>]? {
    matches(query)?.mapValues { leaves in
      leaves.reduce(into: Set<UInt32>()) { $0.formUnion(Self.words($1)) }
    }
  }

  /// The choices of every leaf that takes part, by field; nil if the document does not match.
  func matches(_ query: Query) -> [String: [Set<Choice>]]? {
    switch query {
    case .all(let queries):
      let all = queries.map(matches)
      return all.contains { $0 == nil } ? nil : Self.union(all)
    case .any(let queries):
      let any = queries.compactMap(matches)
      return any.isEmpty ? nil : Self.union(any)
    case .except(let query, let excluded):
      return matches(excluded) == nil ? matches(query) : nil
    case .required(let queries, let optional):
      return matches(.all(queries)).map { Self.union([$0] + optional.map(matches)) }
    case .everything:
      return [:]
    case .boosted(let query, _):
      return matches(query)
    default:
      let found = fields.filter { name, text in
        query.fieldName.map { $0 == name } ?? text.isDefault
      }.mapValues { [choices(query, $0)] }.filter { !$0.value[0].isEmpty }
      return found.isEmpty ? nil : found
    }
  }

  private static func union(_ parts: [[String: [Set<Choice>]]?]) -> [String: [Set<Choice>]] {
    parts.reduce(into: [:]) { all, part in all.merge(part ?? [:]) { $0 + $1 } }
  }

  private static func words(_ choices: some Sequence<Choice>) -> Set<UInt32> {
    choices.reduce(into: Set<UInt32>()) { $0.formUnion($1.words) }
  }

  func choices(_ query: Query, _ text: Text) -> Set<Choice> {
    switch query {
    case .term(let word, _), .exact(let word, _):
      return Self.positions(text) { $0 == word }
    case .prefix(let prefix, _):
      return Self.positions(text) { $0.hasPrefix(prefix) }
    case .glob(let pattern, _):
      return Self.positions(text) {
        AutomatonOracle.glob(
          Array(pattern.unicodeScalars)[...], fits: Array($0.unicodeScalars)[...])
      }
    case .regex(let pattern, _):
      let words = RandomMatches.regexes[pattern] ?? []
      return Self.positions(text) { words.contains($0) }
    case .fuzzy(let word, let edits, _):
      // Without a number, one for words as short as these.
      return Self.positions(text) {
        AutomatonOracle.distance(Array(word.unicodeScalars), Array($0.unicodeScalars))
          <= edits ?? 1
      }
    case .range(let range, _):
      // Values and bounds are of one length.
      return Self.positions(text) { word in
        range.low.map { $0.text < word || $0.isInclusive && $0.text == word } ?? true
          && range.high.map { word < $0.text || $0.isInclusive && $0.text == word } ?? true
      }
    case .any(let queries):
      return queries.reduce(into: []) { $0.formUnion(choices($1, text)) }
    case .boosted(let query, _):
      return choices(query, text)
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
      guard whole.end < text.words.count else { return }
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
  /// Regular expressions, and the words that each matches.
  static let regexes: [String: Set<String>] = [
    "[ab]b": ["ab", "bb"], "c.|aa": ["cé", "aa"], "b*a?": ["bb", "ba"],
  ]
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

  /// The value of the keyword field, k1 to k4.
  mutating func kind() -> String { "k\(1 + below(4))" }

  mutating func query(depth: Int) -> Query {
    guard depth > 0 else { return leaf() }
    switch below(8) {
    case 0: return .all([query(depth: depth - 1), query(depth: depth - 1)])
    case 1, 2: return .any([query(depth: depth - 1), query(depth: depth - 1)])
    case 3: return .except(query(depth: depth - 1), query(depth: depth - 1))
    case 4: return .required([query(depth: depth - 1)], optional: [query(depth: depth - 1)])
    case 5: return .boosted(query(depth: depth - 1), by: 2)
    default: return leaf()
    }
  }

  /// What is scored as one: in all default fields, in one of them, or in the keyword field.
  mutating func leaf() -> Query {
    switch below(10) {
    case 0: return .range(QueryRange(from: bound(), to: bound()), field: "kind")
    case 1: return .term(kind(), field: "kind")
    case 2: return below(6) == 0 ? .everything : .prefix("k", field: "kind")
    default:
      // A group at the top is any of its parts, and no leaf; in a NEAR it is an operand.
      return operand(depth: 2, in: [nil, nil, "title", "body"][below(4)])
    }
  }

  private mutating func bound() -> QueryRange.Bound? {
    below(3) == 0 ? nil : QueryRange.Bound(kind(), isInclusive: below(2) == 0)
  }

  /// What can be an operand of a NEAR.
  mutating func operand(depth: Int, in field: String? = nil) -> Query {
    switch below(depth > 0 ? 14 : 7) {
    case 0, 1: return .term(word(), field: field)
    case 2: return .prefix(["a", "b", "c"][below(3)], field: field)
    case 3: return .glob(["?a", "*b", "c?", "?é"][below(4)], field: field)
    case 4: return .regex(["[ab]b", "c.|aa", "b*a?"][below(3)], field: field)
    case 5: return .fuzzy(word(), edits: [nil, 1, 2][below(3)], field: field)
    case 6: return .exact(word(), field: field)
    case 7, 8: return phrase(in: field)
    case 9:
      return .any([operand(depth: depth - 1, in: field), operand(depth: depth - 1, in: field)])
    case 10: return .boosted(operand(depth: depth - 1, in: field), by: 3)
    default:
      let count = [2, 2, 2, 3][below(4)]
      let operands = (0..<count).map { _ in operand(depth: depth - 1, in: field) }
      return .near(operands, .random(operands: count, &random))
    }
  }

  private mutating func phrase(in field: String?) -> Query {
    var parts: [PhrasePart] = [.word(word()), .word(word())]
    switch below(8) {
    case 0: parts.append(.word(word()))
    case 1: parts.insert(.anyWord, at: 1)
    case 4: parts.append(.anyWord)
    case 5: parts.insert(.anyWord, at: 0)
    case 6: parts[below(2)] = .anyWord
    case 2: parts[1] = .prefix("a")
    case 3: parts[0] = .glob("?b")
    default: break
    }
    return .phrase(parts, slop: [0, 0, 1, 2][below(4)], field: field)
  }
}

/// A few random documents in two segments, and their models.
struct MatchWorld {
  let index: SearchIndex
  let models: [String: MatchModel]

  init(_ source: inout RandomMatches) throws {
    index = try SearchIndex(
      inMemory: Schema(.text("title"), .text("body"), .keyword("kind")))
    var models: [String: MatchModel] = [:]
    for segment in 0..<2 {
      try index.write { writer in
        for i in 0..<6 {
          let texts = ["title": source.text(), "body": source.text()]
          let kind = source.kind()
          let key = "\(segment)/\(i)"
          var fields = texts.mapValues(\.text)
          fields["kind"] = kind
          try writer.add(Document(key: key, fields: fields))
          var model = texts.mapValues {
            MatchModel.Text(words: $0.words, breaks: Self.breaks($0.text))
          }
          model["kind"] = MatchModel.Text(words: [kind], isDefault: false)
          models[key] = MatchModel(fields: model)
        }
      }
    }
    try index.write { writer in _ = try writer.delete(key: "0/3") }
    models["0/3"] = nil
    self.models = models
  }

  private static func breaks(_ text: String) -> TextBreaks {
    let buffer = AnalyzerRuns().buffer(of: text, by: .standard)
    return TextBreaks(
      sentenceStarts: buffer.sentenceStarts, paragraphStarts: buffer.paragraphStarts)
  }
}
