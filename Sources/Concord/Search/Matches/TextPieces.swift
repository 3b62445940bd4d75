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

  private(set) var pieces: [Piece] = []

  /// Cuts `text`; pieces have at most `longest` scalars, unless a single character has more.
  init(_ text: String, longest: Int, _ runs: AnalyzerRuns) {
    var words = WordStarts(runs.buffer(of: text, by: .plainWords))
    let bytes = text.utf8.span
    var piece: Piece?
    var column = 0
    var i = 0
    while i < bytes.count {
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
      } else if !pieces.isEmpty {
        column += 1
        piece = scalar.value.joinsSpace ? pieces.removeLast() : Piece(start: i, column: column)
      } else {
        piece = Piece(start: i, column: 0, startsSentence: true)
      }
      if let word, word.startsSentence, word.previousEnd <= piece?.start ?? 0 {
        piece?.startsSentence = true
      }
      column += 1
    }
    if let piece { close(piece, at: bytes.count, column) }
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
  private var next = 0
  private var nextSentence = 0

  init(_ buffer: TokenBuffer) { self.buffer = buffer }

  /// The word that begins at byte `offset`, if one does.
  mutating func word(at offset: Int) -> Word? {
    while next < buffer.tokens.count, buffer.tokens[next].start < offset { next += 1 }
    guard next < buffer.tokens.count, buffer.tokens[next].start == offset else { return nil }
    let token = buffer.tokens[next]
    let starts = buffer.sentenceStarts
    while nextSentence < starts.count, starts[nextSentence] < token.position { nextSentence += 1 }
    return Word(
      start: offset, previousEnd: next > 0 ? Int(buffer.tokens[next - 1].end) : -1,
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
