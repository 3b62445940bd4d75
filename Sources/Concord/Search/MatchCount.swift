/// Counts the documents that match, without scores.
enum MatchCount {
  static func count(
    _ scorer: any Scorer, liveDocs: LiveDocs?
  ) throws(ConcordError) -> Int {
    if liveDocs == nil {
      if scorer is TermScorer || scorer is EverythingScorer { return scorer.cost }
    }
    var count = 0
    if let pattern = scorer as? OneFieldScorer {
      let isCounted = try pattern.forEach { document, _ in
        if liveDocs?.contains(document) ?? true { count += 1 }
      }
      if isCounted { return count }
    }
    while scorer.current != .end {
      if liveDocs?.contains(scorer.current) ?? true { count += 1 }
      try scorer.next()
    }
    return count
  }
}
