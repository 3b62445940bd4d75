/// One match of a query and the text around it: a line of a concordance (Luhn 1960: “key word in
/// context”).
///
/// `before + match + after` is a piece of the field's text in which runs of white space, line ends
/// among them, are single spaces. Everything else is as it was stored, control characters
/// included: whoever writes it to a terminal or a page has to see to that.
public struct ConcordanceLine: Sendable {
  /// The document, and what it scored.
  public let hit: Hit
  /// The place of the document among all that match, from 1.
  public let rank: Int
  /// The document, as far as its fields are stored.
  public let document: Document
  /// The name of the field.
  public let field: String
  /// The words that the match covers, counted from 0 as in ``FieldMatch/positions``.
  public let positions: ClosedRange<Int>
  /// The bytes of the stored text, as UTF-8, that the match covers.
  public let range: Range<Int>
  /// What stands left of the match.
  public let before: String
  /// The match: of a NEAR, everything from its first word to its last.
  public let match: String
  /// Where in ``match`` the words are that the query asked for, in order.
  public let highlights: [Range<String.Index>]
  /// What stands right of the match.
  public let after: String
  /// The word left of the match in the case that terms have, to sort by; nil at the beginning.
  public let previousWord: String?
  /// The word right of the match in the same way; nil at the end.
  public let nextWord: String?
}

/// Cuts the lines of a concordance out of one field's text.
struct ConcordanceText {
  let text: String
  let tokens: StoredTokens
  /// The bytes of the words that matched, in order and apart.
  let words: [Range<Int>]
  /// How many characters are shown at either side.
  let context: Int

  /// The parts of a line.
  struct Parts {
    var range: Range<Int>
    var before: String
    var match: String
    var highlights: [Range<String.Index>]
    var after: String
    var previous: Range<Int>?
    var next: Range<Int>?
  }

  /// The parts of the line for the words from position `start` to `end`; nil if the text has no
  /// such words, which only that of a damaged index lacks.
  func parts(_ start: UInt32, _ end: UInt32) -> Parts? {
    guard let first = tokens.token(from: start), first.position <= end,
      let last = tokens.token(before: end.addingSaturating(1))
    else { return nil }
    let range = first.range.lowerBound..<last.range.upperBound
    let shown = text.wholeCharacters(range)
    var line = CharacterLine()
    for index in marks(in: range, shown) { line.add(text[index.range], isMarked: index.isMarked) }
    return Parts(
      range: range, before: before(shown.lowerBound), match: line.text,
      highlights: line.highlights, after: after(shown.upperBound),
      previous: tokens.token(before: first.position)?.range,
      next: tokens.token(from: last.position + 1)?.range)
  }

  /// The match as pieces that are one word which matched, or nothing of such words.
  private func marks(
    in range: Range<Int>, _ shown: Range<String.Index>
  ) -> [(range: Range<String.Index>, isMarked: Bool)] {
    var pieces: [(range: Range<String.Index>, isMarked: Bool)] = []
    var end = shown.lowerBound
    var i = gallop(from: 0, to: words.count) { words[$0].upperBound <= range.lowerBound }
    while i < words.count, words[i].lowerBound < range.upperBound {
      let word = text.wholeCharacters(words[i])
      i += 1
      // Words of one character that a tokenizer cut are shown as the one they are.
      guard word.upperBound > end else { continue }
      pieces.append((end..<max(end, word.lowerBound), false))
      pieces.append((max(end, word.lowerBound)..<word.upperBound, true))
      end = word.upperBound
    }
    pieces.append((end..<max(end, shown.upperBound), false))
    return pieces
  }

  private func before(_ end: String.Index) -> String {
    var characters: [Character] = []
    var isAfterSpace = false
    var i = end
    while i > text.startIndex, characters.count < context {
      i = text.index(before: i)
      let isBlank = text[i].isBlank
      if !isBlank { characters.append(text[i]) } else if !isAfterSpace { characters.append(" ") }
      isAfterSpace = isBlank
    }
    return String(characters.reversed())
  }

  private func after(_ start: String.Index) -> String {
    var line = CharacterLine()
    var i = start
    while i < text.endIndex, line.count < context {
      line.add(text[i...i], isMarked: false)
      i = text.index(after: i)
    }
    return line.text
  }
}

/// Text that is put together with single spaces.
private struct CharacterLine {
  private(set) var text = ""
  private(set) var count = 0
  private var places: [Range<Int>] = []
  private var isAfterSpace = false

  mutating func add(_ piece: Substring, isMarked: Bool) {
    let start = text.utf8.count
    for character in piece {
      let isBlank = character.isBlank
      if !(isBlank && isAfterSpace) {
        text.append(isBlank ? " " : character)
        count += 1
      }
      isAfterSpace = isBlank
    }
    if isMarked, text.utf8.count > start { places.append(start..<text.utf8.count) }
  }

  /// The pieces that were marked.
  var highlights: [Range<String.Index>] {
    places.map {
      let start = text.utf8.index(text.startIndex, offsetBy: $0.lowerBound)
      return start..<text.utf8.index(start, offsetBy: $0.count)
    }
  }
}
