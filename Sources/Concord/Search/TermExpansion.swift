/// Finds the terms of a snapshot that a prefix, a pattern or a range stands for.
struct TermExpansion {
  /// A term, and how many living documents hold it.
  struct Term {
    let key: TermKey
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

  /// The terms of a field between two bounds, by the order of their bytes.
  ///
  /// A bound that is the beginning of a term, as 2025-09 is of a day, counts as equal to it.
  func range(_ range: QueryRange, field: UInt8) throws(ConcordError) -> [Term] {
    let low = range.low.map { Array($0.text.utf8) } ?? []
    let high = range.high.map { Array($0.text.utf8) }
    var found = try terms(from: [field] + low) { key in
      guard key[0] == field, !TermKey.isStem(key) else { return false }
      guard let high, !key.dropFirst().starts(with: high) else { return true }
      return !high.lexicographicallyPrecedes(key.dropFirst())
    }
    if range.low?.isInclusive == false {
      found.removeAll { $0.key.bytes.dropFirst().starts(with: low) }
    }
    if let high, range.high?.isInclusive == false {
      found.removeAll { $0.key.bytes.dropFirst().starts(with: high) }
    }
    return found
  }

  /// The terms of a field that fit a glob.
  func glob(_ pattern: String, field: UInt8) throws(ConcordError) -> [Term] {
    try terms(field: field) { () throws(AutomatonError) in try .glob(pattern) }
  }

  /// The terms of a field that a regular expression matches as a whole.
  func regex(_ pattern: String, field: UInt8) throws(ConcordError) -> [Term] {
    try terms(field: field) { () throws(AutomatonError) in try .regex(pattern) }
  }

  /// The terms of a field within 1 or 2 edits of `word`; nil means 1 for up to five letters, else
  /// 2.
  func fuzzy(_ word: String, edits: Int?, field: UInt8) throws(ConcordError) -> [Term] {
    let edits = edits ?? (word.unicodeScalars.count <= 5 ? 1 : 2)
    guard 1...2 ~= edits else {
      throw .unsupportedQuery("a fuzzy word has 1 or 2 edits, not \(edits)")
    }
    return try terms(field: field) { () throws(AutomatonError) in
      try .fuzzy(word, edits: edits)
    }
  }

  /// The terms from `first` on for as long as `isIncluded`, of all segments together.
  private func terms(
    from first: [UInt8], while isIncluded: ([UInt8]) -> Bool
  ) throws(ConcordError) -> [Term] {
    var found = Found(limit: limits.termCount)
    for open in segments {
      found.beginSegment()
      var cursor = try open.segment.dictionary.cursor(from: first)
      while cursor.isValid, isIncluded(cursor.term) {
        try found.append(cursor)
        try cursor.next()
      }
    }
    return try combine(found)
  }

  /// The terms of a field that an automaton accepts, of all segments together.
  private func terms(
    field: UInt8, _ automaton: () throws(AutomatonError) -> TermAutomaton
  ) throws(ConcordError) -> [Term] {
    var found = Found(limit: limits.termCount)
    let automaton = try mended { () throws(AutomatonError) in try automaton() }
    for open in segments {
      found.beginSegment()
      let dictionary = open.segment.dictionary
      var walk = AutomatonWalk(automaton, field: field)
      var cursor = try dictionary.cursor(from: walk.firstTarget)
      walking: while cursor.isValid {
        switch try mended({ () throws(AutomatonError) in try walk.examine(cursor.term) }) {
        case .matches:
          try found.append(cursor)
          try cursor.next()
        case .step: try cursor.next()
        case .seek(let target): try cursor.seek(target)
        case .end: break walking
        }
      }
    }
    return try combine(found)
  }

  /// The error of a pattern as one of the query that holds it.
  private func mended<T>(_ body: () throws(AutomatonError) -> T) throws(ConcordError) -> T {
    do throws(AutomatonError) {
      return try body()
    } catch {
      throw .unsupportedQuery(error.description)
    }
  }

  /// Adds up what several segments say of a term, and leaves the dead out.
  private func combine(_ found: Found) throws(ConcordError) -> [Term] {
    let hasDead = segments.contains { $0.liveDocs != nil }
    guard segments.count > 1 || hasDead else { return found.terms }
    var counts: [TermKey: Int] = [:]
    for term in found.terms { counts[term.key, default: 0] += term.documentFrequency }
    try found.check(counts.count)
    var terms: [Term] = []
    for key in counts.keys.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
      let count = hasDead ? try statistics.documentFrequency(key) : counts[key] ?? 0
      if count > 0 { terms.append(Term(key: key, documentFrequency: count)) }
    }
    return terms
  }

  /// The terms of segment after segment, and the limit on how many different ones there may be.
  private struct Found {
    let limit: Int
    private(set) var terms: [Term] = []
    private var countBefore = 0

    init(limit: Int) { self.limit = limit }

    /// What is appended from here on can have been found in segments before.
    mutating func beginSegment() { countBefore = terms.count }

    mutating func append(_ cursor: TermCursor) throws(ConcordError) {
      let frequency = Int(cursor.found.info.documentFrequency)
      terms.append(Term(key: TermKey(bytes: cursor.term), documentFrequency: frequency))
      try check(terms.count - countBefore)
    }

    func check(_ count: Int) throws(ConcordError) {
      guard count <= limit else {
        throw .unsupportedQuery(
          "a pattern matches over \(limit) terms: add letters, or raise the limit (--max-terms)")
      }
    }
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
