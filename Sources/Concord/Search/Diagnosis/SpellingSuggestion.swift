/// A word of the index that is spelt almost as another one.
public struct SpellingSuggestion: Sendable, Hashable {
  /// The word, folded as the index folds it.
  public let word: String
  /// How many documents have it.
  public let documentCount: Int
  /// By how many letters it differs, 1 or 2: put in, left out, replaced, or swapped with the next.
  public let edits: Int
}

extension Snapshot {
  /// Words of the index that `word` may be a misspelling of: those that differ least come first,
  /// and of those the ones that the most documents have.
  ///
  /// A word of up to five letters may differ by one edit, a longer one by two. Only words that more
  /// documents have than `word` are suggested. A word with digits has no suggestions, for another
  /// number is another thing.
  ///
  /// Where a field is stemmed the suggestion is a form of the stem that a document has, if the
  /// field is stored, and else the stem.
  ///
  /// - Parameters:
  ///   - word: A word as typed.
  ///   - field: The field to look in; nil for the default fields.
  ///   - limit: How many suggestions to give at most, at least 0.
  /// - Returns: The suggestions, the likeliest first.
  /// - Throws: ``ConcordError/unknownField(_:known:)``, or an error of the disk.
  /// - Complexity: two walks over the dictionaries of all segments, which skip what cannot match.
  public func suggestions(
    for word: String, field: String? = nil, limit: Int = 5
  ) throws(ConcordError) -> [SpellingSuggestion] {
    precondition(limit >= 0, "A limit is at least 0.")
    return try analyzers.withRuns { runs throws(ConcordError) in
      try SpellingSearch(self, runs: runs).suggestions(for: word, field: field, limit: limit)
    }
  }
}
