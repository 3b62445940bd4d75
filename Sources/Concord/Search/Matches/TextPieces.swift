/// A text cut into the pieces that a snippet can be made of: words, with the punctuation that
/// clings to them.
///
/// Pieces begin and end where white space does. Where words follow each other without any, as in
/// Chinese, each begins a piece; so do the words of a long path. Only a word that is longer than a
/// whole snippet is cut, and never inside a character (an extended grapheme cluster).
struct TextPieces {
  struct Piece {
    /// The bytes of the text that it has.
    var start: Int
    var end = 0
    /// Where it begins and ends if white space between pieces counts as one, in scalars.
    var column: Int
    var endColumn = 0
    var startsSentence = false
  }

  /// Words that are joined by hyphens and such stay together up to this many scalars: longer than
  /// most compounds, shorter than most paths.
  private static let gluedCount = 24

  /// How many times as many bytes as a snippet has scalars are cut on either side of a match: as
  /// many scalars and more, whatever they take.
  private static let marginFactor = 8

  /// The pieces of the text's parts around the matches, those of one after those of the other.
  private(set) var pieces: [Piece] = []
  /// Whether the text has pieces before the first, and after the last.
  private(set) var isCutAtStart = false
  private(set) var isCutAtEnd = false

  /// Cuts `text` around `matches`, which are bytes of it, in order and apart.
  ///
  /// Pieces have at most `longest` scalars, unless a single character has more.
  init(_ text: String, around matches: [Range<Int>], longest: Int, _ runs: AnalyzerRuns) {
    let bytes = text.utf8.span
    let (margin, isTooLong) = longest.multipliedReportingOverflow(by: Self.marginFactor)
    let stretches = TextStretches(
      bytes, around: matches, margin: isTooLong ? bytes.count : min(margin, bytes.count))
    isCutAtStart = !stretches.beginsText
    isCutAtEnd = !stretches.endsText
    var end = 0
    for (i, stretch) in stretches.list.enumerated() {
      // No window reaches across what lies between.
      let column = (pieces.last?.endColumn ?? 0) + (stretch.lowerBound - end)
      end = stretch.upperBound
      let firstPiece = pieces.count
      cut(text, stretch, from: column, longest: longest, runs)
      // At either end there may be half a word.
      let isCutBefore = i > 0 || isCutAtStart
      let isCutAfter = i + 1 < stretches.list.count || isCutAtEnd
      if isCutAfter, pieces.count - firstPiece > 2 { pieces.removeLast() }
      if isCutBefore, pieces.count - firstPiece > 1 { pieces.remove(at: firstPiece) }
    }
  }

  /// Cuts a stretch of `text`, which begins in a column.
  private mutating func cut(
    _ text: String, _ stretch: Range<Int>, from start: Int, longest: Int, _ runs: AnalyzerRuns
  ) {
    let bytes = text.utf8.span
    var words = WordStarts(
      runs.buffer(of: bytes.extracting(stretch), by: .plainWords), from: stretch.lowerBound)
    let firstPiece = pieces.count
    var piece: Piece?
    var column = start
    var i = stretch.lowerBound
    while i < stretch.upperBound {
      let scalar = bytes.scalar(at: i)
      defer { i += scalar.byteCount }
      if scalar.value.isWhiteSpace {
        if let piece { close(piece, at: i, column) }
        piece = nil
        continue
      }
      let word = words.word(at: i)
      if let open = piece {
        let mayCut =
          column - open.column >= longest
          || word.map { Self.mayCut(before: $0, bytes, open, column) } ?? false
        if mayCut, Self.isCharacterBoundary(i, in: text, bytes) {
          close(open, at: i, column)
          piece = Piece(start: i, column: column)
        }
      } else if pieces.count > firstPiece {
        column += 1
        piece = scalar.value.joinsSpace ? pieces.removeLast() : Piece(start: i, column: column)
      } else {
        piece = Piece(
          start: i, column: column, startsSentence: firstPiece == 0 && !isCutAtStart)
      }
      if let word, word.startsSentence, word.previousEnd <= piece?.start ?? 0 {
        piece?.startsSentence = true
      }
      column += 1
    }
    if let piece { close(piece, at: stretch.upperBound, column) }
  }

  private mutating func close(_ piece: Piece, at end: Int, _ column: Int) {
    var piece = piece
    piece.end = end
    piece.endColumn = column
    pieces.append(piece)
  }

  /// Whether a piece may end where `word` begins, though there is no white space.
  private static func mayCut(
    before word: WordStarts.Word, _ bytes: Span<UInt8>, _ piece: Piece, _ column: Int
  ) -> Bool {
    if column - piece.column >= gluedCount { return true }
    // The first word of a piece belongs to the punctuation before it.
    guard word.previousEnd > piece.start else { return false }
    if word.previousEnd == word.start { return true }
    for i in word.previousEnd..<word.start where bytes[i] >= 0x80 { return true }
    return false
  }

  private static func isCharacterBoundary(
    _ offset: Int, in text: String, _ bytes: Span<UInt8>
  ) -> Bool {
    // Two ASCII characters are one only at the end of a line, which is white space.
    if offset == 0 || (bytes[offset] < 0x80 && bytes[offset - 1] < 0x80) { return true }
    let index = text.utf8.index(text.startIndex, offsetBy: offset)
    return String.Index(index, within: text) != nil
  }

  /// The last piece that begins at or before a byte of the text.
  func piece(at offset: Int) -> Int {
    max(0, gallop(from: 0, to: pieces.count) { pieces[$0].start <= offset } - 1)
  }

  /// The scalars from the beginning of one piece to the end of another.
  func width(_ first: Int, _ last: Int) -> Int { pieces[last].endColumn - pieces[first].column }
}

/// Where the words of a text begin, asked from its beginning to its end.
private struct WordStarts {
  struct Word {
    let start: Int
    /// Where the word before it ends; -1 for the first.
    let previousEnd: Int
    let startsSentence: Bool
  }

  private let buffer: TokenBuffer
  /// The byte of the text that the buffer's first is.
  private let origin: Int
  private var next = 0
  private var nextSentence = 0

  init(_ buffer: TokenBuffer, from origin: Int) {
    self.buffer = buffer
    self.origin = origin
  }

  /// The word that begins at byte `offset` of the text, if one does.
  mutating func word(at textOffset: Int) -> Word? {
    let offset = textOffset - origin
    while next < buffer.tokens.count, buffer.tokens[next].start < offset { next += 1 }
    guard next < buffer.tokens.count, buffer.tokens[next].start == offset else { return nil }
    let token = buffer.tokens[next]
    let starts = buffer.sentenceStarts
    while nextSentence < starts.count, starts[nextSentence] < token.position { nextSentence += 1 }
    return Word(
      start: textOffset, previousEnd: next > 0 ? origin + Int(buffer.tokens[next - 1].end) : -1,
      startsSentence: nextSentence < starts.count && starts[nextSentence] == token.position)
  }
}

extension Analyzer {
  /// Words as they are, to see where they begin.
  fileprivate static let plainWords = Analyzer(tokenizer: .unicodeWords, filters: [])
}

extension UInt32 {
  /// Whether it is the number of a scalar of white space (Unicode's property White_Space).
  var isWhiteSpace: Bool {
    switch self {
    case 0x09...0x0D, 0x20: true
    case 0..<0x85: false
    default: Unicode.Scalar(self)?.properties.isWhitespace ?? false
    }
  }

  /// Whether it is the number of a mark that makes one character with the space before it.
  fileprivate var joinsSpace: Bool {
    guard self >= 0x300, let scalar = Unicode.Scalar(self) else { return false }
    return " \(scalar)".count == 1
  }
}
