/// Finds the terms of a snapshot that a prefix, a pattern or a range stands for.
struct TermExpansion {
  /// A term, and how many living documents hold it.
  struct Term {
    let key: [UInt8]
    let documentFrequency: Int
  }

  private let segments: [OpenSegment]
  private let statistics: SnapshotStatistics
  private let limits: SearchLimits

  init(_ segments: [OpenSegment], _ statistics: SnapshotStatistics, limits: SearchLimits) {
    self.segments = segments
    self.statistics = statistics
    self.limits = limits
  }

  /// The terms of a field that begin with `bytes`.
  func prefix(_ bytes: [UInt8], field: UInt8) throws(ConcordError) -> [Term] {
    let prefix = [field] + bytes
    return try terms(from: prefix) { $0.starts(with: prefix) }
  }

  /// The terms of a field between two bounds, by the order of their bytes. A bound that is the
  /// beginning of a term, as 2025-09 is of a day, counts as equal to it.
  func range(_ range: QueryRange, field: UInt8) throws(ConcordError) -> [Term] {
    let low = range.low.map { Array($0.text.utf8) } ?? []
    let high = range.high.map { Array($0.text.utf8) }
    var found = try terms(from: [field] + low) { key in
      guard key[0] == field else { return false }
      guard let high, !key.dropFirst().starts(with: high) else { return true }
      return !high.lexicographicallyPrecedes(key.dropFirst())
    }
    if range.low?.isInclusive == false { found.removeAll { $0.key.dropFirst().starts(with: low) } }
    if let high, range.high?.isInclusive == false {
      found.removeAll { $0.key.dropFirst().starts(with: high) }
    }
    return found
  }

  func glob(_ pattern: String, field: UInt8) throws(ConcordError) -> [Term] {
    throw .unsupportedQuery("patterns")
  }

  func regex(_ pattern: String, field: UInt8) throws(ConcordError) -> [Term] {
    throw .unsupportedQuery("patterns")
  }

  func fuzzy(_ word: String, edits: Int?, field: UInt8) throws(ConcordError) -> [Term] {
    throw .unsupportedQuery("patterns")
  }

  /// The terms from `first` on for as long as `isIncluded`, of all segments together.
  private func terms(
    from first: [UInt8], while isIncluded: ([UInt8]) -> Bool
  ) throws(ConcordError) -> [Term] {
    var found: [Term] = []
    for open in segments {
      var cursor = try open.segment.dictionary.cursor(from: first)
      while cursor.isValid, isIncluded(cursor.term) {
        found.append(
          Term(key: cursor.term, documentFrequency: Int(cursor.found.info.documentFrequency)))
        guard found.count <= limits.termCount else {
          throw .unsupportedQuery("a pattern matches over \(limits.termCount) terms: add letters")
        }
        try cursor.next()
      }
    }
    return try combine(found)
  }

  /// Adds up what several segments say of a term, and leaves the dead out.
  private func combine(_ found: [Term]) throws(ConcordError) -> [Term] {
    let hasDead = segments.contains { $0.liveDocs != nil }
    guard segments.count > 1 || hasDead else { return found }
    var counts: [[UInt8]: Int] = [:]
    for term in found { counts[term.key, default: 0] += term.documentFrequency }
    var terms: [Term] = []
    for key in counts.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let count = hasDead ? try statistics.documentFrequency(key) : counts[key] ?? 0
      if count > 0 { terms.append(Term(key: key, documentFrequency: count)) }
    }
    return terms
  }
}

/// What a search may cost, beyond which it ends in an error that says so.
public struct SearchLimits: Sendable, Hashable {
  /// Terms that one prefix, pattern or fuzzy word may stand for.
  public var termCount: Int

  /// Limits; the default lets a prefix stand for a million terms.
  public init(termCount: Int = 1_000_000) {
    precondition(termCount > 0, "A pattern stands for a term at least.")
    self.termCount = termCount
  }
}
