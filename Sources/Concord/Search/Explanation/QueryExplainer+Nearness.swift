// Where the operands of a NEAR stand, and how far they are apart.

extension QueryExplainer {
  /// The distance in a NEAR that matches, and who stands there.
  func distance(_ nearest: Nearest) throws(ConcordError) -> Explanation {
    let distance = Double((1 / nearest.closeness).rounded())
    guard case .near(let operands, let proximity) = nearest.pattern,
      let choice = ProximityMatch.closestChoice(
        try lists(operands), proximity,
        breaks: try plan.breaks(of: document, inField: nearest.pattern.field))
    else { return .number(distance, "distance", "of the nearest operands") }
    return .number(distance, "distance", places(operands, choice))
  }

  /// The occurrences of each pattern in the document.
  func lists(_ patterns: [Pattern]) throws(ConcordError) -> [[Occurrence]] {
    var lists: [[Occurrence]] = []
    for pattern in patterns {
      var occurrences: [Occurrence] = []
      if let iterator = try plan.iterator(pattern),
        try iterator.advance(to: document) == document
      {
        try iterator.occurrences(into: &occurrences)
      }
      lists.append(occurrences)
    }
    return lists
  }

  /// Where the operands of a choice stand: `“storm” at 3 and “harbour wall” at 5–6 in body`.
  func places(_ operands: [Pattern], _ choice: ClosestChoice) -> String {
    let places = zip(operands, choice.occurrences).map { operand, occurrence in
      occurrence.extent == 0
        ? "\(operand.shortText) at \(occurrence.start)"
        : "\(operand.shortText) at \(occurrence.start)–\(occurrence.end)"
    }
    let field = operands.first.map { names([$0.field]).listed() } ?? ""
    return "\(places.listed()) in \(field)"
  }
}

extension Pattern {
  /// The pattern for people: its words, or how many it stands for.
  var shortText: String {
    switch self {
    case .term(let key): key.termText
    case .terms(let terms):
      terms.keys.count <= 3
        ? terms.keys.map(\.termText).listed("or") : "one of \(terms.keys.count) words"
    case .either(let patterns):
      patterns.count <= 3
        ? patterns.map(\.shortText).listed("or") : "one of \(patterns.count) words"
    case .phrase(let words, _, let slop):
      if slop == 0, words.allSatisfy({ if case .term = $0.pattern { true } else { false } }) {
        "“\(words.map { $0.pattern.shortText.dropFirst().dropLast() }.joined(separator: " "))”"
      } else {
        words.map(\.pattern.shortText).listed()
      }
    case .near(let operands, let proximity):
      "(\(operands.map(\.shortText).joined(separator: " \(proximity.operatorText) ")))"
    }
  }
}
