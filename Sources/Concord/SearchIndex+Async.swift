extension SearchIndex {
  /// Runs `changes` as one commit, off the caller's executor.
  ///
  /// As the one that is not asynchronous; besides, a task that is cancelled before the commit
  /// leaves the index as it was.
  ///
  /// - Throws: What `changes` throws; ``ConcordError/locked(path:holder:)`` if someone else is
  ///   writing; `CancellationError`.
  @concurrent
  public func write<T: Sendable>(
    _ changes: @Sendable (inout IndexWriter) throws -> T
  ) async throws -> T {
    try Task.checkCancellation()
    // In a function that is not asynchronous, `write` is the one that is not, either.
    func writeNow() throws -> T {
      try self.write { writer in
        let result = try changes(&writer)
        try Task.checkCancellation()
        return result
      }
    }
    return try writeNow()
  }

  /// The first `limit` documents for `query` in an order, after the first `offset`, found off the
  /// caller's executor; see
  /// ``Snapshot/search(_:sortedBy:limit:offset:countingAll:scoring:limits:)-8f2bc``.
  ///
  /// - Throws: As the search of a snapshot, or `CancellationError`.
  @concurrent
  public func search(
    _ query: Query, sortedBy order: SortOrder = .score, limit: Int = 10, offset: Int = 0,
    countingAll: Bool = false, scoring: BM25 = BM25(), limits: SearchLimits = SearchLimits()
  ) async throws -> Hits {
    try await snapshot().search(
      query, sortedBy: order, limit: limit, offset: offset, countingAll: countingAll,
      scoring: scoring, limits: limits)
  }
}

extension Snapshot {
  /// The first `limit` documents for `query` in an order, after the first `offset`, found off the
  /// caller's executor.
  ///
  /// Whether the task was cancelled is asked before each segment.
  ///
  /// - Throws: ``ConcordError/unknownField(_:known:)``, ``ConcordError/unsupportedQuery(_:)``, an
  ///   error of the disk, or `CancellationError`.
  @concurrent
  public func search(
    _ query: Query, sortedBy order: SortOrder = .score, limit: Int = 10, offset: Int = 0,
    countingAll: Bool = false, scoring: BM25 = BM25(), limits: SearchLimits = SearchLimits()
  ) async throws -> Hits {
    try Task.checkCancellation()
    var search = try PreparedSearch(
      query, in: self, sortedBy: order, limit: limit, offset: offset,
      countingAll: countingAll, scoring: scoring, limits: limits)
    for i in segments.indices {
      try Task.checkCancellation()
      try search.run(inSegment: i)
    }
    return search.hits
  }
}
