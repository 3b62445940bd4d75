// Leaves as text: what has to be escaped so that it is read as the same leaf again.

extension Query {
  /// A leaf's text, and how tightly it binds.
  var writtenLeaf: String {
    switch self {
    case .term(let text, let field):
      if text.isEmpty { return prefixed(field, "\"\"") }
      if QueryOperator.token(text) != nil || QueryOperator.looksLikeNear(text) {
        return prefixed(field, quoted([.word(text)]))
      }
      let word = QueryWord(text: text)
      // A field or sign before punctuation is punctuation too, unless this is escaped.
      let isBare = !word.isSearchable && !word.written.hasPrefix("\\")
      return prefixed(field, (isBare ? "\\" : "") + word.written)
    case .exact(let text, let field):
      return prefixed(field, "=" + QueryWord(text: text).written)
    case .prefix(let text, let field):
      return prefixed(field, QueryWord(text: text).written + "*")
    case .glob(let pattern, let field):
      return prefixed(field, glob(pattern))
    case .regex(let pattern, let field):
      return prefixed(field, "/\(escapedRegex(pattern))/")
    case .fuzzy(let text, let edits, let field):
      return prefixed(field, QueryWord(text: text).written + "~" + (edits.map(String.init) ?? ""))
    case .phrase(let parts, let slop, let field):
      return prefixed(field, quoted(parts) + (slop > 0 ? "~\(slop)" : ""))
    case .range(let range, let field):
      return prefixed(field, written(range))
    default:
      return ""
    }
  }

  private func prefixed(_ field: String?, _ text: String) -> String {
    field.map { "\($0):\(text)" } ?? text
  }

  /// A pattern.
  ///
  /// At the end of the query its question mark would be taken for that of a question, but not
  /// inside parentheses.
  private func glob(_ pattern: String) -> String {
    let text = QueryWord(pattern: pattern).written
    return pattern.hasSuffix("?") ? "(\(text))" : text
  }

  /// A regular expression without a slash or space that would end it.
  private func escapedRegex(_ pattern: String) -> String {
    var text = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in pattern.unicodeScalars {
      if !isEscaped, scalar == "/" || scalar.isSpace { text.append("\\") }
      text.append(scalar)
      isEscaped = scalar == "\\" && !isEscaped
    }
    return String(text)
  }

  // MARK: Phrases

  private func quoted(_ parts: [PhrasePart]) -> String {
    let texts = parts.map { part in
      switch part {
      case .word(let text): QueryWord(text: text).writtenInQuotes
      case .exact(let text): "=" + QueryWord(text: text).writtenInQuotes
      case .anyWord: "?"
      case .prefix(let text): QueryWord(text: text).writtenInQuotes + "*"
      case .glob(let pattern): QueryWord(pattern: pattern).writtenInQuotes
      }
    }
    // A space keeps a question mark away from the end, where it would end a question.
    let endsInWildcard =
      switch parts.last {
      case .glob(let pattern): pattern.hasSuffix("?")
      default: false
      }
    return "\"" + texts.joined(separator: " ") + (endsInWildcard ? " \"" : "\"")
  }

  // MARK: Ranges

  private func written(_ range: QueryRange) -> String {
    if let low = range.low, range.high == nil, isBare(low.text) {
      return (low.isInclusive ? ">=" : ">") + low.text
    }
    if let high = range.high, range.low == nil, isBare(high.text) {
      return (high.isInclusive ? "<=" : "<") + high.text
    }
    let open = range.low?.isInclusive ?? true ? "[" : "{"
    let close = range.high?.isInclusive ?? true ? "]" : "}"
    return "\(open)\(written(range.low)) TO \(written(range.high))\(close)"
  }

  private func written(_ bound: QueryRange.Bound?) -> String {
    guard let bound else { return "*" }
    return isBare(bound.text) ? bound.text : "\"\(QueryWord(text: bound.text).writtenInQuotes)\""
  }

  /// Whether a bound needs no quotation marks anywhere.
  private func isBare(_ text: String) -> Bool {
    !text.isEmpty && text != "TO"
      && text.unicodeScalars.allSatisfy { $0.isSearchable || "-._".unicodeScalars.contains($0) }
  }
}

extension QueryWord {
  /// The word as it has to be typed to be read as this word anywhere outside quotation marks.
  fileprivate var written: String {
    var text = String.UnicodeScalarView()
    for (k, piece) in pieces.enumerated() {
      let isSafe =
        piece.isWildcard || piece.scalar.isSafeAnywhere
        || (k > 0 && piece.scalar.isSafeBehindTheFirst(isLast: k == pieces.count - 1))
      if !isSafe { text.append("\\") }
      text.append(piece.scalar)
    }
    return String(text)
  }

  /// The word as it has to be typed inside `"`.
  fileprivate var writtenInQuotes: String {
    var text = String.UnicodeScalarView()
    for piece in pieces {
      let isSpecial =
        "\"\\*?".unicodeScalars.contains(piece.scalar) || piece.scalar.isSpace
        || (text.isEmpty && piece.scalar == "=")
      if isSpecial && !piece.isWildcard { text.append("\\") }
      text.append(piece.scalar)
    }
    return String(text)
  }
}

extension Unicode.Scalar {
  /// Whether the scalar means nothing to the language.
  fileprivate var isSafeAnywhere: Bool {
    if isSearchable || "_.'@#$%".unicodeScalars.contains(self) { return true }
    return !isASCII && !isSpace && closingQuotes == nil
  }

  /// Whether the scalar means something only at the front of a word, or a comma at its end.
  fileprivate func isSafeBehindTheFirst(isLast: Bool) -> Bool {
    "-+&/<>=!".unicodeScalars.contains(self) || (self == "," && !isLast)
  }
}
