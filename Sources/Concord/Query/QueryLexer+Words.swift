// Words, and the operators that are words.

extension QueryLexer {
  /// A run up to white space or a parenthesis: an operator, or a word with its suffixes.
  mutating func lexWord() throws(QueryError) {
    let start = i
    var word = scanWord()
    let end = max(i, start + 1)
    i = start
    let chunk = text[start..<end]
    if text[end] == "(", chunk == "NEAR" || chunk == "ONEAR" {
      lists.append(true)
      return append(.openList(inOrder: chunk == "ONEAR"), upTo: end + 1)
    }
    if !isBehindField, !isBehindSign {
      if let kind = QueryOperator.token(chunk) { return append(kind, upTo: end) }
      if QueryOperator.looksLikeNear(chunk) { return try lexBadNear(chunk, upTo: end) }
    }
    var wordEnd = end
    if lists.last == true {
      while word.pieces.last == QueryWord.Piece(scalar: ",", isEscaped: false) {
        word.pieces.removeLast()
        wordEnd -= 1
      }
    }
    guard !word.pieces.isEmpty else {
      i = end
      return
    }
    let suffixes = try cutSuffixes(from: &word, endingAt: wordEnd)
    let core = suffixes.first?.range.lowerBound ?? wordEnd
    append(.word(word, endsQuestion: endsQuestion(start: start, end: end)), upTo: core)
    tokens += suffixes
    i = end
  }

  /// Whether a word that ends the whole text, after others, ends a question: `what is NATO?`.
  private func endsQuestion(start: Int, end: Int) -> Bool {
    text.skippingSpace(from: end) == text.count && text.skippingSpace(from: 0) < start
  }

  /// `NEAR/` with no distance behind it.
  ///
  /// A lenient reading takes it for a plain NEAR.
  private mutating func lexBadNear(_ chunk: String, upTo end: Int) throws(QueryError) {
    let name = chunk.prefix { $0 != "/" }
    let behind = chunk.dropFirst(name.count + 1)
    let isZero = !behind.isEmpty && behind.allSatisfy { $0 == "0" }
    let kind = Proximity.Kind.within(isZero ? 1 : Proximity.defaultDistance)
    guard let proximity = QueryOperator.proximity(name, kind) else { return }
    try diagnostics.report(
      isZero
        ? "nothing is at distance 0: words side by side are at distance 1"
        : "\(name)/ needs a number of words, s or p behind it",
      in: text, at: i..<end,
      expected: "\(name)/n with n from 1 to \(QueryLimits.distance), \(name)/s or \(name)/p",
      suggestion: text.replacing(i..<end, with: proximity.operatorText))
    append(.near(proximity), upTo: end)
  }

  // MARK: Scanning

  /// Reads a word's scalars from `i` on, and leaves `i` at its end.
  private mutating func scanWord() -> QueryWord {
    var word = QueryWord()
    func take(upTo end: Int) {
      while i < end {
        word.pieces.append(QueryWord.Piece(scalar: text.scalars[i], isEscaped: false))
        i += 1
      }
    }
    if let end = emoticonEnd { take(upTo: end) }
    while let scalar = text[i], !scalar.isSpace {
      if scalar == "\\", let next = text[i + 1], !next.isSearchable {
        word.pieces.append(QueryWord.Piece(scalar: next, isEscaped: true))
        i += 2
      } else if scalar == "(", text[i + 1] == ")" {
        take(upTo: i + 2)
      } else if scalar == ")", lists.isEmpty, endsInEyes(word) {
        take(upTo: mouthEnd(from: i))
      } else if scalar == "(" || scalar == ")" || listDistance(at: i) != nil {
        break
      } else if scalar.closingQuotes != nil, word.isComparison {
        break
      } else {
        take(upTo: i + 1)
      }
    }
    return word
  }

  /// The end of an emoticon with a parenthesis for a mouth (`:-)`, `;(`) that begins at `i`.
  private var emoticonEnd: Int? {
    guard attached == nil, text[i] == ":" || text[i] == ";" else { return nil }
    let nose = text[i + 1]
    let mouth = nose == "-" || nose == "'" ? i + 2 : i + 1
    guard text[mouth] == "(" || text[mouth] == ")" else { return nil }
    // Inside parentheses, only the first can be the mouth: the others close.
    return lists.isEmpty ? mouthEnd(from: mouth) : mouth + 1
  }

  /// The end of a run of the parenthesis at `start`: `:)))`.
  private func mouthEnd(from start: Int) -> Int {
    var end = start
    while text[end] == text[start] { end += 1 }
    return end
  }

  /// Whether a parenthesis that opens nothing is the mouth of `nice:)`.
  private func endsInEyes(_ word: QueryWord) -> Bool {
    var face = word.pieces[...]
    if face.last?.scalar == "-" { face.removeLast() }
    guard let eyes = face.last, !eyes.isEscaped else { return false }
    return eyes.scalar == ":" || eyes.scalar == ";"
  }

  // MARK: Suffixes

  /// Cuts `~`, `~2` and `^2` off a word and returns their tokens, in the order of the text.
  private mutating func cutSuffixes(
    from word: inout QueryWord, endingAt end: Int
  ) throws(QueryError) -> [QueryToken] {
    var suffixes: [QueryToken] = []
    var end = end
    if let at = word.lastUnescaped("^"), at > 0,
      word.pieces[at...].allSatisfy({ !$0.isEscaped }),
      let factor = QueryLexer.boost(QueryWord(pieces: Array(word.pieces[(at + 1)...])).text)
    {
      let low = end - (word.pieces.count - at)
      suffixes.append(QueryToken(kind: .boost(factor), range: low..<end))
      word.pieces.removeSubrange(at...)
      end = low
    }
    guard let at = word.lastUnescaped("~"), at > 0 else { return suffixes }
    let digits = word.pieces[(at + 1)...].map(\.scalar)
    guard digits.count <= 1, digits.allSatisfy(\.isASCIIDigit),
      word.pieces[..<at].contains(where: { $0.scalar.isLetter || digits.isEmpty })
    else { return suffixes }
    let core = QueryWord(pieces: Array(word.pieces[..<at]))
    guard core.isSearchable else { return suffixes }
    let low = end - (word.pieces.count - at)
    var edits = QueryOperator.distance(digits)
    if let number = edits, !(1...2).contains(number) {
      edits = number == 0 ? 1 : 2
      try diagnostics.report(
        "a word can be looked for with 1 or 2 edits, not \(number)", in: text, at: low..<end,
        expected: "~, ~1 or ~2", suggestion: text.replacing(low..<end, with: "~\(edits ?? 2)"))
    }
    word = core
    suffixes.insert(QueryToken(kind: .tilde(edits), range: low..<end), at: 0)
    return suffixes
  }
}

extension QueryWord {
  /// Whether the word is a sign that takes a value, which may be quoted: `>="a b"`.
  fileprivate var isComparison: Bool {
    pieces.count <= 2 && pieces.allSatisfy { !$0.isEscaped }
      && ["=", ">", ">=", "<", "<="].contains(text)
  }

  /// The place of the last such scalar that is not escaped.
  fileprivate func lastUnescaped(_ scalar: Unicode.Scalar) -> Int? {
    pieces.lastIndex(of: Piece(scalar: scalar, isEscaped: false))
  }
}
