/// Looks in the dictionaries of a snapshot for words that are spelt almost as another.
struct SpellingSearch {
  /// Longer words are no words of a language, and not misspelt by two letters.
  private static let scalarLimit = 40

  private let snapshot: Snapshot
  private let runs: AnalyzerRuns
  private let terms: TermExpansion

  init(_ snapshot: Snapshot, runs: AnalyzerRuns) {
    self.snapshot = snapshot
    self.runs = runs
    terms = TermExpansion(
      snapshot.segments,
      SnapshotStatistics(snapshot.segments, schema: snapshot.schema, scoring: BM25()),
      limits: SearchLimits())
  }

  /// See ``Snapshot/suggestions(for:field:limit:)``.
  func suggestions(
    for word: String, field: String?, limit: Int
  ) throws(ConcordError) -> [SpellingSuggestion] {
    let scalars = word.unicodeScalars
    guard (2...Self.scalarLimit).contains(scalars.count),
      !scalars.contains(where: { $0.properties.numericType != nil })
    else { return [] }
    let ownCount = try snapshot.count(.term(word, field: field))
    var candidates: [Candidate] = []
    let ordinals = try ordinals(field)
    for ordinal in ordinals { candidates += try self.candidates(for: word, ordinal) }
    candidates.sort(by: Candidate.isBetter)
    var suggestions: [SpellingSuggestion] = []
    for candidate in candidates where suggestions.count < limit {
      // In all fields together, it is in no more documents than if they had none in common.
      guard candidate.documentFrequency * ordinals.count > ownCount else { continue }
      let text = TermKey.text(of: candidate.key.bytes)
      guard !suggestions.contains(where: { $0.word.utf8.elementsEqual(text.utf8) }) else {
        continue
      }
      let count = try snapshot.count(.term(text, field: field))
      guard count > ownCount else { continue }
      suggestions.append(
        SpellingSuggestion(word: text, documentCount: count, edits: candidate.edits))
    }
    return suggestions
  }

  private func ordinals(_ field: String?) throws(ConcordError) -> [UInt8] {
    guard let field else { return snapshot.schema.defaultOrdinals }
    guard let ordinal = snapshot.schema.ordinal(of: field) else {
      throw snapshot.schema.unknownField(field)
    }
    return [ordinal]
  }

  private struct Candidate {
    let key: TermKey
    let documentFrequency: Int
    let edits: Int

    static func isBetter(_ one: Candidate, _ other: Candidate) -> Bool {
      if one.edits != other.edits { return one.edits < other.edits }
      if one.documentFrequency != other.documentFrequency {
        return one.documentFrequency > other.documentFrequency
      }
      return one.key.bytes.dropFirst().lexicographicallyPrecedes(other.key.bytes.dropFirst())
    }
  }

  /// The words of a field, as they were written, within an edit or two of `word`.
  private func candidates(
    for word: String, _ ordinal: UInt8
  ) throws(ConcordError) -> [Candidate] {
    let tokens = runs.tokens(of: word, by: snapshot.schema.field(ordinal).analyzer).list
    guard tokens.count == 1, let token = tokens.first else { return [] }
    let text = String(decoding: token.form, as: UTF8.self)
    guard text.unicodeScalars.count <= Self.scalarLimit else { return [] }
    var found: [TermKey: Candidate] = [:]
    // Two wrong letters of five make another word.
    for edits in text.unicodeScalars.count <= 5 ? 1...1 : 1...2 {
      let terms = try terms.fuzzy(text, edits: edits, field: ordinal)
      for (key, count) in zip(terms.keys, terms.documentFrequencies)
      where key.bytes.dropFirst() != token.form[...] && found[key] == nil {
        found[key] = Candidate(key: key, documentFrequency: count, edits: edits)
      }
    }
    return Array(found.values)
  }
}
