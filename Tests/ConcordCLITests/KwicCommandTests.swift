// Runs `concord kwic` on small indexes: whole outputs, the columns of scripts wide and narrow, and
// what may never be cut or steer a terminal.

import Foundation
import Testing

@Suite("concord kwic")
struct KwicCommandTests {
  @Test(
    "outputs are as they were",
    arguments: [
      ("kwic-plain", ["kwic", "storm", "OR", "harbour", "--width", "70"]),
      ("kwic-near", ["kwic", "storm NEAR/7 boats", "--width", "80"]),
      ("kwic-sort-left", ["kwic", "the", "--sort", "left", "--width", "60"]),
      ("kwic-sort-right", ["kwic", "the", "--sort", "right", "--width", "60"]),
      ("kwic-limit", ["kwic", "the", "--limit", "2", "--width", "60"]),
      ("kwic-json", ["kwic", "storm ONEAR/3 harbour", "--json"]),
      ("kwic-none", ["kwic", "zeppelin"]),
      ("kwic-bad-width", ["kwic", "storm", "--width", "5"]),
      ("kwic-bad-sort", ["kwic", "storm", "--sort", "up"]),
      ("kwic-no-query", ["kwic"]),
    ])
  func outputs(_ name: String, _ arguments: [String]) throws {
    let run = try ToolRun.of(arguments, in: try Folder.indexed())
    try expectSnapshot(
      "\(run.output)--- messages\n\(run.messages)--- exit status \(run.status)\n", name)
  }

  @Test("on a terminal, lines have its width and matches are bold")
  func terminal() throws {
    let (status, screen) = try ToolRun.onTerminal(["kwic", "storm"], in: try Folder.indexed())
    #expect(status == 0)
    try expectSnapshot(screen.replacingOccurrences(of: "\r\n", with: "\n"), "kwic-terminal")
  }

  /// The columns of a text in the few scripts of these tests.
  private static func columns(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x300...0x36F, 0x5B0...0x5C7: sum
      case 0x3041...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: sum + 2
      default: sum + 1
      }
    }
  }

  @Test("matches stand one below the other, whatever stands beside them", arguments: [30, 57, 120])
  func alignment(width: Int) throws {
    let folder = Folder()
    let left = [
      "", "a", "東京の港にある", "cafe\u{301} noir", "한국어 문장", "\u{1B}[2J", "שלום", "ﾊﾝｶｸ",
      String(repeating: "word ", count: 40), String(repeating: "漢", count: 90),
    ]
    for (i, text) in left.enumerated() {
      let after = left[(i + 3) % left.count]
      folder.write("news/\(i).txt", "\(i) \(left[(i * 7) % left.count])\n\n\(text) QQQ \(after)")
    }
    #expect(try ToolRun.of(["index", "news"], in: folder).status == 0)
    let run = try ToolRun.of(["kwic", "body:qqq", "--width", "\(width)"], in: folder)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == left.count)
    var columns: Set<Int> = []
    for line in lines {
      let match = try #require(line.range(of: "QQQ"))
      columns.insert(Self.columns(line[..<match.lowerBound]))
      #expect(Self.columns(line) <= width, "\(line)")
      #expect(!line.utf8.contains { $0 < 0x20 }, "\(line)")
    }
    #expect(columns.count == 1, "\(run.output)")
  }

  @Test("a line of the greatest width shows all, and a match too long for its line ends in …")
  func longMatch() throws {
    let folder = Folder()
    let filler = String(repeating: "filler ", count: 30)
    folder.write("news/a.txt", "Title\n\nOne first \(filler)last two.")
    #expect(try ToolRun.of(["index", "news"], in: folder).status == 0)
    let narrow = try ToolRun.of(["kwic", "first NEAR/50 last", "--width", "60"], in: folder)
    #expect(narrow.output.hasSuffix("filler …\n"), "\(narrow.output)")
    #expect(Self.columns(narrow.output.dropLast()) <= 60)
    let wide = try ToolRun.of(["kwic", "first NEAR/50 last", "--width", "900"], in: folder)
    #expect(wide.output.hasSuffix("One first \(filler)last two.\n"))
  }

  @Test("JSON has the text, and the bytes that the match covers")
  func json() throws {
    let folder = Folder()
    let body = "Een café à côté: \"the\u{7} storm\" 東京"
    folder.write("news/a.txt", "Title\n\n" + body)
    #expect(try ToolRun.of(["index", "news"], in: folder).status == 0)
    let run = try ToolRun.of(["kwic", "--json", "cote NEAR/3 storm"], in: folder)
    let line = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(line["key"] as? String == "a.txt" && line["title"] as? String == "Title")
    #expect(line["before"] as? String == "Een café à ")
    #expect(line["match"] as? String == "côté: \"the\u{7} storm")
    #expect(line["after"] as? String == "\" 東京")
    #expect(line["words"] as? [String] == ["côté", "storm"])
    let (start, end) = (line["start"] as? Int ?? 0, line["end"] as? Int ?? 0)
    #expect(
      String(decoding: Array(body.utf8)[start..<end], as: UTF8.self) == "côté: \"the\u{7} storm")
    #expect(line["firstPosition"] as? Int == 3 && line["lastPosition"] as? Int == 5)
  }
}
