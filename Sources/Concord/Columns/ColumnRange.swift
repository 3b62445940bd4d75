/// The values of a column that a range of a query takes in.
enum ColumnRange: Hashable, Sendable {
  /// Every value, also those that cannot be read.
  case anything
  /// Dates that lie between two seconds: they begin at `from` or later and end at `to` or earlier.
  case dates(from: Int64, to: Int64)
  /// Numbers whose integers are from `low` to `high`.
  case numbers(low: Int64, high: Int64)

  /// Whether a value of the column is in the range.
  func contains(_ value: Int64) -> Bool {
    switch self {
    case .anything:
      return value != ColumnValue.none
    case .dates(let from, let to):
      guard let date = DateValue(packed: value), date.start >= from, date.start < to else {
        return false
      }
      return date.end <= to
    case .numbers(let low, let high):
      return value > ColumnValue.unreadable && low <= value && value <= high
    }
  }
}

extension ColumnRange {
  /// What a range means for a field of dates or numbers.
  ///
  /// A date that says less than a second takes in a stretch of time: from `2025-09` on is from its
  /// first second, after `2025-09` is after its last.
  ///
  /// - Throws: a sentence that says what would be right.
  init(_ range: QueryRange, _ kind: ColumnKind) throws(ConcordError) {
    guard range.low != nil || range.high != nil else {
      self = .anything
      return
    }
    switch kind {
    case .dates:
      let low = try range.low.map { bound throws(ConcordError) in
        let date = try Self.date(bound.text)
        return bound.isInclusive ? date.start : date.end
      }
      let high = try range.high.map { bound throws(ConcordError) in
        let date = try Self.date(bound.text)
        return bound.isInclusive ? date.end : date.start
      }
      self = .dates(from: low ?? .min, to: high ?? .max)
    case .numbers, .ranks:
      let low = try range.low.map { bound throws(ConcordError) in
        try Self.number(bound.text) + (bound.isInclusive ? 0 : 1)
      }
      let high = try range.high.map { bound throws(ConcordError) in
        try Self.number(bound.text) - (bound.isInclusive ? 0 : 1)
      }
      self = .numbers(low: low ?? .min, high: high ?? .max)
    }
  }

  private static func date(_ text: String) throws(ConcordError) -> DateValue {
    guard let date = DateValue(text.utf8) else {
      throw .unsupportedQuery(
        "“\(text)” is not a date: write 2025, 2025-09, 2025-09-14 or 2025-09-14T10:00")
    }
    return date
  }

  private static func number(_ text: String) throws(ConcordError) -> Int64 {
    guard let number = NumberValue(Array(text.utf8)) else {
      throw .unsupportedQuery("“\(text)” is not a number: write 1999, -3.5 or 6e23")
    }
    return number.ordered
  }
}
