/// Counts the documents of a segment that match, without scores.
enum MatchCount {
  /// How many living documents match `query`.
  static func count(
    _ query: ResolvedQuery, _ plan: QueryPlan, _ open: OpenSegment
  ) throws(ConcordError) -> Int {
    if DocumentFinder.canFind(query) {
      let finder = DocumentFinder(plan, open.segment)
      if open.liveDocs == nil, let count = try finder.countOfOneList(query) { return count }
      return try finder.documents(query).count(open.liveDocs)
    }
    guard let scorer = try plan.scorer(query) else { return 0 }
    return try count(scorer, liveDocs: open.liveDocs)
  }

  /// How many living documents a scorer visits.
  private static func count(
    _ scorer: any Scorer, liveDocs: LiveDocs?
  ) throws(ConcordError) -> Int {
    var count = 0
    while scorer.current != .end {
      if liveDocs?.contains(scorer.current) ?? true { count += 1 }
      try scorer.next()
    }
    return count
  }
}
