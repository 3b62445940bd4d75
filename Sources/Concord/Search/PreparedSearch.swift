/// A search for the best documents, segment by segment, so that a caller can stop in between.
struct PreparedSearch {
  private let snapshot: Snapshot
  private let statistics: SnapshotStatistics
  private let query: ResolvedQuery
  private let offset: Int
  private var top: TopHits

  /// Makes `query` ready; see ``Snapshot/search(_:limit:offset:scoring:limits:)``.
  init(
    _ query: Query, in snapshot: Snapshot, limit: Int, offset: Int, scoring: BM25,
    limits: SearchLimits
  ) throws(ConcordError) {
    precondition(limit >= 0 && offset >= 0, "A limit and an offset are at least 0.")
    self.snapshot = snapshot
    self.offset = offset
    statistics = SnapshotStatistics(
      snapshot.segments, schema: snapshot.schema, scoring: scoring)
    self.query = try snapshot.resolve(query, statistics, limits) ?? .nothing
    let (sum, overflow) = limit.addingReportingOverflow(offset)
    top = TopHits(limit: min(overflow ? .max : sum, snapshot.documentCount))
  }

  /// Collects the documents of one segment.
  mutating func run(inSegment i: Int) throws(ConcordError) {
    try snapshot.withScorer(query, statistics, inSegment: i) {
      search, scorer throws(ConcordError) in
      try search.run(scorer, &top)
    }
  }

  /// The best documents of the segments that were searched.
  var hits: Hits {
    let hasAll = top.count < top.limit || top.limit >= snapshot.documentCount
    return Hits(
      top.sorted().dropFirst(offset), total: hasAll ? .exactly(top.count) : .atLeast(top.count),
      of: snapshot, query: query)
  }
}
