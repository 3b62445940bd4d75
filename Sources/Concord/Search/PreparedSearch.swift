/// A search for the first documents in an order, segment by segment, so that a caller can stop in
/// between.
struct PreparedSearch {
  private let snapshot: Snapshot
  private let statistics: SnapshotStatistics
  private let query: ResolvedQuery
  private let work: SearchWork
  private let offset: Int
  private let countsAll: Bool
  private var top: TopHits
  /// How many documents match in the segments that were searched; nil once one was not counted.
  private var matchCount: Int? = 0
  /// What is kept in place of `top` if the order is not that of the scores.
  private var sorted: SortedHits?

  /// Makes `query` ready; see
  /// ``Snapshot/search(_:sortedBy:limit:offset:countingAll:scoring:limits:)``.
  init(
    _ query: Query, in snapshot: Snapshot, sortedBy order: SortOrder = .score, limit: Int,
    offset: Int, countingAll: Bool, scoring: BM25, limits: SearchLimits
  ) throws(ConcordError) {
    precondition(limit >= 0 && offset >= 0, "A limit and an offset are at least 0.")
    self.snapshot = snapshot
    self.offset = offset
    countsAll = countingAll
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
    let open = snapshot.segments[i]
    let plan = QueryPlan(
      open.segment, schema: snapshot.schema, statistics: statistics, work: work)
    let visitsAll = countsAll ? try MatchCount.readsPositions(query, plan) : false
    // Where there is no scorer, nothing matches.
    var seen: Int? = 0
    try snapshot.withScorer(query, plan, inSegment: i) { search, scorer throws(ConcordError) in
      if sorted == nil {
        seen = try search.run(scorer, visitsAll: visitsAll, &top)
      } else {
        try sorted?.run(scorer, search)
      }
    }
    if seen == nil, countsAll, sorted == nil { seen = try MatchCount.count(query, plan, open) }
    matchCount = matchCount.flatMap { count in seen.map { count + $0 } }
  }

  /// The first documents of the segments that were searched.
  var hits: Hits {
    if let sorted {
      return Hits(
        sorted.entries.dropFirst(offset), total: .exactly(sorted.matchCount), of: snapshot,
        query: query)
    }
    let hasAll = top.count < top.limit || top.limit >= snapshot.documentCount
    let total: Hits.Total =
      if hasAll {
        .exactly(top.count)
      } else if let matchCount {
        .exactly(matchCount)
      } else {
        .atLeast(top.count)
      }
    return Hits(top.sorted().dropFirst(offset), total: total, of: snapshot, query: query)
  }
}
