/// How many of the documents that a query finds are from each year, month or day: one part after
/// the other, without gaps, from the first that has a document to the last.
public struct Timeline: Sendable, RandomAccessCollection {
  /// A year, a month or a day, and how many documents are from then.
  public struct Part: Sendable, Hashable {
    /// The part in ISO 8601: `2025`, `2025-09` or `2025-09-04`.
    public let date: String
    /// How many of the documents are from then, 0 or more.
    public let documentCount: Int
  }

  /// The part of the calendar that each stands for.
  public let unit: Facets.DateUnit
  /// How many documents the query finds, those without a date included.
  public let documentCount: Int
  /// How many of them have a date that says less than the unit: `2025` among months.
  ///
  /// They are in no part.
  public let vagueCount: Int
  /// How many of them have something else than a date in the field.
  public let unreadableCount: Int
  private let parts: [Part]

  /// How many of the documents have nothing in the field.
  public var undatedCount: Int {
    documentCount - unreadableCount - vagueCount - parts.reduce(0) { $0 + $1.documentCount }
  }

  /// 0.
  public var startIndex: Int { parts.startIndex }
  /// How many parts there are.
  public var endIndex: Int { parts.endIndex }
  /// The part `i` after the first.
  public subscript(i: Int) -> Part { parts[i] }

  /// There are as many years, so that a timeline of years always has room.
  static let partLimit = 9_999

  /// So many parts are still to be overlooked, as rows of a terminal or bars of a chart: two
  /// months of days, five years of months.
  static let easyCount = 62
}

extension Snapshot {
  /// Counts the documents that a query finds by their dates.
  ///
  /// ```swift
  /// for month in try snapshot.timeline(of: "date", for: Query("storm"), by: .month) {
  ///   print(month.date, String(repeating: "#", count: month.documentCount))
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - field: The name of a field of dates.
  ///   - query: Which documents to count.
  ///   - unit: The part of the calendar by which they are counted together, in UTC; if nil, the
  ///     shortest that makes 62 parts at most and is told by at least half of the dates.
  ///   - limits: What the search may cost.
  /// - Returns: The counts, the earliest first.
  /// - Throws: ``ConcordError/unknownField(_:known:)``; ``ConcordError/unsupportedQuery(_:)`` if
  ///   the field is not one of dates, or if there would be more than 9,999 parts; or an error of
  ///   the disk.
  /// - Complexity: visits every document that matches.
  public func timeline(
    of field: String, for query: Query = .everything, by unit: Facets.DateUnit? = nil,
    limits: SearchLimits = SearchLimits()
  ) throws(ConcordError) -> Timeline {
    let facets = try facets(of: field, for: query, by: .day, limit: .max, limits: limits)
    var days: [(date: DateValue, count: Int)] = []
    for value in facets {
      if let date = DateValue(value.text.utf8) { days.append((date, value.documentCount)) }
    }
    let found = try count(query, limits: limits)
    let unreadable = facets.unreadableCount
    if let unit {
      guard let timeline = Timeline(days, unit, (found, unreadable), limit: Timeline.partLimit)
      else {
        throw .unsupportedQuery(
          "the dates are too far apart to be counted by \(unit): by year, or by month, there are "
            + "fewer parts (the limit is \(Timeline.partLimit.grouped))")
      }
      return timeline
    }
    for unit in [Facets.DateUnit.day, .month] {
      let timeline = Timeline(days, unit, (found, unreadable), limit: Timeline.easyCount)
      if let timeline, timeline.vagueCount * 2 <= facets.documentCount { return timeline }
    }
    return Timeline(years: days, (found, unreadable))
  }
}

extension Timeline {
  /// Counts `days`; nil if there were more than `limit` parts.
  fileprivate init?(
    _ days: [(date: DateValue, count: Int)], _ unit: Facets.DateUnit,
    _ totals: (found: Int, unreadable: Int), limit: Int
  ) {
    var counts: [DateValue: Int] = [:]
    var vague = 0
    for (date, count) in days {
      if date.precision < unit.precision {
        vague += count
      } else {
        counts[date.cut(to: unit.precision), default: 0] += count
      }
    }
    var parts: [Part] = []
    var date = counts.keys.min { $0.start < $1.start }
    let last = counts.keys.max { $0.start < $1.start }
    while let part = date, let last, part.start <= last.start {
      guard parts.count < limit else { return nil }
      parts.append(Part(date: part.text, documentCount: counts[part] ?? 0))
      date = part.next
    }
    self.unit = unit
    self.parts = parts
    documentCount = totals.found
    unreadableCount = totals.unreadable
    vagueCount = vague
  }

  /// Counts by years, of which there are never too many.
  fileprivate init(
    years days: [(date: DateValue, count: Int)], _ totals: (found: Int, unreadable: Int)
  ) {
    guard let timeline = Timeline(days, .year, totals, limit: Timeline.partLimit) else {
      preconditionFailure("There are 9,999 years, and each is one part.")
    }
    self = timeline
  }
}
