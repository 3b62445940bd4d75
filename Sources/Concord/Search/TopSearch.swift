/// Finds the best documents of one segment.
///
/// Each shape of query has its algorithm; all of them give what ``exhaustive(_:_:in:)`` gives.
struct TopSearch {
  /// Which segment this is, for addresses.
  let segment: Int
  let liveDocs: LiveDocs?
  let documentCount: Int

  /// Collects the documents of `scorer` into `hits`.
  func run(_ scorer: any Scorer, _ hits: inout TopHits) throws(ConcordError) {
    let promise = try expectScores(of: scorer, &hits)
    switch scorer {
    case let term as TermScorer: try run(term, &hits)
    case let pattern as OneFieldScorer: try run(pattern, &hits)
    case let pattern as PatternScorer: try run(pattern, &hits)
    case let any as AnyScorer:
      var search = MaxScoreSearch(self, any.children)
      try search.run(&hits)
    case let all as AllScorer:
      let terms = all.children.compactMap { $0 as? TermScorer }
      guard terms.count == all.children.count, terms.count > 1 else { return try run(all, &hits) }
      var search = ConjunctionSearch(self, terms)
      try search.run(&hits)
    case let except as ExceptScorer: try run(except, &hits)
    default: try exhaustive(scorer, &hits)
    }
    // Else documents that score less would be missing without a word.
    if let promise, hits.count < hits.limit {
      throw promise.corrupt("fewer documents score what its skip data promises")
    }
  }

  /// Finds out what the best documents of a word, or of any of several, score at least.
  ///
  /// Of several words the one that weighs most is asked, of those in enough documents: a document
  /// that has it scores as much by itself, and more with the others. Returns that word.
  private func expectScores(
    of scorer: any Scorer, _ hits: inout TopHits
  ) throws(ConcordError) -> TermScorer? {
    // The dead are in the impacts.
    guard liveDocs == nil else { return nil }
    let words: [TermScorer]
    switch scorer {
    case let term as TermScorer: words = [term]
    case let any as AnyScorer: words = any.children.compactMap { $0 as? TermScorer }
    default: return nil
    }
    let frequent = words.filter { $0.cost / TermScorer.postingsPerImpact >= hits.limit }
    guard let best = frequent.max(by: { $0.weight < $1.weight }), best.weight > hits.threshold,
      let score = try best.scoreReached(byCount: hits.limit)
    else { return nil }
    hits.expect(score)
    return best
  }

  /// Scores every matching document: the reference for everything else here.
  func exhaustive(_ scorer: any Scorer, _ hits: inout TopHits) throws(ConcordError) {
    while scorer.current != .end {
      collect(scorer.current, Float(try scorer.score()), &hits)
      try scorer.next()
    }
  }

  /// Keeps a document if it lives.
  func collect(_ document: DocID, _ score: Float, _ hits: inout TopHits) {
    guard score > hits.threshold, liveDocs?.contains(document) ?? true else { return }
    hits.insert(score, DocumentAddress(segment: segment, document: document))
  }

  /// Keeps those of a batch that live.
  func collect(_ batch: CandidateBatch, _ hits: inout TopHits) {
    for i in 0..<batch.count { collect(batch.document(i), Float(batch.score(i)), &hits) }
  }

  /// One word: only blocks whose best impact could still win are decoded.
  private func run(_ term: TermScorer, _ hits: inout TopHits) throws(ConcordError) {
    let batch = CandidateBatch(capacity: SegmentFormat.blockCount)
    while try term.fill(batch, before: .end, above: hits.threshold) { collect(batch, &hits) }
  }

  /// One without another: the other is asked only about documents that could win.
  private func run(_ except: ExceptScorer, _ hits: inout TopHits) throws(ConcordError) {
    guard let term = except.included as? TermScorer else { return try exhaustive(except, &hits) }
    let excluded = except.excluded
    let batch = CandidateBatch(capacity: SegmentFormat.blockCount)
    while try term.fill(batch, before: .end, above: hits.threshold) {
      for i in 0..<batch.count where Float(batch.score(i)) > hits.threshold {
        let document = batch.document(i)
        if excluded.current < document { try excluded.advance(to: document) }
        if excluded.current != document { collect(document, Float(batch.score(i)), &hits) }
      }
    }
  }

  /// One phrase or NEAR: positions are read only where the frequencies could win.
  private func run(_ pattern: PatternScorer, _ hits: inout TopHits) throws(ConcordError) {
    while pattern.current != .end {
      collect(pattern.current, Float(try pattern.score()), &hits)
      pattern.setFloor(hits.threshold)
      try pattern.next()
    }
  }

  /// The same in one field.
  private func run(_ pattern: OneFieldScorer, _ hits: inout TopHits) throws(ConcordError) {
    if try pattern.forEach({ document, score in collect(document, score, &hits) }) { return }
    while pattern.current != .end {
      collect(pattern.current, Float(try pattern.score()), &hits)
      pattern.setFloor(hits.threshold)
      try pattern.next()
    }
  }

  /// Several that must all match: runs of documents whose bounds add up to too little are leapt.
  private func run(_ all: AllScorer, _ hits: inout TopHits) throws(ConcordError) {
    while all.current != .end {
      if hits.threshold > 0 {
        let last = try all.lastDocumentOfBlock(from: all.current)
        if try all.bound(from: all.current, through: last) <= hits.threshold {
          try all.advance(to: last.next)
          continue
        }
      }
      collect(all.current, Float(try all.score()), &hits)
      try all.next()
    }
  }
}
