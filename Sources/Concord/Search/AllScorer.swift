/// Matches where all of several scorers do: AND.
final class AllScorer: Scorer {
  /// The rarest first.
  let children: [any Scorer]
  private let candidates: any DocIterator
  var current: DocID { candidates.current }
  var cost: Int { children[0].cost }

  /// There is at least one child.
  init(_ children: [any Scorer]) throws(ConcordError) {
    self.children = children.sorted { $0.cost < $1.cost }
    candidates = try conjunction(children)
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID { try candidates.next() }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    try candidates.advance(to: target)
  }

  func score() throws(ConcordError) -> Double {
    var sum = 0.0
    for child in children { sum += try child.score() }
    return sum
  }

  func bound(from first: DocID, through last: DocID) throws(ConcordError) -> Float {
    var sum: Float = 0
    for child in children { sum += try child.bound(from: first, through: last) }
    return sum * LeafScoring.roundingFactor
  }

  func lastDocumentOfBlock(from first: DocID) throws(ConcordError) -> DocID {
    var last = DocID.end
    for child in children { last = min(last, try child.lastDocumentOfBlock(from: first)) }
    return last
  }

  func lastDocumentOfGroup(from first: DocID) throws(ConcordError) -> DocID {
    var last = DocID.end
    for child in children { last = min(last, try child.lastDocumentOfGroup(from: first)) }
    return last
  }
}
