extension Snapshot {
  /// Why the document with a key has the score that a search for `query` gives it, or why it does
  /// not match.
  ///
  /// - Parameters:
  ///   - query: What was looked for.
  ///   - key: The document's key.
  ///   - scoring: BM25's parameters, as the search had them.
  ///   - limits: What the search may cost.
  /// - Returns: The explanation; nil if no living document has the key.
  /// - Throws: As ``search(_:sortedBy:limit:offset:countingAll:scoring:limits:)-8f2bc``.
  /// - Complexity: opens the posting lists of the query's words a few times, and reads no more of
  ///   them than leads to the document.
  public func explain(
    _ query: Query, key: String, scoring: BM25 = BM25(), limits: SearchLimits = SearchLimits()
  ) throws(ConcordError) -> Explanation? {
    guard let address = try address(ofKey: key) else { return nil }
    let statistics = SnapshotStatistics(segments, schema: schema, scoring: scoring)
    let work = SearchWork(limits)
    return try analyzers.withRuns { runs throws(ConcordError) in
      let explainer = QueryExplainer(
        resolver: QueryResolver(self, statistics, runs: runs, work: work),
        plan: QueryPlan(
          segments[address.segment].segment, schema: schema, statistics: statistics, work: work),
        segment: segments[address.segment].segment, document: address.document, schema: schema,
        statistics: statistics, scoring: scoring)
      return try explainer.explain(query) ?? .mismatch("the query holds no word")
    }
  }

  /// Where the living document with a key is.
  func address(ofKey key: String) throws(ConcordError) -> DocumentAddress? {
    for (i, open) in segments.enumerated() {
      if let document = try open.document(key: key) {
        return DocumentAddress(segment: i, document: document)
      }
    }
    return nil
  }
}
