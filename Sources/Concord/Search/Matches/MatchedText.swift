/// A hit's document with what matched in it: positions, and the stored text that they are in.
final class MatchedText {
  private let hit: Hit
  let document: Document
  private let runs = AnalyzerRuns()
  private var tokens: [UInt8: StoredTokens] = [:]

  init(_ hit: Hit) throws(ConcordError) {
    self.hit = hit
    document = try hit.document()
  }

  var schema: Schema { hit.snapshot.schema }

  /// The words that matched, by field; in each by position.
  ///
  /// Of each leaf of the query, those of the first `limit` occurrences in each field.
  func words(
    limit: Int = .max
  ) throws(ConcordError) -> [(ordinal: UInt8, words: [MatchedWord])] {
    var fields: [UInt8: [MatchedWord]] = [:]
    for match in try finder(occurrenceLimit: limit).matches(hit.query) ?? [] {
      fields[match.field, default: []] += match.words
    }
    return fields.keys.sorted().map { ordinal in
      (ordinal, (fields[ordinal] ?? []).sorted { ($0.position, $0.slot) < ($1.position, $1.slot) })
    }
  }

  /// What matched, leaf by leaf, in any order.
  func matches() throws(ConcordError) -> [LeafMatch] {
    try finder().matches(hit.query) ?? []
  }

  /// What finds the words of a match.
  func finder(occurrenceLimit: Int = .max) -> MatchFinder {
    let snapshot = hit.snapshot
    let segment = snapshot.segments[hit.address.segment].segment
    let plan = QueryPlan(
      segment, schema: snapshot.schema,
      statistics: SnapshotStatistics(
        snapshot.segments, schema: snapshot.schema, scoring: BM25()))
    return MatchFinder(plan, hit.address.document, occurrenceLimit: occurrenceLimit) {
      [self] ordinal in terms(of: ordinal)
    }
  }

  /// Where words at these positions, which rise, stand in the stored text.
  func ranges(of positions: [UInt32], inField ordinal: UInt8) -> [Range<Int>] {
    guard let tokens = tokens(of: ordinal) else { return [] }
    var ranges: [Range<Int>] = []
    for position in positions {
      if let token = tokens.token(from: position), token.position == position {
        ranges.append(token.range)
      }
    }
    return ranges
  }

  /// The tokens of the stored text of a field; nil if it is not stored.
  func tokens(of ordinal: UInt8) -> StoredTokens? {
    if let known = tokens[ordinal] { return known }
    let field = hit.snapshot.schema.field(ordinal)
    guard let text = document.fields[field.name] else { return nil }
    let stored = StoredTokens(text, field.analyzer.forDocument(with: document.fields), runs)
    tokens[ordinal] = stored
    return stored
  }

  /// The different terms of the stored text of a field, as the dictionary has them.
  private func terms(of ordinal: UInt8) -> Set<[UInt8]>? {
    guard let tokens = tokens(of: ordinal) else { return nil }
    var terms: Set<[UInt8]> = []
    tokens.forEachPart { buffer in
      for i in buffer.tokens.indices {
        terms.insert([ordinal] + buffer.form(of: i))
        guard !buffer.forms.isEmpty else { continue }
        terms.insert([ordinal, TermKey.stemMark] + buffer.bytes(of: i))
      }
    }
    return terms
  }
}
