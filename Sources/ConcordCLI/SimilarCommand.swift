import ArgumentParser
import Concord

/// The command `concord similar`.
struct SimilarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "similar", abstract: "Find more articles like one, the most similar first",
    discussion: """
      Example: concord similar paris-summit/who-sat-at-the-table.html

      Searches for the words that tell most of what the article is about: those that it has often \
      and few others have. The key stands with each hit of a search, below its title.

      The exit status is 0 if articles were found, 1 if none, 2 if something went wrong.
      """)

  @Argument(help: "The key of an article")
  var key: String

  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Option(help: ArgumentHelp("How many articles to show at most", valueName: "n"))
  var limit = 10

  @Option(
    name: .customLong("words"),
    help: ArgumentHelp("How many of its words to search for at most", valueName: "n"))
  var wordCount = 25

  @Flag(help: "Write one JSON object an article, for programs")
  var json = false

  @Flag(help: "Show the words, and don't search")
  var explainQuery = false

  func validate() throws {
    if limit < 0 { throw ValidationError("The --limit must be 0 or more.") }
    if wordCount < 1 { throw ValidationError("The --words must be 1 or more.") }
  }

  func run() throws {
    let snapshot = try location.open().snapshot()
    guard let query = try snapshot.query(similarToKey: key, wordCount: wordCount),
      let hits = try snapshot.search(similarToKey: key, wordCount: wordCount, limit: limit)
    else { throw Failure.noArticle(key: key, in: location) }
    var output = display.output()
    if explainQuery {
      try QueryOutlineReport(outline: query.outline, json: json).write(&output)
      return try output.flush()
    }
    let total = try hits.exactTotal()
    let report = HitReport(total: total, offset: 0, sortField: nil, fields: [])
    if json { try report.writeJSON(hits, &output) } else { try report.write(hits, &output) }
    try output.flush()
    guard total > 0 else {
      Messages.say("No other article has the words that tell what \(key) is about.")
      throw ExitCode(1)
    }
  }
}

extension Failure {
  /// Nothing in the index has this key.
  static func noArticle(key: String, in location: IndexLocation) -> Failure {
    Failure(
      """
      There is no article with the key "\(key)" in \(location.path).
      Keys stand with the hits of a search: concord search --json WORDS
      """)
  }
}
