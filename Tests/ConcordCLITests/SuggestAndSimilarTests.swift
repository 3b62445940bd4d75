// Runs `concord suggest` and `concord similar`, on the articles of the repository too.

import Foundation
import Testing

@Suite("concord suggest and concord similar")
struct SuggestAndSimilarTests {
  @Test(
    "outputs are as they were",
    arguments: [
      ("suggest-plain", ["suggest", "S"]),
      ("suggest-field", ["suggest", "", "--field", "title", "--limit", "3"]),
      ("suggest-json", ["suggest", "ha", "--json"]),
      ("suggest-none", ["suggest", "zep"]),
      ("suggest-bad-field", ["suggest", "s", "--field", "colour"]),
      ("similar-plain", ["similar", "news/storm.txt"]),
      ("similar-json", ["similar", "storm.txt", "--json", "--limit", "1"]),
      ("similar-query", ["similar", "storm.txt", "--explain-query"]),
      ("similar-no-key", ["similar", "nowhere.txt"]),
    ])
  func outputs(_ name: String, _ arguments: [String]) throws {
    let folder = try Folder.indexed()
    let run = try ToolRun.of(
      arguments.map { $0.replacing("news/", with: "") }, in: folder)
    try expectSnapshot(
      "\(run.output)--- messages\n\(run.messages)--- exit status \(run.status)\n", name)
  }

  @Test("an article that shares no word with others has none like it")
  func alone() throws {
    let folder = Folder()
    folder.write("news/a.txt", "Title\n\nzebra")
    folder.write("news/b.txt", "Other\n\nquagga")
    try ToolRun.of(["index", "news"], in: folder)
    let run = try ToolRun.of(["similar", "a.txt"], in: folder)
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.messages == "No other article has the words that tell what a.txt is about.\n")
  }

  @Test("articles of the repository are most like those on the same subject")
  func corpus() throws {
    let folder = Folder()
    let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Corpus").standardizedFileURL
    try ToolRun.of(["index", corpus.path], in: folder)
    let run = try ToolRun.of(
      ["similar", "paris-summit/twenty-six-nations-pledge.txt", "--json", "--limit", "5"],
      in: folder)
    let keys = try run.output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?["key"] as? String ?? ""
    }
    // One may be the list of all articles.
    #expect(keys.count == 5 && keys.count { $0.hasPrefix("paris-summit/") } >= 4, "\(keys)")
    let words = try ToolRun.of(["suggest", "reass", "--json"], in: folder)
    #expect(words.output.hasPrefix(#"{"word":"reassurance","articles":"#))
  }
}
