// Runs `concord eval` on a small index, and compares whole outputs with files in Snapshots.

import Foundation
import Testing

@Suite("concord eval")
struct EvalCommandTests {
  /// An indexed folder with topics and judgements.
  private static func folder() throws -> Folder {
    let folder = try Folder.indexed()
    folder.write("topics", "1\tstorm at sea?\n2\tboats \"in the\n3\tzeppelin\n")
    folder.write("qrels", "1 0 storm.txt 2\n1 0 l2 1\n2 0 calm.md 1\n2 0 l1 0\n4 0 l1 1\n")
    return folder
  }

  @Test(
    "outputs are as they were",
    arguments: [
      ("eval-plain", ["--topics", "topics", "--qrels", "qrels"]),
      ("eval-json", ["--topics", "topics", "--qrels", "qrels", "--json", "--per-topic"]),
      ("eval-topics", ["--topics", "topics", "--qrels", "qrels", "--per-topic"]),
      ("eval-no-run", ["--qrels", "qrels"]),
      ("eval-no-file", ["--qrels", "none", "--topics", "topics"]),
      ("eval-bad-file", ["--qrels", "qrels", "--run", "topics"]),
      ("eval-bad-b", ["--topics", "topics", "--qrels", "qrels", "--b", "2"]),
    ])
  func outputs(_ name: String, _ arguments: [String]) throws {
    let run = try ToolRun.of(["eval"] + arguments, in: try Self.folder())
    try expectSnapshot(
      "\(run.output)--- messages\n\(run.messages)--- exit status \(run.status)\n", name)
  }

  @Test("a run that was written has the measures of the search, and is compared with another")
  func runs() throws {
    let folder = try Self.folder()
    func eval(_ arguments: String...) throws -> ToolRun {
      try ToolRun.of(["eval", "--qrels", "qrels"] + arguments, in: folder)
    }
    let searched = try eval("--topics", "topics", "--run", "a.run")
    #expect(searched.output == (try eval("--run", "a.run")).output)
    let run = try String(contentsOf: folder.url("a.run"), encoding: .utf8)
    #expect(run.hasPrefix("1 Q0 storm.txt 1 "), "\(run)")
    folder.write("b.run", "1 Q0 l2 1 1 other\n")
    let compared = try eval("--run", "a.run", "--compare", "b.run")
    try expectSnapshot(compared.output, "eval-compare")
    try expectSnapshot(
      try eval("--run", "a.run", "--compare", "b.run", "--json").output,
      "eval-compare-json")
    for option in ["--proximity", "--expand", "--query-syntax", "--k1=0"] {
      #expect(try eval("--topics", "topics", option).status == 0, "\(option)")
    }
    let unwritten = try eval("--topics", "topics", "--run", "no/such/folder")
    #expect(unwritten.status == 2 && unwritten.messages.contains("no/such/folder cannot be"))
  }
}
