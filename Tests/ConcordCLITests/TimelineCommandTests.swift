// Runs `concord timeline`: whole outputs, bars within the width, and a drawing that Foundation's
// parser reads, whatever the query is.

import Foundation
import FoundationXML
import Testing

@Suite("concord timeline")
struct TimelineCommandTests {
  private static func folder() throws -> Folder {
    let folder = Folder()
    let dates = ["2025-08-30", "2025-09-01", "2025-09-01", "2025-09-04T10:00Z", "2025", "soon"]
    for (i, date) in dates.enumerated() {
      folder.write(
        "news/\(i).md", "---\ntitle: Article \(i)\ndate: \(date)\n---\nstorm \(i < 2 ? "sea" : "")")
    }
    folder.write("news/none.txt", "Title\n\nA storm without a date.")
    let run = try ToolRun.of(["index", "news"], in: folder)
    try #require(run.status == 0, "\(run.messages)")
    return folder
  }

  @Test(
    "outputs are as they were",
    arguments: [
      ("timeline-plain", ["timeline", "storm"]),
      ("timeline-all", ["timeline", "--by", "month", "--width", "40"]),
      ("timeline-json", ["timeline", "sea", "--json"]),
      ("timeline-none", ["timeline", "zeppelin"]),
      ("timeline-bad-field", ["timeline", "storm", "--field", "body"]),
      ("timeline-bad-unit", ["timeline", "storm", "--by", "week"]),
      ("timeline-bad-file", ["timeline", "storm", "--svg", "nowhere/chart.svg"]),
    ])
  func outputs(_ name: String, _ arguments: [String]) throws {
    let run = try ToolRun.of(arguments, in: try Self.folder())
    try expectSnapshot(
      "\(run.output)--- messages\n\(run.messages)--- exit status \(run.status)\n", name)
  }

  @Test("no line is wider than asked for, and the longest bar fills it", arguments: [30, 64, 200])
  func width(_ width: Int) throws {
    let folder = try Self.folder()
    let run = try ToolRun.of(["timeline", "--width", "\(width)"], in: folder)
    #expect(run.output.split(separator: "\n").map(\.count).max() == width)
    let (_, screen) = try ToolRun.onTerminal(
      ["timeline", "storm"], in: folder, environment: ["NO_COLOR": "1"])
    #expect(
      screen.split(separator: "\r\n").filter { $0.hasPrefix("2025") }.map(\.count).max() == 60)
  }

  @Test("the drawing is well-formed, and shows hostile queries as they are")
  func drawing() throws {
    let folder = try Self.folder()
    let query = "storm \"<script>alert(1)</script>\" & 'x' \u{1}"
    let run = try ToolRun.of(["timeline", query, "--svg", "chart.svg"], in: folder)
    #expect(run.status == 0, "\(run.messages)")
    let data = try Data(contentsOf: folder.url("chart.svg"))
    let reader = DrawingReader()
    let parser = XMLParser(data: data)
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.elements["script"] == nil)
    #expect(reader.elements["rect"] == 3)
    #expect(reader.titles.first == query.replacing("\u{1}", with: "\u{FFFD}"))
    #expect(
      reader.titles.dropFirst() == [
        "2025-08-30: 1 article", "2025-09-01: 2 articles", "2025-09-04: 1 article",
      ])
  }

  /// Collects the elements of a drawing, and the texts of its titles.
  private final class DrawingReader: NSObject, XMLParserDelegate {
    var elements: [String: Int] = [:]
    var titles: [String] = []
    private var isInTitle = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements[name, default: 0] += 1
      isInTitle = name == "title"
      if isInTitle { titles.append("") }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if isInTitle { titles[titles.count - 1] += text }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) { isInTitle = false }
  }
}
