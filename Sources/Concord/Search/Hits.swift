/// The first hits of a search, in the order that was asked for: see ``SortOrder``.
public struct Hits: Sendable, RandomAccessCollection {
  /// How many documents match in all.
  public enum Total: Sendable, Hashable {
    /// So many.
    case exactly(Int)
    /// So many or more: the search stopped counting where nothing could win any more.
    case atLeast(Int)
  }

  /// How many documents match in all, as far as the search knows.
  ///
  /// A search that sorts by a field or was asked to count all knows exactly, and
  /// ``exactTotal(limits:)`` finds out.
  public let total: Total
  /// A hit is made when it is asked for: it shares in all that its search has used.
  private let entries: [TopHits.Entry]
  private let snapshot: Snapshot
  private let query: ResolvedQuery
  /// Documents that match and are no hits.
  private let leftOutCount: Int

  init(
    _ entries: ArraySlice<TopHits.Entry>, total: Total, of snapshot: Snapshot,
    query: ResolvedQuery, leftOutCount: Int = 0
  ) {
    self.total = total
    self.leftOutCount = leftOutCount
    self.entries = Array(entries)
    self.snapshot = snapshot
    self.query = query
  }

  /// The first `limit` hits without a document, which matches if anything does.
  func leavingOut(_ address: DocumentAddress, limit: Int) -> Hits {
    let total: Total =
      switch total {
      case .exactly(let count): .exactly(Swift.max(0, count - 1))
      case .atLeast(let count): .atLeast(Swift.max(0, count - 1))
      }
    let others = entries.filter { $0.address != address }
    return Hits(
      others.prefix(limit), total: total, of: snapshot, query: query,
      leftOutCount: leftOutCount + 1)
  }

  /// How many documents match in all: counts them if the search has not.
  ///
  /// - Throws: ``ConcordError/unsupportedQuery(_:)`` if it would cost more than `limits` allow, or
  ///   an error of the disk.
  /// - Complexity: that of ``Snapshot/count(_:limits:)``, but the query is not read again, nor are
  ///   the terms that its patterns stand for looked for.
  public func exactTotal(limits: SearchLimits = SearchLimits()) throws(ConcordError) -> Int {
    if case .exactly(let count) = total { return count }
    let statistics = SnapshotStatistics(
      snapshot.segments, schema: snapshot.schema, scoring: BM25())
    let count = try snapshot.count(query, statistics, SearchWork(limits))
    return Swift.max(0, count - leftOutCount)
  }

  /// 0.
  public var startIndex: Int { entries.startIndex }
  /// How many hits there are.
  public var endIndex: Int { entries.endIndex }
  /// The hit of rank `i` + 1.
  public subscript(i: Int) -> Hit {
    Hit(
      score: entries[i].score, address: entries[i].address, snapshot: snapshot, query: query)
  }
}

/// One result of a search.
public struct Hit: Sendable {
  /// BM25's score, the higher the better.
  ///
  /// Scores of different queries cannot be compared.
  public let score: Float
  let address: DocumentAddress
  let snapshot: Snapshot
  /// The query that found the document, as the search has run it.
  let query: ResolvedQuery

  init(score: Float, address: DocumentAddress, snapshot: Snapshot, query: ResolvedQuery) {
    self.score = score
    self.address = address
    self.snapshot = snapshot
    self.query = query
  }

  /// The document's key.
  ///
  /// - Throws: An error of the disk.
  /// - Complexity: as ``document()``: the key is stored with the text.
  public var key: String {
    get throws(ConcordError) {
      let segment = snapshot.segments[address.segment].segment
      return try StoredDocument.key(
        in: segment.stored.record(of: address.document), file: segment.file.name)
    }
  }

  /// The stored text of a field; nil if the document has none, or if the field is not stored.
  ///
  /// ```swift
  /// let title = try hit.text(of: "title") ?? "untitled"
  /// ```
  ///
  /// For the part of it that matched there is ``snippet(of:length:)``.
  ///
  /// - Throws: ``ConcordError/unknownField(_:known:)``, or an error of the disk.
  /// - Complexity: as ``document()``, which is better asked once for several fields.
  public func text(of field: String) throws(ConcordError) -> String? {
    guard snapshot.schema.ordinal(of: field) != nil else {
      throw snapshot.schema.unknownField(field)
    }
    return try document().fields[field]
  }

  /// The document, as far as its fields are stored.
  ///
  /// - Throws: An error of the disk.
  /// - Complexity: decompresses a frame of 64 KiB, unless it is in memory.
  public func document() throws(ConcordError) -> Document {
    try snapshot.document(at: address)
  }
}
