/// How a query is expanded with words of the documents that it finds: RM3 (Lavrenko and Croft,
/// “Relevance-based language models”, 2001; Abdul-Jaleel et al., “UMass at TREC 2004”, 2004).
///
/// The best documents are taken for relevant. A word *w* is as probable as it is in them, each
/// document *D* weighted by its score:
///
///     P(w) ∝ Σ score(D) · (occurrences of w in D) / (words of D)
///
/// Single letters and words that every tenth document holds are left out. The most probable words
/// are added to the query, each multiplied by its probability. All weights are those of BM25, in
/// which a rare word weighs more than a common one. That finds documents which say the same in
/// other words; where the best documents are off the mark, it leads further astray.
public struct RelevanceFeedback: Sendable, Hashable {
  /// How many of the best documents are taken for relevant, at least 0.
  public var documentCount: Int
  /// How many words are added at most, at least 0.
  public var wordCount: Int
  /// The share that the query as it was has in the weights of the new one: above 0, at most 1.
  public var queryShare: Float

  /// Words that more than this share of all documents hold tell nothing of what these are about.
  static let commonShare = 0.1

  /// Ten words of ten documents, half of the weight to the query as it was.
  public init(documentCount: Int = 10, wordCount: Int = 10, queryShare: Float = 0.5) {
    precondition(documentCount >= 0 && wordCount >= 0, "Counts are at least 0.")
    precondition(queryShare > 0 && queryShare <= 1, "The query's share is above 0, at most 1.")
    self.documentCount = documentCount
    self.wordCount = wordCount
    self.queryShare = queryShare
  }
}

extension Snapshot {
  /// `query` with words added from the best documents that it finds.
  ///
  /// A query of words side by side finds further documents by them; what any other query finds
  /// is only ranked anew. Words come from the stored text of the default fields; where nothing is
  /// stored or found, the query is given back as it was.
  ///
  /// - Parameters:
  ///   - query: What to look for.
  ///   - feedback: From how many documents how many words are taken, and what they weigh.
  ///   - scoring: BM25's parameters.
  ///   - limits: What the search may cost.
  /// - Returns: The query to search for.
  /// - Throws: As ``search(_:sortedBy:limit:offset:countingAll:scoring:limits:)-8f2bc``.
  /// - Complexity: a search, and the analysis of the documents' text.
  public func expand(
    _ query: Query, by feedback: RelevanceFeedback,
    scoring: BM25 = BM25(), limits: SearchLimits = SearchLimits()
  ) throws(ConcordError) -> Query {
    let hits = try search(query, limit: feedback.documentCount, scoring: scoring, limits: limits)
    let statistics = SnapshotStatistics(segments, schema: schema, scoring: scoring)
    guard let resolved = try resolve(query, statistics, SearchWork(limits)) else { return query }
    let words = try analyzers.withRuns { runs throws(ConcordError) in
      var model = RelevanceModel(
        schema, statistics, runs, commonShare: RelevanceFeedback.commonShare)
      for hit in hits { try model.add(try hit.document(), score: Double(hit.score)) }
      return model.words(feedback.wordCount, rankedBy: \.probability)
    }
    // The query keeps its scores; the words get as much as makes its share what it shall be.
    let total = words.reduce(0) { $0 + $1.probability * $1.idf }
    let factor = Double(resolved.weight) * (1 / Double(feedback.queryShare) - 1) / total
    let added = words.map { Query.boosted(.term($0.text), by: Float($0.probability * factor)) }
    return added.isEmpty ? query : query.adding(added)
  }
}

extension ResolvedQuery {
  /// The weights of all leaves together.
  fileprivate var weight: Float {
    switch self {
    case .leaf(let leaf): leaf.weight
    case .all(let parts), .any(let parts): parts.reduce(0) { $0 + $1.weight }
    case .except(let included, _): included.weight
    case .required(let required, let optional): required.weight + optional.weight
    case .nothing, .everything, .column: 0
    }
  }
}

extension Query {
  /// The query with further words.
  fileprivate func adding(_ words: [Query]) -> Query {
    switch self {
    case .any(let parts): .any(parts + words)
    case .term: .any([self] + words)
    default: .required([self], optional: words)
    }
  }
}
