// What is scored as one: words, phrases, NEARs; and the numbers of BM25.

extension QueryExplainer {
  /// Explains a leaf of the query; nil if it holds no word.
  func explainLeaf(_ query: Query, _ boost: Float) throws(ConcordError) -> Explanation? {
    guard let resolved = try resolver.resolve(query, boost: boost) else { return nil }
    guard case .leaf(let leaf) = resolved else { return try mismatch(query, nil) }
    guard let scorer = try plan.scorer(resolved), try scorer.advance(to: document) == document
    else { return try mismatch(query, leaf) }
    return try match(query, leaf, score: try scorer.score(), boost)
  }

  private func match(
    _ query: Query, _ leaf: ResolvedLeaf, score: Double, _ boost: Float
  ) throws(ConcordError) -> Explanation {
    let frequency = try frequency(leaf)
    let length = lengthPart(leaf)
    let numbers = [try weight(leaf, boost), frequency.number, length]
    let name = "\(query) in \(names(leaf.patterns.map(\.ordinal)).listed("or"))"
    let formula = "weight · f / (f + K)"
    guard let nearest = frequency.nearest else {
      return .match(score, "\(name): \(formula)", numbers)
    }
    let part = LeafScoring.score(frequency.value, Float(length.value), leaf.weight)
    let nearness = leaf.weight * PatternScorer.closenessWeight * nearest.closeness
    return .match(
      score, "\(name): the sum of these",
      [
        .match(Double(part), formula, numbers),
        .match(Double(nearness), "weight / distance", [try distance(nearest)]),
      ])
  }

  // MARK: The weight

  private func weight(_ leaf: ResolvedLeaf, _ boost: Float) throws(ConcordError) -> Explanation {
    var least: Explanation?
    for (ordinal, pattern) in leaf.patterns {
      let found = try idf(pattern, ordinal)
      let text =
        leaf.patterns.count > 1
        ? "\(found.text), in \(names([ordinal]).listed()), where that is least" : found.text
      let one = Explanation.number(found.value, "idf", text, found.details)
      if one.value < least?.value ?? .infinity { least = one }
    }
    var details = [
      Explanation.number(Double(statistics.documentCount), "N", "documents in the index")
    ]
    if let least { details.insert(least, at: 0) }
    if boost != 1 { details.append(.number(Double(boost), "boost", "as the query says")) }
    return .number(
      Double(leaf.weight), "weight", boost == 1 ? "idf" : "idf · boost", details)
  }

  private static let idfFormula = "ln(1 + (N − n + 0.5) / (n + 0.5))"

  /// The idf of a pattern in its field: how little is known of a document that has it.
  private func idf(_ pattern: Pattern, _ ordinal: UInt8) throws(ConcordError) -> Explanation {
    switch pattern {
    case .term(let key):
      let count = try statistics.documentFrequency(key)
      let text = key.termText
      return .number(
        BM25.idf(documentFrequency: count, documentCount: statistics.documentCount), "idf",
        Self.idfFormula, [.number(Double(count), "n", "documents with \(text)")])
    case .terms(let terms):
      let commonest = try idf(.term(terms.commonest), ordinal)
      return .number(
        commonest.value, "idf", "\(commonest.text) of the most common of \(terms.keys.count)",
        commonest.details)
    case .either(let patterns):
      var least: (pattern: Pattern, idf: Explanation)?
      for pattern in patterns {
        let one = try idf(pattern, ordinal)
        if one.value < least?.idf.value ?? .infinity { least = (pattern, one) }
      }
      guard let least else { return .number(.infinity, "idf", "of nothing") }
      return .number(
        least.idf.value, "idf", "\(least.idf.text) of the most common of \(patterns.count)",
        least.idf.details)
    case .phrase where pattern.isUnspacedWord:
      let count = try statistics.documentFrequency(pattern, field: ordinal, plan.work)
      return .number(
        BM25.idf(documentFrequency: count, documentCount: statistics.documentCount), "idf",
        Self.idfFormula, [.number(Double(count), "n", "documents with the whole word")])
    case .phrase(let words, _, _):
      return try sumOfIDFs(words.map(\.pattern), ordinal)
    case .near(let operands, let proximity):
      // The right operand of a NOTNEAR is not in what matches.
      return proximity.isNegated
        ? try idf(operands[0], ordinal) : try sumOfIDFs(operands, ordinal)
    }
  }

  private func sumOfIDFs(
    _ patterns: [Pattern], _ ordinal: UInt8
  ) throws(ConcordError) -> Explanation {
    var parts: [Explanation] = []
    for pattern in patterns { parts.append(try idf(pattern, ordinal)) }
    return .number(
      parts.reduce(0) { $0 + $1.value }, "idf", "the sum of the words' idfs", parts)
  }

  // MARK: The frequency

  /// How near the operands of a NEAR stand, in the field where they are nearest.
  struct Nearest {
    let closeness: Float
    let pattern: Pattern
  }

  private func frequency(
    _ leaf: ResolvedLeaf
  ) throws(ConcordError) -> (value: Float, number: Explanation, nearest: Nearest?) {
    var sum: Float = 0
    var details: [Explanation] = []
    var nearest: Nearest?
    for (ordinal, pattern) in leaf.patterns {
      guard let iterator = try plan.frequencyIterator(pattern),
        try iterator.advance(to: document) == document
      else { continue }
      let count = try iterator.frequency()
      guard count > 0 else { continue }
      let weight = plan.weight(ofField: ordinal)
      sum += weight * Float(count)
      let name = names([ordinal]).listed()
      details.append(
        .number(
          Double(weight * Float(count)), "f in \(name)",
          weight == 1
            ? "\(Int(count).of("occurrence"))"
            : "\(Int(count).of("occurrence")), times the field's weight of \(weight.shortText)"))
      if leaf.hasCloseness, iterator.closeness > nearest?.closeness ?? 0 {
        nearest = Nearest(closeness: iterator.closeness, pattern: pattern)
      }
    }
    let text = details.count == 1 ? details[0].text : "the sum over the fields"
    return (sum, .number(Double(sum), "f", text, details.count == 1 ? [] : details), nearest)
  }

  // MARK: The length

  private func lengthPart(_ leaf: ResolvedLeaf) -> Explanation {
    let scale = statistics.lengthScale(leaf.ordinals)
    var saturation = scale.base
    var length = 0.0
    var details: [Explanation] = []
    for part in scale.parts {
      let norm = segment.norms(ofField: part.ordinal)?[document.rawValue] ?? 0
      saturation += part.table[Int(norm)]
      let words = Int(Norm.decode(norm))
      let weighted = Double(part.weight) * Double(words)
      length += weighted
      let text =
        part.weight == 1
        ? "the norm of its length, in words"
        : "the norm of its length, \(words), times the field's weight of \(part.weight.shortText)"
      details.append(.number(weighted, "dl in \(names([part.ordinal]).listed())", text))
    }
    let isOne = details.count == 1
    return .number(
      Double(saturation), "K", "k1 · (1 − b + b · dl / avgdl)",
      [
        .number(Double(scoring.k1), "k1", "how soon more occurrences stop to count more"),
        .number(Double(scoring.b), "b", "how much the length counts"),
        .number(
          length, "dl", isOne ? details[0].text : "the sum over the fields",
          isOne ? [] : details),
        .number(scale.averageLength, "avgdl", "the average length of all documents"),
      ])
  }

  /// The names of fields.
  func names(_ ordinals: [UInt8]) -> [String] {
    ordinals.map { $0 == Schema.keyOrdinal ? "the key" : schema.field($0).name }
  }
}

extension TermKey {
  /// The term for people.
  var termText: String { "“\(Self.text(of: bytes))”" }
}

extension Float {
  /// The number without a fraction of nothing: `2`, `0.5`.
  fileprivate var shortText: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
