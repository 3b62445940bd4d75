// Damages the index of a few articles, mends it with `concord repair`, and has `concord index` read
// again what was lost. Also: what Ctrl-C and kill leave of a long run of `concord index`.

import Foundation
import Glibc
import Testing

@Suite("concord repair, and runs that are ended")
struct RepairCommandTests {
  private func count(_ query: String, _ folder: Folder) throws -> String {
    try ToolRun.of(["search", "--count", query], in: folder).output
  }

  /// Flips a bit of a file.
  private func damage(_ name: String, at offset: Int, in folder: Folder) throws {
    var bytes = [UInt8](try Data(contentsOf: folder.url(name)))
    bytes[offset] ^= 4
    try Data(bytes).write(to: folder.url(name))
  }

  @Test("an index without damage is not touched; where none is, there is nothing to mend")
  func sound() throws {
    let folder = try Folder.indexed()
    let run = try ToolRun.of(["repair"], in: folder)
    #expect(run.status == 0 && run.output.isEmpty)
    #expect(run.messages == ".concord is sound; nothing was changed.\n")
    #expect(try ToolRun.of(["repair"], in: Folder()).status == 2)
  }

  @Test("what is lost is said, and the next run of index reads it again")
  func lost() throws {
    let folder = try Folder.indexed()
    // The first frame, which holds all stored fields of so small an index.
    try damage(".concord/1.segment", at: 60, in: folder)
    #expect(try ToolRun.of(["check"], in: folder).status == 2)
    let run = try ToolRun.of(["repair"], in: folder)
    #expect(run.status == 1)
    #expect(run.output.contains("1.segment, byte 16: the frame's checksum is"))
    try expectSnapshot(run.messages, "repair-lost")
    #expect(try ToolRun.of(["check"], in: folder).status == 0)
    #expect(try count("*", folder) == "0\n")
    #expect(try ToolRun.of(["index", "news"], in: folder).status == 0)
    #expect(try count("*", folder) == "4\n")
  }

  @Test("what can be built anew is, and JSON says the same")
  func rescued() throws {
    let folder = try Folder.indexed()
    let url = folder.url(".concord/1.segment")
    let byteCount = try Data(contentsOf: url).count
    // In the footer.
    try damage(".concord/1.segment", at: byteCount - 30, in: folder)
    let run = try ToolRun.of(["repair", "--json"], in: folder)
    #expect(run.status == 0 && run.messages.isEmpty)
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(json?["rescued"] as? Int == 4 && json?["lost"] as? Int == 0)
    #expect(json?["keptFiles"] as? [String] == ["1.segment.damaged"])
    #expect((json?["problems"] as? [String])?.isEmpty == false)
    #expect(try count("*", folder) == "4\n" && count("harbour", folder) == "2\n")
    let again = try ToolRun.of(["index", "news"], in: folder)
    #expect(again.messages.contains("0 articles added, 0 changed, 0 removed, 4 unchanged"))
  }

  @Test("articles that come back for want of live docs go again with the next run of index")
  func revived() throws {
    let folder = try Folder.indexed()
    folder.remove("news/storm.txt")
    #expect(try ToolRun.of(["index", "news"], in: folder).status == 0)
    #expect(try count("*", folder) == "3\n")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.concord")
    let name = try #require(names.first { $0.hasSuffix(".live") })
    try damage(".concord/" + name, at: 10, in: folder)
    let run = try ToolRun.of(["repair"], in: folder)
    #expect(run.status == 1 && run.messages.contains("Articles that were deleted may be back."))
    #expect(try count("*", folder) == "4\n")
    let again = try ToolRun.of(["index", "news"], in: folder)
    #expect(again.messages.contains("0 articles added, 0 changed, 1 removed, 3 unchanged"))
    #expect(try count("*", folder) == "3\n")
    #expect(try ToolRun.of(["check"], in: folder).status == 0)
  }

  @Test("a manifest with a wrong checksum is not believed about the files")
  func wrongFiles() throws {
    let folder = try Folder.indexed()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.concord")
    let name = try #require(names.filter { $0.hasPrefix("manifest") }.max())
    let bytes = [UInt8](try Data(contentsOf: folder.url(".concord/" + name)))
    let file = Array("storm.txt".utf8)
    let offset = try #require(
      bytes.indices.first { bytes[$0...].starts(with: file) }, "the list of files is in it")
    try damage(".concord/" + name, at: offset, in: folder)
    #expect(try ToolRun.of(["repair"], in: folder).status == 0)
    folder.remove("news/storm.txt")
    let again = try ToolRun.of(["index", "news"], in: folder)
    #expect(again.messages.contains("0 articles added, 0 changed, 1 removed, 3 unchanged"))
    #expect(try count("*", folder) == "3\n")
  }

  @Test("a manifest that is gone is made anew, and the files are read again")
  func noManifest() throws {
    let folder = try Folder.indexed()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.concord")
    where name.hasPrefix("manifest") {
      folder.remove(".concord/" + name)
    }
    #expect(try ToolRun.of(["search", "sea"], in: folder).status == 2)
    let run = try ToolRun.of(["repair"], in: folder)
    #expect(run.status == 0 && run.messages.contains("The list of files may be wrong"))
    #expect(try count("*", folder) == "4\n")
    let again = try ToolRun.of(["index", "news"], in: folder)
    #expect(again.messages.contains("0 articles added, 0 changed, 0 removed, 4 unchanged"))
  }

  // MARK: Runs that are ended

  private static let articleCount = 6_000

  /// A corpus that takes a few seconds to index: far longer than a run takes to be noticed.
  private func large() -> Folder {
    let folder = Folder()
    var lines = ""
    for i in 0..<Self.articleCount {
      lines += "{\"id\": \"k\(i)\", \"body\": \"word w\(i % 997) v\(i % 89) u\(i)\"}\n"
    }
    folder.write("news/all.jsonl", lines)
    return folder
  }

  @Test(
    "Ctrl-C keeps what was read, kill what was committed; the next run completes it",
    arguments: [SIGINT, SIGTERM, SIGKILL])
  func ended(signal: Int32) throws {
    // On a busy machine a run can be done before the signal is sent.
    for _ in 0..<20 {
      let folder = large()
      let (status, messages) = try end(by: signal, in: folder)
      guard status != 0 else { continue }
      return try expectKept(status, messages, signal, in: folder)
    }
    Issue.record("no run took long enough to be ended")
  }

  /// Little memory: a segment, and so a commit, every few thousand articles.
  private static let arguments = ["index", "news", "--memory", "500kB"]

  /// Sends a signal to a run that has made its first commit.
  private func end(by signal: Int32, in folder: Folder) throws -> (Int32, messages: String) {
    let run = try RunningTool(Self.arguments, in: folder)
    let path = folder.path + "/.concord"
    let hasCommitted = RunningTool.eventually {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      // The first makes the index; one that is still being written has not committed yet.
      let commits = names.filter { $0.hasPrefix("manifest-") && !$0.hasSuffix(".new") }
      return !run.isRunning || commits.contains { $0 != "manifest-1" }
    }
    #expect(hasCommitted)
    run.send(signal)
    return (run.wait(), run.messages)
  }

  private func expectKept(
    _ status: Int32, _ messages: String, _ signal: Int32, in folder: Folder
  ) throws {
    #expect(status == (signal == SIGKILL ? -SIGKILL : 130), "\(messages)")
    if signal != SIGKILL { #expect(messages.contains("Interrupted: what was read is in")) }
    #expect(try ToolRun.of(["check"], in: folder).status == 0)
    let kept = Int(try count("*", folder).dropLast()) ?? 0
    #expect(kept > 0 && kept < Self.articleCount)
    let rest = try ToolRun.of(Self.arguments, in: folder)
    #expect(rest.status == 0)
    #expect(
      rest.messages.contains(
        "\(grouped(Self.articleCount - kept)) articles added, 0 changed, 0 removed, "
          + "\(grouped(kept)) unchanged"), "\(rest.messages)")
    #expect(try count("*", folder) == "\(Self.articleCount)\n")
  }

  private func grouped(_ number: Int) -> String {
    let digits = String(number)
    return digits.count > 3 ? "\(digits.dropLast(3)),\(digits.suffix(3))" : digits
  }
}
