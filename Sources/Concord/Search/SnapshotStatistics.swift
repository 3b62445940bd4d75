/// The numbers that ranking needs, over all living documents of a snapshot.
final class SnapshotStatistics {
  let documentCount: Int
  /// The scales that were made already: most leaves of a query look in the same fields.
  private var scales: [[UInt8]: LengthScale] = [:]
  /// What the dictionary of each segment said of the terms that were looked for: a query's words
  /// are counted first and then read.
  private var lookups: [(key: TermKey, found: [FoundTerm?])] = []
  /// A query with more words finds the others twice.
  private static let lookupLimit = 32
  /// The languages that were looked for already.
  private var languages: [String: [Language?]] = [:]
  let segments: [OpenSegment]
  let schema: Schema
  private let scoring: BM25

  init(_ segments: [OpenSegment], schema: Schema, scoring: BM25) {
    self.segments = segments
    self.schema = schema
    self.scoring = scoring
    documentCount = segments.reduce(0) { $0 + $1.liveCount }
  }

  /// How many living documents hold a term.
  func documentFrequency(_ key: TermKey) throws(ConcordError) -> Int {
    var count = 0
    for (open, found) in zip(segments, try lookup(key)) {
      guard let found else { continue }
      guard let liveDocs = open.liveDocs else {
        count += Int(found.info.documentFrequency)
        continue
      }
      // The dictionary counts the dead; scores must not.
      let hasPositions = key.field != Schema.keyOrdinal && schema.field(key.field).isText
      let cursor = try PostingCursor(
        PostingList(found, hasPositions: hasPositions, source: open.segment.postings))
      while cursor.current != .end {
        if liveDocs.contains(cursor.current) { count += 1 }
        try cursor.next()
      }
    }
    return count
  }

  /// Which of the segments this is.
  func number(of segment: Segment) -> Int? { segments.firstIndex { $0.segment === segment } }

  /// What the dictionary of a segment says of a term.
  func find(_ key: TermKey, in segment: Segment) throws(ConcordError) -> FoundTerm? {
    guard let i = number(of: segment),
      let known = lookups.first(where: { $0.key == key })
    else { return try segment.dictionary.find(key) }
    return known.found[i]
  }

  /// What the dictionaries of all segments say of a term.
  private func lookup(_ key: TermKey) throws(ConcordError) -> [FoundTerm?] {
    if let known = lookups.first(where: { $0.key == key }) { return known.found }
    var found: [FoundTerm?] = []
    for open in segments { found.append(try open.segment.dictionary.find(key)) }
    if lookups.count < Self.lookupLimit { lookups.append((key, found)) }
    return found
  }

  /// The idf of a term.
  func idf(_ key: TermKey) throws(ConcordError) -> Double {
    BM25.idf(
      documentFrequency: try documentFrequency(key), documentCount: documentCount)
  }

  /// The languages that documents may be in, by the field that names them, and nil for none.
  ///
  /// Those of documents that are deleted may be among them.
  func languages(namedIn field: String) throws(ConcordError) -> [Language?] {
    if let known = languages[field] { return known }
    guard let ordinal = schema.ordinal(of: field, isText: false) else { return [nil] }
    var found: [Language?] = [nil]
    for language in Language.allCases {
      let key = TermKey(word: Array(language.rawValue.utf8), field: ordinal)
      for open in segments where try open.segment.dictionary.find(key) != nil {
        found.append(language)
        break
      }
    }
    languages[field] = found
    return found
  }

  /// The scale of document lengths when these fields count as one.
  func lengthScale(_ ordinals: [UInt8]) -> LengthScale {
    if let scale = scales[ordinals] { return scale }
    let scale = LengthScale(
      scoring,
      fields: ordinals.map { ordinal in
        let total = segments.reduce(0) { $0 + $1.totalLength(ofField: ordinal) }
        let weight = ordinal == Schema.keyOrdinal ? 1 : schema.field(ordinal).weight
        return (ordinal, weight, total)
      },
      documentCount: documentCount)
    scales[ordinals] = scale
    return scale
  }

  /// The keys that a word of a query stands for in a field, one at least.
  func keys(
    of token: AnalyzerRuns.Tokens.Token, in ordinal: UInt8, by analyzer: Analyzer,
    _ runs: AnalyzerRuns
  ) throws(ConcordError) -> [TermKey] {
    var languages: [Language?] = []
    if let field = analyzer.languageField { languages = try self.languages(namedIn: field) }
    return runs.keys(of: token, field: ordinal, by: analyzer, languages: languages)
  }
}
