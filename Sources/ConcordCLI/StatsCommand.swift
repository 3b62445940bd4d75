import ArgumentParser
import Concord
import ConcordServer

/// The command `concord stats`.
struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Show how large the index is, and what takes the room",
    discussion: "Example: concord stats --json")

  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Flag(help: "Print one object of JSON")
  var json = false

  func run() throws {
    let statistics = try location.open().statistics()
    var output = display.output()
    if json {
      try output.write(Self.object(statistics).text + "\n")
    } else {
      for line in Self.lines(statistics) { try output.line(TerminalText(line)) }
    }
    try output.flush()
  }

  private static func sections(_ sections: Statistics.Sections) -> [(name: String, Int)] {
    [
      ("stored fields", sections.storedFields), ("text shapes", sections.textShapes),
      ("postings", sections.postings), ("positions", sections.positions),
      ("skip data", sections.skipData), ("columns", sections.columns),
      ("dictionary", sections.dictionary),
      ("norms", sections.norms), ("tables", sections.tables), ("live docs", sections.liveDocs),
      ("manifest", sections.manifest),
    ]
  }

  private static func lines(_ statistics: Statistics) -> [String] {
    var lines = [
      "documents  \(NumberText.grouped(statistics.documentCount))"
        + " (and \(NumberText.grouped(statistics.deletedCount)) deleted)",
      "segments   \(NumberText.grouped(statistics.segmentCount))",
      "bytes      \(NumberText.grouped(statistics.byteCount))", "",
    ]
    let sections = sections(statistics.sections)
    lines += TextTable.lines(
      [["section", "bytes", "share"]]
        + sections.map { name, byteCount in
          let share = Double(byteCount) * 100 / Double(max(1, statistics.byteCount))
          return [name, NumberText.grouped(byteCount), NumberText.decimal(share, digits: 1) + " %"]
        },
      [.left, .right, .right])
    for field in statistics.fields where field.unreadableCount > 0 {
      let count = NumberText.count(field.unreadableCount, "value")
      lines.append("\(count) of \(field.name) cannot be read as a \(kind(field))")
    }
    lines.append("")
    lines += TextTable.lines(
      [["field", "documents", "terms", "tokens", "average"]]
        + statistics.fields.map { field in
          [
            field.name + (kind(field) == "text" ? "" : " (\(kind(field)))"),
            NumberText.grouped(field.documentCount), NumberText.grouped(field.termCount),
            NumberText.grouped(field.tokenCount),
            NumberText.decimal(field.averageLength, digits: 1),
          ]
        },
      [.left, .right, .right, .right, .right])
    return lines
  }

  private static func kind(_ field: Statistics.FieldStatistics) -> String {
    switch field.kind {
    case .text: "text"
    case .keyword: "keyword"
    case .date: "date"
    case .number: "number"
    @unknown default: "unknown"
    }
  }

  private static func object(_ statistics: Statistics) -> JSONObject {
    var object = JSONObject()
    object.add("documents", statistics.documentCount)
    object.add("deleted", statistics.deletedCount)
    object.add("segments", statistics.segmentCount)
    object.add("bytes", statistics.byteCount)
    var sizes = JSONObject()
    for (name, byteCount) in sections(statistics.sections) { sizes.add(name, byteCount) }
    object.add("sections", sizes)
    var fields = JSONObject()
    for field in statistics.fields {
      var item = JSONObject()
      item.add("kind", kind(field))
      item.add("documents", field.documentCount)
      item.add("terms", field.termCount)
      item.add("tokens", field.tokenCount)
      item.add("averageLength", Float(field.averageLength))
      item.add("unreadable", field.unreadableCount)
      // Two fields may have one name, but not two members of an object.
      let isSecond =
        kind(field) != "text"
        && statistics.fields.contains { other in
          other.name == field.name && kind(other) == "text"
        }
      fields.add(isSecond ? "\(field.name) (\(kind(field)))" : field.name, item)
    }
    object.add("fields", fields)
    return object
  }
}
