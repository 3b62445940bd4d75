/// Matches operands that stand close to each other.
final class NearIterator: PatternIterator {
  private let operands: [any PatternIterator]
  /// The operands that a candidate must hold, the rarest first: all, or the left one of a NOTNEAR.
  private let required: [any DocIterator]
  private let proximity: Proximity
  /// Where sentences and paragraphs of a document begin; asked only if the proximity needs it.
  private let breaks: (DocID) throws(ConcordError) -> TextBreaks
  private(set) var current: DocID
  let cost: Int
  private(set) var closeness: Float = 0
  private var lists: [[Occurrence]]
  private var found: [Occurrence] = []

  init(
    _ operands: [any PatternIterator], _ proximity: Proximity,
    breaks: @escaping (DocID) throws(ConcordError) -> TextBreaks
  ) throws(ConcordError) {
    self.operands = operands
    self.proximity = proximity
    self.breaks = breaks
    let required: [any DocIterator] = proximity.isNegated ? [operands[0]] : operands
    self.required = required.sorted { $0.cost < $1.cost }
    lists = operands.map { _ in [] }
    cost = self.required[0].cost
    current = .end
    current = try Alignment.align(self.required)
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    guard current != .end else { return .end }
    try required[0].next()
    current = try Alignment.align(required)
    return current
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    guard target > current else { return current }
    try required[0].advance(to: target)
    current = try Alignment.align(required)
    return current
  }

  func frequencyBound() throws(ConcordError) -> UInt32 {
    proximity.isNegated ? try operands[0].frequencyBound() : .max
  }

  func frequency() throws(ConcordError) -> UInt32 {
    try match(into: &found)
    return UInt32(found.count)
  }

  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError) {
    try match(into: &occurrences)
  }

  private func match(into result: inout [Occurrence]) throws(ConcordError) {
    for i in operands.indices {
      if proximity.isNegated, i > 0 { try operands[i].advance(to: current) }
      if operands[i].current == current {
        try operands[i].occurrences(into: &lists[i])
      } else {
        lists[i].removeAll(keepingCapacity: true)
      }
    }
    let isByWords = if case .within = proximity.kind { true } else { false }
    let breaks = isByWords ? TextBreaks() : try breaks(current)
    let closest = ProximityMatch.matches(lists, proximity, breaks: breaks, into: &result)
    closeness = proximity.isNegated ? 0 : closest.map { 1 / Float(max(1, $0)) } ?? 0
  }
}
