@testable import Concord

/// Makes documents and queries at random, from few words, so that they meet often.
struct RandomText {
  /// The words, the most frequent first.
  let words: [String]
  private let cumulative: [Double]

  /// Words by Zipf's law: the *i*-th is as frequent as 1 ÷ i^`exponent`.
  init(wordCount: Int, exponent: Double = 1) {
    self.init((0..<wordCount).map(Self.word), exponent: exponent)
  }

  /// English words that share stems, stems that are no words, and stems that have another stem when
  /// they are words themselves: *analyses* has the stem *analys*, and *analys* the stem *analy*.
  static let inflected = RandomText(
    [
      "run", "runs", "the", "running", "happily", "analyses", "happiness", "sea", "analys",
      "seas", "happili", "university", "runner", "univers", "hopping", "hops", "hop", "analy",
      "hoping", "universe", "happi", "20.04", "don't", "unive",
    ])

  /// These words by Zipf's law.
  init(_ words: [String], exponent: Double = 1) {
    self.words = words
    let wordCount = words.count
    var sum = 0.0
    var cumulative: [Double] = []
    for i in 1...wordCount {
      // 1 ÷ i or 1 ÷ √i is all that tests ask for.
      sum += exponent == 1 ? 1 / Double(i) : 1 / Double(i).squareRoot()
      cumulative.append(sum)
    }
    self.cumulative = cumulative
  }

  /// A word of at least two syllables; many words share beginnings.
  private static func word(_ i: Int) -> String {
    let syllables = ["ba", "do", "ke", "lu", "mi", "na", "ro", "su"]
    var rest = i
    var text = ""
    repeat {
      text += syllables[rest % 8]
      rest /= 8
    } while rest > 0
    return text.count == 2 ? text + "m" : text
  }

  func word(_ random: inout SeededGenerator) -> String {
    let target = Double.random(in: 0..<cumulative[cumulative.count - 1], using: &random)
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] <= target { low = middle + 1 } else { high = middle }
    }
    return words[low]
  }

  /// `count` words in sentences and paragraphs.
  func text(_ count: Int, _ random: inout SeededGenerator) -> String {
    var text = ""
    var startsSentence = true
    for i in 0..<count {
      let word = word(&random)
      text += startsSentence ? word.prefix(1).uppercased() + word.dropFirst() : word
      startsSentence = Int.random(in: 0..<6, using: &random) == 0
      guard i + 1 < count else { break }
      text += startsSentence ? (Bool.random(using: &random) ? ".\n\n" : ". ") : " "
    }
    return text
  }

  // MARK: Documents

  /// Two default fields of different weight, another text field, and two keyword fields.
  static let schema = Schema(
    .text("title", weight: 2), .text("body"), .text("note", isDefault: false), .keyword("date"),
    .keyword("kind", stored: false))

  func document(key: String, _ random: inout SeededGenerator) -> Document {
    var fields: [String: String] = [:]
    if chance(4, in: 5, &random) {
      fields["title"] = text(.random(in: 0...5, using: &random), &random)
    }
    if chance(9, in: 10, &random) {
      fields["body"] = text(.random(in: 0...40, using: &random), &random)
    }
    if chance(1, in: 3, &random) {
      fields["note"] = text(.random(in: 1...8, using: &random), &random)
    }
    if chance(2, in: 3, &random) { fields["date"] = Self.date(&random) }
    if chance(1, in: 2, &random) {
      fields["kind"] = ["a", "ab", "b"].randomElement(using: &random)
    }
    return Document(key: key, fields: fields)
  }

  private static func date(_ random: inout SeededGenerator) -> String {
    "202\(Int.random(in: 3...5, using: &random))-0\(Int.random(in: 1...9, using: &random))"
  }

  private func chance(_ n: Int, in all: Int, _ random: inout SeededGenerator) -> Bool {
    Int.random(in: 0..<all, using: &random) < n
  }

  // MARK: Queries

  /// A query of leaves joined by operators, `depth` deep at most.
  func query(depth: Int, _ random: inout SeededGenerator) -> Query {
    guard depth > 0, !chance(1, in: 4, &random) else { return leaf(&random) }
    func queries(_ counts: ClosedRange<Int>) -> [Query] {
      (0..<Int.random(in: counts, using: &random)).map { _ in query(depth: depth - 1, &random) }
    }
    switch Int.random(in: 0..<12, using: &random) {
    case 0...3: return .any(queries(2...5))
    case 4...6: return .all(queries(2...3))
    case 7...8:
      return .except(query(depth: depth - 1, &random), query(depth: depth - 1, &random))
    case 9: return .required(queries(1...2), optional: queries(1...2))
    case 10:
      return .boosted(
        query(depth: depth - 1, &random), by: [0, 0.5, 3].randomElement(using: &random) ?? 1)
    default: return chance(1, in: 3, &random) ? .everything : leaf(&random)
    }
  }

  private func leaf(_ random: inout SeededGenerator) -> Query {
    let field: String? =
      chance(1, in: 3, &random) ? ["title", "body", "note"].randomElement(using: &random) : nil
    switch Int.random(in: 0..<20, using: &random) {
    case 0...6: return .term(word(&random), field: field)
    case 7: return .term(chance(1, in: 2, &random) ? "absent" : "—", field: field)
    case 8: return .prefix(String(word(&random).prefix(3)), field: field)
    case 9 where chance(1, in: 2, &random): return .exact(word(&random), field: field)
    case 9: return glob(field, &random)
    case 10...12: return phrase(field, &random)
    case 13...17: return near(field, depth: 1, &random)
    case 18: return range(&random)
    default: return .term(["a", "ab", "b"].randomElement(using: &random) ?? "", field: "kind")
    }
  }

  private func phrase(_ field: String?, _ random: inout SeededGenerator) -> Query {
    var parts: [PhrasePart] = [.word(word(&random))]
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: parts.append(.anyWord)
      case 1: parts.append(.prefix(String(word(&random).prefix(3))))
      case 2: parts.append(.word("\(word(&random))-\(word(&random))"))
      case 3: parts.append(.exact(word(&random)))
      default: parts.append(.word(word(&random)))
      }
    }
    return .phrase(parts, slop: max(0, .random(in: -3...4, using: &random)), field: field)
  }

  private func near(_ field: String?, depth: Int, _ random: inout SeededGenerator) -> Query {
    let kind: Proximity.Kind =
      switch Int.random(in: 0..<6, using: &random) {
      case 0: .sentence
      case 1: .paragraph
      default: .within(.random(in: 1...8, using: &random))
      }
    let isNegated = chance(1, in: 5, &random)
    let isInOrder = !isNegated && chance(1, in: 3, &random)
    let count = isNegated ? 2 : Int.random(in: 2...3, using: &random)
    return .near(
      (0..<count).map { _ in operand(field, depth: depth, &random) },
      Proximity(kind, inOrder: isInOrder, isNegated: isNegated))
  }

  private func operand(_ field: String?, depth: Int, _ random: inout SeededGenerator) -> Query {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return phrase(field, &random)
    case 1: return .prefix(String(word(&random).prefix(4)), field: field)
    case 2:
      return .any([
        .term(word(&random), field: field),
        depth > 0 ? operand(field, depth: 0, &random) : .term(word(&random), field: field),
      ])
    case 3 where depth > 0: return near(field, depth: 0, &random)
    case 4: return .term(chance(1, in: 2, &random) ? "absent" : "—", field: field)
    case 5: return .exact(word(&random), field: field)
    case 6: return glob(field, &random)
    default: return .term(word(&random), field: field)
    }
  }

  /// A word in which a star or a question mark stands for a letter or more.
  private func glob(_ field: String?, _ random: inout SeededGenerator) -> Query {
    let word = word(&random)
    let sign = chance(1, in: 2, &random) ? "*" : "?"
    let place = Int.random(in: 0..<word.count, using: &random)
    return .glob(word.prefix(place) + sign + word.dropFirst(place + 1), field: field)
  }

  private func range(_ random: inout SeededGenerator) -> Query {
    func bound() -> QueryRange.Bound? {
      guard chance(3, in: 4, &random) else { return nil }
      let text = Self.date(&random)
      return QueryRange.Bound(
        chance(1, in: 3, &random) ? String(text.prefix(4)) : text,
        isInclusive: Bool.random(using: &random))
    }
    return .range(QueryRange(from: bound(), to: bound()), field: "date")
  }
}
