/// Makes a query ready for a snapshot: `Query` → `ResolvedQuery`.
///
/// A leaf is looked for in each field by that field's own analyzer. Its idf is the sum of its
/// words' idfs, in the field where that is smallest: where the words are most common.
struct QueryResolver {
  private let schema: Schema
  private let statistics: SnapshotStatistics
  private let terms: TermExpansion
  private let runs: AnalyzerRuns
  private let work: SearchWork

  init(
    _ snapshot: Snapshot, _ statistics: SnapshotStatistics, runs: AnalyzerRuns,
    work: SearchWork
  ) {
    self.runs = runs
    self.work = work
    schema = snapshot.schema
    self.statistics = statistics
    terms = TermExpansion(snapshot.segments, statistics, work: work)
  }

  /// Resolves `query`, or says nil if it holds no word at all once it is analyzed.
  func resolve(_ query: Query, boost: Float = 1) throws(ConcordError) -> ResolvedQuery? {
    switch query {
    case .all(let queries):
      let resolved = try resolve(queries, boost)
      return resolved.isEmpty ? nil : resolved.count == 1 ? resolved[0] : .all(resolved)
    case .any(let queries):
      let resolved = try resolve(queries, boost)
      guard !resolved.isEmpty else { return queries.isEmpty ? .nothing : nil }
      return resolved.count == 1 ? resolved[0] : .any(resolved)
    case .except(let query, let excluded):
      guard let included = try resolve(query, boost: boost) else { return nil }
      guard let excluded = try resolve(excluded) else { return included }
      return .except(included, excluded)
    case .required(let queries, let optional):
      let required = try resolve(queries, boost)
      let others = try resolve(optional, boost)
      guard !required.isEmpty else { return others.isEmpty ? nil : .any(others) }
      let all = required.count == 1 ? required[0] : ResolvedQuery.all(required)
      return others.isEmpty
        ? all : .required(all, optional: others.count == 1 ? others[0] : .any(others))
    case .everything:
      return .everything(score: Double(boost))
    case .boosted(let query, let factor):
      return try resolve(query, boost: boost * factor)
    default:
      return try leaf(query, boost)
    }
  }

  private func resolve(
    _ queries: [Query], _ boost: Float
  ) throws(ConcordError) -> [ResolvedQuery] {
    var resolved: [ResolvedQuery] = []
    for query in queries {
      if let one = try resolve(query, boost: boost) { resolved.append(one) }
    }
    return resolved
  }

  private func leaf(_ query: Query, _ boost: Float) throws(ConcordError) -> ResolvedQuery? {
    if let (ordinal, range) = try schema.columnRange(of: query) {
      return .column(ordinal: ordinal, range, score: Double(boost), query: query)
    }
    let ordinals = try ordinals(of: query)
    var patterns: [(ordinal: UInt8, pattern: Pattern)] = []
    var idf = Double.infinity
    var hasWords = false
    for ordinal in ordinals {
      switch try pattern(query, in: ordinal) {
      case .wordless: break
      case .nowhere: hasWords = true
      case .found(let pattern, let fieldIDF):
        hasWords = true
        patterns.append((ordinal, pattern))
        idf = min(idf, fieldIDF)
      }
    }
    guard hasWords else { return nil }
    guard !patterns.isEmpty else { return .nothing }
    // Of what is left of the query: without a right side, a NOTNEAR is its left one.
    let hasCloseness = patterns.contains {
      if case .near(_, let proximity) = $0.pattern { !proximity.isNegated } else { false }
    }
    return .leaf(
      ResolvedLeaf(
        patterns: patterns, ordinals: ordinals, weight: Float(idf) * boost,
        hasCloseness: hasCloseness, query: query))
  }

  /// The fields that a leaf is looked for in.
  private func ordinals(of query: Query) throws(ConcordError) -> [UInt8] {
    guard let name = query.fieldName else { return schema.defaultOrdinals }
    if case .range = query, let ordinal = schema.ordinal(of: name, isText: false) {
      return [ordinal]
    }
    guard let ordinal = schema.ordinal(of: name) else { throw schema.unknownField(name) }
    return [ordinal]
  }

  /// The operands of a NEAR in each field in which they are looked for.
  ///
  /// An operand is nil where it holds no word, or one that no document has.
  func operands(
    _ queries: [Query]
  ) throws(ConcordError) -> [(ordinal: UInt8, operands: [Pattern?])] {
    var fields: [(ordinal: UInt8, operands: [Pattern?])] = []
    for ordinal in try ordinals(of: .near(queries, Proximity(.paragraph))) {
      var operands: [Pattern?] = []
      for query in queries {
        if case .found(let pattern, _) = try pattern(query, in: ordinal) {
          operands.append(pattern)
        } else {
          operands.append(nil)
        }
      }
      fields.append((ordinal, operands))
    }
    return fields
  }

  /// What a leaf comes to in one field.
  private enum Outcome {
    /// The analyzer left nothing of it.
    case wordless
    /// A word that it needs is in no document.
    case nowhere
    case found(Pattern, idf: Double)
  }

  private func pattern(_ query: Query, in ordinal: UInt8) throws(ConcordError) -> Outcome {
    switch query {
    case .term(let text, _):
      return try phrase([.word(text)], slop: 0, in: ordinal)
    case .exact(let text, _):
      return try phrase([.exact(text)], slop: 0, in: ordinal)
    case .prefix(let text, _):
      return try phrase([.prefix(text)], slop: 0, in: ordinal)
    case .glob(let text, _):
      return try phrase([.glob(text)], slop: 0, in: ordinal)
    case .regex(let text, _):
      let folded = runs.foldedRegex(text, by: analyzer(ordinal))
      return try either(terms.regex(folded, field: ordinal))
    case .fuzzy(let text, let edits, _):
      let folded = runs.folded(text, by: analyzer(ordinal))
      return try either(terms.fuzzy(folded, edits: edits, field: ordinal))
    case .phrase(let parts, let slop, _):
      // A keyword is one term, whatever spaces are in it.
      if slop == 0, !schema.field(ordinal).isText, let text = query.plainText {
        return try phrase([.word(text)], slop: 0, in: ordinal)
      }
      return try phrase(parts, slop: slop, in: ordinal)
    case .near(let operands, let proximity):
      return try near(operands, proximity, in: ordinal)
    case .range(let range, let name)
    where schema.field(ordinal).isText && (range.low != nil || range.high != nil):
      throw Schema.wordsHaveNoRange(name)
    case .range(let range, let name):
      // Alone, a range of dates or numbers is looked for in the column.
      if let kind = schema.field(ordinal).columnKind, kind != .ranks {
        throw .unsupportedQuery("“\(name)” has no words, so a range of it is near nothing")
      }
      return try either(terms.range(range, field: ordinal))
    case .any(let queries):
      return try either(queries, in: ordinal)
    case .boosted(let query, _):
      return try pattern(query, in: ordinal)
    default:
      throw .unsupportedQuery("“\(query)” cannot be an operand of NEAR")
    }
  }

  private func analyzer(_ ordinal: UInt8) -> Analyzer {
    ordinal == Schema.keyOrdinal ? .keyword : schema.field(ordinal).analyzer
  }

  private func either(_ terms: TermExpansion.Terms) throws(ConcordError) -> Outcome {
    let counts = terms.documentFrequencies
    guard var commonest = counts.indices.first else { return .nowhere }
    for i in counts.indices where counts[i] > counts[commonest] { commonest = i }
    // As frequent as its most frequent member: a rare misspelling must not weigh more than the
    // word itself.
    let idf = BM25.idf(
      documentFrequency: counts[commonest], documentCount: statistics.documentCount)
    let key = terms.keys[commonest]
    guard counts.count > 1 else { return .found(.term(key), idf: idf) }
    let set = TermSet(keys: terms.keys, commonest: key, found: terms.found)
    return .found(.terms(set), idf: idf)
  }

  private func either(_ queries: [Query], in ordinal: UInt8) throws(ConcordError) -> Outcome {
    var patterns: [Pattern] = []
    var idf = Double.infinity
    var hasWords = false
    for query in queries {
      switch try pattern(query, in: ordinal) {
      case .wordless: break
      case .nowhere: hasWords = true
      case .found(let pattern, let its):
        // A word twice would count each occurrence twice.
        if !patterns.contains(pattern) { patterns.append(pattern) }
        idf = min(idf, its)
      }
    }
    guard !patterns.isEmpty else { return hasWords ? .nowhere : .wordless }
    return .found(patterns.count == 1 ? patterns[0] : .either(patterns), idf: idf)
  }

  /// A word, or those that have its stem; in an index of many languages, any of its stems.
  private func word(
    _ token: AnalyzerRuns.Tokens.Token, in ordinal: UInt8, by analyzer: Analyzer
  ) throws(ConcordError) -> Outcome {
    let keys = try statistics.keys(of: token, in: ordinal, by: analyzer, runs)
    if keys.count == 1 { return .found(.term(keys[0]), idf: try statistics.idf(keys[0])) }
    var patterns: [Pattern] = []
    var idf = Double.infinity
    for key in keys {
      let count = try statistics.documentFrequency(key)
      guard count > 0 else { continue }
      patterns.append(.term(key))
      idf = min(
        idf, BM25.idf(documentFrequency: count, documentCount: statistics.documentCount))
    }
    guard let first = patterns.first else { return .nowhere }
    return .found(patterns.count == 1 ? first : .either(patterns), idf: idf)
  }

  private func phrase(
    _ parts: [PhrasePart], slop: Int, in ordinal: UInt8
  ) throws(ConcordError) -> Outcome {
    var words: [Pattern.PhraseWord] = []
    var length: UInt32 = 0
    var idf = 0.0
    func append(_ outcome: Outcome, at offset: UInt32) -> Bool {
      guard case .found(let pattern, let its) = outcome else { return false }
      words.append(.init(pattern: pattern, offset: offset))
      idf += its
      return true
    }
    for part in parts {
      switch part {
      case .anyWord:
        length += 1
      case .word(let text), .exact(let text):
        let analyzer = analyzer(ordinal)
        let tokens = runs.tokens(of: text, by: analyzer)
        let isExact = if case .exact = part { true } else { false }
        for token in tokens.list {
          let word =
            isExact
            ? Outcome.found(
              .term(TermKey(word: token.form, field: ordinal)),
              idf: try statistics.idf(TermKey(word: token.form, field: ordinal)))
            : try self.word(token, in: ordinal, by: analyzer)
          guard append(word, at: length + token.position) else { return .nowhere }
        }
        length += tokens.positionCount
      case .prefix(let text):
        let tokens = runs.tokens(of: text, by: analyzer(ordinal).unstemmed)
        guard let last = tokens.list.last else { continue }
        for token in tokens.list.dropLast() {
          let key = TermKey(word: token.term, field: ordinal)
          let found = Outcome.found(.term(key), idf: try statistics.idf(key))
          guard append(found, at: length + token.position) else { return .nowhere }
        }
        let expansion = try either(terms.prefix(last.term, field: ordinal))
        guard append(expansion, at: length + last.position) else { return .nowhere }
        length += tokens.positionCount
      case .glob(let text):
        let folded = runs.foldedGlob(text, by: analyzer(ordinal))
        guard append(try either(terms.glob(folded, field: ordinal)), at: length) else {
          return .nowhere
        }
        length += 1
      }
    }
    guard let first = words.first else { return .wordless }
    // A place for any word beside the only word is one that must be there.
    if words.count == 1, slop > 0 || !parts.contains(.anyWord) {
      return .found(first.pattern, idf: idf)
    }
    let phrase = Pattern.phrase(words, length: length, slop: UInt32(clamping: slop))
    if phrase.isUnspacedWord {
      let count = try statistics.documentFrequency(phrase, field: ordinal, work)
      idf = BM25.idf(documentFrequency: count, documentCount: statistics.documentCount)
    }
    return .found(phrase, idf: idf)
  }

  private func near(
    _ operands: [Query], _ proximity: Proximity, in ordinal: UInt8
  ) throws(ConcordError) -> Outcome {
    var patterns: [Pattern] = []
    var idf = 0.0
    for (i, operand) in operands.enumerated() {
      switch try pattern(operand, in: ordinal) {
      case .wordless:
        // Without a left operand, a NOTNEAR asks for nothing.
        if i == 0, proximity.isNegated { return .wordless }
      case .nowhere:
        // What is nowhere is near nothing.
        if i == 0 || !proximity.isNegated { return .nowhere }
      case .found(let pattern, let its):
        patterns.append(pattern)
        // The right operand of a NOTNEAR is not in what matches.
        if i == 0 || !proximity.isNegated { idf += its }
      }
    }
    guard let first = patterns.first else { return .wordless }
    if patterns.count == 1 { return .found(first, idf: idf) }
    return .found(.near(patterns, proximity), idf: idf)
  }
}

extension Query {
  /// The field that a leaf names; for a NEAR, that its operands name.
  var fieldName: String? {
    switch self {
    case .term(_, let field), .exact(_, let field), .prefix(_, let field), .glob(_, let field),
      .regex(_, let field), .fuzzy(_, _, let field), .phrase(_, _, let field):
      field
    case .range(_, let field): field
    case .near(let queries, _), .any(let queries), .all(let queries):
      queries.lazy.compactMap(\.fieldName).first
    case .boosted(let query, _): query.fieldName
    default: nil
    }
  }
}
