/// Matches where one scorer does and another does not: NOT.
final class ExceptScorer: Scorer {
  let included: any Scorer
  let excluded: any Scorer
  private(set) var current: DocID
  var cost: Int { included.cost }

  init(_ included: any Scorer, except excluded: any Scorer) throws(ConcordError) {
    self.included = included
    self.excluded = excluded
    current = .end
    try settle()
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    guard current != .end else { return .end }
    try included.next()
    try settle()
    return current
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    guard target > current else { return current }
    try included.advance(to: target)
    try settle()
    return current
  }

  private func settle() throws(ConcordError) {
    while included.current != .end {
      if excluded.current < included.current { try excluded.advance(to: included.current) }
      if excluded.current != included.current { break }
      try included.next()
    }
    current = included.current
  }

  func score() throws(ConcordError) -> Double { try included.score() }

  func bound(from first: DocID, through last: DocID) throws(ConcordError) -> Float {
    try included.bound(from: first, through: last)
  }

  func lastDocumentOfBlock(from first: DocID) throws(ConcordError) -> DocID {
    try included.lastDocumentOfBlock(from: first)
  }

  func lastDocumentOfGroup(from first: DocID) throws(ConcordError) -> DocID {
    try included.lastDocumentOfGroup(from: first)
  }
}
