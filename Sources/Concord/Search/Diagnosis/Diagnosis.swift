/// Why a search finds nothing, and what would find something.
///
/// ``Snapshot/diagnosis(of:)`` makes it. Of a search that does find something it says no more than
/// which words look misspelt.
public struct Diagnosis: Sendable, Hashable {
  /// A word of the query.
  public struct Word: Sendable, Hashable {
    /// The word as typed.
    public let text: String
    /// The field that the query names; nil for the default fields.
    public let field: String?
    /// How many documents have it there.
    public let documentCount: Int
    /// How many documents have it in other fields of words, by the name of the field; only if the
    /// query names a field in which the word is nowhere.
    public let elsewhere: [String: Int]
    /// What the word may be a misspelling of, the likeliest first.
    ///
    /// Not looked for if many documents have the word.
    public let suggestions: [SpellingSuggestion]
  }

  /// A query, and how many documents match it.
  public struct Alternative: Sendable, Hashable {
    /// The query.
    public let query: Query
    /// How many documents match it.
    public let documentCount: Int
  }

  /// Where a phrase or a NEAR comes closest to a match.
  public struct Closest: Sendable, Hashable {
    /// The document's key.
    public let key: String
    /// The field's name.
    public let field: String
    /// The least distance of a NEAR, or the least slop of a phrase, that would match there.
    public let looseness: Int
  }

  /// Why a part of the query matches nothing.
  @nonexhaustive public enum Finding: Sendable, Hashable {
    /// The analyzers leave nothing of the query.
    case wordless
    /// No word of the index fits a pattern, a range or a fuzzy word.
    case fitsNothing(Query)
    /// All words of a phrase or a NEAR occur in some field of a document, but too far apart or in
    /// another order; with queries that are looser and match.
    case tooFarApart(Query, closest: Closest, looser: [Alternative])
    /// All operands of a phrase or a NEAR occur, but not all in one field of a document.
    case neverInOneField(Query)
    /// The left operand of a NOTNEAR always has the right one near it.
    case alwaysNear(Query)
    /// Two parts match documents, but never the same.
    case neverTogether(Query, Query)
    /// Any two parts match documents in common, but never all of them; with the queries that match
    /// if one part is left out.
    case notAllTogether(looser: [Alternative])
    /// All documents that match are excluded.
    case allExcluded(Alternative, by: Query)
    /// The index is empty.
    case noDocuments
  }

  /// Whether the search finds something after all; false, too, if that was too much work.
  public let hasMatches: Bool
  /// The words of the query that a match can have, in their order.
  ///
  /// If the search finds something, those of ``Snapshot/misspellings(in:)`` alone.
  public let words: [Word]
  /// Why parts of the query match nothing; empty if absent words are all there is to say.
  public let findings: [Finding]
  /// The query with suggestions in place of the words that are nowhere, or with the pairs of signs
  /// in place of a sentence in Chinese, Thai or the like, which nobody wrote as it stands; if it
  /// matches.
  public let correction: Alternative?
  /// False if the work or the number of words was limited, so that there may be more to say.
  public let isComplete: Bool
}

extension Snapshot {
  /// Why a search for `query` finds nothing: words that occur nowhere, how far apart those of a
  /// NEAR are at best, parts that have no document in common; and what would be found instead.
  ///
  /// - Returns: What there is to say.
  /// - Throws: As ``search(_:sortedBy:limit:offset:countingAll:scoring:limits:)-8f2bc``, but not
  ///   because of the limits.
  /// - Complexity: at most half of what a search may cost by default; the work on a single NEAR is
  ///   limited to some 17 million positions, and to the query's first 32 words.
  public func diagnosis(of query: Query) throws(ConcordError) -> Diagnosis {
    try diagnosis(of: query, workLimit: ClosestSearch.workLimit)
  }

  /// The words of a query that look misspelt, whether or not the search finds something: those that
  /// are nowhere, and those that two documents at most have while twenty times as many have a word
  /// that differs by one letter.
  ///
  /// - Returns: The words with the likeliest spellings, in the order of the query.
  /// - Throws: As ``search(_:sortedBy:limit:offset:countingAll:scoring:limits:)-8f2bc``.
  /// - Complexity: a look at the dictionaries for each of the first 32 words, and for each rare one
  ///   what ``suggestions(for:field:limit:)`` takes.
  public func misspellings(in query: Query) throws(ConcordError) -> [Diagnosis.Word] {
    try analyzers.withRuns { runs throws(ConcordError) in
      try Diagnostician(self, runs: runs, workLimit: 0).misspellings(in: query)
    }
  }

  /// The same as ``diagnosis(of:)``, with a limit on how many positions are read for a NEAR.
  func diagnosis(of query: Query, workLimit: Int) throws(ConcordError) -> Diagnosis {
    try analyzers.withRuns { runs throws(ConcordError) in
      var diagnostician = Diagnostician(self, runs: runs, workLimit: workLimit)
      return try diagnostician.diagnose(query)
    }
  }
}
