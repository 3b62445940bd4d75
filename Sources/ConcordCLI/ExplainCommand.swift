import ArgumentParser
import Concord

/// The command `concord explain`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show why an article has its score, or does not match",
    discussion: """
      Example: concord explain 'storm NEAR/5 harbour' fiction/archive-flood.md

      The query is one argument, as for concord search; put it in quotation marks. The key stands \
      with each hit, below its title. If the search had an option for its ranking, give it here too.

      Each line is a value and how it came about; what it was made of follows, indented. The first \
      value is the score, to the last bit the one that the search gives. The numbers are those of \
      BM25: N documents in the index, n of them with a word, f occurrences in this one, its length \
      dl beside the average avgdl, and the parameters k1 and b. A NEAR adds to that what its \
      nearest words are worth.

      The exit status is 0 if the article matches, 1 if not, 2 if something went wrong.
      """)

  @Argument(help: "What to search for; see: concord help query")
  var query: String

  @Argument(help: "The key of an article")
  var key: String

  @OptionGroup var reading: QueryReading
  @OptionGroup var ranking: RankingArguments
  @OptionGroup var cost: LimitArguments
  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Flag(help: "Write JSON, for programs")
  var json = false

  func run() throws {
    let snapshot = try location.open().snapshot()
    let limits = cost.limits
    let typed = try reading.query(query, for: snapshot.schema)
    let query = try ranking.refined(typed, in: snapshot, limits)
    let explanation = try snapshot.explain(
      query, key: key, scoring: ranking.scoring, limits: limits)
    guard let explanation else {
      throw Failure.noArticle(key: key, in: location)
    }
    var output = display.output()
    try ExplanationReport(key: key, explanation: explanation, json: json).write(&output)
    try output.flush()
    FieldHint(self.query, snapshot.schema).say(isFound: explanation.isMatch)
    if !explanation.isMatch { throw ExitCode(1) }
  }
}
