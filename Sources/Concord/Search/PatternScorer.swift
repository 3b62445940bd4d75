/// Scores the documents that match a leaf in one or several fields, which count as one (BM25F).
final class PatternScorer: LeafScorer {
  /// The leaf in one field.
  struct FieldPattern {
    let iterator: any FrequencyIterator
    let weight: Float
  }
  /// The norms of every field that counts, whether the leaf is in it or not.
  struct FieldLength {
    let norms: Norms?
    let part: LengthScale.Part
  }

  /// The most that nearness adds to a score, in units of the leaf's weight.
  ///
  /// BM25's part stays below 1, so of two documents alike in all else, the one with the nearer pair
  /// comes first, and one word at distance 1 outweighs any number of repetitions far apart.
  static let closenessWeight: Float = 1

  private let fields: [FieldPattern]
  private let lengths: [FieldLength]
  private let base: Float
  private let weight: Float
  private let hasCloseness: Bool

  private(set) var current = DocID.end
  let cost: Int
  private var currentScore: Float = 0
  /// Documents whose score cannot be above this are passed over.
  private var floor = -Float.infinity
  var visitsAll = false

  /// There is at least one field.
  init(
    _ fields: [FieldPattern], lengths: [FieldLength], base: Float, weight: Float,
    hasCloseness: Bool
  ) throws(ConcordError) {
    self.fields = fields
    self.lengths = lengths
    self.base = base
    self.weight = weight
    self.hasCloseness = hasCloseness
    cost = fields.reduce(0) { $0 + $1.iterator.cost }
    try settle()
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    guard current != .end else { return .end }
    try step()
    try settle()
    return current
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    guard target > current else { return current }
    for field in fields where field.iterator.current < target {
      try field.iterator.advance(to: target)
    }
    try settle()
    return current
  }

  func score() throws(ConcordError) -> Double { Double(currentScore) }

  func bound(from first: DocID, through last: DocID) throws(ConcordError) -> Float {
    weight * (hasCloseness ? 1 + Self.closenessWeight : 1) * LeafScoring.roundingFactor
  }

  func setFloor(_ floor: Float) { self.floor = floor }

  private func step() throws(ConcordError) {
    for field in fields where field.iterator.current == current { try field.iterator.next() }
  }

  /// Stands on the first candidate from here on that matches and may be above the floor.
  private func settle() throws(ConcordError) {
    while true {
      current = fields.reduce(.end) { min($0, $1.iterator.current) }
      guard current != .end else { return }
      if try matches() { return }
      try step()
    }
  }

  /// Whether the current candidate matches; if so, its score is known.
  private func matches() throws(ConcordError) -> Bool {
    let saturation = lengths.reduce(base) { sum, length in
      sum + length.part.table[Int(length.norms?[current.rawValue] ?? 0)]
    }
    if floor > 0 {
      var most: Float = 0
      for field in fields where field.iterator.current == current {
        most += field.weight * Float(try field.iterator.frequencyBound())
      }
      let bound =
        LeafScoring.score(most, saturation, weight)
        + (hasCloseness ? weight * Self.closenessWeight : 0)
      guard bound * LeafScoring.roundingFactor > floor else {
        currentScore = 0
        return visitsAll ? try occurs() : false
      }
    }
    var frequency: Float = 0
    var closeness: Float = 0
    for field in fields where field.iterator.current == current {
      frequency += field.weight * Float(try field.iterator.frequency())
      closeness = max(closeness, field.iterator.closeness)
    }
    guard frequency > 0 else { return false }
    currentScore = LeafScoring.score(frequency, saturation, weight)
    if hasCloseness { currentScore += weight * Self.closenessWeight * closeness }
    return true
  }

  private func occurs() throws(ConcordError) -> Bool {
    for field in fields where field.iterator.current == current {
      if try field.iterator.occurs() { return true }
    }
    return false
  }
}
