/// Cuts texts into tokens and passes them through the filters.
///
/// Most words of most texts are ASCII. They are found by a table of bytes, copied and put into
/// lower case in one pass, and never leave the arrays. A word takes the slow way, through the
/// full rules over scalars, if it holds a byte beyond ASCII or could join one that follows it.
struct TokenScanner {
  let tokenizer: Tokenizer
  /// Whether words are cut by the rules of UAX #29.
  let joins: Bool
  /// Whether runs of scripts without spaces are cut further.
  let cutsClusters: Bool
  /// Whether Katakana and syllables of Hangul are tokens.
  let cutsSigns: Bool
  let breaks = WordBreaks()
  let sentences = SentenceBreaks()
  let table = ScalarProperties.table

  /// What a byte is at the beginning of a token.
  enum ByteKind: UInt8 {
    case nothing, word, terminator, lineEnd, notASCII
  }
  let kinds: [ByteKind]
  let asciiWord: ASCIIWord

  /// The filters before the first stemmer, and those from there on: between them, a term is the
  /// word's written form.
  var filters: FilterChain
  var stemming: FilterChain
  /// Whether there is a stemmer.
  let stems: Bool
  /// Whether that goes by the language of the document.
  let stemsVary: Bool
  /// Whether there is more to do before the stemmer for a term of ASCII, once it is copied.
  let filtersASCII: Bool
  /// The term in work.
  var term: [UInt8] = []
  var scalars: [UInt32] = []

  init(_ analyzer: Analyzer) {
    tokenizer = analyzer.tokenizer
    cutsSigns = tokenizer == .wordsAndSigns
    cutsClusters = cutsSigns || tokenizer == .words
    joins = cutsClusters || tokenizer == .unicodeWords
    let folding = analyzer.filtersBeforeStemmer
    filters = FilterChain(folding)
    stemming = FilterChain(
      Array(analyzer.filters.dropFirst(folding.count)), behind: folding,
      documentLanguage: analyzer.documentLanguage)
    stems = folding.count < analyzer.filters.count
    stemsVary = analyzer.languageField != nil
    // Lower case first: then it is made while the bytes are copied.
    let isLowered = folding.first?.isLowercaseOnASCII ?? false
    let rest = isLowered ? folding.dropFirst() : folding[...]
    filtersASCII =
      rest.contains { !$0.isLowercaseOnASCII && $0.changesASCII }
      || (!isLowered && rest.contains { $0.isLowercaseOnASCII })

    asciiWord = ASCIIWord(
      lowercases: isLowered, includesUnderscore: joins)
    kinds = joins ? Self.kindsWithUnderscore : Self.kindsWithoutUnderscore
  }

  /// The kinds of bytes where underscores join words, and where they part them: made once, since to
  /// ask for the properties of all bytes takes as long as a search.
  private static let kindsWithUnderscore = kinds(joinsUnderscore: true)
  private static let kindsWithoutUnderscore = kinds(joinsUnderscore: false)

  private static func kinds(joinsUnderscore: Bool) -> [ByteKind] {
    let sentences = SentenceBreaks()
    return (0..<256).map { i in
      if i >= 0x80 { return .notASCII }
      let scalar = Unicode.Scalar(UInt8(i))
      let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if isWord || (joinsUnderscore && scalar == "_") { return .word }
      return switch sentences.cue(UInt32(i)) {
      case .terminator: .terminator
      case .lineEnd: .lineEnd
      case .none, .paragraphEnd: .nothing
      }
    }
  }

  /// Puts the tokens of `text` into `buffer`, in place of what is there.
  mutating func scan(_ text: Span<UInt8>, into buffer: inout TokenBuffer) {
    buffer.clear(for: text.count)
    buffer.stemsVary = stemsVary
    switch tokenizer {
    case .wholeValue: return scanWhole(text, into: &buffer)
    case .custom(let custom): return scan(text, by: custom, into: &buffer)
    case .wordsAndSigns, .words, .unicodeWords, .simple: break
    }
    let joins = joins
    // A name of its own for the table, out of the way of the scanner's changes.
    let table = kinds
    let kinds = table.span
    var i = 0
    while i < text.count {
      let kind = kinds[Int(text[i])]
      // The two that are nearly all come first, and not by a table of jumps.
      if kind == .word {
        i =
          joins
          ? scanWord(text, from: i, into: &buffer)
          : scanSimple(text, from: i, into: &buffer)
        continue
      }
      if kind == .nothing {
        i += 1
        continue
      }
      switch kind {
      case .nothing, .word: break
      case .notASCII:
        i =
          joins
          ? scanSegment(text, from: i, into: &buffer)
          : scanSimpleScalars(text, from: i, into: &buffer)
      case .terminator, .lineEnd:
        note(text, at: i, in: &buffer)
        i += 1
      }
    }
  }

  /// The whole text as one token.
  private mutating func scanWhole(_ text: Span<UInt8>, into buffer: inout TokenBuffer) {
    guard !text.isEmpty else { return }
    term.removeAll(keepingCapacity: true)
    var i = 0
    // Some scalars more than a term may have, so that it is seen to be cut.
    while i < text.count, term.count <= TokenBuffer.maximumTermByteCount {
      let scalar = text.scalar(at: i)
      term.append(scalar: scalar.value)
      i += scalar.byteCount
    }
    addTerm(start: 0, end: text.count, into: &buffer)
  }

  /// Takes note of what the scalar at `i`, which is in no token, means for sentences.
  func note(_ text: Span<UInt8>, at i: Int, in buffer: inout TokenBuffer) {
    switch sentences.cue(text.scalar(at: i).value) {
    case .none: break
    case .terminator:
      if sentences.endsSentence(text, terminatorAt: i) { buffer.markSentence() }
    case .lineEnd:
      if sentences.endsParagraph(text, lineEndAt: i) { buffer.markParagraph() }
    case .paragraphEnd: buffer.markParagraph()
    }
  }

  /// Adds the token whose term was copied to `termBytes` of the buffer, ASCII of `count` bytes.
  @inline(__always)
  mutating func addASCII(count: Int, start: Int, end: Int, into buffer: inout TokenBuffer) {
    if filtersASCII || stems || count > TokenBuffer.maximumTermByteCount {
      addFilteredASCII(count: count, start: start, end: end, into: &buffer)
    } else {
      let position = buffer.takePosition()
      buffer.add(termCount: count, start: start, end: end, position: position)
    }
  }

  private mutating func addFilteredASCII(
    count: Int, start: Int, end: Int, into buffer: inout TokenBuffer
  ) {
    let first = buffer.usedByteCount
    if let key = PackedTerm(buffer.termBytes.span, from: first, count: count) {
      if !stems, let value = filters.cache.value(of: key) {
        let position = buffer.takePosition()
        guard value.count > 0 else { return }
        buffer.add(
          packed: value, isWritten: value == key, start: start, end: end, position: position)
        return
      }
      // What is copied is the form already.
      if stems, !filtersASCII, let stem = stemming.cache.value(of: key) {
        let position = buffer.takePosition()
        guard stem.count > 0 else { return }
        buffer.add(
          stem: stem, formCount: count, isForm: stem == key, start: start, end: end,
          position: position)
        return
      }
    }
    term.removeAll(keepingCapacity: true)
    // A term is cut before it is filtered; one byte more shows that it was.
    let last = first + min(count, TokenBuffer.maximumTermByteCount + 1)
    term.append(contentsOf: buffer.termBytes[first..<last])
    addTerm(start: start, end: end, into: &buffer)
  }

  /// The stem of a written form; empty if it is to be removed.
  mutating func stem(_ form: [UInt8]) -> [UInt8] {
    var stem = form
    stemming.apply(to: &stem)
    _ = stem.cutToTermLimit()
    return stem
  }

  /// Filters `term` and adds it as a token.
  mutating func addTerm(start: Int, end: Int, into buffer: inout TokenBuffer) {
    let position = buffer.takePosition()
    var isCut = term.cutToTermLimit()
    filters.apply(to: &term)
    isCut = term.cutToTermLimit() || isCut
    buffer.cutTermCount += isCut ? 1 : 0
    guard !term.isEmpty else { return }
    guard stems else {
      buffer.add(term: term, start: start, end: end, position: position)
      return
    }
    let stem = stem(term)
    guard !stem.isEmpty else { return }
    buffer.add(term: stem, form: term, start: start, end: end, position: position)
  }
}

extension [UInt8] {
  /// Cuts UTF-8 to the greatest length of a term, at a scalar boundary; returns whether it did.
  fileprivate mutating func cutToTermLimit() -> Bool {
    var end = TokenBuffer.maximumTermByteCount
    guard count > end else { return false }
    while end > 0, self[end] & 0xC0 == 0x80 {
      end -= 1
    }
    removeSubrange(end...)
    return true
  }
}
