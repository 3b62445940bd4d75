// What has a sign at both its ends: "phrases", /regular expressions/ and [ranges].

extension QueryLexer {
  // MARK: Phrases

  /// A quotation.
  ///
  /// A mark inside a word (`5"`) is text, and so is one with a space behind it that is never
  /// closed.
  mutating func lexPhrase() throws(QueryError) -> Bool {
    guard let open = text[i], let closing = open.closingQuotes else { return false }
    if !unclosed.contains(open), let close = closingQuote(closing) {
      appendPhrase(i + 1..<close, upTo: close + 1)
      return true
    }
    unclosed.insert(open)
    let body = i + 1
    guard let first = text[body], !first.isSpace else { return false }
    let mend = phraseEnd(from: body)
    try diagnostics.report(
      "the quotation mark is never closed", in: text, at: i..<body,
      suggestion: text.replacing(mend..<mend, with: String(closing[0])))
    appendPhrase(body..<mend, upTo: mend)
    return true
  }

  /// The place of the mark that closes the quotation at `i`: the first of the usual kind, else
  /// the first that will do.
  private func closingQuote(_ closing: [Unicode.Scalar]) -> Int? {
    // Without the opening mark's own kind, any mark of the list closes.
    let usual = text[i] == "\"" ? [closing[0]] : closing
    return closingQuote(among: usual) ?? closingQuote(among: closing)
  }

  private func closingQuote(among closing: [Unicode.Scalar]) -> Int? {
    var at = i + 1
    while let scalar = text[at] {
      if scalar == "\\" {
        at += 2
        continue
      }
      if closing.contains(scalar) { return at }
      at += 1
    }
    return nil
  }

  /// Where an unclosed quotation most likely ends: before the first operator that has a word
  /// before it, before a parenthesis that is open, or at the end of the text.
  private func phraseEnd(from body: Int) -> Int {
    var at = body
    while at < text.count {
      let start = text.skippingSpace(from: at)
      var end = start
      while let scalar = text[end], !scalar.isSpace, scalar != ")" || lists.isEmpty { end += 1 }
      if start > body, QueryOperator.token(text[start..<end]) != nil { return at }
      if end == start { return at }
      if text[end] == ")" { return end }
      at = end
    }
    return at
  }

  private mutating func appendPhrase(_ body: Range<Int>, upTo end: Int) {
    var parts: [PhrasePart] = []
    var at = text.skippingSpace(from: body.lowerBound)
    while at < body.upperBound {
      var word = QueryWord()
      while at < body.upperBound, let scalar = text[at], !scalar.isSpace {
        if scalar == "\\", let next = text[at + 1], !next.isSearchable, at + 1 < body.upperBound {
          word.pieces.append(QueryWord.Piece(scalar: next, isEscaped: true))
          at += 2
        } else {
          word.pieces.append(QueryWord.Piece(scalar: scalar, isEscaped: false))
          at += 1
        }
      }
      let isFirst = parts.isEmpty
      parts.append(part(word, endsQuestion: at == body.upperBound && !isFirst))
      at = text.skippingSpace(from: at)
    }
    append(.phrase(parts), upTo: end)
  }

  /// One word of a phrase.
  ///
  /// Like a whole query, a phrase may end a question: `"who is he?"`.
  private func part(_ word: QueryWord, endsQuestion: Bool) -> PhrasePart {
    if word.pieces.count == 1, word.pieces[0].isWildcard { return .anyWord }
    var rest = word
    if rest.removePrefix("="), rest.isSearchable { return .exact(rest.text) }
    return switch word.form(endsQuestion: endsQuestion) {
    case .text: .word(word.text)
    case .prefix(let prefix): .prefix(prefix)
    case .glob(let pattern): .glob(pattern)
    }
  }

  // MARK: Regular expressions

  /// `/regex/`, without white space unless it is escaped, and with nothing attached behind it:
  /// `/etc/passwd` is text, and so is `/**/`.
  mutating func lexRegex() -> Bool {
    guard text[i] == "/", text[i + 1] != "/" else { return false }
    var pattern = String.UnicodeScalarView()
    var at = i + 1
    while let scalar = text[at], scalar != "/" {
      if scalar.isSpace { return false }
      if scalar == "\\", let next = text[at + 1] {
        // These two need the backslash only for this language, not for the regex.
        if next != "/", !next.isSpace { pattern.append(scalar) }
        pattern.append(next)
        at += 2
      } else {
        pattern.append(scalar)
        at += 1
      }
    }
    guard text[at] == "/" else { return false }
    if let next = text[at + 1], !next.isSpace, next != ")", next != "^",
      !(next == "," && lists.last == true)
    {
      return false
    }
    if !pattern.contains(where: { $0.isSearchable || "([{\\".unicodeScalars.contains($0) }) {
      var parser = RegexParser(String(pattern))
      guard (try? parser.parse()) != nil else { return false }
    }
    append(.regex(String(pattern)), upTo: at + 1)
    return true
  }

  // MARK: Ranges

  /// `[low TO high]`.
  ///
  /// Other brackets are text, except right behind a field.
  mutating func lexRange() throws(QueryError) -> Bool {
    guard let open = text[i], open == "[" || open == "{" else { return false }
    if let (range, end) = range(from: i + 1, isInclusive: open == "[") {
      append(.range(range), upTo: end)
      return true
    }
    guard isBehindField else { return false }
    try diagnostics.report(
      "this range is not complete", in: text, at: i..<i + 1,
      expected: "[low TO high] with bounds included, or {low TO high} with bounds excluded")
    return false
  }

  /// The longest bound, in scalars: a term has at most 1,024 bytes.
  private static let boundLimit = 1_024

  private func range(from start: Int, isInclusive: Bool) -> (QueryRange, end: Int)? {
    var at = text.skippingSpace(from: start)
    guard let low = bound(at: &at), text[at]?.isSpace == true else { return nil }
    at = text.skippingSpace(from: at)
    guard text[at] == "T", text[at + 1] == "O", text[at + 2]?.isSpace == true else { return nil }
    at = text.skippingSpace(from: at + 2)
    guard let high = bound(at: &at) else { return nil }
    at = text.skippingSpace(from: at)
    guard let close = text[at], close == "]" || close == "}" else { return nil }
    let range = QueryRange(
      from: low.text.map { QueryRange.Bound($0, isInclusive: isInclusive) },
      to: high.text.map { QueryRange.Bound($0, isInclusive: close == "]") })
    return (range, at + 1)
  }

  /// A bound, bare or in quotation marks; its text is nil for the open bound `*`.
  private func bound(at start: inout Int) -> (text: String?, Void)? {
    var at = start
    let quote = text[at] == "\"" ? ["\""] : text[at]?.closingQuotes
    if quote != nil { at += 1 }
    var word = QueryWord()
    while let scalar = text[at] {
      if let quote {
        if quote.contains(scalar) { break }
      } else if scalar.isSpace || scalar == "]" || scalar == "}" {
        break
      }
      // Longer than any value: so that many unclosed marks cannot cost the square of the text.
      if at - start > QueryLexer.boundLimit { return nil }
      if scalar == "\\", let next = text[at + 1], !next.isSearchable {
        word.pieces.append(QueryWord.Piece(scalar: next, isEscaped: true))
        at += 2
      } else {
        word.pieces.append(QueryWord.Piece(scalar: scalar, isEscaped: quote != nil))
        at += 1
      }
    }
    if quote != nil {
      guard text[at] != nil else { return nil }
      at += 1
    } else if word.pieces.isEmpty {
      return nil
    }
    start = at
    let isOpen = word.pieces == [QueryWord.Piece(scalar: "*", isEscaped: false)]
    return (isOpen ? nil : word.text, ())
  }
}
