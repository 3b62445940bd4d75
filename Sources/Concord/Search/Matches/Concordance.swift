extension Snapshot {
  /// The matches of `query`, each with the text around it: documents best first, and in each the
  /// fields in the order of the schema and the matches from left to right.
  ///
  /// What makes a line is an occurrence of a word, a phrase or a NEAR: the same that was searched,
  /// scored and highlighted. `a AND b` has lines for both sides. Of the occurrences of one NEAR (or
  /// sloppy phrase) those are left out that hold a smaller one, so each line is as short as the
  /// match allows. Keyword fields have no context and so no lines; nor have fields that are not
  /// stored.
  ///
  /// - Parameters:
  ///   - query: What to look for.
  ///   - limit: How many lines to give at most, at least 0.
  ///   - context: How many characters to give at either side of a match, at least 0.
  ///   - limits: What the search may cost.
  /// - Returns: The lines, which are found as they are asked for.
  /// - Throws: As ``search(_:sortedBy:limit:offset:countingAll:scoring:limits:)-8f2bc``.
  public func concordance(
    of query: Query, limit: Int = 100, context: Int = 60, limits: SearchLimits = SearchLimits()
  ) throws(ConcordError) -> Concordance {
    try Concordance(query, in: self, limit: limit, context: context, limits: limits)
  }
}

/// The lines of a concordance, one by one: see ``Snapshot/concordance(of:limit:context:limits:)``.
///
/// Memory holds the text of one document and a thousand hits, however many lines there are.
///
///     var concordance = try snapshot.concordance(of: Query("whale NEAR/5 white"))
///     while let line = try concordance.next() {
///       print(line.before, line.match, line.after, separator: "|")
///     }
public struct Concordance {
  /// How many hits are looked for at a time: more than people read, a few hundred bytes each.
  private static let pageSize = 1_000

  private let snapshot: Snapshot
  private let query: Query
  private let context: Int
  private let limits: SearchLimits
  /// How many lines may still come.
  private var left: Int
  private var page: Hits
  /// How many hits there were before `page`, and the next of it.
  private var offset = 0
  private var nextHit = 0
  private var document: ConcordanceDocument?

  fileprivate init(
    _ query: Query, in snapshot: Snapshot, limit: Int, context: Int, limits: SearchLimits
  ) throws(ConcordError) {
    precondition(limit >= 0 && context >= 0, "A limit and a context are at least 0.")
    self.snapshot = snapshot
    self.query = query
    self.context = context
    self.limits = limits
    left = limit
    page = try snapshot.search(query, limit: min(limit, Self.pageSize), limits: limits)
  }

  /// The next line, or nil after the last.
  ///
  /// - Throws: An error of the disk, and what a search may throw.
  /// - Complexity: that of ``Hit/matches()`` for each document, that of its characters for a line.
  public mutating func next() throws(ConcordError) -> ConcordanceLine? {
    guard left > 0 else { return nil }
    while true {
      if let line = document?.next() {
        left -= 1
        return line
      }
      guard let (hit, rank) = try hit() else {
        left = 0
        return nil
      }
      document = try ConcordanceDocument(hit, rank: rank, context: context)
    }
  }

  private mutating func hit() throws(ConcordError) -> (Hit, rank: Int)? {
    if nextHit == page.count {
      guard case .atLeast = page.total else { return nil }
      offset += page.count
      page = try snapshot.search(
        query, limit: Self.pageSize, offset: offset, limits: limits)
      nextHit = 0
      guard !page.isEmpty else { return nil }
    }
    // Dates alone, say, match without a line; no document need be read to see that.
    guard page[nextHit].query.asksForWords(snapshot.schema) else { return nil }
    nextHit += 1
    return (page[nextHit - 1], offset + nextHit)
  }
}

/// The lines of one document.
private struct ConcordanceDocument {
  /// A field that has lines.
  private struct FieldLines {
    let name: String
    let analyzer: Analyzer
    let text: ConcordanceText
    let occurrences: [Occurrence]
  }

  private let hit: Hit
  private let rank: Int
  private let document: Document
  private let fields: [FieldLines]
  private let runs = AnalyzerRuns()
  private var field = 0
  private var occurrence = 0

  init(_ hit: Hit, rank: Int, context: Int) throws(ConcordError) {
    self.hit = hit
    self.rank = rank
    let text = try MatchedText(hit)
    document = text.document
    var occurrences: [UInt8: [Occurrence]] = [:]
    var words: [UInt8: [UInt32]] = [:]
    for match in try text.matches() {
      occurrences[match.field, default: []] += match.occurrences.smallest
      words[match.field, default: []] += match.words.map(\.position)
    }
    var fields: [FieldLines] = []
    for ordinal in occurrences.keys.sorted() where ordinal != Schema.keyOrdinal {
      let field = text.schema.field(ordinal)
      guard field.isText, var ranges = occurrences[ordinal],
        let stored = text.document.fields[field.name], let tokens = text.tokens(of: ordinal)
      else { continue }
      ranges.sortAndRemoveDuplicates()
      let positions = (words[ordinal] ?? []).sorted().withoutRepetitions
      fields.append(
        FieldLines(
          name: field.name, analyzer: field.analyzer,
          text: ConcordanceText(
            text: stored, tokens: tokens, words: text.ranges(of: positions, inField: ordinal),
            context: context),
          occurrences: ranges))
    }
    self.fields = fields
  }

  mutating func next() -> ConcordanceLine? {
    while field < fields.count {
      let lines = fields[field]
      guard occurrence < lines.occurrences.count else {
        field += 1
        occurrence = 0
        continue
      }
      let range = lines.occurrences[occurrence]
      occurrence += 1
      guard let parts = lines.text.parts(range.start, range.end) else { continue }
      return line(lines, range, parts)
    }
    return nil
  }

  private func line(
    _ lines: FieldLines, _ range: Occurrence, _ parts: ConcordanceText.Parts
  ) -> ConcordanceLine {
    func folded(_ word: Range<Int>?) -> String? {
      word.map { word in
        let word = lines.text.text.wholeCharacters(word)
        return runs.folded(String(lines.text.text[word]), by: lines.analyzer)
      }
    }
    return ConcordanceLine(
      hit: hit, rank: rank, document: document, field: lines.name,
      positions: Int(range.start)...Int(range.end), range: parts.range, before: parts.before,
      match: parts.match, highlights: parts.highlights, after: parts.after,
      previousWord: folded(parts.previous), nextWord: folded(parts.next))
  }
}

extension ResolvedQuery {
  /// Whether it has a leaf that can occur in a text field.
  fileprivate func asksForWords(_ schema: Schema) -> Bool {
    switch self {
    case .nothing, .everything, .column: false
    case .leaf(let leaf):
      leaf.patterns.contains { $0.ordinal != Schema.keyOrdinal && schema.field($0.ordinal).isText }
    case .all(let queries), .any(let queries): queries.contains { $0.asksForWords(schema) }
    case .except(let query, _): query.asksForWords(schema)
    case .required(let query, let optional):
      query.asksForWords(schema) || optional.asksForWords(schema)
    }
  }
}

extension [Occurrence] {
  /// Those of a list that is in order which hold no other of it.
  var smallest: [Occurrence] {
    var result: [Occurrence] = []
    for occurrence in self {
      // What starts earlier and ends no earlier holds this one; what starts together, ends earlier.
      while let last = result.last, last.end >= occurrence.end, last.start < occurrence.start {
        result.removeLast()
      }
      if result.last?.start != occurrence.start { result.append(occurrence) }
    }
    return result
  }
}
