/// A phrase or a NEAR in one field, and how loose it would have to be to match a document that it
/// does not match.
///
/// The looseness of a NEAR is its distance, that of a phrase its slop.
struct LoosePattern {
  private enum Shape {
    /// Whether in order.
    case near(Bool)
    /// The words' places.
    case phrase([UInt32])
  }

  private let shape: Shape
  /// The words or the operands.
  let operands: [Pattern]
  /// The least looseness that makes a difference, if the kind of the pattern stays.
  let least: Int

  /// A pattern of several words; nil for others, and for NOTNEAR.
  ///
  /// With `inAnyOrder`, the order of an ONEAR is loosened too.
  init?(_ pattern: Pattern, inAnyOrder: Bool = false) {
    switch pattern {
    case .phrase(let words, _, let slop) where words.count > 1:
      shape = .phrase(words.map(\.offset))
      operands = words.map(\.pattern)
      least = Int(slop) + 1
    case .near(let patterns, let proximity) where !proximity.isNegated:
      shape = .near(proximity.inOrder && !inAnyOrder)
      operands = patterns
      let isOtherwiseAlike = !(proximity.inOrder && inAnyOrder)
      least =
        if case .within(let distance) = proximity.kind, isOtherwiseAlike { distance + 1 } else { 1 }
    default: return nil
    }
  }

  /// The least looseness below `limit` that makes the pattern match occurrences like these; nil if
  /// there is none.
  ///
  /// Tries one limit after the other, each twice the last, so that no more choices are looked at
  /// than about those that are as good as the best.
  ///
  /// Once `effort` is spent, what it says is not to be relied on.
  func leastLooseness(
    _ lists: [[Occurrence]], below limit: Int, effort: ProximityEffort = ProximityEffort()
  ) -> Int? {
    guard let first = lists.lazy.compactMap(\.first?.start).min(),
      let last = lists.lazy.compactMap({ $0.map(\.end).max() }).max()
    else { return nil }
    // Words can be out of their places by the length of the text and that of the phrase.
    let most = min(limit - 1, Int(last - first) + Int(reach))
    var looseness = min(max(1, least), most)
    while looseness >= 1 {
      if let found = measure(lists, atMost: looseness, effort) { return found }
      guard looseness < most, !effort.isSpent else { return nil }
      looseness = min(most, 2 * looseness)
    }
    return nil
  }

  private var reach: UInt32 {
    if case .phrase(let offsets) = shape { offsets.last ?? 0 } else { 0 }
  }

  private func measure(
    _ lists: [[Occurrence]], atMost looseness: Int, _ effort: ProximityEffort
  ) -> Int? {
    switch shape {
    case .near(let inOrder):
      var ranges: [Occurrence] = []
      return ProximityMatch.matches(
        lists, Proximity(within: looseness, inOrder: inOrder), breaks: TextBreaks(),
        effort: effort, into: &ranges
      ).map { Int($0) }
    case .phrase(let offsets):
      return SloppyPhrase.leastSpread(
        lists.map { $0.map(\.start) }, offsets: offsets, atMost: UInt32(clamping: looseness),
        effort: effort
      ).map { max(least, Int($0)) }
    }
  }
}
