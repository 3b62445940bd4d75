// Looking at tokens, and the mistakes that a token can be.

extension QueryParser {
  var current: QueryToken? { i < tokens.count ? tokens[i] : nil }

  func isNot(_ token: QueryToken?) -> Bool {
    if case .not? = token?.kind { true } else { false }
  }

  func isOr(_ token: QueryToken?) -> Bool {
    if case .or? = token?.kind { true } else { false }
  }

  /// Whether the token joins the operands of an AND: `AND`, `NOT`.
  func isJoint(_ token: QueryToken?) -> Bool {
    switch token?.kind {
    case .and, .not: true
    default: false
    }
  }

  /// Where the token at an index ends in the text, if there is one.
  func end(of token: Int) -> Int {
    tokens.indices.contains(token) ? tokens[token].range.upperBound : text.count
  }

  /// The place in the text of some tokens.
  func range(of tokens: Range<Int>) -> Range<Int> {
    self.tokens[tokens.lowerBound].range.lowerBound..<end(of: tokens.upperBound - 1)
  }

  /// Counts a clause, and the words of a phrase each.
  ///
  /// Beyond the limit the rest is not read.
  mutating func countClause(_ token: QueryToken) throws(QueryError) -> Bool {
    if case .phrase(let parts) = token.kind {
      clauseCount += max(1, parts.count)
    } else {
      clauseCount += 1
    }
    guard clauseCount > QueryLimits.clauseCount else { return true }
    i = tokens.count
    try diagnostics.report(
      "the query has too many words (limit \(QueryLimits.clauseCount.grouped))", in: text,
      at: token.range)
    return false
  }

  mutating func reportDepth(at token: QueryToken, level: Int) throws(QueryError) {
    try diagnostics.report(
      "too deeply nested (\(level) levels, limit \(QueryLimits.depth))", in: text,
      at: token.range)
  }

  mutating func reportStrayParenthesis(_ token: QueryToken) throws(QueryError) {
    try diagnostics.report(
      "this parenthesis closes nothing", in: text, at: token.range,
      suggestion: text.removing(token.range))
  }

  /// Checks that an operator stands between two operands.
  ///
  /// `hasLeft` says whether there is one before it.
  mutating func reportMissingOperands(
    of token: QueryToken, hasLeft: Bool
  ) throws(QueryError) {
    let next = i + 1 < tokens.count ? tokens[i + 1] : nil
    let takesNot = isOr(token)
    let hasRight = next.map { $0.beginsOperand || takesNot && isNot($0) } ?? false
    guard !hasLeft || !hasRight else { return }
    let side = hasLeft ? "after" : "before"
    let name = text[token.range]
    try diagnostics.report(
      "\(name) needs something \(side) it", in: text, at: token.range,
      expected: "a word, a phrase or a group \(side) \(name)",
      suggestion: text.removing(token.range))
  }

  mutating func reportDoubleExclusion(_ clause: QueryClause) throws(QueryError) {
    let sign = tokens[clause.tokens.lowerBound].range
    try diagnostics.report(
      "NOT and - say the same twice", in: text, at: sign, suggestion: text.removing(sign))
  }
}

extension Int {
  /// The number with a comma between thousands.
  var grouped: String {
    var digits = String(self)
    var end = digits.count - 3
    while end > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: end))
      end -= 3
    }
    return digits
  }
}
