// Runs `concord index -`: articles from standard input, beside those of a directory.

import Foundation
import Testing

@Suite("concord index -")
struct StandardInputTests {
  private static let lines = """
    {"id": "a", "title": "Tides", "body": "The lighthouse stands."}
    {"title": "No name", "body": "lighthouse keepers"}

    rubbish
    {"id": "l1", "title": "A letter", "body": "Dear lighthouse."}
    """

  private func keys(_ query: String, in folder: Folder) throws -> [String] {
    try ToolRun.of(["search", query, "--format", "{key}"], in: folder).output
      .split(separator: "\n").map(String.init).sorted()
  }

  @Test("articles are added, and replace those with their keys")
  func adds() throws {
    let folder = try Folder.indexed()
    let run = try ToolRun.of(["index", "-"], in: folder, input: Self.lines)
    #expect(run.status == 0 && run.output.isEmpty)
    #expect(run.messages.contains("stdin"), "\(run.messages)")
    #expect(run.messages.contains("2 articles added, 1 changed, 0 removed, 0 unchanged\n"))
    #expect(try keys("lighthouse", in: folder) == ["a", "l1", "stdin#2"])
    #expect(try keys("sea", in: folder) == ["storm.txt"])
    let again = try ToolRun.of(["index", "-"], in: folder, input: Self.lines)
    #expect(again.messages.contains("0 articles added, 0 changed, 0 removed, 3 unchanged\n"))
    // What came in stays when the directory is read again.
    #expect(try ToolRun.of(["index", "news"], in: folder).status == 0)
    #expect(try keys("lighthouse", in: folder) == ["a", "l1", "stdin#2"])
    #expect(try ToolRun.of(["check"], in: folder).status == 0)
  }

  @Test("it makes an index where there is none, and stands alone")
  func alone() throws {
    let folder = Folder()
    let run = try ToolRun.of(["index", "-"], in: folder, input: Self.lines)
    #expect(run.status == 0 && run.messages.contains("3 articles added"))
    let both = try ToolRun.of(["index", "-", "news"], in: folder, input: Self.lines)
    #expect(both.status == 2 && both.messages.contains("'-' is standard input, and stands alone."))
    let none = try ToolRun.of(["index", "-", "--index", "other"], in: folder, input: "")
    #expect(none.status == 2 && none.messages.contains("There are no articles in standard input."))
  }
}
