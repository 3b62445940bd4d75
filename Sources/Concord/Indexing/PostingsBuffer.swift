/// The inverted index of the documents that were added since the last flush, in memory.
///
/// A token of a stemmed field is an occurrence of two terms: of the word as it was written, and of
/// its stem. Stems have a table of their own. A stem gets an entry there only when some word has it
/// and is spelled otherwise; until then, the list of the word that is its own stem says the same,
/// and is copied at that moment.
struct PostingsBuffer {
  private var terms = TermTable()
  private var stems = TermTable()
  private var chain = PostingChain()
  private var lookahead = TermLookahead()

  /// Bytes of memory in use.
  var byteCount: Int { terms.byteCount + stems.byteCount + chain.byteCount }

  /// Whether no more documents should be added, whatever the budget.
  var isNearlyFull: Bool { chain.isNearlyFull }

  /// Adds the tokens of one field of `document`, whose DocID is not below that of any before.
  mutating func add(_ tokens: TokenBuffer, field: UInt8, document: UInt32) {
    unsafe tokens.termBytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      for start in stride(from: 0, to: tokens.tokens.count, by: TermLookahead.groupCount) {
        let group = start..<min(start + TermLookahead.groupCount, tokens.tokens.count)
        // Safe: a token's term and form lie in `termBytes`.
        unsafe lookahead.read(
          group, field: field, terms: terms, stems: stems, chain: chain,
          words: { unsafe Self.word($0, of: tokens, base) })
        for i in group {
          unsafe add(
            tokens, i, base, at: lookahead.place(i - start), field: field, document: document)
        }
      }
    }
  }

  /// The bytes of a token's word as it was written.
  @unsafe private static func word(
    _ i: Int, of tokens: TokenBuffer, _ base: UnsafePointer<UInt8>
  ) -> (bytes: UnsafePointer<UInt8>, count: Int) {
    if tokens.forms.isEmpty {
      let token = tokens.tokens[i]
      return unsafe (base + Int(token.termStart), Int(token.termCount))
    }
    let form = tokens.forms[i]
    return unsafe (base + Int(form.start), Int(form.count))
  }

  /// Adds a token, whose word is at `place` in the table.
  @unsafe private mutating func add(
    _ tokens: TokenBuffer, _ i: Int, _ base: UnsafePointer<UInt8>, at place: TermTable.Place,
    field: UInt8, document: UInt32
  ) {
    let token = tokens.tokens[i]
    let (bytes, count) = unsafe Self.word(i, of: tokens, base)
    let word = unsafe terms.index(of: bytes, count: count, field: field, at: place)
    var stem: Int?
    if !tokens.forms.isEmpty {
      stem = unsafe self.stem(
        base + Int(token.termStart), count: Int(token.termCount), field: field, ofWord: word,
        isWord: tokens.forms[i].start == token.termStart, varies: tokens.stemsVary)
    }
    unsafe chain.add(to: terms.entry(word), document, token.position)
    if let stem { unsafe chain.add(to: stems.entry(stem), document, token.position) }
  }

  /// The subscript of the entry of a word's stem, if the stem needs one.
  ///
  /// `isWord` says that the word is its own stem, and `varies` that its stem may be another in
  /// another document; then it is never the word, and has an entry of its own.
  @unsafe private mutating func stem(
    _ stem: UnsafePointer<UInt8>, count: Int, field: UInt8, ofWord word: Int, isWord: Bool,
    varies: Bool
  ) -> Int? {
    if varies { return unsafe stems.index(of: stem, count: count, field: field) }
    let known = terms.entries[word].stem
    if known > 0 { return Int(known) - 1 }
    if isWord {
      // Only a new word can have a stem that it does not know of.
      guard terms.entries[word].documentAfterLast == 0,
        let index = unsafe stems.find(stem, count: count, field: field)
      else { return nil }
      unsafe terms.entry(word).pointee.stem = UInt32(index) + 1
      return index
    }
    let index = unsafe stems.index(of: stem, count: count, field: field)
    unsafe terms.entry(word).pointee.stem = UInt32(index) + 1
    guard stems.entries[index].documentAfterLast == 0,
      let twin = unsafe terms.find(stem, count: count, field: field), terms.entries[twin].stem == 0
    else { return index }
    // So far all that had the stem was the word that is spelled like it.
    copyPostings(of: twin, toStem: index)
    unsafe terms.entry(twin).pointee.stem = UInt32(index) + 1
    return index
  }

  private mutating func copyPostings(of word: Int, toStem stem: Int) {
    let source = terms.entries[word]
    var reader = PostingChain.Reader(chain, source)
    unsafe chain.begin(stems.entry(stem))
    while !reader.isAtEnd { unsafe chain.append(reader.varint(), to: stems.entry(stem)) }
    unsafe stems.entry(stem).pointee.documentAfterLast = source.documentAfterLast
    unsafe stems.entry(stem).pointee.lastPosition = source.lastPosition
  }

  /// The last document that holds the one token of `tokens` in `field`.
  func lastDocument(of tokens: TokenBuffer, field: UInt8) -> UInt32? {
    guard let token = tokens.tokens.first else { return nil }
    return unsafe tokens.termBytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      // Safe: a token's term lies in `termBytes`.
      let found = unsafe terms.find(
        base + Int(token.termStart), count: Int(token.termCount), field: field)
      return found.map { terms.entries[$0].documentAfterLast - 1 }
    }
  }

  /// Gives every posting list to `segment`, in the order of the terms.
  func flush(to segment: inout SegmentWriter) throws(ConcordError) {
    try PostingsReadout(words: terms, stems: stems, in: chain).write(to: &segment)
  }
}
