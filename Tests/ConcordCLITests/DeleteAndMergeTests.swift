// Runs `concord delete` and `concord merge`, with and without a terminal to ask on.

import Testing

@Suite("concord delete and merge")
struct DeleteAndMergeTests {
  private func count(_ folder: Folder) throws -> String {
    try ToolRun.of(["search", "--count", "*"], in: folder).output
  }

  @Test("a query deletes what it finds")
  func query() throws {
    let folder = try Folder.indexed()
    let run = try ToolRun.of(["delete", "storm"], in: folder)
    #expect(run.status == 0 && run.output.isEmpty && run.messages == "2 articles deleted.\n")
    #expect(try count(folder) == "2\n")
    let again = try ToolRun.of(["delete", "storm"], in: folder)
    #expect(again.status == 1 && again.messages == "0 articles deleted.\n")
  }

  @Test("a key deletes one article, which stays out until its file changes")
  func key() throws {
    let folder = try Folder.indexed()
    let run = try ToolRun.of(["delete", "--key", "calm.md"], in: folder)
    #expect(run.status == 0 && run.messages == "1 article deleted.\n")
    try ToolRun.of(["index", "news"], in: folder)
    #expect(try count(folder) == "3\n")
    folder.touch("news/calm.md", time: 60)
    try ToolRun.of(["index", "news"], in: folder)
    #expect(try count(folder) == "4\n")
    let nothing = try ToolRun.of(["delete", "--key", "nothing"], in: folder)
    #expect(nothing.status == 1)
    #expect(nothing.messages.hasPrefix("There is no article with the key \"nothing\" in"))
  }

  @Test("a terminal is asked", arguments: [("y\n", "3\n"), ("n\n", "4\n"), ("\n", "4\n")])
  func asks(_ answer: String, _ left: String) throws {
    let folder = try Folder.indexed()
    let (_, screen) = try ToolRun.onTerminal(
      ["delete", "--key", "calm.md"], in: folder, typing: answer)
    #expect(screen.contains("Delete 1 article from the index? [y/N] "))
    #expect(try count(folder) == left)
  }

  @Test("--force does not ask")
  func force() throws {
    let folder = try Folder.indexed()
    let (status, screen) = try ToolRun.onTerminal(["delete", "storm", "--force"], in: folder)
    #expect(status == 0 && screen == "2 articles deleted.\r\n")
  }

  @Test("one of a query and a key must be there")
  func usage() throws {
    let folder = try Folder.indexed()
    #expect(try ToolRun.of(["delete"], in: folder).status == 2)
    #expect(try ToolRun.of(["delete", "storm", "--key", "calm.md"], in: folder).status == 2)
    #expect(try count(folder) == "4\n")
  }

  @Test("merging keeps what is found")
  func merge() throws {
    let folder = try Folder.indexed()
    folder.write("news/more.txt", "More of the storm", time: 5)
    try ToolRun.of(["index", "news"], in: folder)
    let before = try ToolRun.of(["search", "--json", "storm"], in: folder).output
    let run = try ToolRun.of(["merge"], in: folder)
    #expect(run.status == 0 && run.messages.hasPrefix("The index takes "), "\(run.messages)")
    #expect(try ToolRun.of(["search", "--json", "storm"], in: folder).output == before)
    #expect(try ToolRun.of(["merge", "--down-to", "0"], in: folder).status == 2)
  }
}
