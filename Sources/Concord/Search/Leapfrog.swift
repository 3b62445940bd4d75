/// Visits the documents on which all of several iterators stand: each in turn leaps to where the one
/// before it stands (Culpepper and Moffat, "Efficient set intersection for inverted indexing",
/// 2010). The rarest leads, so that it decides how many steps there are.
///
/// Generic, so that a run over posting cursors alone, the common case, calls them directly.
final class Leapfrog<Iterator: DocIterator>: DocIterator {
  private let lead: Iterator
  // The second has a name of its own: nearly all candidates fail there, and a property is reached
  // without the reference counting that an array's element costs.
  private let second: Iterator?
  private let others: [Iterator]
  private(set) var current = DocID.end

  var cost: Int { lead.cost }

  /// There is at least one iterator.
  init(_ iterators: [Iterator]) throws(ConcordError) {
    let sorted = iterators.sorted { $0.cost < $1.cost }
    lead = sorted[0]
    second = sorted.count > 1 ? sorted[1] : nil
    others = Array(sorted.dropFirst(2))
    try align(from: lead.current)
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    guard current != .end else { return .end }
    try align(from: try lead.next())
    return current
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    guard target > current else { return current }
    try align(from: try lead.advance(to: target))
    return current
  }

  private func align(from first: DocID) throws(ConcordError) {
    var target = first
    while target != .end {
      var found = target
      if let second { found = try second.advance(to: target) }
      if found == target { found = try advanceOthers(to: target) }
      if found == target { break }
      target = try lead.advance(to: found)
    }
    current = target
  }

  /// Steps the others to `target` until one of them has passed it, and returns where that one stands.
  private func advanceOthers(to target: DocID) throws(ConcordError) -> DocID {
    for other in others {
      let found = try other.advance(to: target)
      if found != target { return found }
    }
    return target
  }
}

/// An iterator of any type, where types are mixed.
final class AnyDocIterator: DocIterator {
  private let iterator: any DocIterator

  init(_ iterator: any DocIterator) { self.iterator = iterator }

  var current: DocID { iterator.current }
  var cost: Int { iterator.cost }

  @discardableResult
  func next() throws(ConcordError) -> DocID { try iterator.next() }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    try iterator.advance(to: target)
  }
}

/// The leapfrog of `iterators`: over cursors directly if they all are.
func leapfrog(_ iterators: [any DocIterator]) throws(ConcordError) -> any DocIterator {
  let cursors = iterators.compactMap { $0 as? PostingCursor }
  if cursors.count == iterators.count { return try Leapfrog(cursors) }
  return try Leapfrog(iterators.map { AnyDocIterator($0) })
}
