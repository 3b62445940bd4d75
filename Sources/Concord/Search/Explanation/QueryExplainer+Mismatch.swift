// Why a leaf of the query does not match the document.

extension QueryExplainer {
  /// Explains why a leaf does not match; `leaf` is nil if it cannot match anywhere.
  func mismatch(_ query: Query, _ leaf: ResolvedLeaf?) throws(ConcordError) -> Explanation {
    var lacking: [Explanation] = []
    for operand in query.neededOperands {
      if let part = try explain(operand), !part.isMatch { lacking.append(part) }
    }
    if !lacking.isEmpty {
      return .mismatch("\(query) lacks an operand", lacking)
    }
    if case .near(_, let proximity) = query, proximity.isNegated {
      return .mismatch("each occurrence of the left operand of \(query) has the right one near it")
    }
    if let leaf, let loosest = try loosened(query, leaf) {
      return .mismatch("\(query) would match as \(loosest)")
    }
    guard !query.neededOperands.isEmpty else {
      return .mismatch("\(query) is not in \(try fields(of: query))")
    }
    return .mismatch("\(query): no field has all of it, in its order and without overlaps")
  }

  /// The phrase or NEAR as loose as it would have to be to match, and where its operands are; nil
  /// if no field has all of them.
  private func loosened(_ query: Query, _ leaf: ResolvedLeaf) throws(ConcordError) -> String? {
    for inAnyOrder in [false, true] {
      var best: (looseness: Int, operands: [Pattern], lists: [[Occurrence]])?
      for (_, pattern) in leaf.patterns {
        guard let loose = LoosePattern(pattern, inAnyOrder: inAnyOrder) else { continue }
        let lists = try lists(loose.operands)
        guard !lists.contains(where: \.isEmpty),
          let least = loose.leastLooseness(lists, below: best?.looseness ?? .max)
        else { continue }
        best = (least, loose.operands, lists)
      }
      guard let best,
        let loosened = query.loosened(to: best.looseness, inAnyOrder: inAnyOrder)
      else { continue }
      guard case .near(_, let proximity) = loosened,
        let choice = ProximityMatch.closestChoice(best.lists, proximity, breaks: TextBreaks())
      else { return "\(loosened)" }
      return "\(loosened): \(places(best.operands, choice))"
    }
    return nil
  }

  private func fields(of query: Query) throws(ConcordError) -> String {
    guard let name = query.fieldName else { return names(schema.defaultOrdinals).listed("or") }
    return name
  }
}

extension Query {
  /// What a document must have for a phrase or a NEAR to match it, each a query of its own.
  ///
  /// None for other leaves.
  var neededOperands: [Query] {
    switch self {
    case .near(let operands, let proximity):
      proximity.isNegated ? Array(operands.prefix(1)) : operands
    case .phrase(let parts, _, let field):
      parts.count > 1
        ? parts.compactMap { part in
          switch part {
          case .word(let text): .term(text, field: field)
          case .exact(let text): .exact(text, field: field)
          case .prefix(let text): .prefix(text, field: field)
          case .glob(let text): .glob(text, field: field)
          case .anyWord: nil
          }
        } : []
    default: []
    }
  }

  /// The phrase or NEAR with another slop or distance; nil for other queries.
  ///
  /// A word that the analyzer cuts, such as `multi-agent`, counts as a phrase.
  func loosened(to looseness: Int, inAnyOrder: Bool = false) -> Query? {
    switch self {
    case .near(let operands, let proximity):
      .near(
        operands, Proximity(within: looseness, inOrder: proximity.inOrder && !inAnyOrder))
    case .phrase(let parts, _, let field): .phrase(parts, slop: looseness, field: field)
    case .term(let text, let field): .phrase([.word(text)], slop: looseness, field: field)
    case .exact(let text, let field): .phrase([.exact(text)], slop: looseness, field: field)
    case .prefix(let text, let field): .phrase([.prefix(text)], slop: looseness, field: field)
    default: nil
    }
  }
}
