// Timelines against a count of dates by hand, and at the edges of the calendar.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Timelines")
struct TimelineTests {
  private static func snapshot(_ dates: [String?]) throws -> Snapshot {
    let index = try SearchIndex(inMemory: Schema(.text("body"), .date("date"), .keyword("author")))
    try index.write { writer in
      for (i, date) in dates.enumerated() {
        var fields = ["body": i % 3 == 0 ? "storm" : "calm"]
        fields["date"] = date
        try writer.add(Document(key: "\(i)", fields: fields))
        if i % 50 == 20 { try writer.flush() }
      }
    }
    return index.snapshot()
  }

  private static func text(_ timeline: Timeline) -> [String] {
    timeline.map { "\($0.date) \($0.documentCount)" }
  }

  @Test("parts follow each other without gaps, across years and leap days")
  func gaps() throws {
    let snapshot = try Self.snapshot(["2024-02-28", "2024-03-01T23:30:00-02:00", "2023-12-31"])
    let days = try snapshot.timeline(of: "date", by: .day)
    #expect(days.count == 63 && days.first?.date == "2023-12-31")
    // Half past eleven at night two hours west of Greenwich is the next day there.
    #expect(
      Self.text(days).suffix(4)
        == ["2024-02-28 1", "2024-02-29 0", "2024-03-01 0", "2024-03-02 1"])
    #expect(
      Self.text(try snapshot.timeline(of: "date", by: .month))
        == ["2023-12 1", "2024-01 0", "2024-02 1", "2024-03 1"])
    #expect(Self.text(try snapshot.timeline(of: "date", by: .year)) == ["2023 1", "2024 2"])
    let storm = try snapshot.timeline(of: "date", for: Query("storm"), by: .month)
    #expect(Self.text(storm) == ["2024-02 1"] && storm.documentCount == 1)
  }

  @Test("random dates are counted as by hand")
  func againstModel() throws {
    var random = SeededGenerator()
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let dates = (0..<random.roundCount(200)).map { _ -> String? in
      let year = "\(Int.random(in: 2019...2022, using: &random))"
      let month = year + "-" + padded(Int.random(in: 1...12, using: &random))
      let day = month + "-" + padded(Int.random(in: 1...28, using: &random))
      return [nil, "soon", year, month, day, day, day].randomElement(using: &random) ?? nil
    }
    let snapshot = try Self.snapshot(dates)
    for (unit, length) in [(Facets.DateUnit.year, 4), (.month, 7), (.day, 10)] {
      let timeline = try snapshot.timeline(of: "date", by: unit)
      var counts: [String: Int] = [:]
      let told = dates.compactMap { $0 }.filter { $0 != "soon" }
      for date in told where date.count >= length {
        counts[String(date.prefix(length)), default: 0] += 1
      }
      #expect(timeline.unit == unit)
      #expect(
        Self.text(timeline).filter { !$0.hasSuffix(" 0") }
          == counts.keys.sorted().map { "\($0) \(counts[$0] ?? 0)" }, "\(random.replay)")
      #expect(timeline.vagueCount == told.count { $0.count < length })
      #expect(timeline.unreadableCount == dates.count { $0 == "soon" })
      #expect(timeline.undatedCount == dates.count { $0 == nil })
      #expect(timeline.documentCount == dates.count)
    }
  }

  @Test("the unit is the shortest that makes few parts and that the dates tell")
  func unit() throws {
    func unit(_ dates: String...) throws -> Facets.DateUnit {
      try Self.snapshot(dates).timeline(of: "date").unit
    }
    #expect(try unit("2025-01-01", "2025-03-03") == .day)  // 62 days
    #expect(try unit("2025-01-01", "2025-03-04") == .month)
    #expect(try unit("2020-01", "2025-02") == .month)  // 62 months
    #expect(try unit("2020-01", "2025-03") == .year)
    #expect(try unit("2025-01-01", "2025-01") == .day)
    #expect(try unit("2025-01-01", "2025-01", "2025") == .month)
    #expect(try unit("2025-01-01", "2025", "2025") == .year)
    #expect(try unit("0001", "9999") == .year)
    #expect(try unit("soon") == .day)
  }

  @Test("what cannot be counted is an error or an empty timeline")
  func edges() throws {
    let snapshot = try Self.snapshot(["0001-01-01", "9999-12-31"])
    let years = try snapshot.timeline(of: "date", by: .year)
    #expect(years.count == 9_999 && years.last?.date == "9999")
    #expect(try snapshot.timeline(of: "date").unit == .year)
    let error = #expect(throws: ConcordError.self) {
      try snapshot.timeline(of: "date", by: .month)
    }
    #expect(error?.description.contains("too far apart to be counted by month") ?? false)
    for field in ["body", "author", "colour"] {
      #expect(throws: ConcordError.self) { try snapshot.timeline(of: field) }
    }
    let none = try snapshot.timeline(of: "date", for: Query("zeppelin"))
    #expect(none.isEmpty && none.documentCount == 0 && none.undatedCount == 0)
    let december = try Self.snapshot(["9999-12-31", "9999-12-30"])
    #expect(Self.text(try december.timeline(of: "date")) == ["9999-12-30 1", "9999-12-31 1"])
  }
}
