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

  /// Whether positions have to be read to count the documents that match `query`, and nothing but
  /// those of one phrase or NEAR: then it is better done while the best of them are found.
  static func readsPositions(
    _ query: ResolvedQuery, _ plan: QueryPlan
  ) throws(ConcordError) -> Bool {
    guard case .leaf(let leaf) = query else { return false }
    for (_, pattern) in leaf.patterns where try plan.needsPositions(pattern) { return true }
    return false
  }
}
