/// All tokens of one field value.
///
/// Reused from value to value, so that analysis allocates nothing per token.
struct TokenBuffer: Sendable {
  /// One occurrence of a term.
  struct Token: Sendable, Hashable {
    /// Where the term begins in `termBytes`, and its bytes.
    var termStart: UInt32
    var termCount: UInt32
    /// The byte offsets in the text at which the token begins and ends.
    var start: UInt32
    var end: UInt32
    /// Which token of the value this is.
    ///
    /// Stop words that were removed leave a hole.
    var position: UInt32
  }

  /// A word as it was written, but folded: the term before the stemmer has cut it.
  struct Form: Sendable, Hashable {
    /// Where the form begins in `termBytes`, and its bytes.
    ///
    /// A form that is its own stem begins where the term does.
    var start: UInt32
    var count: UInt32
  }

  /// The tokens in the order of the text.
  var tokens: [Token] = []
  /// The written form of each token, if the analyzer has a stemmer; otherwise nothing.
  var forms: [Form] = []
  /// Whether a form may have another stem elsewhere in the same field, and no stem is a form.
  var stemsVary = false
  /// The terms, one after the other, in UTF-8.
  ///
  /// May go on after the last term with bytes that mean nothing.
  var termBytes: [UInt8] = []
  /// The value's length in tokens: positions used, removed stop words included.
  var positionCount: UInt32 = 0
  /// Positions at which a sentence begins, without 0, increasing.
  var sentenceStarts: [UInt32] = []
  /// Positions at which a paragraph begins, without 0, increasing.
  ///
  /// Each also begins a sentence.
  var paragraphStarts: [UInt32] = []
  /// How many terms were longer than `maximumTermByteCount`, and were cut.
  var cutTermCount = 0

  /// The greatest length of a term.
  ///
  /// Longer ones are cut at a scalar boundary.
  static let maximumTermByteCount = 1024

  /// The length of the text in bytes.
  private var textByteCount = 0
  /// How many of `termBytes` are terms.
  private(set) var usedByteCount = 0

  /// What the text has had since the last token.
  private var startsSentence = false
  private var startsParagraph = false

  /// Makes an empty buffer.
  init() {}

  /// The term of a token, for tests and for people.
  func term(of index: Int) -> String {
    String(decoding: bytes(of: index), as: UTF8.self)
  }

  /// The bytes of a token's term.
  func bytes(of index: Int) -> [UInt8] {
    let token = tokens[index]
    return Array(termBytes[Int(token.termStart)..<Int(token.termStart + token.termCount)])
  }

  /// The bytes of a token's written form, which is the term where there is no stemmer.
  func form(of index: Int) -> [UInt8] {
    guard !forms.isEmpty else { return bytes(of: index) }
    let form = forms[index]
    return Array(termBytes[Int(form.start)..<Int(form.start + form.count)])
  }

  /// Makes the buffer empty, with room for the terms of a text of `byteCount` bytes.
  mutating func clear(for byteCount: Int) {
    textByteCount = byteCount
    tokens.removeAll(keepingCapacity: true)
    forms.removeAll(keepingCapacity: true)
    sentenceStarts.removeAll(keepingCapacity: true)
    paragraphStarts.removeAll(keepingCapacity: true)
    positionCount = 0
    cutTermCount = 0
    usedByteCount = 0
    startsSentence = false
    startsParagraph = false
    makeRoom(for: 0, textEnd: 0)
  }

  /// Makes room for a term of `termCount` bytes, and for ASCII from `textEnd` to the text's end.
  ///
  /// So a copy of ASCII never needs to look whether there is room: a term takes no more bytes
  /// than its text, or was added here.
  private mutating func makeRoom(for termCount: Int, textEnd: Int) {
    let needed =
      usedByteCount + termCount + (textByteCount - textEnd) + ASCIIWord.slackByteCount
    if termBytes.count < needed {
      // Half as much again, so that a text that grows again and again is not copied each time.
      let grown = max(needed, termBytes.count + termBytes.count / 2)
      termBytes.append(contentsOf: repeatElement(0, count: grown - termBytes.count))
    }
  }

  /// The next token begins a sentence.
  mutating func markSentence() {
    startsSentence = true
  }

  /// The next token begins a paragraph, and so a sentence.
  mutating func markParagraph() {
    startsParagraph = true
    startsSentence = true
  }

  /// Takes the next position, and notes what begins there.
  @inline(__always)
  mutating func takePosition() -> UInt32 {
    let position = positionCount
    positionCount = position &+ 1  // Safe: texts are shorter than 2³¹.
    if startsSentence {
      noteStarts(at: position)
    }
    return position
  }

  private mutating func noteStarts(at position: UInt32) {
    if position > 0 {
      sentenceStarts.append(position)
      if startsParagraph {
        paragraphStarts.append(position)
      }
    }
    startsSentence = false
    startsParagraph = false
  }

  /// Adds a token whose term is already in `termBytes`, `termCount` bytes from `usedByteCount` on.
  @inline(__always)
  mutating func add(termCount: Int, start: Int, end: Int, position: UInt32) {
    // Safe: a text is shorter than 2³¹ bytes, and so are the terms it had, see `add(term:)`.
    tokens.append(
      Token(
        termStart: UInt32(truncatingIfNeeded: usedByteCount),
        termCount: UInt32(truncatingIfNeeded: termCount),
        start: UInt32(truncatingIfNeeded: start),
        end: UInt32(truncatingIfNeeded: end),
        position: position))
    usedByteCount += termCount
  }

  /// Adds a token with the term `term`; `isWritten` says that it lies in its place already.
  @inline(__always)
  mutating func add(
    packed term: PackedTerm, isWritten: Bool, start: Int, end: Int, position: UInt32
  ) {
    if !isWritten {
      if term.count > end - start {
        makeRoom(for: term.count, textEnd: end)
      }
      term.write(to: &termBytes, at: usedByteCount)
    }
    add(termCount: term.count, start: start, end: end, position: position)
  }

  /// Adds a token whose form is already in `termBytes`, `formCount` bytes from `usedByteCount` on,
  /// and is its own stem unless `stem` is another.
  @inline(__always)
  mutating func add(
    stem: PackedTerm, formCount: Int, isForm: Bool, start: Int, end: Int, position: UInt32
  ) {
    guard hasPlace() else { return }
    // Safe: there are fewer than 2³¹ bytes before it.
    forms.append(
      Form(
        start: UInt32(truncatingIfNeeded: usedByteCount),
        count: UInt32(truncatingIfNeeded: formCount)))
    if !isForm {
      usedByteCount += formCount
      makeRoom(for: stem.count, textEnd: end)
      stem.write(to: &termBytes, at: usedByteCount)
    }
    add(termCount: stem.count, start: start, end: end, position: position)
  }

  /// Adds a token with the term `term`, which is the stem of `form`.
  mutating func add(term: [UInt8], form: [UInt8], start: Int, end: Int, position: UInt32) {
    guard hasPlace() else { return }
    forms.append(Form(start: UInt32(usedByteCount), count: UInt32(form.count)))
    if term != form {
      write(form, textEnd: end)
      usedByteCount += form.count
    }
    write(term, textEnd: end)
    add(termCount: term.count, start: start, end: end, position: position)
  }

  /// Adds a token with the term `term`.
  ///
  /// Terms that fold to more bytes than the text has could fill more than `termStart` can
  /// count. Such a token is dropped; it takes a text of a gigabyte of nothing but these.
  mutating func add(term: [UInt8], start: Int, end: Int, position: UInt32) {
    guard hasPlace() else { return }
    write(term, textEnd: end)
    add(termCount: term.count, start: start, end: end, position: position)
  }

  /// Whether `termStart` can count what follows; if not, the token that is dropped is counted.
  @inline(__always)
  private mutating func hasPlace() -> Bool {
    if usedByteCount <= Int(Int32.max) { return true }
    cutTermCount += 1
    return false
  }

  /// Writes the bytes of a term into the next place.
  private mutating func write(_ term: [UInt8], textEnd: Int) {
    makeRoom(for: term.count, textEnd: textEnd)
    let place = usedByteCount
    var room = termBytes.mutableSpan
    for i in term.indices {
      room[place + i] = term[i]
    }
  }
}
