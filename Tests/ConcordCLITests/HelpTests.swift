// Compares every help text with its file in Snapshots.

import Testing

@Suite("Help")
struct HelpTests {
  @Test(
    "help texts are as they were",
    arguments: [
      ("help", ["--help"]), ("help", ["help"]), ("help", []),
      ("help-index", ["help", "index"]), ("help-index", ["index", "--help"]),
      ("help-search", ["help", "search"]), ("help-explain", ["help", "explain"]),
      ("help-kwic", ["help", "kwic"]), ("help-near", ["help", "near"]),
      ("help-delete", ["help", "delete"]), ("help-merge", ["help", "merge"]),
      ("help-watch", ["help", "watch"]), ("help-repair", ["help", "repair"]),
      ("help-suggest", ["help", "suggest"]), ("help-similar", ["help", "similar"]),
      ("help-timeline", ["help", "timeline"]), ("help-serve", ["help", "serve"]),
      ("help-query", ["help", "query"]), ("help-eval", ["help", "eval"]),
      ("help-analyze", ["help", "analyze"]),
      ("help-query", ["query-help"]),
    ])
  func help(_ name: String, _ arguments: [String]) throws {
    let run = try ToolRun.of(arguments, in: Folder())
    #expect(run.status == 0 && run.messages.isEmpty)
    try expectSnapshot(run.output, name)
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count < 80 || $0.hasPrefix("USAGE") })
  }

  @Test(
    "a wrong command or option is an error, which says what may have been meant",
    arguments: [
      (["serach", "storm"], "There is no command 'serach'. Did you mean 'search'?\n"),
      (["storm"], "There is no command 'storm'.\n"),
      (["search", "--lmit", "3", "storm"], "Unknown option '--lmit'. Did you mean '--limit'? To"),
      (["search", "--language", "fr", "mer"], "The language of articles is named when they are"),
      (["kwic", "storm", "--zeppelin"], "Unknown option '--zeppelin'. To search for it, put"),
    ])
  func wrong(_ arguments: [String], _ message: String) throws {
    let run = try ToolRun.of(arguments, in: Folder())
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.messages.hasPrefix("concord: " + message), "\(run.messages)")
  }
}
