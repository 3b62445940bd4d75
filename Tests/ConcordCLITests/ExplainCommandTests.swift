// Runs `concord explain` on a small index. Whole outputs are compared with files in Snapshots; the
// values in JSON are compared with those of `concord search`.

import Foundation
import Testing

@Suite("concord explain")
struct ExplainCommandTests {
  @Test(
    "outputs are as they were",
    arguments: [
      ("explain-near", ["explain", "storm NEAR/5 wall OR whale", "storm.txt"]),
      ("explain-mismatch", ["explain", "took NEAR/2 boats", "storm.txt"]),
      ("explain-json", ["explain", "--json", "body:calm", "l1"]),
      ("explain-no-key", ["explain", "storm", "l9"]),
      ("explain-no-argument", ["explain", "storm"]),
    ])
  func outputs(_ name: String, _ arguments: [String]) throws {
    let run = try ToolRun.of(arguments, in: try Folder.indexed())
    try expectSnapshot(
      "\(run.output)--- messages\n\(run.messages)--- exit status \(run.status)\n", name)
  }

  /// What the commands write, read with every digit; JSONSerialization rounds some of them.
  private struct Line: Decodable {
    struct Tree: Decodable {
      let value: Double
      let details: [Tree]?
    }
    let key: String
    let score: Float
    let explanation: Tree?

    init(_ run: ToolRun) throws {
      let line = run.output.split(separator: "\n").first ?? ""
      self = try JSONDecoder().decode(Self.self, from: Data(line.utf8))
    }
  }

  @Test("the score is the search's, digit by digit, and 1 is the status where nothing matches")
  func score() throws {
    let folder = try Folder.indexed()
    let query = "storm NEAR harbour OR sea calm"
    let hit = try Line(try ToolRun.of(["search", "--json", query], in: folder))
    let run = try ToolRun.of(["explain", "--json", query, hit.key], in: folder)
    let explained = try Line(run)
    #expect(run.status == 0)
    #expect(explained.score == hit.score)
    let tree = try #require(explained.explanation)
    let details = try #require(tree.details)
    #expect(details.count == 3)
    #expect(details.reduce(0) { $0 + $1.value } == tree.value)
    #expect(Float(tree.value) == hit.score)
    #expect(try ToolRun.of(["explain", "zeppelin", hit.key], in: folder).status == 1)
    #expect(try ToolRun.of(["explain", "(storm", hit.key], in: folder).status == 2)
  }

  @Test(
    "with the options that rank a search, the score is that search's",
    arguments: [
      ["--k1", "0.9", "--b", "0.1"], ["--proximity"], ["--expand"], ["--all", "--b", "1"],
    ])
  func ranking(options: [String]) throws {
    let folder = try Folder.indexed()
    let query = "harbour wall"
    let hit = try Line(try ToolRun.of(["search", "--json", query] + options, in: folder))
    let run = try ToolRun.of(["explain", "--json", query, hit.key] + options, in: folder)
    #expect(try Line(run).score == hit.score)
    // Of so few articles, no further words are learnt.
    if options == ["--expand"] { return }
    let plain = try ToolRun.of(["explain", "--json", query, hit.key], in: folder)
    #expect(try Line(plain).score != hit.score)
  }

  @Test("--all makes words side by side a conjunction")
  func all() throws {
    let folder = try Folder.indexed()
    #expect(try ToolRun.of(["explain", "storm whale", "storm.txt"], in: folder).status == 0)
    let run = try ToolRun.of(["explain", "--all", "storm whale", "storm.txt"], in: folder)
    #expect(run.status == 1 && run.output.contains("all of these must match"))
  }

  @Test("what a query, a key or a text says never steers a terminal")
  func terminalSafety() throws {
    let folder = try Folder.indexed()
    let evil = "whale\u{1B}[2J\u{9B}31m\u{202E}"
    let runs = try [
      ToolRun.of(["explain", "\"\(evil) storm\"", "storm.txt"], in: folder),
      ToolRun.of(["explain", "storm", evil], in: folder),
      ToolRun.of(["search", "--explain-query", evil], in: folder),
      ToolRun.of(["search", evil], in: folder),
    ]
    for run in runs {
      let controls = (run.output + run.messages).unicodeScalars.filter { scalar in
        scalar.properties.isBidiControl || (0x7F...0x9F).contains(scalar.value)
          || scalar.value < 0x20 && scalar != "\n"
      }
      #expect(controls.isEmpty, "\((run.output + run.messages).debugDescription)")
    }
  }
}
