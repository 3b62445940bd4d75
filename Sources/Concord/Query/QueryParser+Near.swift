// NEAR: its lists, and what may stand inside it.

/// The operands of one NEAR, where they were typed, and the operator.
struct NearOperands {
  var queries: [Query]
  let tokens: [Range<Int>]
  let sign: QueryToken
}

extension QueryParser {
  /// `NEAR(a b c, 8)`.
  mutating func list(inOrder: Bool) throws(QueryError) -> Query? {
    let open = tokens[i]
    i += 1
    if depth == QueryLimits.depth {
      try reportDepth(at: open, level: depth + 1)
      return nil
    }
    depth += 1
    let clauses = try listClauses(open)
    depth -= 1
    var kind = Proximity.Kind.within(Proximity.defaultDistance)
    if case .listDistance(let typed)? = current?.kind {
      kind = typed
      i += 1
    }
    try close(open)
    guard clauses.count > 1 else {
      // A space makes the operator NEAR of it, which is likely what was meant.
      let behind = open.range.upperBound - 1
      try diagnostics.report(
        "\(text[open.range])…) needs two operands or more", in: text, at: open.range,
        expected: "words, phrases or groups side by side",
        suggestion: text.replacing(behind..<behind, with: " "))
      return clauses.first?.query
    }
    for clause in clauses { try checkSign(clause) }
    return try combine(
      NearOperands(queries: clauses.map(\.query), tokens: clauses.map(\.tokens), sign: open),
      Proximity(kind, inOrder: inOrder))
  }

  /// The operands of a list, up to its distance or parenthesis.
  private mutating func listClauses(_ open: QueryToken) throws(QueryError) -> [QueryClause] {
    var clauses: [QueryClause] = []
    while let token = current {
      switch token.kind {
      case .close, .listDistance:
        return clauses
      case .and, .or, .not, .near:
        let behind = open.range.upperBound - 1
        let name = text[open.range]
        try diagnostics.report(
          "\(text[token.range]) cannot stand inside \(name)…) except in parentheses", in: text,
          at: token.range, expected: "words, phrases or groups side by side",
          suggestion: text.replacing(behind..<behind, with: " "))
        i += 1
      default:
        if let clause = try unary() { clauses.append(clause) }
      }
    }
    return clauses
  }

  // MARK: Checks

  /// Signs bind tighter than NEAR, and say nothing inside it.
  ///
  /// Returns the proximity to go on with.
  mutating func checkSigns(
    _ left: QueryClause, _ right: QueryClause, _ proximity: Proximity, at near: QueryToken
  ) throws(QueryError) -> Proximity {
    let whole = range(of: left.tokens.lowerBound..<right.tokens.upperBound)
    if left.role != .optional {
      let sign = tokens[left.tokens.lowerBound].range
      let name = text[sign]
      let inner = text[sign.upperBound..<whole.upperBound]
      try diagnostics.report(
        "\(name) cannot stand before one side of a NEAR", in: text, at: sign,
        expected: "\(name) before the whole NEAR, in parentheses",
        suggestion: text.replacing(whole, with: "\(name)(\(inner))"))
    }
    guard right.role == .excluded, !proximity.isNegated, !proximity.inOrder else {
      try checkSign(right)
      return proximity
    }
    let sign = tokens[right.tokens.lowerBound].range
    let negated = Proximity(proximity.kind, isNegated: true)
    let mend = negated.operatorText
    try diagnostics.report(
      "- cannot stand inside a NEAR", in: text, at: sign,
      expected: "\(mend), which asks for the left side without the right one near",
      suggestion: text.replacing(
        near.range.lowerBound..<sign.upperBound, with: mend + " "))
    return negated
  }

  private mutating func checkSign(_ clause: QueryClause) throws(QueryError) {
    guard clause.role != .optional else { return }
    let sign = tokens[clause.tokens.lowerBound].range
    try diagnostics.report(
      "\(text[sign]) cannot stand inside a NEAR", in: text, at: sign,
      suggestion: clause.role == .required ? text.removing(sign) : nil)
  }

  // MARK: Combining

  /// The NEAR of some operands.
  ///
  /// An AND among them is moved out: `(a AND b) NEAR c` is `(a NEAR c) AND (b NEAR c)`.
  ///
  /// Where a lenient reading goes on after a mistake, the NEAR becomes an AND of its operands.
  mutating func combine(
    _ operands: NearOperands, _ proximity: Proximity
  ) throws(QueryError) -> Query {
    let queries = operands.queries
    let instead: Query = proximity.isNegated ? .except(queries[0], queries[1]) : .all(queries)
    for k in queries.indices {
      guard try checkOperand(k, operands, proximity) else { return instead }
    }
    guard try checkFields(operands) else { return instead }
    let joined = queries.indices.filter { queries[$0].conjuncts != nil }
    // The right side of NOTNEAR is different: the rewrite would look at each part alone.
    if proximity.isNegated, joined.contains(1) {
      try diagnostics.report(
        "AND cannot stand on the right side of a NOTNEAR", in: text,
        at: range(of: operands.tokens[1]),
        expected: "a word, a phrase or words joined by OR")
      return instead
    }
    if joined.count > 1 {
      try reportJoinedSides(operands, proximity, joined)
      return instead
    }
    guard let side = joined.first, let parts = queries[side].conjuncts else {
      return .near(queries, proximity)
    }
    // The other side is repeated for each part.
    let repeated = queries.indices.reduce(0) { $0 + ($1 == side ? 0 : queries[$1].leafCount) }
    guard queries[side].leafCount + parts.count * repeated <= QueryLimits.clauseCount else {
      try diagnostics.report(
        "moving AND out of this NEAR makes too many words (limit "
          + "\(QueryLimits.clauseCount.grouped))",
        in: text, at: operands.sign.range, expected: "fewer words on one of the sides")
      return instead
    }
    return .all(
      parts.map { part in
        var queries = queries
        queries[side] = part
        return .near(queries, proximity)
      })
  }

  /// Whether an operand is one that NEAR can have.
  private mutating func checkOperand(
    _ k: Int, _ operands: NearOperands, _ proximity: Proximity
  ) throws(QueryError) -> Bool {
    switch operands.queries[k].nearHindrance(isTop: true) {
    case nil:
      return true
    case .exclusion(let base, let excluded):
      var queries = operands.queries
      queries[k] = base
      let mend = Query.except(.near(queries, proximity), excluded)
      let whole = place(of: operands)
      try diagnostics.report(
        "NOT cannot stand inside a NEAR", in: text, at: range(of: operands.tokens[k]),
        expected: "NOT behind the whole NEAR, or NOTNEAR",
        suggestion: text.replacing(whole, with: mend))
    case .conjunction:
      try diagnostics.report(
        "AND and + cannot stand this deep inside a NEAR", in: text,
        at: range(of: operands.tokens[k]),
        expected: "(a NEAR c) AND (b NEAR c) instead of (a AND b) NEAR c")
    case .placeless:
      try diagnostics.report(
        "NEAR needs words on both sides: this has no place in a text", in: text,
        at: range(of: operands.tokens[k]))
    }
    return false
  }

  /// All leaves of a NEAR ask the same field.
  private mutating func checkFields(_ operands: NearOperands) throws(QueryError) -> Bool {
    var fields: [String?] = []
    for query in operands.queries {
      query.collectFields(into: &fields)
    }
    guard let first = fields.first,
      let other = fields.first(where: { $0 != first })
    else { return true }
    let names = [first, other].map { $0 ?? "the default fields" }.joined(separator: " and ")
    try diagnostics.report(
      "NEAR works inside one field, and this one mixes \(names)", in: text,
      at: operands.sign.range,
      expected: "one field for the whole NEAR, as in \(first ?? other ?? "title"):(a NEAR b)")
    return false
  }

  private mutating func reportJoinedSides(
    _ operands: NearOperands, _ proximity: Proximity, _ joined: [Int]
  ) throws(QueryError) {
    // Every part of one side with every part of the next.
    var choices = [operands.queries]
    for side in joined {
      let parts = operands.queries[side].conjuncts ?? []
      // A suggestion longer than this helps nobody.
      guard choices.count * parts.count <= 16 else {
        choices = []
        break
      }
      choices = choices.flatMap { choice in
        parts.map { part in
          var choice = choice
          choice[side] = part
          return choice
        }
      }
    }
    let mend = Query.all(choices.map { .near($0, proximity) })
    let whole = place(of: operands)
    try diagnostics.report(
      "AND on both sides of a NEAR: say which word is to be near which", in: text,
      at: operands.sign.range, expected: "(a NEAR c) AND (b NEAR d)",
      suggestion: choices.isEmpty ? nil : text.replacing(whole, with: mend))
  }

  /// Where the whole NEAR stands in the text.
  private func place(of operands: NearOperands) -> Range<Int> {
    if case .openList = operands.sign.kind {
      return operands.sign.range.lowerBound..<end(of: i - 1)
    }
    let first = range(of: operands.tokens[0])
    return operands.tokens.reduce(first) { $0.lowerBound..<range(of: $1).upperBound }
  }
}

extension QueryText {
  /// The whole text with a part replaced by a query, in parentheses unless it is all there is.
  fileprivate func replacing(_ range: Range<Int>, with query: Query) -> String {
    if range == 0..<count { return query.description }
    return replacing(range, with: "(\(query.description))")
  }
}

extension Query {
  /// Why a query cannot be an operand of NEAR.
  fileprivate enum NearHindrance {
    case exclusion(Query, Query)
    case conjunction
    case placeless
  }

  /// The parts of an AND.
  fileprivate var conjuncts: [Query]? {
    if case .all(let parts) = self { parts } else { nil }
  }

  /// Why this query cannot be an operand of NEAR; an AND at the top can be moved out.
  fileprivate func nearHindrance(isTop: Bool) -> NearHindrance? {
    switch self {
    case .term, .exact, .prefix, .glob, .regex, .fuzzy, .phrase, .near: return nil
    case .range, .everything: return .placeless
    case .except(let base, let excluded): return .exclusion(base, excluded)
    case .required: return .conjunction
    case .boosted(let query, _): return query.nearHindrance(isTop: false)
    case .all(let parts) where isTop:
      return parts.lazy.compactMap { $0.nearHindrance(isTop: false) }.first
    case .all: return .conjunction
    case .any(let parts):
      return parts.lazy.compactMap { $0.nearHindrance(isTop: false) }.first
    }
  }

  /// How many words, patterns and ranges there are, those of phrases too.
  fileprivate var leafCount: Int {
    switch self {
    case .term, .exact, .prefix, .glob, .regex, .fuzzy, .range: 1
    case .phrase(let parts, _, _): max(1, parts.count)
    case .near(let parts, _), .all(let parts), .any(let parts):
      parts.reduce(0) { $0 + $1.leafCount }
    case .except(let base, let excluded): base.leafCount + excluded.leafCount
    case .required(let required, let optional):
      (required + optional).reduce(0) { $0 + $1.leafCount }
    case .everything: 0
    case .boosted(let query, _): query.leafCount
    }
  }

  /// The distinct fields of the leaves.
  func collectFields(into fields: inout [String?]) {
    func add(_ field: String?) {
      if !fields.contains(field) { fields.append(field) }
    }
    switch self {
    case .term(_, let field), .exact(_, let field), .prefix(_, let field),
      .glob(_, let field), .regex(_, let field), .fuzzy(_, _, let field),
      .phrase(_, _, let field):
      add(field)
    case .range(_, let field): add(field)
    case .everything: break
    case .near(let parts, _), .all(let parts), .any(let parts):
      for part in parts { part.collectFields(into: &fields) }
    case .except(let base, let excluded):
      base.collectFields(into: &fields)
      excluded.collectFields(into: &fields)
    case .required(let required, let optional):
      for part in required + optional { part.collectFields(into: &fields) }
    case .boosted(let query, _): query.collectFields(into: &fields)
    }
  }
}
