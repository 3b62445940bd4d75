extension Query: CustomStringConvertible {
  /// The query in the query language.
  ///
  /// `Query(query.description) == query` for every query that the parser makes. A tree of another
  /// shape is written as one that means the same: a group of one as its member, an empty one as a
  /// query that nothing matches, a glob or phrase that is but a word as the word. Names of fields
  /// have to be names the language can spell: letters, digits, `_`, `-` and `.`.
  public var description: String { written(.or) }

  /// How tightly a text binds; a query inside another one that binds as tightly, or tighter, is
  /// put in parentheses.
  private enum Binding: Int {
    case or, and, near, unary, primary
  }

  private func written(_ context: Binding) -> String {
    let (text, binding) = writtenFreely
    return binding.rawValue >= context.rawValue ? text : "(\(text))"
  }

  /// The text without parentheses around it, and how tightly it binds.
  private var writtenFreely: (String, Binding) {
    switch self {
    case .near(let operands, let proximity): return Query.written(operands, proximity)
    case .all(let parts):
      if parts.isEmpty { return ("*:*", .primary) }
      if parts.count == 1 { return parts[0].writtenFreely }
      return (parts.map { $0.written(.near) }.joined(separator: " AND "), .and)
    case .any(let parts):
      if parts.isEmpty { return ("NOT *:*", .and) }
      if parts.count == 1 { return parts[0].writtenFreely }
      return (parts.map { $0.writtenAlternative }.joined(separator: " OR "), .or)
    case .except(let base, let excluded): return Query.written(base, except: excluded)
    case .required(let required, let optional):
      if required.isEmpty { return Query.any(optional).writtenFreely }
      if optional.isEmpty { return Query.all(required).writtenFreely }
      let texts = required.map { "+" + $0.written(.unary) } + optional.map { $0.writtenAlternative }
      return (texts.joined(separator: " "), .or)
    case .everything: return ("*:*", .primary)
    case .boosted(let query, let factor):
      // Two boosts behind each other need no parentheses, but read better with them.
      return ("\(query.written(.primary))^\(factor.written)", .unary)
    case .term, .exact, .prefix, .glob, .regex, .fuzzy, .phrase, .range:
      return (writtenLeaf, .primary)
    }
  }

  /// The text as one of several alternatives: a NOT at its front needs parentheses, else it would
  /// exclude from all of them.
  private var writtenAlternative: String {
    if case .except(.everything, _) = self { return written(.primary) }
    if case .any(let parts) = self, parts.isEmpty { return written(.primary) }
    return written(.and)
  }

  /// `a NOT b`; below an OR `a OR b -c`, which spares the parentheses around the OR.
  private static func written(_ base: Query, except excluded: Query) -> (String, Binding) {
    var isGroup = false
    switch base {
    case .any(let parts): isGroup = parts.count > 1
    case .required(let required, let optional): isGroup = !required.isEmpty && !optional.isEmpty
    default: break
    }
    if isGroup {
      var parts = [excluded]
      if case .any(let several) = excluded, several.count > 1 { parts = several }
      let signs = parts.map { " -" + $0.written(.unary) }.joined()
      return (base.writtenFreely.0 + signs, .or)
    }
    var parts = [excluded]
    if case .any(let several) = excluded, several.count > 1 { parts = several }
    let exclusions = parts.map { "NOT " + $0.written(.near) }.joined(separator: " ")
    if case .everything = base { return (exclusions, .and) }
    if case .all(let several) = base, several.count > 1 {
      return ("\(base.writtenFreely.0) \(exclusions)", .and)
    }
    return ("\(base.written(.near)) \(exclusions)", .and)
  }

  /// `a NEAR/5 b`, or `NEAR(a b c, 5)`.
  private static func written(
    _ operands: [Query], _ proximity: Proximity
  ) -> (String, Binding) {
    if operands.isEmpty { return Query.nothing.writtenFreely }
    if operands.count == 1 { return operands[0].writtenFreely }
    if operands.count == 2 || proximity.isNegated {
      // Chains lean to the left, so that only the operands on the right need parentheses.
      let texts = [operands[0].written(.near)] + operands.dropFirst().map { $0.written(.unary) }
      return (texts.joined(separator: " \(proximity.operatorText) "), .near)
    }
    let texts = operands.map { $0.written(.unary) }.joined(separator: " ")
    return ("\(proximity.name)(\(texts), \(proximity.listSuffix))", .primary)
  }
}

extension Float {
  /// As one writes it: `2`, `0.5`.
  var written: String {
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
