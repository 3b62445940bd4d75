/// Scores the documents of one posting list: the leaf that most queries consist of.
final class TermScorer: Scorer {
  private let cursor: PostingCursor
  private let scoring: LeafScoring
  private let norms: Norms?

  /// The bounds of the blocks of the skip data's group at hand; negative where not yet computed.
  private let blockBounds = FixedBuffer<Float>(
    count: SegmentFormat.groupBlockCount, repeating: -1)
  private var boundsGroup = -1
  private var groupBound: Float = -1
  /// The bounds of all blocks of the list, if all have been looked at.
  private var allBounds: [Float] = []
  /// The best score of a list without skip data; negative until asked for.
  private var shortListBound: Float = -1
  private let scores = FixedBuffer<Float>(count: SegmentFormat.blockCount, repeating: 0)

  init(_ cursor: PostingCursor, _ scoring: LeafScoring, norms: Norms?) {
    self.cursor = cursor
    self.scoring = scoring
    self.norms = norms
  }

  var current: DocID { cursor.current }
  var cost: Int { cursor.cost }
  /// What no score of a document passes but by rounding.
  var weight: Float { scoring.weight }

  /// The error of a list that is not what it says.
  func corrupt(_ reason: String) -> ConcordError { cursor.corrupt(reason) }

  @discardableResult
  func next() throws(ConcordError) -> DocID { try cursor.next() }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID { try cursor.advance(to: target) }

  func score() throws(ConcordError) -> Double {
    let norm = norms.map { $0[cursor.current.rawValue] } ?? 0
    return Double(scoring.score(frequency: try cursor.frequency(), norm: norm))
  }

  // MARK: Bounds

  func lastDocumentOfBlock(from first: DocID) throws(ConcordError) -> DocID {
    try cursor.lastDocumentOfBlock(holding: first.rawValue).map { DocID($0) } ?? .end
  }

  func lastDocumentOfGroup(from first: DocID) throws(ConcordError) -> DocID {
    let last = try lastDocumentOfBlock(from: first)
    // Past the last block, the group at hand is one that ended before `first`.
    guard last != .end, let skips = cursor.skips else { return last }
    return DocID(skips.endOfGroup - 1)
  }

  func bound(from first: DocID, through last: DocID) throws(ConcordError) -> Float {
    guard let lastInBlock = try cursor.lastDocumentOfBlock(holding: first.rawValue) else {
      return 0
    }
    guard let skips = cursor.skips else { return try boundOfShortList() }
    if boundsGroup != skips.groupOrdinal {
      boundsGroup = skips.groupOrdinal
      groupBound = -1
      for i in 0..<skips.blockCount { blockBounds[i] = -1 }
    }
    if lastInBlock >= last.rawValue { return try boundOfBlock(skips.blockIndex, skips) }
    if skips.endOfGroup > last.rawValue {
      return try boundOfBlocks(from: skips.blockIndex, through: last.rawValue, skips)
    }
    // What lies beyond the group is not known yet; a score passes the weight by rounding alone.
    return skips.isLastGroup
      ? try boundOfGroup(skips) : scoring.weight * LeafScoring.roundingFactor
  }

  private func boundOfBlocks(
    from i: Int, through last: UInt32, _ skips: SkipCursor
  ) throws(ConcordError) -> Float {
    var bound: Float = 0
    for block in i..<skips.blockCount {
      // Many small bounds cost more than they tell; the group's is at hand.
      if block - i == 8 { return try boundOfGroup(skips) }
      bound = max(bound, try boundOfBlock(block, skips))
      if skips.lastDocument(ofBlock: block) >= last { break }
    }
    return bound
  }

  private func boundOfBlock(_ i: Int, _ skips: SkipCursor) throws(ConcordError) -> Float {
    let known = skips.groupOrdinal * SegmentFormat.groupBlockCount + i
    if known < allBounds.count { return allBounds[known] }
    if blockBounds[i] < 0 { blockBounds[i] = try skips.maximum(ofBlock: i, scoring.bound) }
    return blockBounds[i]
  }

  private func boundOfGroup(_ skips: SkipCursor) throws(ConcordError) -> Float {
    if groupBound < 0 { groupBound = try skips.maximumOfGroup(scoring.bound) }
    return groupBound
  }

  /// The best score of the one block that a short list has, which is decoded anyway.
  private func boundOfShortList() throws(ConcordError) -> Float {
    if shortListBound < 0 {
      let range = try scoreBlock(before: .end)
      shortListBound = 0
      for i in range { shortListBound = max(shortListBound, scores[i]) }
    }
    return shortListBound
  }

  // MARK: The first threshold

  /// Postings that a list has for each of its impacts, at most: blocks have four or more.
  static let postingsPerImpact = SegmentFormat.blockCount / 4

  /// A score that at least `count` documents of the list have; nil if its impacts tell of fewer.
  ///
  /// Each impact of a block is that of a posting of its own, so that many documents' scores are
  /// known before one posting is decoded (of other ways to know a threshold in advance: A. Mallia,
  /// M. Siedlaczek, M. Sun and T. Suel, "A comparison of top-k threshold estimation techniques for
  /// disjunctive query processing", 2020).
  ///
  /// - Complexity: reads all of the list's skip data; what the bounds of its blocks need is kept.
  func scoreReached(byCount count: Int) throws(ConcordError) -> Float? {
    guard count > 0, cost / Self.postingsPerImpact >= count,
      let skips = try cursor.freshSkips()
    else { return nil }
    var best = TopHits(limit: count)
    var bounds: [Float] = []
    bounds.reserveCapacity(cost / SegmentFormat.blockCount + 1)
    // An impact does not say which document's it is, and only the last score is asked for.
    let nowhere = DocumentAddress(segment: 0, document: .end)
    while try skips.advance(to: skips.endOfGroup) {
      for block in 0..<skips.blockCount {
        var bound: Float = 0
        try skips.forEachImpact(ofBlock: block) { impact in
          let score = scoring.score(frequency: impact.frequency, norm: impact.norm)
          bound = max(bound, score)
          best.insert(score, nowhere)
        }
        bounds.append(bound * LeafScoring.roundingFactor)
      }
    }
    allBounds = bounds
    return best.count == count ? best.threshold : nil
  }

  // MARK: Whole blocks

  /// Scores the postings of the block at hand from the current one up to those before `end`, and
  /// returns their subscripts.
  private func scoreBlock(before end: DocID) throws(ConcordError) -> Range<Int> {
    try unsafe cursor.withRestOfBlock {
      (documents, frequencies, rest) throws(ConcordError) -> Range<Int> in
      // Safe: `rest` is inside of both buffers, which have 128 values as `scores` does.
      let upper =
        unsafe end == .end || end.rawValue > documents[rest.upperBound - 1]
        ? rest.upperBound
        : BlockKernels.firstIndex(
          atLeast: end.rawValue, in: documents, from: rest.lowerBound, count: rest.upperBound)
      let range = rest.lowerBound..<max(rest.lowerBound, upper)
      unsafe ScoreKernels.score(
        documents: documents, frequencies: frequencies, range: range, norms: norms, scoring,
        into: scores.base)
      return range
    }
  }

  func accumulate(into window: ScoreWindow, before end: DocID) throws(ConcordError) {
    while current < end {
      let range = try scoreBlock(before: end)
      try unsafe cursor.withRestOfBlock { (documents, _, _) throws(ConcordError) in
        unsafe window.add(
          scores.base + range.lowerBound, to: documents + range.lowerBound, count: range.count)
      }
      try cursor.move(to: range.upperBound)
    }
  }

  /// Puts the documents of the next block in which one has a score above `floor` into `batch`, in
  /// place of what it holds; false if there is none before `end`.
  ///
  /// Blocks that cannot reach the floor are not decoded.
  func fill(
    _ batch: CandidateBatch, before end: DocID, above floor: Float
  ) throws(ConcordError) -> Bool {
    batch.removeAll()
    while current < end {
      let last = try lastDocumentOfBlock(from: current)
      if try bound(from: current, through: last) <= floor {
        guard last < end else { return false }
        try advancePastHopelessBlocks(from: last.next, before: end, floor)
        continue
      }
      let range = try scoreBlock(before: end)
      try unsafe cursor.withRestOfBlock { (documents, _, _) throws(ConcordError) in
        // Safe: `range` is inside of the block, of which `scores` has the scores.
        unsafe batch.append(
          documents + range.lowerBound, scores.base + range.lowerBound, count: range.count,
          above: floor)
      }
      try cursor.move(to: range.upperBound)
      if batch.count > 0 { return true }
    }
    return false
  }

  func addScores(to batch: CandidateBatch) throws(ConcordError) {
    try forEachMatch(in: batch) { i, score in unsafe batch.scores[i] += Double(score) }
  }

  /// Keeps the documents of `batch` that match, and adds their scores.
  func keepMatches(in batch: CandidateBatch) throws(ConcordError) {
    var kept = 0
    try forEachMatch(in: batch) { i, score in
      // Safe: `kept` ≤ i, which is in the batch.
      unsafe batch.documents[kept] = unsafe batch.documents[i]
      unsafe batch.scores[kept] = unsafe batch.scores[i] + Double(score)
      kept += 1
    }
    batch.keepFirst(kept)
  }

  /// Gives each document of `batch` that matches, by its subscript, and its score to `body`.
  @inline(__always)
  private func forEachMatch(
    in batch: CandidateBatch, _ body: (Int, Float) -> Void
  ) throws(ConcordError) {
    let count = batch.count
    // Safe: the batch lives as long as this call, and `i` stays below its count.
    let candidates = unsafe batch.documents
    var i = 0
    while i < count {
      let first = unsafe DocID(candidates[i])
      if current < first { try cursor.advance(to: first) }
      guard current != .end else { return }
      if current > first {
        i += 1
        continue
      }
      let next = try unsafe cursor.withRestOfBlock {
        (documents, frequencies, rest) throws(ConcordError) -> Int in
        let last = unsafe documents[rest.upperBound - 1]
        var k = rest.lowerBound
        while i < count, unsafe candidates[i] <= last {
          // Safe: `last` is not below the candidate, so that `k` stays inside of the block.
          k = unsafe BlockKernels.firstIndex(
            atLeast: candidates[i], in: documents, from: k, count: rest.upperBound)
          if unsafe documents[k] == candidates[i] {
            let document = unsafe documents[k]
            let norm = norms.map { $0[document] } ?? 0
            body(i, unsafe scoring.score(frequency: frequencies[k] &+ 1, norm: norm))
          }
          i += 1
        }
        return k
      }
      cursor.stand(at: next)
    }
  }

  /// Stands on the first document of the first block from `first` whose bound is above `floor`, or
  /// at or after `end`.
  private func advancePastHopelessBlocks(
    from first: DocID, before end: DocID, _ floor: Float
  ) throws(ConcordError) {
    var first = first
    while first < end {
      let last = try lastDocumentOfBlock(from: first)
      guard last != .end, try bound(from: first, through: last) <= floor else { break }
      // Not past `end`: the floor, and so the hopelessness, ends there.
      first = min(last.next, end)
    }
    try cursor.advance(to: first)
  }
}
