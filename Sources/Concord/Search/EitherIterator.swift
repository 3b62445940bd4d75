/// Matches where any of several patterns does, as one: synonyms, expansions, OR groups in a NEAR.
///
/// The children stand in a binary heap by their documents, so that a step costs the logarithm of
/// their number.
final class EitherIterator: PatternIterator {
  /// A child, and the document that it stands on.
  private struct Head {
    var document: DocID
    let child: any PatternIterator
  }

  private var heap: [Head]
  private let areDisjoint: Bool
  let cost: Int
  private var scratch: [Occurrence] = []
  private let work: SearchWork

  /// What an occurrence costs that is put in order, and a child that is moved on.
  private static let stepsPerOccurrence = 32
  private static let stepsPerMove = 64

  /// There is at least one child.
  ///
  /// `areDisjoint` says that no two share a position, as different terms of one kind never do.
  init(
    _ children: [any PatternIterator], areDisjoint: Bool, work: SearchWork = SearchWork()
  ) {
    self.work = work
    cost = children.reduce(0) { $0 + $1.cost }
    self.areDisjoint = areDisjoint
    // What is sorted is a heap.
    heap = children.map { Head(document: $0.current, child: $0) }
      .sorted { $0.document < $1.document }
  }

  var current: DocID { heap[0].document }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    guard current != .end else { return .end }
    return try advance(to: current.next)
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    var moveCount = 0
    while heap[0].document < target {
      heap[0].document = try heap[0].child.advance(to: target)
      sink()
      moveCount += 1
    }
    try work.spend(moveCount * Self.stepsPerMove)
    return current
  }

  func frequencyBound() throws(ConcordError) -> UInt32 {
    var sum: UInt32 = 0
    try forEachAtHand { child throws(ConcordError) in
      sum = sum.addingSaturating(try child.frequencyBound())
    }
    return sum
  }

  func frequency() throws(ConcordError) -> UInt32 {
    // Phrases and NEARs may give the same range, and so may a word and its stem.
    if areDisjoint { return try frequencyBound() }
    var occurrences: [Occurrence] = []
    try self.occurrences(into: &occurrences)
    return UInt32(occurrences.count)
  }

  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError) {
    occurrences.removeAll(keepingCapacity: true)
    try forEachAtHand { child throws(ConcordError) in
      try child.occurrences(into: &scratch)
      occurrences.append(contentsOf: scratch)
    }
    try work.spend(occurrences.count * Self.stepsPerOccurrence)
    occurrences.sortAndRemoveDuplicates()
  }

  /// Gives `body` the children that stand on the current document.
  private func forEachAtHand(
    from i: Int = 0, _ body: (any PatternIterator) throws(ConcordError) -> Void
  ) throws(ConcordError) {
    // Below a head that is further on, all are.
    guard i < heap.count, heap[i].document == current else { return }
    try body(heap[i].child)
    try forEachAtHand(from: 2 * i + 1, body)
    try forEachAtHand(from: 2 * i + 2, body)
  }

  /// Moves the first head down to its place.
  private func sink() {
    let head = heap[0]
    var hole = 0
    while true {
      var below = 2 * hole + 1
      guard below < heap.count else { break }
      if below + 1 < heap.count, heap[below + 1].document < heap[below].document { below += 1 }
      guard heap[below].document < head.document else { break }
      heap[hole] = heap[below]
      hole = below
    }
    heap[hole] = head
  }
}

extension UInt32 {
  /// The sum, or the greatest number if it is too large.
  func addingSaturating(_ other: UInt32) -> UInt32 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The product, or the greatest number if it is too large.
  func multipliedSaturating(by other: UInt32) -> UInt32 {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
