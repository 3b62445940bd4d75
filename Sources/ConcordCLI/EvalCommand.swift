import ArgumentParser
import Concord
import ConcordServer

/// The command `concord eval`.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Measure how well articles are ranked, by judged queries",
    discussion: """
      Example: concord eval --topics queries.tsv --qrels qrels.txt --run bm25.run

      Topics are lines of a name, a tab and a text, whose words are searched for. Judgements \
      (qrels) are lines of a topic, 0, an article's key and a grade, which is above 0 if the \
      article is relevant. Runs are in TREC's format, and the measures are trec_eval's.

      With --topics, the index is searched, and --run says where to write what was found. Without, \
      --run is read, whoever made it. --compare names a run to compare with; p is the probability \
      that two rankings which are equally good differ as much by chance (a paired randomisation \
      test with 100,000 permutations).
      """)

  @Option(help: ArgumentHelp("Queries to search for", valueName: "file"))
  var topics: String?

  @Option(help: ArgumentHelp("Judgements", valueName: "file"))
  var qrels: String

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("The run to write, or without --topics to read", valueName: "file"))
  var runPath: String?

  @Option(help: ArgumentHelp("Another run to compare with", valueName: "file"))
  var compare: String?

  @Option(help: ArgumentHelp("How many articles to find for a topic", valueName: "n"))
  var depth = 1_000

  @Flag(help: "Read topics in the query language, in place of plain words")
  var querySyntax = false

  @Flag(help: "Search for the commonest words of topics, too")
  var stopWords = false

  @OptionGroup var ranking: RankingArguments
  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Flag(help: "Show the measures of each topic, too")
  var perTopic = false

  @Flag(help: "Write one object of JSON")
  var json = false

  func validate() throws {
    if topics == nil, runPath == nil {
      throw ValidationError("Name --topics to search for, or a --run to measure.")
    }
    if depth < 1 { throw ValidationError("The --depth must be 1 or more.") }
  }

  func run() throws {
    let judgements = try Judgements(TextFile(path: qrels))
    let baseline = try compare.map { path in
      Evaluation(try Run(TextFile(path: path)), by: judgements)
    }
    let found = try topics.map(search) ?? Run(TextFile(path: runPath ?? ""))
    let evaluation = Evaluation(found, by: judgements)
    let report = EvaluationReport(evaluation, comparedWith: baseline)
    var output = display.output()
    if perTopic { try report.writeTopics(&output, asJSON: json) }
    if json {
      try output.write(report.object().text + "\n")
    } else {
      try report.write(&output)
    }
    try output.flush()
    Messages.say("\(NumberText.count(evaluation.topics.count, "judged topic")).")
  }

  /// The plain words of a topic, cut as the first field of words is.
  ///
  /// The language, whose stop words are left out, is that of the field, or a guess where each
  /// article has its own.
  private func words(of topic: String, in schema: Schema) -> Query {
    let analyzers = schema.fields.compactMap { field in
      if case .text(let analyzer) = field.kind { analyzer } else { nil }
    }
    let analyzer = analyzers.first ?? .standard
    let language =
      schema.guessesLanguages ? Language(guessedFrom: topic) : analyzer.language
    return .words(
      topic, tokenizer: analyzer.tokenizer, withoutStopWordsOf: stopWords ? nil : language)
  }

  /// Searches for the topics of a file, and writes the run if it is wanted.
  private func search(_ path: String) throws -> Run {
    let topics = try Topics(TextFile(path: path))
    let snapshot = try location.open().snapshot()
    let options = QueryOptions(schema: snapshot.schema)
    var found = Run()
    for topic in topics.list {
      let query =
        querySyntax
        ? Query.parseLeniently(topic.text, options: options).query
        : words(of: topic.text, in: snapshot.schema)
      let refined = try ranking.refined(query, in: snapshot)
      let hits = try snapshot.search(refined, limit: depth, scoring: ranking.scoring)
      found.add(
        topic.name, try hits.map { Run.Entry(key: Array(try $0.key.utf8), score: $0.score) })
    }
    if let runPath {
      let number = SystemCalls.write(Array(try found.text(name: "concord").utf8), toFile: runPath)
      guard number == 0 else {
        throw Failure("\(runPath) cannot be written: \(SystemCalls.message(number)).")
      }
    }
    return found
  }
}
