// Documents that are like another one: the words that tell most of what it is about are searched
// for. A word tells the more the more often the document has it and the fewer others do, which is
// what the weights of BM25 say of it too.

extension Snapshot {
  /// The query for documents that are like the one with this key; nil if there is no such document.
  ///
  /// It asks for any of the document's words that rank first by frequency there times idf, each
  /// multiplied by its frequency (1 for the most frequent of them). Words that no other document
  /// has, single letters, and words that more than half of all documents have are left out. The
  /// document itself matches best, of course.
  ///
  /// - Parameters:
  ///   - key: The document's key.
  ///   - wordCount: How many words to ask for at most, at least 0. The default is that of Lucene's
  ///     MoreLikeThis.
  /// - Returns: The query, which finds nothing if the document's text is not stored or has no such
  ///   word.
  /// - Throws: An error of the disk.
  /// - Complexity: analyzes the stored text of the default fields, and looks up each of its words.
  public func query(
    similarToKey key: String, wordCount: Int = 25
  ) throws(ConcordError) -> Query? {
    precondition(wordCount >= 0, "A count is at least 0.")
    guard let document = try document(key: key) else { return nil }
    let statistics = SnapshotStatistics(segments, schema: schema, scoring: BM25())
    let words = try analyzers.withRuns { runs throws(ConcordError) in
      var model = RelevanceModel(schema, statistics, runs, commonShare: Self.tellingShare)
      try model.add(document, score: 1)
      return model.words(wordCount) { word in
        word.documentFrequency > 1 ? word.probability * word.idf : nil
      }
    }
    guard let most = words.map(\.probability).max() else { return .nothing }
    return .any(words.map { .boosted(.term($0.text), by: Float($0.probability / most)) })
  }

  /// The documents that are most like the one with this key, without that one; nil if there is no
  /// such document.
  ///
  /// ```swift
  /// let hits = try snapshot.search(similarToKey: "moby-dick", limit: 5)
  /// ```
  ///
  /// Their scores are those of ``query(similarToKey:wordCount:)``, and so are the words that
  /// highlights and snippets show.
  ///
  /// - Parameters:
  ///   - key: The document's key.
  ///   - wordCount: How many of its words to ask for at most, at least 0.
  ///   - limit: How many hits to give at most, at least 0.
  /// - Returns: The hits, the most similar first.
  /// - Throws: An error of the disk.
  /// - Complexity: as ``query(similarToKey:wordCount:)`` and a search.
  public func search(
    similarToKey key: String, wordCount: Int = 25, limit: Int = 10
  ) throws(ConcordError) -> Hits? {
    precondition(limit >= 0, "A limit is at least 0.")
    guard let query = try query(similarToKey: key, wordCount: wordCount),
      let address = try address(ofKey: key)
    else { return nil }
    let hits = try search(query, limit: limit < .max ? limit + 1 : limit)
    return hits.leavingOut(address, limit: limit)
  }

  /// A word that more than this share of all documents hold does not tell two of them from others.
  private static let tellingShare = 0.5
}
