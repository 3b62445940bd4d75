// Indexes the same files several times, by other numbers of threads: the segments have the same
// names and the same bytes.

import Foundation
import Testing

@Suite("Determinism")
struct DeterminismTests {
  /// The segments of an index, by their names.
  private func segments(_ path: String) throws -> [String: Data] {
    var segments: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path)
    where name.hasSuffix(".segment") || name.hasSuffix(".live") {
      segments[name] = try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
    }
    return segments
  }

  private func corpus() -> Folder {
    let folder = Folder()
    for i in 0..<60 {
      let text = (0..<(20 + i * 7 % 90)).map { "word\($0 * $0 % (i + 3))" }
      folder.write("news/\(i % 5)/\(i).txt", "Title \(i)\n\n" + text.joined(separator: " "))
    }
    // Keys that come again replace what was before, across segments.
    let lines = (0..<400).map { i in
      #"{"id": "k\#(i % 350)", "title": "Line \#(i)", "body": "sea and ship \#(i % 97) of \#(i)"}"#
    }
    folder.write("news/lines.jsonl", lines.joined(separator: "\n"))
    return folder
  }

  @Test("segments are the same, whatever the threads, merges and commits in between included")
  func threads() throws {
    let folder = corpus()
    var first: [String: Data]?
    for (run, jobs) in ["1", "2", "7", "1"].enumerated() {
      let path = "index-\(run)"
      let result = try ToolRun.of(
        ["index", "news", "--index", path, "--jobs", jobs, "--memory", "4000"], in: folder)
      try #require(result.status == 0, "\(result.messages)")
      let found = try segments(folder.path + "/" + path)
      #expect(found.count > 1)
      if let first {
        #expect(found.keys.sorted() == first.keys.sorted(), "\(jobs) threads")
        for (name, bytes) in first { #expect(found[name] == bytes, "\(name), \(jobs) threads") }
      } else {
        first = found
      }
    }
    for run in 0..<4 {
      #expect(try ToolRun.of(["merge", "--index", "index-\(run)"], in: folder).status == 0)
    }
    let merged = try (0..<4).map { try segments(folder.path + "/index-\($0)") }
    #expect(Set(merged).count == 1 && merged[0].count == 1)
  }
}
