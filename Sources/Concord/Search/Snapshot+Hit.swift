extension Snapshot {
  /// The hit that a search for `query` gives for the document with this key.
  ///
  /// - Parameters:
  ///   - query: What was looked for.
  ///   - key: The document's key.
  ///   - scoring: BM25's parameters.
  ///   - limits: What the search may cost.
  /// - Returns: The hit; nil if no document has the key, or if it does not match.
  /// - Throws: What a search for the query throws.
  /// - Complexity: reads no more of the query's posting lists than leads to the document.
  public func hit(
    for query: Query, key: String, scoring: BM25 = BM25(), limits: SearchLimits = SearchLimits()
  ) throws(ConcordError) -> Hit? {
    let statistics = SnapshotStatistics(segments, schema: schema, scoring: scoring)
    let work = SearchWork(limits)
    guard let address = try address(ofKey: key),
      let resolved = try resolve(query, statistics, work)
    else { return nil }
    var hit: Hit?
    try withScorer(resolved, statistics, work, inSegment: address.segment) {
      _, scorer throws(ConcordError) in
      guard try scorer.advance(to: address.document) == address.document else { return }
      hit = Hit(
        score: Float(try scorer.score()), address: address, snapshot: self, query: resolved)
    }
    return hit
  }
}
