/// Cuts a query's text into tokens.
///
/// Most signs mean something only where they can: `-` at the front of a word, `/` if another one
/// ends the word, `"` where a word could begin, `[` with a `TO` behind it. Everywhere else they are
/// text, so that pasted text (`20.04`, `AT&T`, `5" pipe`, `https://example.org/a?b=c`, `:-)`) is
/// words side by side and never an error. The grammar is in QueryParser.swift.
struct QueryLexer {
  let text: QueryText
  let fields: Set<String>?
  var diagnostics: QueryDiagnostics
  var tokens: [QueryToken] = []
  /// The place of the scalar that is looked at.
  var i = 0
  /// For each open parenthesis, whether it opened a list.
  var lists: [Bool] = []
  /// Quotation marks that no later mark closes: known once, they are not looked for again.
  var unclosed: Set<Unicode.Scalar> = []

  init(_ text: QueryText, fields: Set<String>?, diagnostics: QueryDiagnostics) {
    self.text = text
    self.fields = fields
    self.diagnostics = diagnostics
  }

  /// Cuts the whole text.
  mutating func run() throws(QueryError) {
    while true {
      i = text.skippingSpace(from: i)
      guard i < text.count else { return }
      try lexToken()
    }
  }

  private mutating func lexToken() throws(QueryError) {
    if lexParenthesis() || lexListDistance() { return }
    if lexSuffix(of: tokens.last) || skipAttachedPunctuation() { return }
    if lexSign() || lexField() { return }
    if try lexPhrase() { return }
    if lexRegex() { return }
    if try lexRange() { return }
    try lexWord()
  }

  mutating func append(_ kind: QueryToken.Kind, upTo end: Int) {
    tokens.append(QueryToken(kind: kind, range: i..<end))
    i = end
  }

  /// The token that ends right where `i` is.
  var attached: QueryToken? {
    guard let last = tokens.last, last.range.upperBound == i else { return nil }
    return last
  }

  /// Whether a field's colon stands right before `i`.
  var isBehindField: Bool {
    if case .field = attached?.kind { return true }
    return false
  }

  /// Whether a `+`, `-` or `!` stands right before `i`.
  var isBehindSign: Bool {
    switch attached?.kind {
    case .plus, .minus: true
    case .not: text[i - 1] == "!"
    default: false
    }
  }

  // MARK: Parentheses

  private mutating func lexParenthesis() -> Bool {
    switch text[i] {
    // `()` holds nothing and is text, as in `main()`.
    case "(" where text[i + 1] != ")":
      lists.append(false)
      append(.open, upTo: i + 1)
      return true
    case ")":
      _ = lists.popLast()
      append(.close, upTo: i + 1)
      return true
    default:
      return false
    }
  }

  /// The `, 8` that ends a list; `/s` and `/p` may stand for the number.
  private mutating func lexListDistance() -> Bool {
    guard let (kind, end) = listDistance(at: i) else { return false }
    append(.listDistance(kind), upTo: end)
    return true
  }

  /// What a comma at `start` says as the end of a list, if it is that.
  func listDistance(at start: Int) -> (kind: Proximity.Kind, end: Int)? {
    guard lists.last == true, text[start] == "," else { return nil }
    // The comma of 30,000 is inside a number.
    if start > 0, text.scalars[start - 1].isASCIIDigit, text[start + 1]?.isASCIIDigit == true {
      return nil
    }
    let low = text.skippingSpace(from: start + 1)
    var high = low
    let kind: Proximity.Kind
    if text[low] == "/", let letter = text[low + 1], letter == "s" || letter == "p" {
      high = low + 2
      kind = letter == "s" ? .sentence : .paragraph
    } else {
      while let digit = text[high], digit.isASCIIDigit { high += 1 }
      guard let distance = QueryOperator.distance(text.scalars[low..<high]), distance > 0 else {
        return nil
      }
      kind = .within(distance)
    }
    guard text[text.skippingSpace(from: high)] == ")" else { return nil }
    return (kind, high)
  }

  // MARK: What stands before a primary

  /// `+`, `-` and `!` at the front of something; elsewhere they are text.
  private mutating func lexSign() -> Bool {
    let kind: QueryToken.Kind
    switch text[i] {
    case "+": kind = .plus
    case "-": kind = .minus
    case "!": kind = .not
    default: return false
    }
    switch attached?.kind {
    case nil, .open, .openList: break
    default: return false
    }
    guard canBeginPrimary(at: i + 1) else { return false }
    append(kind, upTo: i + 1)
    return true
  }

  /// `name:` with something to look for right behind it.
  ///
  /// URLs are text.
  private mutating func lexField() -> Bool {
    guard !isBehindField, let first = text[i], first.isLetter || first == "_" else { return false }
    var colon = i
    while let scalar = text[colon],
      scalar.isLetter || scalar.isNumeric || "_-.".unicodeScalars.contains(scalar)
    {
      colon += 1
    }
    guard text[colon] == ":", canBeginPrimary(at: colon + 1) || beginsComparison(colon + 1),
      !(text[colon + 1] == "/" && text[colon + 2] == "/")
    else { return false }
    // C:\Users is a path: a backslash before a letter escapes nothing.
    if text[colon + 1] == "\\", text[colon + 2]?.isSearchable ?? true { return false }
    let name = text[i..<colon]
    guard fields?.contains(name) ?? true else { return false }
    append(.field(name), upTo: colon + 1)
    return true
  }

  /// Whether something to look for begins here, rather than more punctuation or a space.
  private func canBeginPrimary(at start: Int) -> Bool {
    guard let first = text[start] else { return false }
    if first == "(" { return text[start + 1] != ")" }
    if first == "*" || first.closingQuotes != nil { return true }
    if first.isSpace || "):+!".unicodeScalars.contains(first) { return false }
    // A second hyphen makes a dash or a long option of it, but `title:-5` is a number.
    if first == "-", text[start - 1] != ":" { return false }
    if first == "\\" { return text[start + 1] != nil }
    if first == "[" || first == "{" { return true }
    let end = chunkEndBeforeParenthesis(from: start)
    // A regular expression may be all signs: `/.*/`.
    if first == "/", text[start + 1] != "/", text.scalars[start + 1..<end].contains("/") {
      return true
    }
    return text.isSearchable(start..<end)
  }

  private func beginsComparison(_ start: Int) -> Bool {
    text[start] == ">" || text[start] == "<"
  }

  private func chunkEndBeforeParenthesis(from start: Int) -> Int {
    var end = start
    while let scalar = text[end], !scalar.isSpace, scalar != "(", scalar != ")" {
      end = min(end + (scalar == "\\" ? 2 : 1), text.count)
    }
    return end
  }

  // MARK: What stands behind a primary

  /// `~`, `~2` and `^2` right behind a phrase, a group, a range or a regex.
  ///
  /// Words have theirs cut off in ``lexWord()``.
  private mutating func lexSuffix(of last: QueryToken?) -> Bool {
    guard let last, last.endsPrimary, last.range.upperBound == i else { return false }
    var end = i + 1
    if case .phrase = last.kind, text[i] == "~" {
      while let digit = text[end], digit.isASCIIDigit { end += 1 }
      let slop = QueryOperator.distance(text.scalars[i + 1..<end])
      guard slop != nil || end == i + 1 else { return false }
      append(.tilde(slop), upTo: end)
      return true
    }
    guard text[i] == "^" else { return false }
    while let scalar = text[end], scalar.isASCIIDigit || ".eE+-".unicodeScalars.contains(scalar) {
      end += 1
    }
    guard let factor = QueryLexer.boost(text[i + 1..<end]) else { return false }
    append(.boost(factor), upTo: end)
    return true
  }

  /// A finite factor that begins with a digit: `2`, `0.5`, `1e+20`.
  static func boost(_ text: String) -> Float? {
    guard let first = text.unicodeScalars.first, first.isASCIIDigit else { return nil }
    guard let factor = Float(text), factor.isFinite else { return nil }
    return factor
  }

  /// The comma in `(troops), NATO`: punctuation that hangs on the end of something.
  private mutating func skipAttachedPunctuation() -> Bool {
    guard attached?.endsPrimary == true, text[i]?.closingQuotes == nil else { return false }
    let end = chunkEndBeforeParenthesis(from: i)
    guard end > i, !text.isSearchable(i..<end), text[end] != "(" else { return false }
    // `),` may also be the end of a list: that was looked for before.
    i = end
    return true
  }
}
