/// The index at one commit.
///
/// A light value that holds its files open: later commits, merges and sweeps leave it as it was.
/// Any number of threads may search it at once.
public struct Snapshot: Sendable {
  /// The fields of the index.
  public let schema: Schema
  let segments: [OpenSegment]
  /// Bytes that the writer has attached to the commit: see ``IndexWriter/attachment``.
  public let attachment: [UInt8]
  let analyzers: AnalyzerPool

  /// Documents in the index.
  public var documentCount: Int { segments.reduce(0) { $0 + $1.liveCount } }

  /// The first `limit` documents for `query` in an order, after the first `offset`.
  ///
  /// - Parameters:
  ///   - query: What to look for.
  ///   - order: What comes first; the documents with the best scores if nothing is said.
  ///   - limit: How many hits to give at most, at least 0.
  ///   - offset: How many of the first hits to leave out, at least 0.
  ///   - countingAll: Whether the hits are to know their exact ``Hits/total``. Of a phrase it takes
  ///     less than ``Hits/exactTotal(limits:)`` later on, for its positions are read once.
  ///   - scoring: BM25's parameters.
  ///   - limits: What the search may cost.
  /// - Returns: The hits, in that order.
  /// - Throws: ``ConcordError/unknownField(_:known:)``, ``ConcordError/unsupportedQuery(_:)``, or
  ///   an error of the disk.
  public func search(
    _ query: Query, sortedBy order: SortOrder = .score, limit: Int = 10, offset: Int = 0,
    countingAll: Bool = false, scoring: BM25 = BM25(), limits: SearchLimits = SearchLimits()
  ) throws(ConcordError) -> Hits {
    var search = try PreparedSearch(
      query, in: self, sortedBy: order, limit: limit, offset: offset,
      countingAll: countingAll, scoring: scoring, limits: limits)
    for i in segments.indices { try search.run(inSegment: i) }
    return search.hits
  }

  /// How many documents match `query`.
  ///
  /// - Throws: As ``search(_:sortedBy:limit:offset:countingAll:scoring:limits:)-8f2bc``.
  /// - Complexity: that of a search without scores; for a word alone, no more than looking it up.
  public func count(
    _ query: Query, limits: SearchLimits = SearchLimits()
  ) throws(ConcordError) -> Int {
    try count(query, SearchWork(limits))
  }

  /// How many documents match `query`, found with what is left of `work`.
  func count(_ query: Query, _ work: SearchWork) throws(ConcordError) -> Int {
    let statistics = SnapshotStatistics(segments, schema: schema, scoring: BM25())
    guard let resolved = try resolve(query, statistics, work) else { return 0 }
    return try count(resolved, statistics, work)
  }

  /// How many documents match a query that is ready.
  func count(
    _ query: ResolvedQuery, _ statistics: SnapshotStatistics, _ work: SearchWork
  ) throws(ConcordError) -> Int {
    var count = 0
    for open in segments {
      let plan = QueryPlan(open.segment, schema: schema, statistics: statistics, work: work)
      count += try MatchCount.count(query, plan, open)
    }
    return count
  }

  /// The living document with this key, as far as its fields are stored; nil if there is none.
  ///
  /// - Throws: An error of the disk.
  /// - Complexity: looks the key up in every segment, and decompresses a frame of 64 KiB.
  public func document(key: String) throws(ConcordError) -> Document? {
    for open in segments {
      guard let document = try open.document(key: key) else { continue }
      return try StoredDocument.decode(
        open.segment.stored.record(of: document), schema: schema, file: open.segment.file.name)
    }
    return nil
  }

  /// The document at an address of this snapshot.
  func document(at address: DocumentAddress) throws(ConcordError) -> Document {
    let segment = segments[address.segment].segment
    return try StoredDocument.decode(
      segment.stored.record(of: address.document), schema: schema, file: segment.file.name)
  }

  /// Runs `body` with a scorer of `query` for each segment that may match.
  func forEachScorer(
    _ query: Query, _ scoring: BM25, _ work: SearchWork,
    _ body: (TopSearch, any Scorer) throws(ConcordError) -> Void
  ) throws(ConcordError) {
    let statistics = SnapshotStatistics(segments, schema: schema, scoring: scoring)
    guard let resolved = try resolve(query, statistics, work) else { return }
    for i in segments.indices {
      try withScorer(resolved, statistics, work, inSegment: i, body)
    }
  }

  /// Makes `query` ready for the segments; nil if it holds no word.
  func resolve(
    _ query: Query, _ statistics: SnapshotStatistics, _ work: SearchWork
  ) throws(ConcordError) -> ResolvedQuery? {
    try analyzers.withRuns { runs throws(ConcordError) in
      try QueryResolver(self, statistics, runs: runs, work: work).resolve(query)
    }
  }

  /// Runs `body` with a scorer of `query` for a segment, if it may match there.
  func withScorer(
    _ query: ResolvedQuery, _ statistics: SnapshotStatistics, _ work: SearchWork = SearchWork(),
    inSegment i: Int,
    _ body: (TopSearch, any Scorer) throws(ConcordError) -> Void
  ) throws(ConcordError) {
    let plan = QueryPlan(
      segments[i].segment, schema: schema, statistics: statistics, work: work)
    try withScorer(query, plan, inSegment: i, body)
  }

  /// The same, by the segment's plan.
  func withScorer(
    _ query: ResolvedQuery, _ plan: QueryPlan, inSegment i: Int,
    _ body: (TopSearch, any Scorer) throws(ConcordError) -> Void
  ) throws(ConcordError) {
    let open = segments[i]
    guard let scorer = try plan.scorer(query) else { return }
    let search = TopSearch(
      segment: i, liveDocs: open.liveDocs, documentCount: open.segment.documentCount)
    try body(search, scorer)
  }
}
