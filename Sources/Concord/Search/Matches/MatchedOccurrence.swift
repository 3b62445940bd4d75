/// One occurrence of a part of the query in a document that matched.
public struct MatchedOccurrence: Sendable, Hashable {
  /// A word of an occurrence.
  public struct Word: Sendable, Hashable {
    /// Which word of the field it is, counted from 0.
    public let position: Int
    /// Where it is in the stored text, in UTF-8 bytes; nil if the text is not stored.
    public let range: Range<Int>?
    /// Which operand of a NEAR the word belongs to, counted from 0 in the order of the query.
    ///
    /// Operands that hold no word once they are analyzed are not counted. 0 for whatever is no
    /// NEAR.
    public let operand: Int
  }

  /// The field's name.
  public let field: String
  /// The part of the query that occurs here: a word, a phrase, a pattern, a NEAR, a range.
  public let query: Query
  /// The words that the occurrence covers, from its first to its last, counted from 0.
  public let positions: ClosedRange<Int>
  /// The bytes of the stored text, as UTF-8, that it covers; nil if the text is not stored.
  public let range: Range<Int>?
  /// The words that it is made of, in the order of the text: of a NEAR those of its operands, and
  /// not what stands between.
  public let words: [Word]
}

extension Hit {
  /// The occurrences that made the document match, by field in the order of the schema, and in each
  /// in the order of the text.
  ///
  /// They are those that were searched and scored, and their words those of ``matches()``. What a
  /// NEAR matches more than one way is more than one occurrence. A value of a keyword field, a date
  /// or a number is one of its own.
  ///
  /// - Parameter limit: How many to give at most, at least 0: of a frequent word in a long text
  ///   there are thousands.
  /// - Returns: The occurrences; none if nothing has a place, as with `*`.
  /// - Throws: ``ConcordError/unsupportedQuery(_:)`` if there are too many ways to match, or an
  ///   error of the disk.
  /// - Complexity: as ``matches()``; and for each occurrence of a NEAR a search for its words.
  public func occurrences(limit: Int = .max) throws(ConcordError) -> [MatchedOccurrence] {
    precondition(limit >= 0, "A limit is at least 0.")
    let text = try MatchedText(self)
    let finder = text.finder()
    var found: [(occurrence: Occurrence, match: LeafMatch)] = []
    for match in try finder.matches(query) ?? [] {
      for occurrence in match.occurrences { found.append((occurrence, match)) }
    }
    // The standard sort keeps the order of the query where places are alike.
    found.sort {
      ($0.match.field, $0.occurrence.start, $0.occurrence.end)
        < ($1.match.field, $1.occurrence.start, $1.occurrence.end)
    }
    var occurrences: [MatchedOccurrence] = []
    for (occurrence, match) in found.prefix(limit) {
      let words = try finder.words(of: occurrence, in: match)
      occurrences.append(text.occurrence(occurrence, match, words))
    }
    return occurrences
  }
}

extension MatchedText {
  fileprivate func occurrence(
    _ occurrence: Occurrence, _ match: LeafMatch, _ words: [MatchedWord]
  ) -> MatchedOccurrence {
    func range(_ position: UInt32) -> Range<Int>? {
      ranges(of: [position], inField: match.field).first
    }
    // A word that stands for two of the query's is still one word.
    var list: [MatchedOccurrence.Word] = []
    for word in words.sorted(by: { ($0.position, $0.operand) < ($1.position, $1.operand) })
    where list.last?.position != Int(word.position) {
      list.append(
        .init(
          position: Int(word.position), range: range(word.position), operand: word.operand))
    }
    let first = range(occurrence.start) ?? list.first?.range
    let last = range(occurrence.end) ?? list.last?.range
    return MatchedOccurrence(
      field: schema.field(match.field).name, query: match.query,
      positions: Int(occurrence.start)...Int(occurrence.end),
      range: first.flatMap { first in last.map { first.lowerBound..<$0.upperBound } }, words: list)
  }
}
