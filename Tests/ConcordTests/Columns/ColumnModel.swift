// Documents with dates, numbers and keywords, and what ranges, sorting and facets should give:
// every question is answered by looking at every document. Dates are worked out by Foundation.

import ConcordTestSupport
import Foundation

@testable import Concord

/// A date that is made up field by field, so that nothing needs to be read.
struct ModelDate {
  /// The text as a document or a query has it.
  let text: String
  let start: Double
  let end: Double
  /// The date in ISO 8601 and UTC, by days, and cut to years and months.
  let day: String
  let precision: Int

  private static let calendar = {
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? .gmt
    return calendar
  }()

  /// A date of a few years, months and days, so that many meet.
  init(_ random: inout SeededGenerator) {
    precision = Int.random(in: 0...3, using: &random)
    var parts = DateComponents()
    parts.year = Int.random(in: 2023...2025, using: &random)
    parts.month = precision > 0 ? [1, 2, 9, 12].randomElement(using: &random) : 1
    parts.day = precision > 1 ? [1, 2, 28].randomElement(using: &random) : 1
    let first = Self.calendar.date(from: parts) ?? .distantPast
    var text = "\(parts.year ?? 0)"
    func padded(_ number: Int?) -> String {
      (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)"
    }
    if precision > 0 { text += "-" + padded(parts.month) }
    if precision > 1 { text += "-" + padded(parts.day) }
    guard precision == 3 else {
      let units: [Calendar.Component] = [.year, .month, .day]
      let interval = Self.calendar.dateInterval(of: units[precision], for: first)
      day = text
      self.text = text
      start = interval?.start.timeIntervalSince1970 ?? 0
      end = interval?.end.timeIntervalSince1970 ?? 0
      return
    }
    let hour = Int.random(in: 0...23, using: &random)
    let zone = [-5, 0, 2].randomElement(using: &random) ?? 0
    start = first.timeIntervalSince1970 + Double(hour - zone) * 3_600
    end = start + 60
    self.text = text + "T\(padded(hour)):00" + (zone < 0 ? "-0\(-zone):00" : "+0\(zone):00")
    let utc = Self.calendar.dateComponents(
      [.year, .month, .day], from: Date(timeIntervalSince1970: start))
    day = "\(utc.year ?? 0)-\(padded(utc.month))-\(padded(utc.day))"
  }

  /// The date by years, months or days.
  func text(by unit: Facets.DateUnit) -> String {
    switch unit {
    case .year: String(day.prefix(4))
    case .month: String(day.prefix(7))
    case .day: day
    }
  }
}

/// A document of the model.
struct ModelItem {
  let key: String
  var word: String
  var tag: String?
  var author: String?
  var date: ModelDate?
  var size: Double?
  /// What a field says that cannot be read.
  var unreadable: [String: String] = [:]

  init(key: String, _ random: inout SeededGenerator) {
    self.key = key
    word = ["sea", "sea sea sea", "sky", "sea and sky"].randomElement(using: &random) ?? ""
    tag = ["é", "z", "Z", "aa", "a", "", nil].randomElement(using: &random) ?? nil
    author = ["Ada Venn", "Bo Holm", "Ada Lee", nil].randomElement(using: &random) ?? nil
    if Int.random(in: 0..<5, using: &random) > 0 { date = ModelDate(&random) }
    if Int.random(in: 0..<5, using: &random) > 0 {
      size = Double(Int.random(in: -6...6, using: &random)) / 2
    }
    if date == nil, Bool.random(using: &random) { unreadable["date"] = "spring" }
    if size == nil, Bool.random(using: &random) { unreadable["size"] = "large" }
  }

  var document: Document {
    var fields = unreadable
    fields["body"] = word
    fields["tag"] = tag
    fields["author"] = author
    if let date { fields["date"] = date.text }
    // Whole numbers in two ways of writing.
    if let size { fields["size"] = size == 2 ? "2e0" : "\(size)" }
    return Document(key: key, fields: fields)
  }

  /// Whether the field has anything in it.
  func hasValue(_ field: String) -> Bool { !(document.fields[field] ?? "").isEmpty }

  /// What the document is sorted by: numbers, or bytes as numbers; nil for last.
  func sortKey(_ field: String) -> [Double]? {
    switch field {
    case "date": date.map { [$0.start, Double($0.precision == 3 ? 4 : $0.precision)] }
    case "size": size.map { [$0] }
    default:
      hasValue(field) ? document.fields[field].map { $0.utf8.map(Double.init) } : nil
    }
  }

  /// How the document is counted.
  func facet(_ field: String, _ unit: Facets.DateUnit?) -> String? {
    switch field {
    case "date": unit.flatMap { unit in date?.text(by: unit) }
    case "size":
      size.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }
    default: hasValue(field) ? document.fields[field] : nil
    }
  }
}

/// A range of dates or numbers, as a query and as a condition.
struct ModelRange {
  let query: Query
  let contains: (ModelItem) -> Bool

  init(_ random: inout SeededGenerator) {
    let isLowInclusive = Bool.random(using: &random)
    let isHighInclusive = Bool.random(using: &random)
    let (hasLow, hasHigh) = (Int.random(in: 0..<4, using: &random) > 0, Bool.random(using: &random))
    func range(_ low: String, _ high: String, _ field: String) -> Query {
      .range(
        QueryRange(
          from: hasLow ? .init(low, isInclusive: isLowInclusive) : nil,
          to: hasHigh ? .init(high, isInclusive: isHighInclusive) : nil), field: field)
    }
    if Bool.random(using: &random) {
      let (low, high) = (ModelDate(&random), ModelDate(&random))
      guard Int.random(in: 0..<4, using: &random) > 0 else {
        query = .term(low.text, field: "date")
        contains = { item in item.date.map { low.start <= $0.start && $0.end <= low.end } ?? false }
        return
      }
      query = range(low.text, high.text, "date")
      contains = { item in
        guard hasLow || hasHigh else { return item.hasValue("date") }
        guard let date = item.date else { return false }
        return (!hasLow || date.start >= (isLowInclusive ? low.start : low.end))
          && (!hasHigh || date.end <= (isHighInclusive ? high.end : high.start))
      }
    } else {
      let low = Double(Int.random(in: -7...7, using: &random)) / 2
      let high = Double(Int.random(in: -7...7, using: &random)) / 2
      query = range("\(low)", "\(high)", "size")
      contains = { item in
        guard hasLow || hasHigh else { return item.hasValue("size") }
        guard let size = item.size else { return false }
        return (!hasLow || size > low || (isLowInclusive && size == low))
          && (!hasHigh || size < high || (isHighInclusive && size == high))
      }
    }
  }
}
