/// Puts synonyms into a query: `Query` → `Query`.
struct SynonymRewrite {
  /// A synonym, cut and folded as a field is.
  private struct Entry {
    let text: String
    let set: Int
  }

  private let synonyms: Synonyms
  private let schema: Schema
  private let runs: AnalyzerRuns
  /// The synonyms by their terms, for each analyzer of the fields.
  private let entries: [Analyzer: [[[UInt8]]: [Entry]]]
  /// The words of the longest synonym.
  private let longest: Int

  init(_ synonyms: Synonyms, schema: Schema, runs: AnalyzerRuns) {
    self.synonyms = synonyms
    self.schema = schema
    self.runs = runs
    var all: [Analyzer: [[[UInt8]]: [Entry]]] = [:]
    var longest = 0
    for analyzer in Self.analyzers(schema.fields.filter(\.isText)) {
      var entries: [[[UInt8]]: [Entry]] = [:]
      for (i, set) in synonyms.sets.enumerated() {
        for text in set {
          let terms = runs.tokens(of: text, by: analyzer).list.map(\.term)
          guard !terms.isEmpty else { continue }
          longest = max(longest, terms.count)
          entries[terms, default: []].append(Entry(text: text, set: i))
        }
      }
      all[analyzer] = entries
    }
    entries = all
    self.longest = longest
  }

  /// The query with the synonyms of its words.
  func rewrite(_ query: Query) throws(ConcordError) -> Query {
    switch query {
    case .term(let text, let field):
      return try rewrite(phrase: [.word(text)], slop: 0, field) ?? query
    case .phrase(let parts, let slop, let field):
      return try rewrite(phrase: parts, slop: slop, field) ?? query
    case .near(let operands, let proximity):
      return .near(try rewriteEach(operands), proximity)
    case .all(let parts):
      return .allOf(try rewriteRuns(of: parts))
    case .any(let parts):
      // The words stay beside the synonyms of what they are together.
      let together = try runSynonyms(in: parts).flatMap(\.others)
      return .any(try rewriteEach(parts) + together)
    case .except(let base, let excluded):
      return .except(try rewrite(base), try rewrite(excluded))
    case .required(let required, let optional):
      let together = try runSynonyms(in: optional).flatMap(\.others)
      return .required(
        try rewriteRuns(of: required), optional: try rewriteEach(optional) + together)
    case .boosted(let query, let factor):
      return .boosted(try rewrite(query), by: factor)
    case .exact, .prefix, .glob, .regex, .fuzzy, .range, .everything:
      return query
    }
  }

  private func rewriteEach(_ queries: [Query]) throws(ConcordError) -> [Query] {
    var rewritten: [Query] = []
    for query in queries { rewritten.append(try rewrite(query)) }
    return rewritten
  }

  // MARK: Words side by side

  /// Words side by side that are a synonym together, and the others of its set.
  private struct Run {
    let range: Range<Int>
    let others: [Query]
  }

  /// The longest synonyms of several words among neighbours, from left to right.
  private func runSynonyms(in parts: [Query]) throws(ConcordError) -> [Run] {
    var found: [Run] = []
    var i = 0
    while i < parts.count {
      guard let run = try longestRun(in: parts, from: i) else {
        i += 1
        continue
      }
      found.append(run)
      i = run.range.upperBound
    }
    return found
  }

  private func longestRun(in parts: [Query], from start: Int) throws(ConcordError) -> Run? {
    var texts: [String] = []
    var field: String?
    var found: Run?
    for i in start..<parts.count {
      guard case .term(let text, let its) = parts[i], i == start || its == field else { break }
      field = its
      texts.append(text)
      guard texts.count <= longest else { break }
      guard texts.count > 1 else { continue }
      let others = others(than: texts, try analyzers(of: field))
      if !others.isEmpty {
        let queries = others.map { Self.query([.word($0)], slop: 0, field) }
        found = Run(range: start..<i + 1, others: [Self.oneOf(queries)])
      }
    }
    return found
  }

  /// The parts of a conjunction; words that are a synonym together may be any of its set.
  private func rewriteRuns(of parts: [Query]) throws(ConcordError) -> [Query] {
    var rewritten: [Query] = []
    var i = 0
    for run in try runSynonyms(in: parts) {
      rewritten += try rewriteEach(Array(parts[i..<run.range.lowerBound]))
      let words = try rewriteEach(Array(parts[run.range]))
      rewritten.append(.any([.all(words)] + run.others))
      i = run.range.upperBound
    }
    return rewritten + (try rewriteEach(Array(parts[i...])))
  }

  // MARK: Phrases

  /// A word or phrase with all that it stands for, as one; nil if that is itself alone.
  private func rewrite(
    phrase parts: [PhrasePart], slop: Int, _ field: String?
  ) throws(ConcordError) -> Query? {
    let analyzers = try analyzers(of: field)
    var phrases: [[PhrasePart]] = [[]]
    var i = 0
    while i < parts.count {
      let (count, others) = longestSynonym(in: parts[i...], analyzers)
      let choices = [Array(parts[i..<i + count])] + others.map { [PhrasePart.word($0)] }
      guard phrases.count * choices.count <= QueryLimits.clauseCount else {
        throw .unsupportedQuery(
          "with its synonyms, a phrase stands for over \(QueryLimits.clauseCount) phrases")
      }
      phrases = phrases.flatMap { phrase in choices.map { phrase + $0 } }
      i += count
    }
    guard phrases.count > 1 else { return nil }
    return Self.oneOf(phrases.map { Self.query($0, slop: slop, field) })
  }

  /// How many parts the longest synonym that they begin with has, and the others of its set; one
  /// part, and no others, if there is none.
  private func longestSynonym(
    in parts: ArraySlice<PhrasePart>, _ analyzers: Set<Analyzer>
  ) -> (count: Int, others: [String]) {
    var texts: [String] = []
    var found: (count: Int, others: [String]) = (1, [])
    for part in parts.prefix(longest) {
      guard case .word(let text) = part else { break }
      texts.append(text)
      let others = others(than: texts, analyzers)
      if !others.isEmpty { found = (texts.count, others) }
    }
    return found
  }

  // MARK: Synonyms

  /// The analyzers of the fields that words are looked for in; none if these are not of text.
  private func analyzers(of name: String?) throws(ConcordError) -> Set<Analyzer> {
    guard let name else { return Self.analyzers(schema.defaultOrdinals.map(schema.field)) }
    guard let ordinal = schema.ordinal(of: name) else { throw schema.unknownField(name) }
    return schema.field(ordinal).isText ? Self.analyzers([schema.field(ordinal)]) : []
  }

  private static func analyzers(_ fields: [Field]) -> Set<Analyzer> {
    Set(fields.flatMap(\.analyzer.forDocumentsOfAllLanguages))
  }

  /// The synonyms of a text, those of all sets that it is in.
  private func others(than texts: [String], _ analyzers: Set<Analyzer>) -> [String] {
    let same = analyzers.flatMap { analyzer in
      let terms = texts.flatMap { runs.tokens(of: $0, by: analyzer).list.map(\.term) }
      return entries[analyzer]?[terms] ?? []
    }
    let known = Set(same.map(\.text))
    var others: [String] = []
    for set in Set(same.map(\.set)).sorted() {
      others += synonyms.sets[set].filter { !known.contains($0) && !others.contains($0) }
    }
    return others
  }

  private static func query(_ parts: [PhrasePart], slop: Int, _ field: String?) -> Query {
    if parts.count == 1, case .word(let text) = parts[0] { return .term(text, field: field) }
    return .phrase(parts, slop: slop, field: field)
  }

  /// Any of `queries`, scored as one: what a NEAR makes of the alternatives for an operand.
  private static func oneOf(_ queries: [Query]) -> Query {
    queries.count == 1 ? queries[0] : .near([.any(queries)], Proximity(within: 1))
  }
}
