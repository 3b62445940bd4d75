/// Scores the documents that match a phrase, a NEAR or words that stand for each other in one
/// field.
final class OneFieldScorer: LeafScorer {
  private let iterator: any FrequencyIterator
  private let scoring: LeafScoring
  private let norms: Norms?
  private let hasCloseness: Bool
  /// Bounds by the word that is in every match, scored as if it were the pattern.
  private let rarestWord: TermScorer?
  /// The last document of the block of the rarest word that is known to be worth reading.
  private var lastOfBlock = DocID(0)

  private(set) var current = DocID.end
  var cost: Int { iterator.cost }
  private var currentScore: Float = 0
  /// Documents whose score cannot be above this are passed over.
  private var floor = -Float.infinity
  var visitsAll = false

  /// With `hasCloseness`, the nearness of the operands adds to the score:
  /// ``PatternScorer/closenessWeight``.
  init(
    _ iterator: any FrequencyIterator, _ scoring: LeafScoring, norms: Norms?, hasCloseness: Bool
  ) throws(ConcordError) {
    self.iterator = iterator
    self.scoring = scoring
    self.norms = norms
    self.hasCloseness = hasCloseness
    rarestWord =
      hasCloseness ? nil : iterator.rarestWord.map { TermScorer($0, scoring, norms: norms) }
    try settle(on: iterator.current)
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    guard current != .end else { return .end }
    try settle(on: iterator.next())
    return current
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    guard target > current else { return current }
    try settle(on: iterator.advance(to: target))
    return current
  }

  func score() throws(ConcordError) -> Double { Double(currentScore) }

  func bound(from first: DocID, through last: DocID) throws(ConcordError) -> Float {
    scoring.weight * (hasCloseness ? 1 + PatternScorer.closenessWeight : 1)
      * LeafScoring.roundingFactor
  }

  func setFloor(_ floor: Float) {
    if self.floor <= 0, floor > 0 { lastOfBlock = DocID(0) }
    self.floor = floor
  }

  /// Gives each document from the current one on and its score to `body`, if the pattern is one of
  /// many terms, whose documents can be visited by the window; else returns false.
  func forEach(_ body: (DocID, Float) -> Void) throws(ConcordError) -> Bool {
    guard let terms = iterator as? ManyTermsIterator else { return false }
    try terms.forEach { document, frequency throws(ConcordError) in
      let saturation = scoring.saturation[Int(norms?[document] ?? 0)]
      let frequency = Float(frequency) * scoring.fieldWeight
      body(DocID(document), LeafScoring.score(frequency, saturation, scoring.weight))
    }
    current = .end
    return true
  }

  /// Stands on the first candidate from `first` on that matches and may be above the floor.
  private func settle(on first: DocID) throws(ConcordError) {
    var candidate = first
    while candidate != .end {
      if floor > 0, !visitsAll, let rarestWord {
        let hopeful = try passHopelessBlocks(of: rarestWord, from: candidate)
        if hopeful > candidate {
          candidate = try iterator.advance(to: hopeful)
          continue
        }
      }
      if try matches(candidate) { break }
      candidate = try iterator.next()
    }
    current = candidate
  }

  /// The first document from `candidate` that is in a block of `word` whose best score is above
  /// the floor.
  private func passHopelessBlocks(
    of word: TermScorer, from candidate: DocID
  ) throws(ConcordError) -> DocID {
    var first = candidate
    while first > lastOfBlock || lastOfBlock == DocID(0) {
      let last = try word.lastDocumentOfBlock(from: first)
      if last == .end { return .end }
      if try word.bound(from: first, through: last) > floor {
        lastOfBlock = last
        break
      }
      first = last.next
    }
    return first
  }

  /// Whether the current candidate matches; if so, its score is known.
  private func matches(_ candidate: DocID) throws(ConcordError) -> Bool {
    let saturation = scoring.saturation[Int(norms?[candidate.rawValue] ?? 0)]
    if floor > 0 {
      let most = Float(try iterator.frequencyBound()) * scoring.fieldWeight
      let bound =
        LeafScoring.score(most, saturation, scoring.weight)
        + (hasCloseness ? scoring.weight * PatternScorer.closenessWeight : 0)
      guard bound * LeafScoring.roundingFactor > floor else {
        currentScore = 0
        return visitsAll ? try iterator.occurs() : false
      }
    }
    let frequency = Float(try iterator.frequency()) * scoring.fieldWeight
    guard frequency > 0 else { return false }
    currentScore = LeafScoring.score(frequency, saturation, scoring.weight)
    if hasCloseness {
      currentScore += scoring.weight * PatternScorer.closenessWeight * iterator.closeness
    }
    return true
  }
}
