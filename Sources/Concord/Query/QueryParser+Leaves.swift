// Leaves: words, phrases, regular expressions and ranges.

extension QueryParser {
  /// The leaf that begins at the current token, with its `~`.
  mutating func leaf() throws(QueryError) -> Query? {
    let token = tokens[i]
    i += 1
    switch token.kind {
    case .word(let word, let endsQuestion):
      return try self.word(word, endsQuestion: endsQuestion, token)
    case .phrase(let parts):
      return phrase(parts, token)
    case .regex(let pattern):
      return try regex(pattern, token)
    case .range(let range):
      return try self.range(range, token)
    default:
      return nil
    }
  }

  /// A leaf that was read from some tokens, if the index has an answer to it, as far as is known.
  ///
  /// A lenient reading looks for the words of one that is refused.
  mutating func checked(_ leaf: Query, _ tokens: Range<Int>) throws(QueryError) -> Query {
    guard let schema = options.schema, let objection = schema.objection(to: leaf) else {
      return leaf
    }
    let place = range(of: tokens)
    try diagnostics.report(
      objection, in: text, at: place,
      suggestion: leaf.valuesWithDots.map { low, high in
        text.replacing(place, with: "[\(low) TO \(high)]")
      })
    return schema.words(of: leaf)
  }

  private mutating func word(
    _ word: QueryWord, endsQuestion: Bool, _ token: QueryToken
  ) throws(QueryError) -> Query? {
    if case .tilde(let edits)? = current?.kind {
      i += 1
      return .fuzzy(word.text, edits: edits, field: field)
    }
    if field != nil, let comparison = try comparison(word, token) { return comparison }
    var rest = word
    if rest.removePrefix("="), rest.isSearchable { return .exact(rest.text, field: field) }
    if word.isUnescaped("*:*") { return .everything }
    if word.isUnescaped("*") {
      return field.map { .range(QueryRange(from: nil, to: nil), field: $0) } ?? .everything
    }
    try checkLoneEqualsSign(word, token)
    return switch word.form(endsQuestion: endsQuestion) {
    case .text: .term(word.text, field: field)
    case .prefix(let prefix): .prefix(prefix, field: field)
    case .glob(let pattern): .glob(pattern, field: field)
    }
  }

  /// `="a b"` looks as if it asked for exact words; in a phrase each word says that for itself.
  private mutating func checkLoneEqualsSign(
    _ word: QueryWord, _ token: QueryToken
  ) throws(QueryError) {
    guard word.isUnescaped("="), case .phrase? = current?.kind,
      current?.range.lowerBound == token.range.upperBound
    else { return }
    try diagnostics.report(
      "= stands before a single word, not before a phrase", in: text, at: token.range,
      expected: "= before each word of the phrase that it is for, as in \"=word word\"",
      suggestion: text.removing(token.range))
  }

  /// `>value` and its like behind a field; the value may be in quotation marks.
  private mutating func comparison(
    _ word: QueryWord, _ token: QueryToken
  ) throws(QueryError) -> Query? {
    guard let field else { return nil }
    for sign in [">=", "<=", ">", "<"] {
      var value = word
      var quoted: String?
      if word.isUnescaped(sign) {
        quoted = attachedQuotation(to: token)
        guard quoted != nil else {
          try diagnostics.report(
            "\(sign) needs a value right behind it", in: text, at: token.range,
            expected: "\(field):\(sign)value")
          continue
        }
      } else if !value.removePrefix(sign) {
        continue
      }
      let bound = QueryRange.Bound(quoted ?? value.text, isInclusive: sign.count == 2)
      let range =
        sign.hasPrefix(">")
        ? QueryRange(from: bound, to: nil) : QueryRange(from: nil, to: bound)
      return .range(range, field: field)
    }
    return nil
  }

  /// The text of a quotation right behind a token, which is then read.
  private mutating func attachedQuotation(to token: QueryToken) -> String? {
    guard let next = current, case .phrase = next.kind,
      next.range.lowerBound == token.range.upperBound
    else { return nil }
    i += 1
    return text[next.range.lowerBound + 1..<next.range.upperBound - 1]
  }

  /// A quotation.
  ///
  /// Of one word, it is the word; of none, it is punctuation.
  private mutating func phrase(_ parts: [PhrasePart], _ token: QueryToken) -> Query {
    var slop = 0
    if case .tilde(let number)? = current?.kind {
      slop = number ?? Proximity.defaultDistance
      i += 1
    }
    guard let first = parts.first else { return .term(text[token.range], field: field) }
    guard parts.count == 1, slop == 0 else {
      return .phrase(parts, slop: slop, field: field)
    }
    return switch first {
    case .word(let word): .term(word, field: field)
    case .exact(let word): .exact(word, field: field)
    case .anyWord: .term("?", field: field)
    case .prefix(let prefix): .prefix(prefix, field: field)
    case .glob(let pattern): .glob(pattern, field: field)
    }
  }

  /// A regular expression; the mistakes in it are shown at their places.
  ///
  /// A lenient reading takes what is none for text.
  private mutating func regex(
    _ pattern: String, _ token: QueryToken
  ) throws(QueryError) -> Query? {
    var parser = RegexParser(pattern)
    do throws(AutomatonError) {
      _ = try parser.parse()
      return .regex(pattern, field: field)
    } catch .malformed(let message, let offset) {
      let place = place(ofScalar: offset, inRegex: token.range)
      try diagnostics.report(message, in: text, at: place..<min(place + 1, text.count))
    } catch {
      try diagnostics.report(error.description, in: text, at: token.range)
    }
    return .term(text[token.range], field: field)
  }

  /// Where the scalar of a pattern stands in the text: some backslashes there are not in the
  /// pattern.
  private func place(ofScalar offset: Int, inRegex range: Range<Int>) -> Int {
    var at = range.lowerBound + 1
    for _ in 0..<offset where at < range.upperBound - 1 {
      let isLeftOut = text[at] == "\\" && (text[at + 1] == "/" || text[at + 1]?.isSpace == true)
      at += isLeftOut ? 2 : 1
    }
    return at
  }

  private mutating func range(
    _ range: QueryRange, _ token: QueryToken
  ) throws(QueryError) -> Query? {
    if let field { return .range(range, field: field) }
    try diagnostics.report(
      "a range needs a field", in: text, at: token.range,
      expected: "a field's name and a colon, as in date:\(text[token.range])")
    return nil
  }
}
