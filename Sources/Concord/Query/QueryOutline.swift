/// A query as it was understood, in words: a tree of sentences.
///
/// ```swift
/// print(try Query("storm NEAR/5 harbour -film").outline)
/// // these, but not what follows
/// //   near each other: within 5 words, in either order
/// //     the word storm
/// //     …
/// ```
public struct QueryOutline: Sendable, Hashable, CustomStringConvertible {
  /// What the part asks for.
  public let text: String
  /// The parts that it joins.
  public let parts: [QueryOutline]

  init(_ text: String, _ parts: [QueryOutline] = []) {
    self.text = text
    self.parts = parts
  }

  /// The tree, a line for each part, indented by two spaces.
  public var description: String {
    parts.reduce(text) { lines, part in
      let below = part.description.split(separator: "\n", omittingEmptySubsequences: false)
      return below.reduce(lines) { "\($0)\n  \($1)" }
    }
  }
}

extension Query {
  /// The query in words, as it was understood.
  public var outline: QueryOutline {
    switch self {
    case .all(let queries):
      QueryOutline("all of these", queries.map(\.outline))
    case .any(let queries):
      queries.isEmpty
        ? QueryOutline("nothing") : QueryOutline("any of these", queries.map(\.outline))
    case .except(.everything, let excluded):
      QueryOutline("everything but this", [excluded.outline])
    case .except(let query, let excluded):
      QueryOutline("the first of these without the second", [query.outline, excluded.outline])
    case .required(let queries, let optional):
      QueryOutline(
        "the first of these; the others add to the score",
        [Query.allOf(queries).outline] + optional.map(\.outline))
    case .everything:
      QueryOutline("every document")
    case .boosted(let query, let factor):
      QueryOutline("the score times \(factor)", [query.outline])
    case .near(let operands, _) where operands.count == 1:
      operands[0].outline
    case .near(let operands, let proximity):
      QueryOutline(proximity.outlineText, operands.map(\.outline))
    case .term, .exact, .prefix, .glob, .regex, .fuzzy, .phrase, .range:
      QueryOutline(leafText + (fieldName.map { ", in \($0)" } ?? ""))
    }
  }

  private var leafText: String {
    switch self {
    case .term(let text, _): "the word \(text)"
    case .exact(let text, _): "the word \(text) in this form"
    case .prefix(let text, _): "words that begin with \(text)"
    case .glob(let pattern, _): "words that fit \(pattern), where * is any letters and ? is one"
    case .regex(let pattern, _): "words that the expression /\(pattern)/ matches"
    case .fuzzy(let text, let edits, _):
      switch edits ?? (text.unicodeScalars.count <= 5 ? 1 : 2) {
      case 1: "words that are \(text) but for one letter"
      case let count: "words that are \(text) but for \(count) letters"
      }
    case .phrase(let parts, let slop, _):
      "the phrase \(Query.phrase(parts))"
        + (slop > 0 ? ", its words moved by \(slop.of("place")) in all at most" : "")
    case .range(let range, _): "a value \(range.outlineText)"
    default: ""
    }
  }
}

extension Proximity {
  fileprivate var outlineText: String {
    isNegated
      ? "the first of these where the second is \(self)" : "these near each other: \(self)"
  }
}

extension QueryRange {
  fileprivate var outlineText: String {
    let from = low.map { "\($0.isInclusive ? "from" : "after") \($0.text)" }
    let to = high.map { "\($0.isInclusive ? "up to" : "before") \($0.text)" }
    guard from != nil || to != nil else { return "of any kind" }
    return [from, to].compactMap(\.self).joined(separator: " ")
  }
}
