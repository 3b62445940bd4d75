/// A short part of a field's text that shows why a document matched.
///
/// Runs of white space, line ends among them, are single spaces. Everything else is as it was
/// stored, control characters included: whoever writes it to a terminal or a page has to see to
/// that.
public struct Snippet: Sendable, Hashable {
  /// The name of the field that the text is from.
  public let field: String
  /// The text: one part of the field's, or several with ` … ` between them.
  public let text: String
  /// Where in ``text`` the words are that matched, in order; none if the match is elsewhere.
  public let highlights: [Range<String.Index>]
  /// Whether the field's text has something before the snippet.
  public let isCutAtStart: Bool
  /// Whether the field's text goes on after the snippet.
  public let isCutAtEnd: Bool

  /// The text with every word that matched between two marks.
  ///
  /// ```swift
  /// snippet.marked(before: "[", after: "]")  // the [reassurance force], said [Macron]
  /// ```
  ///
  /// The rest is as it was stored: for a page of HTML, put the parts of ``text`` between and in
  /// ``highlights`` together yourself, each escaped.
  public func marked(before: String, after: String) -> String {
    var marked = ""
    var end = text.startIndex
    for highlight in highlights {
      marked += text[end..<highlight.lowerBound] + before + text[highlight] + after
      end = highlight.upperBound
    }
    return marked + text[end...]
  }
}

extension Hit {
  /// The part of the document's text that says most about the match.
  ///
  /// The best part is the one with most of the query's words, the rare ones first, and with these
  /// close together; it begins with a sentence if one begins near. No word or character is cut,
  /// unless a word is longer than the snippet. If nothing in the field matched, the snippet is
  /// the beginning of its text. Of ten thousand matches of a word, and of 4 MiB of text around
  /// matches, the rest is left out of account.
  ///
  /// - Parameters:
  ///   - field: The field; nil means the text field that matched best of those too long to be
  ///     shown whole, or if none did, the longest.
  ///   - length: About how many characters (Unicode scalars) the snippet is to have, above 0.
  /// - Returns: The snippet; nil if the text is not stored, or blank.
  /// - Throws: ``ConcordError/unknownField(_:known:)``, or an error of the disk.
  /// - Complexity: as ``matches()``.
  public func snippet(
    of field: String? = nil, length: Int = 160
  ) throws(ConcordError) -> Snippet? {
    precondition(length > 0, "A snippet has one character at least.")
    let text = try MatchedText(self)
    let words = try text.words(limit: Self.snippetWordLimit)
    let ordinal: UInt8
    if let field {
      guard let named = snapshot.schema.ordinal(of: field) else {
        throw snapshot.schema.unknownField(field)
      }
      ordinal = named
    } else {
      guard let best = text.bestField(words, longerThan: length) else { return nil }
      ordinal = best
    }
    let name = snapshot.schema.field(ordinal).name
    guard let stored = text.document.fields[name] else { return nil }
    let matched = words.first { $0.ordinal == ordinal }?.words ?? []
    let ranges = text.ranges(of: matched.map(\.position).withoutRepetitions, inField: ordinal)
    let pieces = TextPieces(stored, around: ranges, longest: length, AnalyzerRuns())
    guard !pieces.pieces.isEmpty else { return nil }
    let marks = Self.marks(matched, ranges, pieces)
    let parts = SnippetChoice(pieces, marks, length: length).parts
    return Snippet(field: name, stored, pieces, parts: parts, highlighting: ranges)
  }

  /// Occurrences of each word or phrase that a snippet is chosen by: more than any but the longest
  /// texts have.
  private static let snippetWordLimit = 10_000

  private static func marks(
    _ words: [MatchedWord], _ ranges: [Range<Int>], _ pieces: TextPieces
  ) -> [SnippetChoice.Mark] {
    var marks: [SnippetChoice.Mark] = []
    var i = -1
    var last: UInt32?
    for word in words {
      if word.position != last { i += 1 }
      last = word.position
      // A damaged index can have positions that the text has not, and a long text ranges beyond
      // the last piece.
      guard i < ranges.count, ranges[i].lowerBound < pieces.pieces.last?.end ?? 0 else { break }
      marks.append(
        .init(
          piece: pieces.piece(at: ranges[i].lowerBound), position: word.position, slot: word.slot,
          weight: word.weight))
    }
    return marks
  }
}

extension MatchedText {
  /// The field that a snippet is best made of; nil if no text is stored.
  fileprivate func bestField(
    _ words: [(ordinal: UInt8, words: [MatchedWord])], longerThan length: Int
  ) -> UInt8? {
    var weights: [UInt8: Float] = [:]
    for (ordinal, words) in words {
      var slots: [Int: Float] = [:]
      for word in words { slots[word.slot] = word.weight }
      weights[ordinal] = slots.values.sorted().reduce(0, +)
    }
    var best: (ordinal: UInt8, weight: Float, byteCount: Int)?
    for (i, field) in schema.fields.enumerated() where field.isText {
      guard let byteCount = document.fields[field.name]?.utf8.count, byteCount > 0 else { continue }
      let weight = byteCount > length ? weights[UInt8(i + 1)] ?? -1 : -1
      if let best, (best.weight, best.byteCount) >= (weight, byteCount) { continue }
      best = (UInt8(i + 1), weight, byteCount)
    }
    return best?.ordinal
  }
}

extension Snippet {
  /// Puts parts of a text together.
  ///
  /// `ranges` of the text's bytes are in order and apart.
  fileprivate init(
    field: String, _ text: String, _ pieces: TextPieces, parts: [ClosedRange<Int>],
    highlighting ranges: [Range<Int>]
  ) {
    var output: [UInt8] = []
    var places: [Range<Int>] = []
    for part in parts {
      if !output.isEmpty { output += " … ".utf8 }
      let bytes = pieces.pieces[part.lowerBound].start..<pieces.pieces[part.upperBound].end
      Self.append(text.utf8.span, bytes, highlighting: ranges, to: &output, &places)
    }
    let snippet = String(decoding: output, as: UTF8.self)
    self.field = field
    self.text = snippet
    highlights = places.map {
      let start = snippet.utf8.index(snippet.startIndex, offsetBy: $0.lowerBound)
      return start..<snippet.utf8.index(start, offsetBy: $0.count)
    }
    isCutAtStart = (parts.first?.lowerBound ?? 0) > 0 || pieces.isCutAtStart
    isCutAtEnd = (parts.last?.upperBound ?? 0) < pieces.pieces.count - 1 || pieces.isCutAtEnd
  }

  /// Appends bytes of a text with single spaces, and the places of highlighted ranges in `output`.
  private static func append(
    _ text: Span<UInt8>, _ bytes: Range<Int>, highlighting ranges: [Range<Int>],
    to output: inout [UInt8], _ places: inout [Range<Int>]
  ) {
    var next = gallop(from: 0, to: ranges.count) { ranges[$0].upperBound <= bytes.lowerBound }
    var start: Int?
    var isAfterSpace = false
    var i = bytes.lowerBound
    while i < bytes.upperBound {
      let scalar = text.scalar(at: i)
      if let from = start, i >= ranges[next].upperBound {
        places.append(from..<output.count)
        start = nil
        next += 1
      }
      let isSpace = scalar.value.isWhiteSpace
      if isSpace {
        if !isAfterSpace { output.append(UInt8(ascii: " ")) }
      } else {
        if start == nil, next < ranges.count, i >= ranges[next].lowerBound { start = output.count }
        for k in i..<i + scalar.byteCount { output.append(text[k]) }
      }
      isAfterSpace = isSpace
      i += scalar.byteCount
    }
    if let start { places.append(start..<output.count) }
  }
}
