// Runs `concord index` with each of its limits one below, at, and one above what the corpus needs;
// and again with another limit, which must reach what was skipped under the one before.

import Foundation
import Testing

@Suite("Limits of concord index")
struct IndexLimitsTests {
  private func keys(in folder: Folder) throws -> [String] {
    let run = try ToolRun.of(["search", "--json", "*"], in: folder)
    return run.output.split(separator: "\n").compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["key"]
        as? String
    }.sorted()
  }

  /// Indexes into a new index, and expects the file, or else a line that says why it is not there.
  private func expect(
    _ folder: Folder, _ arguments: [String], _ name: String, isIn: Bool, _ reason: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    folder.remove(".concord")
    let run = try ToolRun.of(["index", "news"] + arguments, in: folder)
    #expect(run.status == 0, "\(run.messages)", sourceLocation: sourceLocation)
    let found = try keys(in: folder)
    #expect(found.contains("always.txt"), sourceLocation: sourceLocation)
    #expect(found.contains(name) == isIn, "\(arguments)", sourceLocation: sourceLocation)
    let line = "skipped \(name): \(reason)\n"
    #expect(
      run.messages.contains(line) == !isIn, "\(arguments): \(run.messages)",
      sourceLocation: sourceLocation)
  }

  private func folder() -> Folder {
    let folder = Folder()
    folder.write("news/always.txt", "word")
    return folder
  }

  /// The bytes of a file of 2 MiB, compressed, and how many they are.
  private func compress(_ name: String, in folder: Folder) throws -> Int {
    let url = folder.write(name, [UInt8](repeating: 0x61, count: 2 << 20))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gzip", "-n", url.path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try Data(contentsOf: folder.url(name + ".gz")).count
  }

  @Test("--max-file-size", arguments: -1...1)
  func fileSize(over: Int) throws {
    let folder = folder()
    folder.write("news/large.txt", [UInt8](repeating: 0x61, count: 200 + over))
    try expect(
      folder, ["--max-file-size", "200"], "large.txt", isIn: over <= 0,
      "201 bytes is over 200 bytes (--max-file-size)")
  }

  @Test("--max-expanded-size", arguments: -1...1)
  func expandedSize(over: Int) throws {
    let folder = folder()
    _ = try compress("news/bomb.txt", in: folder)
    let limit = (2 << 20) - over
    try expect(
      folder, ["--max-ratio", "1000000", "--max-expanded-size", "\(limit)"], "bomb.txt.gz",
      isIn: over <= 0, "expands over \(limit) bytes (--max-expanded-size)")
  }

  @Test("--max-ratio", arguments: -1...1)
  func ratio(over: Int) throws {
    let folder = folder()
    let byteCount = try compress("news/bomb.txt", in: folder)
    // The least ratio that lets it through.
    let needed = ((2 << 20) + byteCount - 1) / byteCount
    let limit = needed - over
    try expect(
      folder, ["--max-ratio", "\(limit)"], "bomb.txt.gz", isIn: over <= 0,
      "expands over \(limit):1 (--max-ratio)")
  }

  @Test("--max-depth", arguments: -1...1)
  func depth(over: Int) throws {
    let folder = folder()
    folder.write("news/1/2/3/deep.txt", "deep")
    folder.remove(".concord")
    let run = try ToolRun.of(["index", "news", "--max-depth", "\(3 - over)"], in: folder)
    #expect(run.status == 0)
    #expect(try keys(in: folder).contains("1/2/3/deep.txt") == (over <= 0))
    let line = "skipped 1/2/3: over 2 directories deep (--max-depth)\n"
    #expect(run.messages.contains(line) == (over > 0), "\(run.messages)")
  }

  @Test(
    "limits that make no sense are refused",
    arguments: [
      ["--max-depth", "513"], ["--max-depth", "-1"], ["--max-ratio", "0"],
      ["--max-file-size", "0"], ["--max-expanded-size", "x"],
    ])
  func refused(_ arguments: [String]) throws {
    let run = try ToolRun.of(["index", "news"] + arguments, in: folder())
    #expect(run.status == 2 && run.messages.contains(arguments[0]), "\(run.messages)")
  }

  @Test("a limit that is raised reaches what was skipped, though the file is as it was")
  func raised() throws {
    let folder = folder()
    folder.write("news/large.txt", [UInt8](repeating: 0x61, count: 300))
    folder.write("news/lines.jsonl", #"{"id": "k", "body": "short"}"# + "\n")
    func index(_ limit: String) throws -> String {
      try ToolRun.of(["index", "news", "--max-file-size", limit], in: folder).messages
    }
    #expect(try index("200").contains("2 articles added"))
    #expect(try index("200").contains("1 thing skipped before"))
    let messages = try index("400")
    #expect(messages.contains("1 article added, 0 changed, 0 removed, 2 unchanged"), "\(messages)")
    #expect(try keys(in: folder) == ["always.txt", "k", "large.txt"])
    // What is in the index stays there, as long as its file does not change.
    #expect(try index("200").contains("0 articles added, 0 changed, 0 removed, 3 unchanged"))
  }
}
