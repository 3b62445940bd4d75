/// Finds the best documents that hold all of several words.
///
/// The rarest word leads. A block of its postings is scored at once, and only those documents whose
/// score could pass the threshold with the best that the others have in reach of the block are
/// looked up in the others' lists; a block without such a document is not even decoded.
struct ConjunctionSearch {
  private let search: TopSearch
  private let lead: TermScorer
  /// The rest, the rarest first.
  private let others: [TermScorer]
  /// Their upper bounds in reach of the block at hand.
  private var bounds: [Float]

  /// `scorers` are at least two, the rarest first.
  init(_ search: TopSearch, _ scorers: [TermScorer]) {
    self.search = search
    lead = scorers[0]
    others = Array(scorers.dropFirst())
    bounds = others.map { _ in 0 }
  }

  /// Collects the documents into `hits`.
  mutating func run(_ hits: inout TopHits) throws(ConcordError) {
    while lead.current != .end {
      let last = try lead.lastDocumentOfBlock(from: lead.current)
      var rest = 0.0
      for i in others.indices {
        // A word that is in no document from here on ends the search.
        if try others[i].lastDocumentOfBlock(from: lead.current) == .end { return }
        bounds[i] = try others[i].bound(from: lead.current, through: last)
        rest += Double(bounds[i])
      }
      try runBlock(through: last, rest, &hits)
    }
  }

  private func runBlock(
    through last: DocID, _ rest: Double, _ hits: inout TopHits
  ) throws(ConcordError) {
    try lead.forEach(before: last.next, above: MaxScoreSearch.floor(hits.threshold, rest)) {
      document, score throws(ConcordError) in
      if let total = try total(document, Double(score), rest, hits.threshold) {
        search.collect(document, total, &hits)
      }
      return MaxScoreSearch.floor(hits.threshold, rest)
    }
  }

  /// The score of a document that all words are in, unless it cannot pass the threshold.
  private func total(
    _ document: DocID, _ score: Double, _ rest: Double, _ threshold: Float
  ) throws(ConcordError) -> Float? {
    var score = score
    var rest = rest
    for i in others.indices {
      let other = others[i]
      if other.current < document { try other.advance(to: document) }
      guard other.current == document else { return nil }
      score += try other.score()
      rest -= Double(bounds[i])
      // Rounding to single precision keeps the order, so this is exact.
      guard Float(score + rest) > threshold else { return nil }
    }
    return Float(score)
  }
}
