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
  /// The operands, if pairs of them can be counted without listing ranges.
  private let pair: OperandPair?
  private let effort: ProximityEffort
  /// What it costs to learn where the sentences of a document begin: a microsecond.
  private static let stepsPerShape = 512

  init(
    _ operands: [any PatternIterator], _ proximity: Proximity, effort: ProximityEffort,
    breaks: @escaping (DocID) throws(ConcordError) -> TextBreaks
  ) throws(ConcordError) {
    self.operands = operands
    self.proximity = proximity
    self.effort = effort
    self.breaks = breaks
    candidates = try conjunction(proximity.isNegated ? [operands[0]] : operands)
    lists = operands.map { _ in [] }
    if case .within = proximity.kind, !proximity.isNegated, operands.count == 2 {
      pair = OperandPair(operands[0], operands[1])
    } else {
      pair = nil
    }
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID { try candidates.next() }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    try candidates.advance(to: target)
  }

  func frequencyBound() throws(ConcordError) -> UInt32 {
    if proximity.isNegated { return try operands[0].frequencyBound() }
    return try pair?.frequencyBound() ?? .max
  }

  func frequency() throws(ConcordError) -> UInt32 {
    if let pair, case .within(let distance) = proximity.kind {
      guard try pair.readStarts() else { return 0 }
      let pairs = PositionPairs.near(
        pair.left, pair.right, within: distance, inOrder: proximity.inOrder)
      if let pairs {
        closeness = pairs.count > 0 ? 1 / Float(max(1, pairs.closest)) : 0
        return UInt32(clamping: pairs.count)
      }
      try effort.bounding { () throws(ConcordError) in
        match(pair.occurrences, breaks: TextBreaks(), into: &found)
      }
    } else {
      try match(into: &found)
    }
    return UInt32(found.count)
  }

  func occurs() throws(ConcordError) -> Bool {
    guard pair == nil else { return try frequency() > 0 }
    var isFound = false
    try readOperands { breaks in
      isFound = ProximityMatch.occurs(lists, proximity, breaks: breaks, effort: effort)
    }
    return isFound
  }

  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError) {
    try match(into: &occurrences)
  }

  private func match(into result: inout [Occurrence]) throws(ConcordError) {
    try readOperands { breaks in match(lists, breaks: breaks, into: &result) }
  }

  /// Reads where the operands occur in the current document, and gives `body` its breaks.
  private func readOperands(_ body: (TextBreaks) -> Void) throws(ConcordError) {
    try effort.bounding { () throws(ConcordError) in
      for i in operands.indices {
        if proximity.isNegated, i > 0 { try operands[i].advance(to: current) }
        if operands[i].current == current {
          try operands[i].occurrences(into: &lists[i])
        } else {
          lists[i].removeAll(keepingCapacity: true)
        }
        guard effort.spend(0, ranges: lists[i].count) else { throw ProximityEffort.error }
      }
      let isByWords = if case .within = proximity.kind { true } else { false }
      if !isByWords { effort.spend(Self.stepsPerShape) }
      body(isByWords ? TextBreaks() : try breaks(current))
    }
  }

  private func match(
    _ lists: [[Occurrence]], breaks: TextBreaks, into result: inout [Occurrence]
  ) {
    let closest = ProximityMatch.matches(
      lists, proximity, breaks: breaks, effort: effort, into: &result)
    closeness = proximity.isNegated ? 0 : closest.map { 1 / Float(max(1, $0)) } ?? 0
  }
}
