/// Matches operands that stand close to each other.
final class NearIterator: PatternIterator {
  private let operands: [any PatternIterator]
  /// Visits the documents that hold all operands, or the left one of a NOTNEAR.
  private let candidates: any DocIterator
  private let proximity: Proximity
  /// Where sentences and paragraphs of a document begin; asked only if the proximity needs it.
  private let breaks: (DocID) throws(ConcordError) -> TextBreaks
  var current: DocID { candidates.current }
  var cost: Int { candidates.cost }
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
    candidates = try leapfrog(proximity.isNegated ? [operands[0]] : operands)
    lists = operands.map { _ in [] }
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID { try candidates.next() }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    try candidates.advance(to: target)
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
