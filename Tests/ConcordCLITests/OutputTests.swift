// Runs the tool with outputs that fail: a pipe whose reader is gone, a full device.

import Foundation
import Glibc
import Testing

@Suite("Outputs that fail")
struct OutputTests {
  @Test("a closed pipe ends a search quietly")
  func closedPipe() throws {
    let folder = try Folder.indexed()
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let run = try ToolRun.of(
      ["search", "--json", "storm"], in: folder, output: pipe.fileHandleForWriting)
    #expect(run.messages.isEmpty)
    #expect(run.status == 141)
  }

  @Test(
    "a full disk is an error",
    arguments: [
      ["search", "storm"], ["search", "storm", "--count"], ["help", "query"], ["--help"],
    ])
  func fullDevice(_ arguments: [String]) throws {
    let folder = try Folder.indexed()
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let run = try ToolRun.of(arguments, in: folder, output: full)
    #expect(run.messages == "concord: The results cannot be written: No space left on device.\n")
    #expect(run.status == 2)
  }

  @Test("indexing goes on if nobody reads its messages")
  func closedMessages() throws {
    let folder = try Folder.withArticles()
    let process = Process()
    process.executableURL = ToolRun.executable
    process.arguments = ["index", "news"]
    process.currentDirectoryURL = folder.url("")
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    process.standardError = pipe.fileHandleForWriting
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    #expect(try ToolRun.of(["search", "storm", "--count"], in: folder).output == "2\n")
  }
}
