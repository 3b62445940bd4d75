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
  private let batch = CandidateBatch(capacity: SegmentFormat.blockCount)

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
    while try lead.fill(
      batch, before: last.next, above: MaxScoreSearch.floor(hits.threshold, rest))
    {
      var rest = rest
      for i in others.indices {
        try others[i].keepMatches(in: batch)
        rest -= Double(bounds[i])
        if i + 1 < others.count { batch.keep(above: hits.threshold, with: rest) }
        if batch.count == 0 { break }
      }
      search.collect(batch, &hits)
    }
  }
}
