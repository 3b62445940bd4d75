/// Finds the terms of a snapshot that a prefix, a pattern or a range stands for.
struct TermExpansion {
  /// The terms of all segments together, in the order of their bytes.
  struct Terms {
    private(set) var keys = TermKeys()
    /// How many living documents hold each.
    private(set) var documentFrequencies: [Int] = []
    /// What the dictionary of each segment says of those that it has, dead documents or not.
    fileprivate(set) var found: [[FoundTerm]] = []

    fileprivate mutating func append(_ key: some Sequence<UInt8>, _ documentFrequency: Int) {
      keys.append(key)
      documentFrequencies.append(documentFrequency)
    }

    fileprivate mutating func append(_ other: Terms, at i: Int) {
      append(other.keys.bytes(at: i), other.documentFrequencies[i])
    }
  }

  private let segments: [OpenSegment]
  private let statistics: SnapshotStatistics
  private let work: SearchWork

  /// What a term that is looked at costs, and one that is found: a quarter of a microsecond each.
  private static let stepsPerTerm = 128
  private static let stepsPerFoundTerm = 128
  /// What a term costs of which the dead have to be counted.
  private static let stepsPerDeadCount = 1_600

  init(_ segments: [OpenSegment], _ statistics: SnapshotStatistics, work: SearchWork) {
    self.segments = segments
    self.statistics = statistics
    self.work = work
  }

  /// An expansion that is a search by itself.
  init(_ segments: [OpenSegment], _ statistics: SnapshotStatistics, limits: SearchLimits) {
    self.init(segments, statistics, work: SearchWork(limits))
  }

  /// The terms of a field that begin with `bytes`.
  func prefix(_ bytes: [UInt8], field: UInt8) throws(ConcordError) -> Terms {
    let prefix = [field] + bytes
    return try terms(from: prefix) { $0.starts(with: prefix) }
  }

  /// The terms of a field between two bounds, by the order of their bytes.
  ///
  /// A bound that is the beginning of a term, as 2025-09 is of a day, counts as equal to it.
  func range(_ range: QueryRange, field: UInt8) throws(ConcordError) -> Terms {
    let low = range.low.map { Array($0.text.utf8) } ?? []
    let high = range.high.map { Array($0.text.utf8) }
    let excludesLow = range.low?.isInclusive == false
    let excludesHigh = range.high?.isInclusive == false
    return try terms(from: [field] + low) { key in
      guard key[0] == field, !TermKey.isStem(key) else { return false }
      guard let high, !key.dropFirst().starts(with: high) else { return true }
      return !high.lexicographicallyPrecedes(key.dropFirst())
    } where: { key in
      let text = key.dropFirst()
      if excludesLow, text.starts(with: low) { return false }
      if excludesHigh, let high, text.starts(with: high) { return false }
      return true
    }
  }

  /// The terms of a field that fit a glob.
  func glob(_ pattern: String, field: UInt8) throws(ConcordError) -> Terms {
    try terms(field: field) { () throws(AutomatonError) in try .glob(pattern) }
  }

  /// The terms of a field that a regular expression matches as a whole.
  func regex(_ pattern: String, field: UInt8) throws(ConcordError) -> Terms {
    try terms(field: field) { () throws(AutomatonError) in try .regex(pattern) }
  }

  /// The terms of a field within 1 or 2 edits of `word`; nil means 1 for up to five letters, else
  /// 2.
  func fuzzy(_ word: String, edits: Int?, field: UInt8) throws(ConcordError) -> Terms {
    let edits = edits ?? (word.unicodeScalars.count <= 5 ? 1 : 2)
    guard 1...2 ~= edits else {
      throw .unsupportedQuery("a fuzzy word has 1 or 2 edits, not \(edits)")
    }
    return try terms(field: field) { () throws(AutomatonError) in
      try .fuzzy(word, edits: edits)
    }
  }

  /// The terms from `first` on for as long as `isIncluded`, of all segments together, but for those
  /// that are not `isWanted`.
  private func terms(
    from first: [UInt8], while isIncluded: ([UInt8]) -> Bool,
    where isWanted: ([UInt8]) -> Bool = { _ in true }
  ) throws(ConcordError) -> Terms {
    try forEachSegment { dictionary, collect throws(ConcordError) in
      var cursor = try dictionary.cursor(from: first)
      while cursor.isValid, isIncluded(cursor.term) {
        if isWanted(cursor.term) {
          try collect(cursor.term, cursor.found)
        } else {
          try work.spend(Self.stepsPerTerm)
        }
        try cursor.next()
      }
    }
  }

  /// The terms of a field that an automaton accepts, of all segments together.
  private func terms(
    field: UInt8, _ automaton: () throws(AutomatonError) -> TermAutomaton
  ) throws(ConcordError) -> Terms {
    let automaton = try mended { () throws(AutomatonError) in try automaton() }
    var walk = AutomatonWalk(automaton, field: field)
    return try forEachSegment { dictionary, collect throws(ConcordError) in
      walk.restart()
      var cursor = try dictionary.cursor(from: walk.target)
      while cursor.isValid {
        switch try mended({ () throws(AutomatonError) in try walk.examine(cursor.term) }) {
        case .matches:
          try collect(cursor.term, cursor.found)
          try cursor.next()
        case .step: try cursor.next()
        case .seek: try cursor.seek(walk.target)
        case .end: return
        }
        try work.spend(Self.stepsPerTerm)
      }
    }
  }

  /// Collects what `find` finds in the dictionary of each segment.
  private func forEachSegment(
    _ find: (
      TermDictionary, _ collect: ([UInt8], FoundTerm) throws(ConcordError) -> Void
    ) throws(ConcordError) -> Void
  ) throws(ConcordError) -> Terms {
    var lists: [Terms] = []
    var found: [[FoundTerm]] = []
    for open in segments {
      var terms = Terms()
      var foundHere: [FoundTerm] = []
      try find(open.segment.dictionary) { term, found throws(ConcordError) in
        guard foundHere.count < work.termsLeft else { throw work.tooManyTerms }
        try work.spend(Self.stepsPerFoundTerm)
        terms.append(term, Int(found.info.documentFrequency))
        foundHere.append(found)
      }
      lists.append(terms)
      found.append(foundHere)
    }
    var terms = try combine(lists)
    terms.found = found
    return terms
  }

  /// The error of a pattern as one of the query that holds it.
  private func mended<T>(_ body: () throws(AutomatonError) -> T) throws(ConcordError) -> T {
    do throws(AutomatonError) {
      return try body()
    } catch {
      throw .unsupportedQuery(error.description)
    }
  }

  /// Adds up what several segments say of a term, each in the order of the terms, and leaves the
  /// dead out.
  private func combine(_ lists: [Terms]) throws(ConcordError) -> Terms {
    var lists = lists
    // Neighbours two by two, so that a term is moved as often as the number of lists is halved.
    while lists.count > 1 {
      lists = stride(from: 0, to: lists.count, by: 2).map { i in
        i + 1 < lists.count ? Self.merged(lists[i], lists[i + 1]) : lists[i]
      }
    }
    let terms = lists.first ?? Terms()
    try work.addTerms(terms.keys.count)
    guard segments.contains(where: { $0.liveDocs != nil }) else { return terms }
    try work.spend(terms.keys.count * Self.stepsPerDeadCount)
    var living = Terms()
    for key in terms.keys {
      let count = try statistics.documentFrequency(key)
      if count > 0 { living.append(key.bytes, count) }
    }
    return living
  }

  private static func merged(_ left: Terms, _ right: Terms) -> Terms {
    if left.keys.isEmpty { return right }
    if right.keys.isEmpty { return left }
    var merged = Terms()
    var (i, k) = (0, 0)
    while i < left.keys.count, k < right.keys.count {
      let (a, b) = (left.keys.bytes(at: i), right.keys.bytes(at: k))
      if a == b {
        merged.append(a, left.documentFrequencies[i] + right.documentFrequencies[k])
        (i, k) = (i + 1, k + 1)
      } else if a.lexicographicallyPrecedes(b) {
        merged.append(left, at: i)
        i += 1
      } else {
        merged.append(right, at: k)
        k += 1
      }
    }
    for i in i..<left.keys.count { merged.append(left, at: i) }
    for k in k..<right.keys.count { merged.append(right, at: k) }
    return merged
  }
}
