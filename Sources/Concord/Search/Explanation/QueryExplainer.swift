/// Explains what the parts of a query add to the score of one document.
///
/// The query is taken apart as ``QueryResolver`` does, down to the leaves; the score of a leaf is
/// what the search's own scorer says of it. Here scores are added, and numbers looked up.
struct QueryExplainer {
  let resolver: QueryResolver
  let plan: QueryPlan
  let segment: Segment
  let document: DocID
  let schema: Schema
  let statistics: SnapshotStatistics
  let scoring: BM25

  /// Explains a part of the query; nil if it holds no word once it is analyzed, so that it counts
  /// for nothing.
  func explain(_ query: Query, boost: Float = 1) throws(ConcordError) -> Explanation? {
    switch query {
    case .all(let queries):
      return all(try explain(queries, boost))
    case .any(let queries):
      if queries.isEmpty { return .mismatch("nothing is asked for") }
      return any(try explain(queries, boost))
    case .except(let query, let excluded):
      guard let included = try explain(query, boost: boost) else { return nil }
      guard let without = try explain(excluded) else { return included }
      return except(included, without, excluded)
    case .required(let queries, let optional):
      return required(try explain(queries, boost), try explain(optional, boost))
    case .everything:
      let text = boost == 1 ? "every document has this score" : "every document has the boost"
      return .match(Double(boost), text, [])
    case .boosted(let query, let factor):
      return try explain(query, boost: boost * factor)
    default:
      return try explainLeaf(query, boost)
    }
  }

  private func explain(
    _ queries: [Query], _ boost: Float
  ) throws(ConcordError) -> [Explanation] {
    var parts: [Explanation] = []
    for query in queries {
      if let part = try explain(query, boost: boost) { parts.append(part) }
    }
    return parts
  }

  private func all(_ parts: [Explanation]) -> Explanation? {
    guard parts.count > 1 else { return parts.first }
    let found = parts.count(where: \.isMatch)
    guard found == parts.count else {
      return .mismatch("all of these must match, and \(found) of \(parts.count) do", parts)
    }
    return .match(sum(parts), "the sum of these, all of which must match", parts)
  }

  private func any(_ parts: [Explanation]) -> Explanation? {
    guard parts.count > 1 else { return parts.first }
    let found = parts.count(where: \.isMatch)
    guard found > 0 else { return .mismatch("none of these matches", parts) }
    let text = found == parts.count ? "the sum of these" : "the sum of those of these that match"
    return .match(sum(parts), text, parts)
  }

  private func except(
    _ included: Explanation, _ without: Explanation, _ excluded: Query
  ) -> Explanation {
    guard included.isMatch else {
      return .mismatch("what is asked for does not match", [included])
    }
    guard !without.isMatch else {
      return .mismatch("the document is excluded by NOT \(excluded.operandText)", [without])
    }
    return .match(
      included.value, "the score of this, which NOT \(excluded.operandText) does not exclude",
      [included])
  }

  private func required(_ parts: [Explanation], _ optional: [Explanation]) -> Explanation? {
    guard !parts.isEmpty else { return any(optional) }
    guard let needed = all(parts), !optional.isEmpty else { return all(parts) }
    guard needed.isMatch else { return .mismatch("what is required does not match", [needed]) }
    return .match(
      sum(parts) + sum(optional), "the sum of these, of which the first must match",
      [needed] + optional)
  }

  private func sum(_ parts: [Explanation]) -> Double { parts.reduce(0) { $0 + $1.value } }
}

extension Query {
  /// The query as an operand of NOT, in parentheses if it needs them.
  var operandText: String {
    switch self {
    case .all(let parts) where parts.count > 1, .any(let parts) where parts.count != 1:
      "(\(self))"
    case .near, .except, .required: "(\(self))"
    default: description
    }
  }
}
