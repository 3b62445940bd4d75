/// Finds the documents on which all of several iterators stand: each in turn leaps to where the one
/// before it stands (Culpepper and Moffat, "Efficient set intersection for inverted indexing",
/// 2010).
///
/// The rarest leads, so that it decides how many steps there are.
///
/// Generic, so that the run over posting cursors alone, the common case, calls them directly; a
/// generic *class* would be compiled once for all types, and call through tables.
private struct Leapfrog<Iterator: DocIterator> {
  let lead: Iterator
  // The second has a name of its own: nearly all candidates fail there, and a property is reached
  // without the reference counting that an array's element costs.
  private let second: Iterator?
  private let others: [Iterator]

  /// There is at least one iterator.
  init(_ iterators: [Iterator]) {
    let sorted = iterators.sorted { $0.cost < $1.cost }
    lead = sorted[0]
    second = sorted.count > 1 ? sorted[1] : nil
    others = Array(sorted.dropFirst(2))
  }

  /// The first document at or after `first`, where the lead stands, on which all stand.
  @inline(__always)
  func align(from first: DocID) throws(ConcordError) -> DocID {
    var target = first
    while target != .end {
      var found = target
      if let second { found = try second.advance(to: target) }
      if found == target { found = try advanceOthers(to: target) }
      if found == target { break }
      target = try lead.advance(to: found)
    }
    return target
  }

  /// Steps the others to `target` until one of them has passed it, and returns where that one
  /// stands.
  @inline(__always)
  private func advanceOthers(to target: DocID) throws(ConcordError) -> DocID {
    for other in others {
      let found = try other.advance(to: target)
      if found != target { return found }
    }
    return target
  }
}

/// Visits the documents on which all of several posting cursors stand.
private final class CursorLeapfrog: DocIterator {
  private let leapfrog: Leapfrog<PostingCursor>
  private(set) var current: DocID
  var cost: Int { leapfrog.lead.cost }

  init(_ cursors: [PostingCursor]) throws(ConcordError) {
    leapfrog = Leapfrog(cursors)
    current = try leapfrog.align(from: leapfrog.lead.current)
  }

  func next() throws(ConcordError) -> DocID {
    if current != .end { current = try leapfrog.align(from: leapfrog.lead.next()) }
    return current
  }

  func advance(to target: DocID) throws(ConcordError) -> DocID {
    if target > current { current = try leapfrog.align(from: leapfrog.lead.advance(to: target)) }
    return current
  }
}

/// Visits the documents on which all of several iterators of any type stand.
private final class AnyLeapfrog: DocIterator {
  private let leapfrog: Leapfrog<AnyDocIterator>
  private(set) var current: DocID
  var cost: Int { leapfrog.lead.cost }

  init(_ iterators: [any DocIterator]) throws(ConcordError) {
    leapfrog = Leapfrog(iterators.map { AnyDocIterator($0) })
    current = try leapfrog.align(from: leapfrog.lead.current)
  }

  func next() throws(ConcordError) -> DocID {
    if current != .end { current = try leapfrog.align(from: leapfrog.lead.next()) }
    return current
  }

  func advance(to target: DocID) throws(ConcordError) -> DocID {
    if target > current { current = try leapfrog.align(from: leapfrog.lead.advance(to: target)) }
    return current
  }
}

/// An iterator of any type, where types are mixed.
private final class AnyDocIterator: DocIterator {
  private let iterator: any DocIterator

  init(_ iterator: any DocIterator) { self.iterator = iterator }

  var current: DocID { iterator.current }
  var cost: Int { iterator.cost }

  func next() throws(ConcordError) -> DocID { try iterator.next() }

  func advance(to target: DocID) throws(ConcordError) -> DocID {
    try iterator.advance(to: target)
  }
}

/// Visits the documents on which all of `iterators` stand: directly if all are posting cursors.
func leapfrog(_ iterators: [any DocIterator]) throws(ConcordError) -> any DocIterator {
  let cursors = iterators.compactMap { $0 as? PostingCursor }
  return cursors.count == iterators.count
    ? try CursorLeapfrog(cursors) : try AnyLeapfrog(iterators)
}
