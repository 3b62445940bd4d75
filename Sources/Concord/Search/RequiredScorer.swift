/// Matches where the required scorer does; what an optional one matches too adds to the score.
final class RequiredScorer: Scorer {
  private let required: any Scorer
  private let optional: any Scorer

  init(_ required: any Scorer, optional: any Scorer) {
    self.required = required
    self.optional = optional
  }

  var current: DocID { required.current }
  var cost: Int { required.cost }

  @discardableResult
  func next() throws(ConcordError) -> DocID { try required.next() }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID { try required.advance(to: target) }

  func score() throws(ConcordError) -> Double {
    let sum = try required.score()
    if optional.current < required.current { try optional.advance(to: required.current) }
    return optional.current == required.current ? sum + (try optional.score()) : sum
  }

  func bound(from first: DocID, through last: DocID) throws(ConcordError) -> Float {
    (try required.bound(from: first, through: last) + optional.bound(from: first, through: last))
      * LeafScoring.roundingFactor
  }

  func lastDocumentOfBlock(from first: DocID) throws(ConcordError) -> DocID {
    min(
      try required.lastDocumentOfBlock(from: first), try optional.lastDocumentOfBlock(from: first))
  }

  func lastDocumentOfGroup(from first: DocID) throws(ConcordError) -> DocID {
    min(
      try required.lastDocumentOfGroup(from: first), try optional.lastDocumentOfGroup(from: first))
  }
}
