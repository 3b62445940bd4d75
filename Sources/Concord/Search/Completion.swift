/// A word of the index that begins as typed.
public struct Completion: Sendable, Hashable {
  /// The word, folded as the index folds it.
  public let word: String
  /// How many documents have it.
  public let documentCount: Int
}

extension Snapshot {
  /// Words of the index that begin with `prefix`: those that the most documents have come first,
  /// and of equally frequent ones the first by its UTF-8 bytes.
  ///
  /// ```swift
  /// try snapshot.completions(of: "rea").map(\.word)  // ["ready", "reassurance", "read"]
  /// ```
  ///
  /// Words are counted in the form in which they were written, in a stemmed field too. Of a
  /// prefix of several words the last one is completed, and the others are left out.
  ///
  /// - Parameters:
  ///   - prefix: The beginning of a word, in any case; with nothing in it, any word fits.
  ///   - field: The field to look in; nil for the default fields.
  ///   - limit: How many words to give at most, at least 0.
  ///   - limits: How many words may begin so.
  /// - Returns: The words, the most frequent first.
  /// - Throws: ``ConcordError/unknownField(_:known:)``; ``ConcordError/unsupportedQuery(_:)`` if
  ///   more words begin so than `limits` allow; or an error of the disk.
  /// - Complexity: reads all words that begin so from the dictionaries of all segments. With
  ///   several fields, counts the documents of about `limit` of them.
  public func completions(
    of prefix: String, field: String? = nil, limit: Int = 10,
    limits: SearchLimits = SearchLimits()
  ) throws(ConcordError) -> [Completion] {
    precondition(limit >= 0, "A limit is at least 0.")
    let ordinals: [UInt8]
    if let field {
      guard let ordinal = schema.ordinal(of: field) else { throw schema.unknownField(field) }
      ordinals = [ordinal]
    } else {
      ordinals = schema.defaultOrdinals
    }
    return try analyzers.withRuns { runs throws(ConcordError) in
      let search = CompletionSearch(self, runs: runs, limits: limits)
      return try search.completions(of: prefix, ordinals, limit: limit)
    }
  }
}

/// Looks in the dictionaries of a snapshot for words with a prefix.
private struct CompletionSearch {
  let snapshot: Snapshot
  let runs: AnalyzerRuns
  let terms: TermExpansion
  let statistics: SnapshotStatistics

  init(_ snapshot: Snapshot, runs: AnalyzerRuns, limits: SearchLimits) {
    self.snapshot = snapshot
    self.runs = runs
    statistics = SnapshotStatistics(
      snapshot.segments, schema: snapshot.schema, scoring: BM25())
    terms = TermExpansion(snapshot.segments, statistics, limits: limits)
  }

  /// A word, and the most documents that can have it.
  struct Candidate {
    let word: [UInt8]
    /// The frequencies in all fields together.
    var documentCount: Int
  }

  func completions(
    of prefix: String, _ ordinals: [UInt8], limit: Int
  ) throws(ConcordError) -> [Completion] {
    let candidates = try candidates(prefix, ordinals)
    guard ordinals.count > 1 else {
      return candidates.prefix(limit).map {
        Completion(
          word: String(decoding: $0.word, as: UTF8.self), documentCount: $0.documentCount)
      }
    }
    // A document that has a word in two fields is one document. So the sum of the fields says what
    // a word can have at most, and counting ends where no further word can be among the best.
    var best: [Completion] = []
    for candidate in candidates {
      if best.count >= limit {
        guard let worst = best.last, candidate.documentCount >= worst.documentCount else { break }
      }
      let completion = Completion(
        word: String(decoding: candidate.word, as: UTF8.self),
        documentCount: try count(candidate.word, ordinals))
      let place = best.firstIndex { completion.isBetter(than: $0) } ?? best.count
      best.insert(completion, at: place)
      if best.count > limit { best.removeLast() }
    }
    return best
  }

  /// How many documents have a word in any of the fields.
  private func count(_ word: [UInt8], _ ordinals: [UInt8]) throws(ConcordError) -> Int {
    let leaf = ResolvedLeaf(
      patterns: ordinals.map { ($0, .term(TermKey(word: word, field: $0))) }, ordinals: ordinals,
      weight: 0, hasCloseness: false)
    var count = 0
    for open in snapshot.segments {
      let plan = QueryPlan(open.segment, schema: snapshot.schema, statistics: statistics)
      count += try MatchCount.count(.leaf(leaf), plan, open)
    }
    return count
  }

  /// All words with the prefix, by what their fields have together.
  private func candidates(
    _ prefix: String, _ ordinals: [UInt8]
  ) throws(ConcordError) -> [Candidate] {
    var counts: [[UInt8]: Int] = [:]
    for ordinal in ordinals {
      guard let beginning = beginning(prefix, ordinal) else { continue }
      let terms = try terms.prefix(beginning, field: ordinal)
      for (key, count) in zip(terms.keys, terms.documentFrequencies) where !key.isStem {
        counts[Array(key.bytes.dropFirst()), default: 0] += count
      }
    }
    return counts.map { Candidate(word: $0.key, documentCount: $0.value) }.sorted { a, b in
      a.documentCount == b.documentCount
        ? a.word.lexicographicallyPrecedes(b.word) : a.documentCount > b.documentCount
    }
  }

  /// The bytes that terms begin with; nil if `prefix` has text, but nothing that a term could have.
  private func beginning(_ prefix: String, _ ordinal: UInt8) -> [UInt8]? {
    let analyzer = snapshot.schema.field(ordinal).analyzer.unstemmed
    if let last = runs.tokens(of: prefix, by: analyzer).list.last { return last.term }
    return prefix.isEmpty ? [] : nil
  }
}

extension Completion {
  fileprivate func isBetter(than other: Completion) -> Bool {
    documentCount == other.documentCount
      ? word.utf8.lexicographicallyPrecedes(other.word.utf8)
      : documentCount > other.documentCount
  }
}
