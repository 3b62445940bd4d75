/// Matches where any of several scorers does: OR.
final class AnyScorer: Scorer {
  let children: [any Scorer]
  private(set) var current: DocID
  let cost: Int

  /// There is at least one child.
  init(_ children: [any Scorer]) {
    self.children = children
    cost = children.reduce(0) { $0 + $1.cost }
    current = children.reduce(.end) { min($0, $1.current) }
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    guard current != .end else { return .end }
    return try advance(to: current.next)
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    guard target > current else { return current }
    var least = DocID.end
    for child in children {
      least = min(least, child.current < target ? try child.advance(to: target) : child.current)
    }
    current = least
    return current
  }

  func score() throws(ConcordError) -> Double {
    var sum = 0.0
    for child in children where child.current == current { sum += try child.score() }
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
