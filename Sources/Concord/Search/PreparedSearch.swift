/// A search for the first documents in an order, segment by segment, so that a caller can stop in
/// between.
struct PreparedSearch {
  private let snapshot: Snapshot
  private let statistics: SnapshotStatistics
  private let query: ResolvedQuery
  private let work: SearchWork
  private let offset: Int
  private var top: TopHits
  /// What is kept in place of `top` if the order is not that of the scores.
  private var sorted: SortedHits?

  /// Makes `query` ready; see ``Snapshot/search(_:sortedBy:limit:offset:scoring:limits:)``.
  init(
    _ query: Query, in snapshot: Snapshot, sortedBy order: SortOrder = .score, limit: Int,
    offset: Int, scoring: BM25, limits: SearchLimits
  ) throws(ConcordError) {
    precondition(limit >= 0 && offset >= 0, "A limit and an offset are at least 0.")
    self.snapshot = snapshot
    self.offset = offset
    statistics = SnapshotStatistics(
      snapshot.segments, schema: snapshot.schema, scoring: scoring)
    work = SearchWork(limits)
    self.query = try snapshot.resolve(query, statistics, work) ?? .nothing
    let (sum, overflow) = limit.addingReportingOverflow(offset)
    top = TopHits(limit: min(overflow ? .max : sum, snapshot.documentCount))
    sorted = try SortedHits(order, in: snapshot, limit: top.limit)
  }

  /// Collects the documents of one segment.
  mutating func run(inSegment i: Int) throws(ConcordError) {
    try snapshot.withScorer(query, statistics, work, inSegment: i) {
      search, scorer throws(ConcordError) in
      if sorted == nil {
        try search.run(scorer, &top)
      } else {
        try sorted?.run(scorer, search)
      }
    }
  }

  /// The first documents of the segments that were searched.
  var hits: Hits {
    if let sorted {
      return Hits(
        sorted.entries.dropFirst(offset), total: .exactly(sorted.matchCount), of: snapshot,
        query: query)
    }
    let hasAll = top.count < top.limit || top.limit >= snapshot.documentCount
    return Hits(
      top.sorted().dropFirst(offset), total: hasAll ? .exactly(top.count) : .atLeast(top.count),
      of: snapshot, query: query)
  }
}
