// Dates as date fields read them: a table of texts, and random days and times against Foundation's
// calendar.

import ConcordTestSupport
import Foundation
import Testing

@testable import Concord

@Suite("Date values")
struct DateValueTests {
  @Test(
    "a text is a stretch of time, from its first second to the one after its last",
    arguments: [
      ("1970", 0, 31_536_000, "1970"),
      ("1972-02", 65_750_400, 68_256_000, "1972-02"),
      ("2000-02-29", 951_782_400, 951_868_800, "2000-02-29"),
      ("2025-12", 1_764_547_200, 1_767_225_600, "2025-12"),
      ("1969-12-31T23", -3_600, 0, "1969-12-31T23Z"),
      ("1970-01-01T00:01", 60, 120, "1970-01-01T00:01Z"),
      ("1970-01-01T00:01:01.999Z", 61, 62, "1970-01-01T00:01:01Z"),
      ("1970-01-01t00:00:60,5z", 59, 60, "1970-01-01T00:00:59Z"),
      ("1970-01-01 00:00:00+01", -3_600, -3_599, "1969-12-31T23:00:00Z"),
      ("1970-01-01T00:00-0130", 5_400, 5_460, "1970-01-01T01:30Z"),
      ("1970-01-01T12:00+12:00", 0, 60, "1970-01-01T00:00Z"),
      ("0001", -62_135_596_800, -62_104_060_800, "0001"),
      ("9999-12-31T23:59:59", 253_402_300_799, 253_402_300_800, "9999-12-31T23:59:59Z"),
    ])
  func reads(_ text: String, start: Int64, end: Int64, written: String) throws {
    let date = try #require(DateValue(text.utf8))
    #expect(date.start == start)
    #expect(date.end == end)
    #expect(date.text == written)
    #expect(DateValue(written.utf8) == date)
    #expect(DateValue(packed: date.packed) == date)
  }

  @Test(
    "what is no date is none",
    arguments: [
      "", "25", "202", "20250904", "2025-", "2025-9", "2025-13", "2025-00", "2025-02-29",
      "1900-02-29", "2025-04-31", "2025-09-00", "2025-09-4", "2025-09-04T", "2025-09-04T24:00",
      "2025-09-04T10:60", "2025-09-04T10:00:61", "2025-09-04T10:00:00.", "2025-09-04T10:00+24",
      "2025-09-04T10:00+02:", "2025-09-04T10:00 Z", "2025-09-04Z", " 2025", "2025 ", "-2025",
      "0000", "0001-01-01T00:00+01:00", "9999-12-31T23:00-01:00", "soon", "04/09/2025", "٢٠٢٥",
      "2025-09-04T10:00:00.\(String(repeating: "0", count: 40))",
    ])
  func refuses(_ text: String) {
    #expect(DateValue(text.utf8) == nil)
  }

  @Test("days are those of Foundation's calendar")
  func calendar() throws {
    var random = SeededGenerator()
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    for _ in 0..<random.roundCount(500) {
      let start = Int64.random(in: -5_000_000_000...100_000_000_000, using: &random)
      let moment = Date(timeIntervalSince1970: TimeInterval(start))
      let parts = calendar.dateComponents([.year, .month, .day], from: moment)
      let day = [(parts.year, 4), (parts.month, 2), (parts.day, 2)].map { number, count in
        let digits = "\(number ?? 0)"
        return String(repeating: "0", count: count - digits.count) + digits
      }
      let second = start - start / 86_400 * 86_400
      let text = DateValue(packed: start << 3 | DateValue.Precision.second.rawValue)?.text
      #expect(text?.prefix(10) == day.joined(separator: "-")[...], "\(random.replay)")
      for (unit, precision) in [
        (Calendar.Component.year, DateValue.Precision.year), (.month, .month), (.day, .day),
      ] {
        let interval = try #require(calendar.dateInterval(of: unit, for: moment))
        let date = try #require(
          DateValue(packed: start << 3 | DateValue.Precision.second.rawValue)?.cut(to: precision))
        let note: Comment = "\(start) \(second) \(random.replay)"
        #expect(Double(date.start) == interval.start.timeIntervalSince1970, note)
        #expect(Double(date.end) == interval.end.timeIntervalSince1970, note)
      }
    }
  }

  @Test("packed dates are in the order of their beginnings, the longer one first")
  func order() {
    let texts = [
      "0001", "1969", "1969-12-31T23:59:59", "1970", "1970-01", "1970-01-01", "1970-01-01T00",
      "1970-01-01T00:00", "1970-01-01T00:00:00", "1970-01-01T00:00:01", "1970-01-02", "9999",
    ]
    let packed = texts.compactMap { DateValue($0.utf8)?.packed }
    #expect(packed.count == texts.count)
    #expect(packed == packed.sorted())
  }

  @Test("numbers that are no packed date are none")
  func impossible() {
    for packed in [Int64.min, Int64.min + 1, .max, 6, 7, 1 << 50, -(1 << 50)] {
      #expect(DateValue(packed: packed) == nil)
    }
  }
}
