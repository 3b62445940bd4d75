/// Matches where any of several patterns does, as one: synonyms, expansions, OR groups in a NEAR.
final class EitherIterator: PatternIterator {
  private let children: [any PatternIterator]
  private(set) var current = DocID.end
  let cost: Int
  private var scratch: [Occurrence] = []

  /// There is at least one child.
  init(_ children: [any PatternIterator]) {
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

  func frequencyBound() throws(ConcordError) -> UInt32 {
    var sum: UInt32 = 0
    for child in children where child.current == current {
      let (more, isTooLarge) = sum.addingReportingOverflow(try child.frequencyBound())
      sum = isTooLarge ? .max : more
    }
    return sum
  }

  func frequency() throws(ConcordError) -> UInt32 {
    // Different terms never share a position, but phrases and NEARs may give the same range.
    if children.allSatisfy({ $0 is PostingCursor }) { return try frequencyBound() }
    var occurrences: [Occurrence] = []
    try self.occurrences(into: &occurrences)
    return UInt32(occurrences.count)
  }

  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError) {
    occurrences.removeAll(keepingCapacity: true)
    var count = 0
    for child in children where child.current == current {
      try child.occurrences(into: &scratch)
      occurrences.append(contentsOf: scratch)
      count += 1
    }
    guard count > 1 else { return }
    occurrences.sort()
    occurrences.removeDuplicates()
  }
}

extension [Occurrence] {
  /// Leaves one of each run of equal elements.
  mutating func removeDuplicates() {
    var kept = 0
    for i in indices where i == 0 || self[i] != self[kept - 1] {
      self[kept] = self[i]
      kept += 1
    }
    removeLast(count - kept)
  }
}
