/// Visits the documents on which all of several iterators of any type stand: each in turn leaps to
/// where the one before it stands (Culpepper and Moffat, "Efficient set intersection for inverted
/// indexing", 2010).
///
/// The rarest leads, so that it decides how many steps there are.
final class Leapfrog: DocIterator {
  private let lead: any DocIterator
  private let others: [any DocIterator]
  private(set) var current: DocID
  var cost: Int { lead.cost }

  /// There is at least one iterator.
  init(_ iterators: [any DocIterator]) throws(ConcordError) {
    let sorted = iterators.sorted { $0.cost < $1.cost }
    lead = sorted[0]
    others = Array(sorted.dropFirst())
    current = lead.current
    try align()
  }

  func next() throws(ConcordError) -> DocID {
    guard current != .end else { return .end }
    current = try lead.next()
    try align()
    return current
  }

  func advance(to target: DocID) throws(ConcordError) -> DocID {
    guard target > current else { return current }
    current = try lead.advance(to: target)
    try align()
    return current
  }

  /// Goes on to the first document from `current`, where the lead stands, on which all stand.
  private func align() throws(ConcordError) {
    while current != .end {
      let found = try advanceOthers()
      if found == current { return }
      current = try lead.advance(to: found)
    }
  }

  /// Steps the others to the lead until one of them has passed it, and returns where that one
  /// stands.
  private func advanceOthers() throws(ConcordError) -> DocID {
    for other in others {
      let found = try other.advance(to: current)
      if found != current { return found }
    }
    return current
  }
}

/// Visits the documents on which all of `iterators`, at least one, stand.
func conjunction(_ iterators: [any DocIterator]) throws(ConcordError) -> any DocIterator {
  if iterators.count == 1 { return iterators[0] }
  let cursors = iterators.compactMap { $0 as? PostingCursor }
  return cursors.count == iterators.count
    ? try CursorConjunction(cursors) : try Leapfrog(iterators)
}
