/// Finds the best documents of one segment.
///
/// Each shape of query has its algorithm; all of them give what ``exhaustive(_:_:in:)`` gives.
struct TopSearch {
  /// Which segment this is, for addresses.
  let segment: Int
  let liveDocs: LiveDocs?
  let documentCount: Int

  /// Collects the documents of `scorer` into `hits`.
  ///
  /// Returns how many living documents match, if all were visited: with `visitsAll`, all documents
  /// of a pattern are.
  func run(
    _ scorer: any Scorer, visitsAll: Bool = false, _ hits: inout TopHits
  ) throws(ConcordError) -> Int? {
    let promise = try expectScores(of: scorer, &hits)
    var matchCount: Int?
    switch scorer {
    case let term as TermScorer: try run(term, &hits)
    case let pattern as OneFieldScorer:
      matchCount = try runThroughTerms(pattern, &hits)
      if matchCount == nil { matchCount = try run(pattern, visitsAll: visitsAll, &hits) }
    case let pattern as PatternScorer:
      matchCount = try run(pattern, visitsAll: visitsAll, &hits)
    case let any as AnyScorer:
      var search = MaxScoreSearch(self, any.children)
      try search.run(&hits)
    case let all as AllScorer:
      let terms = all.children.compactMap { $0 as? TermScorer }
      if terms.count == all.children.count, terms.count > 1 {
        var search = ConjunctionSearch(self, terms)
        try search.run(&hits)
      } else {
        try run(all, &hits)
      }
    case let except as ExceptScorer: try run(except, &hits)
    default: matchCount = try exhaustive(scorer, &hits)
    }
    // Else documents that score less would be missing without a word.
    if let promise, hits.count < hits.limit {
      throw promise.corrupt("fewer documents score what its skip data promises")
    }
    return matchCount
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
  ///
  /// Returns how many of them live.
  @discardableResult
  func exhaustive(_ scorer: any Scorer, _ hits: inout TopHits) throws(ConcordError) -> Int {
    var count = 0
    while scorer.current != .end {
      if lives(scorer.current) { count += 1 }
      collect(scorer.current, Float(try scorer.score()), &hits)
      try scorer.next()
    }
    return count
  }

  private func lives(_ document: DocID) -> Bool { liveDocs?.contains(document) ?? true }

  /// Keeps a document if it lives.
  func collect(_ document: DocID, _ score: Float, _ hits: inout TopHits) {
    guard score > hits.threshold, lives(document) else { return }
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
    guard let term = except.included as? TermScorer else {
      try exhaustive(except, &hits)
      return
    }
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

  /// A phrase, a NEAR, or words that stand for each other: positions are read only where the
  /// frequencies could win, and where it is to be visited all the same, until there is a match.
  ///
  /// Returns how many living documents match, if all were visited.
  private func run(
    _ pattern: any LeafScorer, visitsAll: Bool, _ hits: inout TopHits
  ) throws(ConcordError) -> Int? {
    pattern.visitsAll = visitsAll
    var count = 0
    while pattern.current != .end {
      if lives(pattern.current) { count += 1 }
      collect(pattern.current, Float(try pattern.score()), &hits)
      pattern.setFloor(hits.threshold)
      try pattern.next()
    }
    return visitsAll ? count : nil
  }

  /// A pattern of so many terms that all of its documents are visited, by the window.
  ///
  /// Returns how many living documents match; nil if it is none of those.
  private func runThroughTerms(
    _ pattern: OneFieldScorer, _ hits: inout TopHits
  ) throws(ConcordError) -> Int? {
    var count = 0
    let hasRun = try pattern.forEach { document, score in
      if lives(document) { count += 1 }
      collect(document, score, &hits)
    }
    return hasRun ? count : nil
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
