/// The values of a field among the documents that a query finds, and how many have each: the most
/// frequent first; of equally frequent ones, in the order of their UTF-8 bytes.
public struct Facets: Sendable, RandomAccessCollection {
  /// A value, and how many documents have it.
  public struct Value: Sendable, Hashable {
    /// The value: a keyword as it was given, a date in ISO 8601, a number in decimal.
    public let text: String
    /// How many of the documents have it.
    public let documentCount: Int
  }

  /// A part of the calendar by which dates are counted together, in UTC.
  ///
  /// A date that says less than that is counted as what it says: `2025` among months is `2025`.
  public enum DateUnit: Sendable, Hashable, CaseIterable {
    /// Years.
    case year
    /// Months.
    case month
    /// Days.
    case day
  }

  /// How many different values there are, those beyond the limit included.
  public let valueCount: Int
  /// How many of the documents have a value.
  public let documentCount: Int
  /// How many of the documents have a value that is no date or number, and are not counted else.
  public let unreadableCount: Int
  private let values: [Value]

  /// 0.
  public var startIndex: Int { values.startIndex }
  /// How many values there are, up to the limit.
  public var endIndex: Int { values.endIndex }
  /// The value that is the `i` + 1st most frequent.
  public subscript(i: Int) -> Value { values[i] }

  fileprivate init(_ counts: [[UInt8]: Int], unreadableCount: Int, limit: Int) {
    valueCount = counts.count
    documentCount = counts.values.reduce(0, +)
    self.unreadableCount = unreadableCount
    values = counts.sorted { left, right in
      left.value != right.value
        ? left.value > right.value : left.key.lexicographicallyPrecedes(right.key)
    }.prefix(limit).map {
      Value(text: String(decoding: $0.key, as: UTF8.self), documentCount: $0.value)
    }
  }
}

extension Snapshot {
  /// Counts the values of a field among the documents that a query finds.
  ///
  /// ```swift
  /// for author in try snapshot.facets(of: "author", for: Query("storm"), limit: 5) {
  ///   print(author.text, author.documentCount)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - field: The name of a field of keywords, dates or numbers.
  ///   - query: Which documents to count.
  ///   - unit: The part of the calendar by which dates are counted together; if nil, each date by
  ///     itself.
  ///   - limit: How many values to give at most, at least 0.
  ///   - limits: What the search may cost.
  /// - Returns: The values, the most frequent first.
  /// - Throws: ``ConcordError/unknownField(_:known:)``; ``ConcordError/unsupportedQuery(_:)``, also
  ///   for a field of text, and for a unit with a field that is not of dates; or an error of the
  ///   disk.
  /// - Complexity: visits every document that matches, and the terms of a keyword field.
  public func facets(
    of field: String, for query: Query = .everything, by unit: Facets.DateUnit? = nil,
    limit: Int = 10, limits: SearchLimits = SearchLimits()
  ) throws(ConcordError) -> Facets {
    precondition(limit >= 0, "A limit is at least 0.")
    let (ordinal, kind) = try schema.column(of: field)
    guard unit == nil || kind == .dates else {
      throw .unsupportedQuery("“\(field)” is not a field of dates, and has no years and months")
    }
    var count = FacetCount(kind, unit: unit)
    try forEachScorer(query, BM25(), SearchWork(limits)) { search, scorer throws(ConcordError) in
      let segment = segments[search.segment].segment
      guard let column = segment.column(ofField: ordinal, kind) else { return }
      try count.add(scorer, search.liveDocs, column)
      if kind == .ranks { try count.lookUp(in: segment, field: ordinal) }
    }
    return Facets(count.byText, unreadableCount: count.unreadableCount, limit: limit)
  }
}

extension Facets.DateUnit {
  /// The precision of a date that is a whole one.
  var precision: DateValue.Precision {
    switch self {
    case .year: .year
    case .month: .month
    case .day: .day
    }
  }
}

/// Counts values: first as integers of a column, then as texts.
private struct FacetCount {
  private let kind: ColumnKind
  private let unit: DateValue.Precision?
  private var byValue: [Int64: Int] = [:]
  private var byTerm: [[UInt8]: Int] = [:]
  private(set) var unreadableCount = 0

  init(_ kind: ColumnKind, unit: Facets.DateUnit?) {
    self.kind = kind
    self.unit = unit?.precision
  }

  /// Counts the living documents of a segment that match.
  mutating func add(
    _ scorer: any Scorer, _ liveDocs: LiveDocs?, _ column: Column
  ) throws(ConcordError) {
    var values = ColumnCursor(column)
    while scorer.current != .end {
      if liveDocs?.contains(scorer.current) ?? true {
        switch try values.value(of: scorer.current) {
        case ColumnValue.none: break
        case ColumnValue.unreadable: unreadableCount += 1
        case let value: byValue[rounded(value), default: 0] += 1
        }
      }
      try scorer.next()
    }
  }

  private func rounded(_ value: Int64) -> Int64 {
    guard let unit, let date = DateValue(packed: value) else { return value }
    return date.cut(to: unit).packed
  }

  /// Turns the ranks of one segment into terms.
  mutating func lookUp(in segment: Segment, field: UInt8) throws(ConcordError) {
    let ranks = byValue.keys.sorted()
    let terms = try segment.terms(ofField: field, ranks: ranks)
    for (rank, term) in zip(ranks, terms) { byTerm[term, default: 0] += byValue[rank] ?? 0 }
    byValue = [:]
  }

  /// The counts by the values' texts.
  var byText: [[UInt8]: Int] {
    var counts = byTerm
    for (value, count) in byValue {
      let text =
        switch kind {
        case .ranks: ""
        case .dates: DateValue(packed: value)?.text ?? ""
        case .numbers: NumberValue(ordered: value)?.text ?? ""
        }
      counts[Array(text.utf8), default: 0] += count
    }
    return counts
  }
}
