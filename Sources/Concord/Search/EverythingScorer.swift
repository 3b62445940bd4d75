/// Matches every document, with the same score for each.
final class EverythingScorer: Scorer {
  private(set) var current: DocID
  let cost: Int
  private let constant: Double

  init(documentCount: Int, score: Double) {
    cost = documentCount
    constant = score
    current = documentCount > 0 ? DocID(0) : .end
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    current == .end ? .end : try advance(to: current.next)
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    if target > current { current = Int(target.rawValue) < cost ? target : .end }
    return current
  }

  func score() throws(ConcordError) -> Double { constant }

  func bound(from first: DocID, through last: DocID) throws(ConcordError) -> Float {
    Float(constant) * LeafScoring.roundingFactor
  }
}
