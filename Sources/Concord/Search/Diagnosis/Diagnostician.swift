/// Finds out why a query matches nothing, part by part.
struct Diagnostician {
  /// How many words are looked up, and how many parts are compared with each other.
  static let wordLimit = 32
  private static let pairedPartLimit = 8

  let snapshot: Snapshot
  let runs: AnalyzerRuns
  let statistics: SnapshotStatistics
  private let workLimit: Int
  /// What all searches of the diagnosis spend from.
  ///
  /// A quarter of what the search itself may spend: together they are to take little more than a
  /// second.
  private let work = SearchWork(SearchLimits(stepCount: SearchLimits().stepCount / 4))

  private var findings: [Diagnosis.Finding] = []
  private var isComplete = true

  init(_ snapshot: Snapshot, runs: AnalyzerRuns, workLimit: Int) {
    self.snapshot = snapshot
    self.runs = runs
    self.workLimit = workLimit
    statistics = SnapshotStatistics(
      snapshot.segments, schema: snapshot.schema, scoring: BM25())
  }

  /// See ``Snapshot/diagnosis(of:)``.
  mutating func diagnose(_ query: Query) throws(ConcordError) -> Diagnosis {
    do throws(ConcordError) {
      guard try !matches(query) else {
        return Diagnosis(
          hasMatches: true, words: try misspellings(in: query), findings: [], correction: nil,
          isComplete: true)
      }
    } catch {
      guard work.isSpent else { throw error }
      isComplete = false
    }
    let sought = query.soughtWords
    isComplete = isComplete && sought.count <= Self.wordLimit
    var words: [Diagnosis.Word] = []
    for word in sought.prefix(Self.wordLimit) { words += try self.words(of: word) }
    var correction: Diagnosis.Alternative?
    do throws(ConcordError) {
      if snapshot.documentCount == 0 {
        findings.append(.noDocuments)
      } else if !work.isSpent, try resolve(query) == nil {
        findings.append(.wordless)
      } else if !work.isSpent {
        try examine(query)
      }
      if !work.isSpent { correction = try self.correction(of: query, words) }
      if !work.isSpent, correction == nil { correction = try inPairs(query) }
    } catch .unsupportedQuery {
      // The query as such was answered; what could not be found out about it is left unsaid.
      isComplete = false
    }
    return Diagnosis(
      hasMatches: false, words: words, findings: findings, correction: correction,
      isComplete: isComplete)
  }

  /// Makes a query ready; nil if it holds no word.
  private func resolve(_ query: Query) throws(ConcordError) -> ResolvedQuery? {
    try QueryResolver(snapshot, statistics, runs: runs, work: work).resolve(query)
  }

  /// Whether any document matches.
  private func matches(_ query: Query) throws(ConcordError) -> Bool {
    guard let resolved = try resolve(query) else { return false }
    for i in snapshot.segments.indices {
      var isFound = false
      try snapshot.withScorer(resolved, statistics, work, inSegment: i) {
        search, scorer throws(ConcordError) in
        while scorer.current != .end, !isFound {
          isFound = search.liveDocs?.contains(scorer.current) ?? true
          try scorer.next()
        }
      }
      if isFound { return true }
    }
    return false
  }

  // MARK: Parts

  /// Finds out why a part of the query matches nothing, which it does not.
  private mutating func examine(_ query: Query) throws(ConcordError) {
    switch query {
    case .any(let queries):
      for query in try worded(queries) { try examine(query) }
    case .all(let queries):
      try examineAll(of: try worded(queries))
    case .required(let queries, let optional):
      let required = try worded(queries)
      if required.isEmpty { try examine(.any(optional)) } else { try examineAll(of: required) }
    case .except(let query, let excluded):
      guard try matches(query) else { return try examine(query) }
      findings.append(.allExcluded(try alternative(query), by: excluded))
    case .boosted(let query, _):
      try examine(query)
    case .near, .phrase, .term, .exact:
      try examineLeaf(query)
    case .prefix, .glob, .regex, .fuzzy, .range:
      findings.append(.fitsNothing(query))
    case .everything: break
    }
  }

  /// The queries that hold a word; the others count for nothing.
  private func worded(_ queries: [Query]) throws(ConcordError) -> [Query] {
    var worded: [Query] = []
    for query in queries where try resolve(query) != nil { worded.append(query) }
    return worded
  }

  /// Examines those parts of a conjunction that match nothing, or why they don't match together.
  private mutating func examineAll(of parts: [Query]) throws(ConcordError) {
    var lacksPart = false
    for part in parts where try !matches(part) {
      lacksPart = true
      try examine(part)
    }
    guard !lacksPart else { return }
    let before = findings.count
    let compared = parts.prefix(Self.pairedPartLimit)
    isComplete = isComplete && compared.count == parts.count
    for (i, part) in compared.enumerated() {
      for other in compared[(i + 1)...] where try !matches(.all([part, other])) {
        findings.append(.neverTogether(part, other))
      }
    }
    guard findings.count == before else { return }
    var looser: [Diagnosis.Alternative] = []
    for i in compared.indices {
      var rest = parts
      rest.remove(at: i)
      let alternative = try alternative(Query.allOf(rest))
      if alternative.documentCount > 0 { looser.append(alternative) }
    }
    findings.append(.notAllTogether(looser: looser))
  }

  // MARK: Phrases and NEARs

  /// Examines those operands that match nothing, or how far apart they are.
  private mutating func examineLeaf(_ query: Query) throws(ConcordError) {
    var lacksOperand = false
    for operand in try operands(of: query) where try !matches(operand) {
      lacksOperand = true
      // A word that is nowhere is told as a word.
      if operand != query {
        try examine(operand)
      } else if case .exact(let text, let field) = query,
        try matches(.term(text, field: field))
      {
        findings.append(.fitsNothing(query))
      }
    }
    guard !lacksOperand else { return }
    if case .near(_, let proximity) = query, proximity.isNegated {
      return findings.append(.alwaysNear(query))
    }
    guard case .leaf(let leaf) = try resolve(query) else {
      return findings.append(.neverInOneField(query))
    }
    for inAnyOrder in [false, true] {
      var search = ClosestSearch(snapshot, statistics, work, workLimit: workLimit)
      try search.run(leaf, inAnyOrder: inAnyOrder)
      isComplete = isComplete && search.isComplete
      guard let found = search.closest,
        let loosened = query.loosened(to: found.looseness, inAnyOrder: inAnyOrder)
      else { continue }
      let looser = try relatives(of: query) + [alternative(loosened)]
      return findings.append(
        .tooFarApart(query, closest: try closest(found), looser: looser))
    }
    findings.append(.neverInOneField(query))
  }

  /// What a document must have for a leaf to match, each a query of its own: the operands of a
  /// NEAR, the words of a phrase or of a word that the analyzer cuts.
  private func operands(of query: Query) throws(ConcordError) -> [Query] {
    switch query {
    case .near(let operands, let proximity):
      return try worded(proximity.isNegated ? [operands[0]] : operands)
    case .term(let text, let field):
      return try parts(of: SoughtWord(text: text, field: field)).map(\.query)
    case .exact(let text, let field):
      return try parts(of: SoughtWord(text: text, field: field)).map {
        .exact($0.text, field: field)
      }
    case .phrase(let parts, _, let field):
      var operands: [Query] = []
      for part in parts {
        switch part {
        case .word(let text):
          operands += try self.parts(of: SoughtWord(text: text, field: field)).map(\.query)
        case .exact(let text): operands.append(.exact(text, field: field))
        case .prefix(let text): operands.append(.prefix(text, field: field))
        case .glob(let text): operands.append(.glob(text, field: field))
        case .anyWord: break
        }
      }
      return operands
    default: return []
    }
  }

  private func closest(_ found: ClosestSearch.Found) throws(ConcordError) -> Diagnosis.Closest {
    let segment = snapshot.segments[found.address.segment].segment
    let key = try StoredDocument.key(
      in: segment.stored.record(of: found.address.document), file: segment.file.name)
    return Diagnosis.Closest(
      key: key, field: snapshot.schema.field(found.field).name, looseness: found.looseness)
  }

  /// The same NEAR in any order, or in the same paragraph instead of sentence, if that matches.
  private func relatives(of query: Query) throws(ConcordError) -> [Diagnosis.Alternative] {
    guard case .near(let operands, let proximity) = query else { return [] }
    var relatives: [Diagnosis.Alternative] = []
    if proximity.inOrder {
      relatives.append(try alternative(.near(operands, Proximity(proximity.kind))))
    }
    if proximity.kind == .sentence {
      relatives.append(
        try alternative(.near(operands, Proximity(.paragraph, inOrder: proximity.inOrder))))
    }
    return relatives.filter { $0.documentCount > 0 }
  }

  func alternative(_ query: Query) throws(ConcordError) -> Diagnosis.Alternative {
    Diagnosis.Alternative(query: query, documentCount: try snapshot.count(query, work))
  }
}
