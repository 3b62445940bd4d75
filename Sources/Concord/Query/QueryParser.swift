/// Reads the query language by recursive descent: one function a rule.
///
///     query   = or
///     or      = and { ["OR"] and }
///     and     = ["NOT"] near { ("AND" | "NOT" | "AND" "NOT") near }
///     near    = unary { proximity unary }
///     unary   = ["+" | "-"] [field ":"] primary ["^" number]
///     primary = word | "=" word | word "*" | glob | "/" regex "/" | word "~" ["1" | "2"]
///             | phrase ["~" number] | "(" or ")" | range | list | "*" | "*:*"
///     list    = ("NEAR(" | "ONEAR(") unary unary { unary } ["," (number | "/s" | "/p")] ")"
///     phrase  = '"' { word | "=" word | word "*" | glob | "?" } '"'
///     range   = ("[" | "{") low "TO" high ("]" | "}")
///             | (">" | ">=" | "<" | "<=") value
///     proximity = ("NEAR" | "ONEAR" | "NOTNEAR") ["/" (number | "s" | "p")]
///
/// Operators are upper-case. `&&`, `||` and `!` (attached to its operand) mean AND, OR and NOT;
/// `W/n` means NEAR/n, `PRE/n` and `BEFORE/n` mean ONEAR/n. `“ ” „ « »` quote like `"`. A bound
/// of a range may be quoted, and `*` leaves it open.
///
/// A backslash makes the sign after it text: `\*`, `\:`, `\"`, `\ `. Before a letter or digit it
/// is text itself (`C:\Users`). Operators become words in quotation marks: `"NEAR"`. A quoted
/// single word is the word. A question mark that ends the whole query, or a phrase, after other
/// words ends a question: `what is NATO?`.
///
/// Words side by side are joined by OR or, if the options say so, by AND, which then binds as AND
/// does. `-a` and a `NOT a` without OR beside it exclude from the whole group that they stand in.
struct QueryParser {
  let text: QueryText
  let options: QueryOptions
  var diagnostics: QueryDiagnostics
  let tokens: [QueryToken]
  /// The token that is looked at.
  var i = 0
  /// How many parentheses are open around it.
  var depth = 0
  var clauseCount = 0
  /// The field whose colon stands before the innermost group.
  var field: String?

  /// Cuts the text into tokens.
  init(
    _ string: String, options: QueryOptions, diagnostics: QueryDiagnostics
  ) throws(QueryError) {
    var diagnostics = diagnostics
    var text: QueryText
    let byteCount = string.utf8.count
    if byteCount > QueryLimits.byteCount {
      // Only the part that may be read is copied.
      text = QueryText(QueryParser.head(of: string))
      try diagnostics.report(
        "the query is too long (\(byteCount) bytes, limit \(QueryLimits.byteCount))", in: text,
        at: text.count..<text.count)
    } else {
      text = QueryText(string)
    }
    var lexer = QueryLexer(text, fields: options.fields, diagnostics: diagnostics)
    try lexer.run()
    self.text = text
    self.options = options
    self.tokens = lexer.tokens
    self.diagnostics = lexer.diagnostics
  }

  /// As many whole scalars of the text as the limit allows.
  private static func head(of string: String) -> String {
    var end = string.utf8.index(string.startIndex, offsetBy: QueryLimits.byteCount)
    while end.samePosition(in: string.unicodeScalars) == nil {
      end = string.utf8.index(before: end)
    }
    return String(string.unicodeScalars[..<end])
  }

  // MARK: Rules

  /// The whole text.
  mutating func query() throws(QueryError) -> Query {
    let query = try or()
    if let query, !query.isPunctuation { return query }
    // A mistake that was reported already explains why nothing is left.
    if diagnostics.errors.isEmpty {
      let isBlank = text.skippingSpace(from: 0) == text.count
      try diagnostics.report(
        isBlank ? "the query is empty" : "there is nothing to search for but punctuation",
        in: text, at: 0..<text.count,
        expected: "words, or a phrase in quotation marks, as in: summit \"reassurance force\"")
    }
    return .nothing
  }

  /// Clauses side by side or with OR between, up to the end of the text or group.
  private mutating func or() throws(QueryError) -> Query? {
    var group = QueryGroup(wordsMean: options.wordsMean)
    var isBehindOr = false
    while let token = current {
      switch token.kind {
      case .close:
        if depth > 0 { return group.query }
        try reportStrayParenthesis(token)
        i += 1
      case .or:
        try reportMissingOperands(of: token, hasLeft: !group.isEmpty)
        isBehindOr = !group.isEmpty
        i += 1
      case .listDistance:
        i += 1
      default:
        guard var clause = try and() else { continue }
        if clause.role == .negated, isBehindOr || isOr(current) {
          clause = QueryClause(.except(.everything, clause.query), tokens: clause.tokens)
        }
        group.append(clause, isBehindOr: isBehindOr)
        isBehindOr = false
      }
    }
    return group.query
  }

  /// NEARs joined by AND and NOT.
  ///
  /// What NOT and `-` exclude is excluded from the whole chain.
  private mutating func and() throws(QueryError) -> QueryClause? {
    let start = i
    var wanted: [Query] = []
    var excluded: [Query] = []
    var first: QueryClause?
    var isRequired = false
    var isNegated = false
    if isNot(current) {
      try reportMissingOperands(of: tokens[i], hasLeft: true)
      isNegated = true
      i += 1
    }
    while true {
      let clauseStart = i
      if let clause = try near() {
        if first == nil { first = clause }
        if isNegated || clause.role == .excluded {
          if isNegated, clause.role == .excluded { try reportDoubleExclusion(clause) }
          excluded.append(clause.query)
        } else {
          wanted.append(clause.query)
          isRequired = isRequired || clause.role == .required
        }
      } else if i == clauseStart, current != nil, !isJoint(current) {
        break
      }
      guard isJoint(current) else { break }
      isNegated = try joint(hasLeft: first != nil)
    }
    guard let first else { return nil }
    if wanted.count + excluded.count == 1, wanted.count == 1 || first.role == .excluded {
      return first
    }
    if wanted.isEmpty {
      return QueryClause(.anyOf(excluded), role: .negated, tokens: start..<i)
    }
    let base = Query.allOf(wanted)
    return QueryClause(
      excluded.isEmpty ? base : .except(base, .anyOf(excluded)),
      role: isRequired ? .required : .optional, tokens: start..<i)
  }

  /// `AND`, `NOT` or `AND NOT`.
  ///
  /// Returns whether it negates.
  private mutating func joint(hasLeft: Bool) throws(QueryError) -> Bool {
    var isNegated = false
    // One AND, one NOT; what comes beyond is missing its operand.
    var hasLeft = hasLeft
    while isJoint(current) {
      let token = tokens[i]
      let isAndNot = !isNot(token) && i + 1 < tokens.count && isNot(tokens[i + 1])
      if isAndNot {
        if !hasLeft { try reportMissingOperands(of: token, hasLeft: false) }
      } else {
        try reportMissingOperands(of: token, hasLeft: hasLeft)
      }
      isNegated = isNot(token)
      i += 1
      hasLeft = isAndNot || hasLeft
    }
    return isNegated
  }

  /// Operands with NEARs between, from left to right.
  private mutating func near() throws(QueryError) -> QueryClause? {
    let start = i
    var left = try unary()
    var links = 0
    while let token = current, case .near(let proximity) = token.kind {
      try reportMissingOperands(of: token, hasLeft: left != nil)
      // A chain nests to the left: each link after the first is a level.
      if links > 0, depth + links >= QueryLimits.depth {
        try reportDepth(at: token, level: depth + links + 1)
        i += 1
        break
      }
      i += 1
      let operands = i
      guard let right = try unary() else { continue }
      guard let operand = left else {
        left = right
        continue
      }
      let allowed = try checkSigns(operand, right, proximity, at: token)
      links += 1
      let chain = NearOperands(
        queries: [operand.query, right.query],
        tokens: [operand.tokens, operands..<i], sign: token)
      left = QueryClause(try combine(chain, allowed), tokens: start..<i)
    }
    return left
  }

  /// A primary with its sign, its field and its boost.
  mutating func unary() throws(QueryError) -> QueryClause? {
    let start = i
    var role = QueryClause.Role.optional
    if case .plus? = current?.kind {
      role = .required
      i += 1
    } else if case .minus? = current?.kind {
      role = .excluded
      i += 1
    }
    let outerField = field
    if case .field(let name)? = current?.kind {
      field = name
      i += 1
    }
    defer { field = outerField }
    guard var query = try primary() else { return nil }
    while case .boost(let factor)? = current?.kind {
      query = .boosted(query, by: factor)
      i += 1
    }
    return QueryClause(query, role: role, tokens: start..<i)
  }

  /// A group, a list or a leaf; nil if none begins here.
  private mutating func primary() throws(QueryError) -> Query? {
    guard let token = current else { return nil }
    switch token.kind {
    case .open:
      return try group()
    case .openList(let inOrder):
      return try list(inOrder: inOrder)
    case .word, .phrase, .regex, .range:
      guard try countClause(token) else { return nil }
      let start = i
      guard let leaf = try leaf() else { return nil }
      return try checked(leaf, start..<i)
    case .tilde, .boost:
      // Only in a lenient reading, behind something that was left out.
      i += 1
      return nil
    case .and, .or, .not, .near, .close, .listDistance, .field, .plus, .minus:
      return nil
    }
  }

  /// `( … )`.
  private mutating func group() throws(QueryError) -> Query? {
    let open = tokens[i]
    i += 1
    if depth == QueryLimits.depth {
      try reportDepth(at: open, level: depth + 1)
      return nil
    }
    depth += 1
    let query = try or()
    depth -= 1
    try close(open)
    if query == nil {
      let whole = open.range.lowerBound..<end(of: i - 1)
      try diagnostics.report(
        "there is nothing between these parentheses", in: text, at: open.range,
        expected: "a word, a phrase or a group",
        suggestion: text.removing(whole))
    }
    return query
  }

  /// The parenthesis that closes `open`.
  mutating func close(_ open: QueryToken) throws(QueryError) {
    if case .close? = current?.kind {
      i += 1
    } else {
      try diagnostics.report(
        "this parenthesis is never closed", in: text,
        at: open.range.upperBound - 1..<open.range.upperBound,
        suggestion: text.replacing(text.count..<text.count, with: ")"))
    }
  }
}
