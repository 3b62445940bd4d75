// Runs `concord watch` on a folder, changes the folder in every way, and searches until the change
// can be found. No test waits for a fixed time.

import Foundation
import Glibc
import Testing

@Suite("concord watch", .enabled(if: isLinux, "inotify is Linux's"))
struct WatchCommandTests {
  /// The keys that a query finds.
  private func keys(_ query: String, in folder: Folder) throws -> [String] {
    let run = try ToolRun.of(["search", "--json", "--limit", "10000", query], in: folder)
    return run.output.split(separator: "\n").compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["key"]
        as? String
    }.sorted()
  }

  private func expect(
    _ query: String, finds expected: [String], in folder: Folder, _ watch: RunningTool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let isFound = try RunningTool.eventually { try keys(query, in: folder) == expected }
    let found = try keys(query, in: folder)
    #expect(
      isFound, "\(query) finds \(found); \(watch.messages)", sourceLocation: sourceLocation)
  }

  private func watch(_ folder: Folder, _ arguments: String...) throws -> RunningTool {
    let watch = try RunningTool(["watch", "news"] + arguments, in: folder)
    try #require(
      RunningTool.eventually { watch.messages.contains("Watching.") }, "\(watch.messages)")
    return watch
  }

  @Test("new, changed, renamed and deleted files are found as they are now")
  func changes() throws {
    let folder = try Folder.withArticles()
    let watch = try watch(folder)
    try expect("harbour", finds: ["calm.md", "storm.txt"], in: folder, watch)
    folder.write("news/new.txt", "A harbour of its own")
    try expect("harbour", finds: ["calm.md", "new.txt", "storm.txt"], in: folder, watch)
    folder.write("news/new.txt", "A pier of its own", time: 60)
    try expect("harbour", finds: ["calm.md", "storm.txt"], in: folder, watch)
    try expect("pier", finds: ["new.txt"], in: folder, watch)
    folder.rename("news/new.txt", to: "news/newer.txt")
    try expect("pier", finds: ["newer.txt"], in: folder, watch)
    folder.remove("news/newer.txt")
    folder.remove("news/letters.jsonl")
    try expect("*", finds: ["calm.md", "storm.txt"], in: folder, watch)
    // Written where it is, without a new name.
    let handle = try FileHandle(forWritingTo: folder.url("news/calm.md"))
    _ = try handle.seekToEnd()
    try handle.write(contentsOf: Data(" appended".utf8))
    try handle.close()
    try expect("appended", finds: ["calm.md"], in: folder, watch)
    watch.send(SIGINT)
    #expect(watch.wait() == 0)
    #expect(watch.messages.hasSuffix("Stopped. The index is as the files were.\n"))
    #expect(try ToolRun.of(["check"], in: folder).status == 0)
  }

  @Test("directories are watched however they come, and their files go with them")
  func directories() throws {
    let folder = try Folder.withArticles()
    let watch = try watch(folder)
    folder.write("news/a/b/c/deep.txt", "whale")
    try expect("whale", finds: ["a/b/c/deep.txt"], in: folder, watch)
    folder.write("news/a/b/c/deeper.txt", "whale")
    try expect("whale", finds: ["a/b/c/deep.txt", "a/b/c/deeper.txt"], in: folder, watch)
    folder.rename("news/a/b", to: "news/moved")
    try expect("whale", finds: ["moved/c/deep.txt", "moved/c/deeper.txt"], in: folder, watch)
    // What comes to the old name is new, and what is under the new one is still watched.
    folder.write("news/a/b/again.txt", "whale")
    folder.write("news/moved/c/deepest.txt", "whale")
    try expect(
      "whale",
      finds: ["a/b/again.txt", "moved/c/deep.txt", "moved/c/deeper.txt", "moved/c/deepest.txt"],
      in: folder, watch)
    folder.remove("news/moved")
    try expect("whale", finds: ["a/b/again.txt"], in: folder, watch)
    folder.write("elsewhere/whole.txt", "whale")
    folder.rename("elsewhere", to: "news/whole")
    try expect("whale", finds: ["a/b/again.txt", "whole/whole.txt"], in: folder, watch)
  }

  @Test("hundreds of changes come in a few commits, and a full queue of events loses none")
  func many() throws {
    let folder = try Folder.withArticles()
    let watch = try watch(folder)
    // Stopped, it gets to see them at once, however long it takes to write them.
    watch.send(SIGSTOP)
    for i in 0..<400 { folder.write("news/many/\(i).txt", "wave \(i)") }
    watch.send(SIGCONT)
    #expect(
      try RunningTool.eventually {
        try ToolRun.of(["search", "--count", "wave"], in: folder).output == "401\n"
      }, "\(watch.messages)")
    let commitCount = watch.messages.split(separator: "\n").count { $0.contains(" added, ") }
    #expect(commitCount < 40, "\(commitCount)")
    // Stopped, it cannot read events; the system keeps no more than so many of them.
    let limit =
      (try? String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8))
      .flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 16_384
    try #require(limit < 200_000, "the queue is too long to fill here")
    watch.send(SIGSTOP)
    let noise = folder.path + "/news/noise-"
    for i in 0..<(limit / 2 + 100) {
      let descriptor = unsafe open(noise + "\(i % 7)", O_WRONLY | O_CREAT, 0o644)
      close(descriptor)
      _ = unsafe unlink(noise + "\(i % 7)")
    }
    folder.write("news/after/lost.txt", "overflowing")
    watch.send(SIGCONT)
    try expect("overflowing", finds: ["after/lost.txt"], in: folder, watch)
    folder.write("news/after/found.txt", "overflowing")
    try expect("overflowing", finds: ["after/found.txt", "after/lost.txt"], in: folder, watch)
  }

  @Test("a directory that is gone for a while keeps its articles, and is watched again")
  func gone() throws {
    let folder = try Folder.withArticles()
    let watch = try watch(folder)
    folder.rename("news", to: "away")
    folder.write("away/new.txt", "harbour")
    folder.rename("away", to: "news")
    try expect("harbour", finds: ["calm.md", "new.txt", "storm.txt"], in: folder, watch)
    folder.write("news/newer.txt", "harbour")
    try expect(
      "harbour", finds: ["calm.md", "new.txt", "newer.txt", "storm.txt"], in: folder, watch)
  }

  @Test("what is not there cannot be watched")
  func missing() throws {
    let run = try ToolRun.of(["watch", "nothing"], in: Folder())
    #expect(run.status == 2 && run.messages.contains("nothing cannot be read"))
  }
}

private let isLinux: Bool = {
  #if os(Linux)
    true
  #else
    false
  #endif
}()
