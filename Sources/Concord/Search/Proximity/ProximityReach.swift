/// How far the occurrences of one choice may spread: a greatest measure, and the last position
/// that a range may have which starts at a given one.
struct ProximityReach {
  /// The greatest measure; of NEAR/s and NEAR/p, more than any document has.
  let distance: Int
  /// How much longer than `distance` a range can be, because operands are longer than one position.
  private let slack: Int
  /// Positions that no range may cross into from before.
  private let breaks: [UInt32]
  /// The first break behind the last start that was asked for.
  private var nextBreak = 0
  /// What the search for the choices in reach may cost.
  let effort: ProximityEffort

  /// The reach of `kind` for operands with these occurrences.
  init(
    _ kind: Proximity.Kind, breaks: TextBreaks, operands: [[Occurrence]], effort: ProximityEffort
  ) {
    self.effort = effort
    let unlimited = Int(UInt32.max)
    switch kind {
    case .within(let distance):
      self.distance = min(max(distance, 0), unlimited)
      self.breaks = []
    case .sentence:
      self.distance = unlimited
      self.breaks = breaks.sentenceStarts
    case .paragraph:
      self.distance = unlimited
      self.breaks = breaks.paragraphStarts
    }
    slack = operands.reduce(0) { $0 + $1.greatestExtent }
  }

  /// A reach without any limit.
  static func unlimited(_ effort: ProximityEffort) -> ProximityReach {
    ProximityReach(.paragraph, breaks: TextBreaks(), operands: [], effort: effort)
  }

  /// The last position that a range from `start` may have.
  ///
  /// Starts must not fall from call to call.
  mutating func lastEnd(from start: UInt32) -> UInt32 {
    nextBreak = gallop(from: nextBreak, to: breaks.count) { breaks[$0] <= start }
    if nextBreak < breaks.count { return breaks[nextBreak] - 1 }
    return UInt32(clamping: Int(start) + distance + slack)
  }

  /// Where the sentence or paragraph of the last start that was asked for begins.
  var startOfPart: UInt32 { nextBreak > 0 ? breaks[nextBreak - 1] : 0 }
}

extension Occurrence {
  /// How many positions it has beyond its first.
  ///
  /// They don't count as distance.
  var extent: Int { Int(end - start) }

  /// Whether both have some position.
  func overlaps(_ other: Occurrence) -> Bool {
    start <= other.end && other.start <= end
  }
}

extension [Occurrence] {
  /// The extent of the longest.
  var greatestExtent: Int { reduce(0) { Swift.max($0, $1.extent) } }

  /// Puts the ranges in order, each once.
  mutating func sortAndRemoveDuplicates() {
    guard indices.dropFirst().contains(where: { self[$0] <= self[$0 - 1] }) else { return }
    // Sweeps append a few rising runs, which the standard sort merges in linear time.
    sort()
    var kept = 1
    for i in 1..<count where self[i] != self[kept - 1] {
      self[kept] = self[i]
      kept += 1
    }
    removeLast(count - kept)
  }
}
