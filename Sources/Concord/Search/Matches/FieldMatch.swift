/// The words of one field of a document that made it match.
public struct FieldMatch: Sendable, Hashable {
  /// The field's name.
  public let field: String
  /// Which words of the field matched, counted from 0 and rising; a keyword field has one word.
  public let positions: [Int]
  /// Where these words are in the stored text, in UTF-8 bytes; none if the text is not stored.
  public let ranges: [Range<Int>]
}

extension Hit {
  /// The words that made the document match, by field, in the order of the schema.
  ///
  /// They come from the same positions that were searched: of a phrase all words, of a NEAR the
  /// words that are close enough and not what stands between, of `a OR (b AND c)` nothing of `b`
  /// unless `c` is there too. What is excluded is never among them.
  ///
  /// - Throws: An error of the disk.
  /// - Complexity: reads the positions of the query's words in this document, and analyzes its
  ///   stored text again.
  public func matches() throws(ConcordError) -> [FieldMatch] {
    let text = try MatchedText(self)
    var matches: [FieldMatch] = []
    for (ordinal, words) in try text.words() {
      let positions = words.map(\.position).withoutRepetitions
      matches.append(
        FieldMatch(
          field: snapshot.schema.field(ordinal).name, positions: positions.map { Int($0) },
          ranges: text.ranges(of: positions, inField: ordinal)))
    }
    return matches
  }
}

extension [UInt32] {
  /// The same numbers, which do not fall, each once.
  var withoutRepetitions: [UInt32] {
    var result: [UInt32] = []
    for number in self where number != result.last { result.append(number) }
    return result
  }
}
