/// The tokens of a stored text, of which only those of one part are in memory.
///
/// A token takes several times the memory of its word, so that those of a text of 100 MB, all at
/// once, would take more than anybody expects of a search. A part ends before a space or a line
/// end, where every tokenizer of ours begins anew, so its tokens are those of the whole text.
final class StoredTokens {
  /// A word of the text.
  struct Token: Hashable {
    let position: UInt32
    /// Its bytes in the text.
    let range: Range<Int>
  }

  private struct Part {
    let bytes: Range<Int>
    let firstPosition: UInt32
    let positionCount: UInt32
  }

  /// About how many bytes a part has: more than nearly all texts, so that these are analyzed once.
  static let partByteCount = 4 << 20

  private let text: String
  private let analyzer: Analyzer
  private let runs: AnalyzerRuns
  private let partByteCount: Int
  /// The parts that were reached so far.
  private var parts: [Part] = []
  /// The part in memory, and its tokens.
  private var loaded: Int?
  private var buffer = TokenBuffer()

  init(
    _ text: String, _ analyzer: Analyzer, _ runs: AnalyzerRuns,
    partByteCount: Int = StoredTokens.partByteCount
  ) {
    self.text = text
    self.analyzer = analyzer
    self.runs = runs
    self.partByteCount = analyzer.tokenizer.beginsAnewAtSpaces ? partByteCount : .max
  }

  /// The first token at `position` or after it; nil if there is none.
  func token(from position: UInt32) -> Token? {
    var i = part(of: position)
    while load(i) {
      let k = firstIndex(from: position, inPart: i)
      if k < buffer.tokens.count { return token(k, ofPart: i) }
      i += 1
    }
    return nil
  }

  /// The last token before `position`; nil if there is none.
  func token(before position: UInt32) -> Token? {
    var i = part(of: position)
    while i >= 0 {
      if load(i) {
        let k = firstIndex(from: position, inPart: i)
        if k > 0 { return token(k - 1, ofPart: i) }
      }
      i -= 1
    }
    return nil
  }

  /// Runs `body` with the tokens of one part after the other.
  func forEachPart(_ body: (TokenBuffer) -> Void) {
    var i = 0
    while load(i) {
      body(buffer)
      i += 1
    }
  }

  private func token(_ k: Int, ofPart i: Int) -> Token {
    let (token, start) = (buffer.tokens[k], parts[i].bytes.lowerBound)
    return Token(
      position: parts[i].firstPosition + token.position,
      range: (start + Int(token.start))..<(start + Int(token.end)))
  }

  /// The first token of the part in memory that is at `position` or after it.
  private func firstIndex(from position: UInt32, inPart i: Int) -> Int {
    let first = parts[i].firstPosition
    return gallop(from: 0, to: buffer.tokens.count) {
      first + buffer.tokens[$0].position < position
    }
  }

  /// The part that a position is in, or the last.
  private func part(of position: UInt32) -> Int {
    while parts.last.map({ position >= $0.firstPosition + $0.positionCount }) ?? true {
      guard load(parts.count) else { break }
    }
    return max(0, gallop(from: 0, to: parts.count) { parts[$0].firstPosition <= position } - 1)
  }

  /// Brings a part into memory; false if the text has no such part.
  ///
  /// All parts before it were reached.
  private func load(_ i: Int) -> Bool {
    if loaded == i { return true }
    let bytes = text.utf8.span
    let range: Range<Int>
    if i < parts.count {
      range = parts[i].bytes
    } else {
      let start = parts.last?.bytes.upperBound ?? 0
      guard start < bytes.count else { return false }
      range = start..<end(ofPartFrom: start, bytes)
    }
    runs.analyze(bytes.extracting(range), by: analyzer, into: &buffer)
    if i == parts.count {
      let first = parts.last.map { $0.firstPosition + $0.positionCount } ?? 0
      parts.append(
        Part(bytes: range, firstPosition: first, positionCount: buffer.positionCount))
    }
    loaded = i
    return true
  }

  private func end(ofPartFrom start: Int, _ bytes: Span<UInt8>) -> Int {
    guard bytes.count - start > partByteCount else { return bytes.count }
    var end = start + partByteCount
    while end > start, !Self.isSpace(bytes[end]) { end -= 1 }
    if end > start { return end }
    end = start + partByteCount
    while end < bytes.count, !Self.isSpace(bytes[end]) { end += 1 }
    return end
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
  }
}

extension Tokenizer {
  /// Whether no token has a space or line end of ASCII in it or depends on what is beyond one.
  fileprivate var beginsAnewAtSpaces: Bool {
    switch self {
    case .wordsAndSigns, .words, .unicodeWords, .simple: true
    case .wholeValue, .custom: false
    }
  }
}
