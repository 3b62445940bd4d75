/// Counts the documents of a segment that match, without scores.
enum MatchCount {
  /// How many living documents match `query`.
  static func count(
    _ query: ResolvedQuery, _ plan: QueryPlan, _ open: OpenSegment
  ) throws(ConcordError) -> Int {
    let finder = DocumentFinder(plan, open.segment)
    if open.liveDocs == nil, let count = try finder.countOfOneList(query) { return count }
    return try finder.documents(query).count(open.liveDocs)
  }
}
