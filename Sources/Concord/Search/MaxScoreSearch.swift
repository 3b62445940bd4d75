/// Finds the best documents of a disjunction by MaxScore over windows of documents.
///
/// In each window every clause has an upper bound. The clauses with the smallest bounds, which even
/// together cannot lift a document above the score to beat, are only looked up for documents that
/// one of the others, the essential ones, has found (Turtle and Flood, "Query evaluation:
/// strategies and optimizations", 1995; by blocks: Chakrabarti, Chaudhuri and Ganti,
/// "Interval-based pruning for top-k processing over compressed lists", 2011). Essential clauses
/// add their scores block by block to a buffer; a single one is walked alone.
struct MaxScoreSearch {
  private struct Clause {
    let scorer: any Scorer
    /// In the window at hand.
    var bound: Float = 0
  }

  private let search: TopSearch
  private var clauses: [Clause]
  private let window = ScoreWindow()
  private let batch = CandidateBatch(capacity: ScoreWindow.documentCount)

  init(_ search: TopSearch, _ scorers: [any Scorer]) {
    self.search = search
    clauses = scorers.map { Clause(scorer: $0) }
  }

  /// Collects the documents of all clauses into `hits`.
  mutating func run(_ hits: inout TopHits) throws(ConcordError) {
    var first = firstDocument()
    while first != .end {
      let end = try endOfWindow(from: first)
      try boundClauses(from: first, before: end)
      let nonEssential = nonEssentialCount(hits.threshold)
      switch clauses.count - nonEssential {
      case 0: break
      case 1: try runSingle(from: first, before: end, &hits)
      default: try runSeveral(nonEssential, from: first, before: end, &hits)
      }
      first = max(end, firstDocument(from: nonEssential, orAfter: end))
    }
  }

  private func firstDocument() -> DocID {
    clauses.reduce(.end) { min($0, $1.scorer.current) }
  }

  /// Where the next window may begin: non-essential clauses may lag behind, so if there are any,
  /// right after the last window.
  private func firstDocument(from nonEssential: Int, orAfter end: DocID) -> DocID {
    guard Int(end.rawValue) < search.documentCount else { return .end }
    return nonEssential == 0 ? firstDocument() : end
  }

  /// The end of a window that begins at `first`: bounds are known up to there.
  private func endOfWindow(from first: DocID) throws(ConcordError) -> DocID {
    var last = DocID(
      UInt32(min(Int(first.rawValue) + ScoreWindow.documentCount, search.documentCount) - 1))
    for clause in clauses { last = min(last, try clause.scorer.lastDocumentOfGroup(from: first)) }
    return last.next
  }

  /// Finds every clause's bound in the window, and puts the smallest first.
  private mutating func boundClauses(
    from first: DocID, before end: DocID
  ) throws(ConcordError) {
    let last = DocID(end.rawValue - 1)
    for i in clauses.indices {
      let scorer = clauses[i].scorer
      clauses[i].bound = scorer.current >= end ? 0 : try scorer.bound(from: first, through: last)
    }
    // Insertion: there are few clauses, and their order changes little from window to window.
    for i in clauses.indices.dropFirst() {
      var k = i
      while k > 0, clauses[k].bound < clauses[k - 1].bound {
        clauses.swapAt(k, k - 1)
        k -= 1
      }
    }
  }

  /// How many of the first clauses cannot lift a document above the threshold even together.
  private func nonEssentialCount(_ threshold: Float) -> Int {
    var sum = 0.0
    for i in clauses.indices {
      sum += Double(clauses[i].bound)
      if Float(sum) > threshold { return i }
    }
    return clauses.count
  }

  /// The sum of the bounds of the first `count` clauses.
  private func boundOfFirst(_ count: Int) -> Double {
    var sum = 0.0
    for i in 0..<count { sum += Double(clauses[i].bound) }
    return sum
  }

  private func runSingle(
    from first: DocID, before end: DocID, _ hits: inout TopHits
  ) throws(ConcordError) {
    let others = clauses.count - 1
    let rest = boundOfFirst(others)
    let scorer = clauses[others].scorer
    if scorer.current < first { try scorer.advance(to: first) }
    if let term = scorer as? TermScorer {
      while try term.fill(batch, before: end, above: Self.floor(hits.threshold, rest)) {
        try complete(others, rest, &hits)
      }
      return
    }
    batch.removeAll()
    while scorer.current < end {
      batch.append(scorer.current, try scorer.score())
      try scorer.next()
    }
    try complete(others, rest, &hits)
  }

  /// A score of one clause that the others cannot lift above the threshold: at most this.
  static func floor(_ threshold: Float, _ rest: Double) -> Float {
    // Rounded down: a document whose own score is just above must be looked at.
    let floor = Float(Double(threshold) - rest)
    return floor.isFinite ? floor.nextDown : floor
  }

  private func runSeveral(
    _ others: Int, from first: DocID, before end: DocID, _ hits: inout TopHits
  ) throws(ConcordError) {
    window.move(to: first)
    for clause in clauses[others...] {
      if clause.scorer.current < first { try clause.scorer.advance(to: first) }
      try clause.scorer.accumulate(into: window, before: end)
    }
    let rest = boundOfFirst(others)
    batch.removeAll()
    try window.drain { document, score throws(ConcordError) in
      // Rounding to single precision keeps the order, so this is exact.
      if Float(score + rest) > hits.threshold { batch.append(document, score) }
    }
    try complete(others, rest, &hits)
  }

  /// Adds what the first `others` clauses say of the batch's documents to their scores, as long as
  /// they can still win; `rest` is the sum of the clauses' bounds.
  private func complete(
    _ others: Int, _ rest: Double, _ hits: inout TopHits
  ) throws(ConcordError) {
    var rest = rest
    for i in (0..<others).reversed() {
      batch.keep(above: hits.threshold, with: rest)
      if batch.count == 0 { return }
      rest -= Double(clauses[i].bound)
      try clauses[i].scorer.addScores(to: batch)
    }
    search.collect(batch, &hits)
  }
}
