import ArgumentParser
import Concord
import ConcordServer

/// The command `concord search`.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find the articles that fit a query, the best first",
    discussion: """
      Example: concord search '"reassurance force" NEAR/5 Macron' --limit 3

      The words of the command line are the query. Put it in single quotation marks where it has \
      characters that mean something to your shell. The language of queries: concord help query

      Without words, on a terminal, results are shown while you type.

      If nothing is found, the messages say why: words that are nowhere and what they may be \
      misspellings of, how far apart the words of a NEAR are at best, what would be found instead.

      A --format is text with names in braces; \\t in it is a tab, \\n ends a line, {{ is a brace.

      The exit status is 0 if articles were found, 1 if none, 2 if something went wrong.
      """)

  @OptionGroup var words: QueryArguments
  @OptionGroup var ranking: RankingArguments
  @OptionGroup var cost: LimitArguments
  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Option(help: ArgumentHelp("How many articles to show at most", valueName: "n"))
  var limit = 10

  @Option(help: ArgumentHelp("How many of the best to leave out first", valueName: "n"))
  var offset = 0

  // A name may begin with a hyphen here: --sort -date
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Sort by a field's values, a hyphen before it for the greatest first: date, -date, score",
      valueName: "field"))
  var sort: SortArgument?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Count the articles by a field's values, dates also by year, month or day: date:month",
      valueName: "field"))
  var facet: [FacetArgument] = []

  @Flag(help: "Write one JSON object an article, for programs")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Write each hit so: '{rank} {title} {date}'; also {score}, {key}, {snippet}, other fields",
      valueName: "line"))
  var format: String?

  @Flag(help: "Write only how many articles there are")
  var count = false

  @Flag(help: "Show how the query is understood, and don't search")
  var explainQuery = false

  @Option(
    help: ArgumentHelp("Further fields to show, with commas between", valueName: "names"))
  var fields: String?

  func validate() throws {
    if words.text == nil, !isPrompt { throw ValidationError("There is nothing to search for.") }
    if limit < 0 { throw ValidationError("The --limit must be 0 or more.") }
    if offset < 0 { throw ValidationError("The --offset must be 0 or more.") }
    if format != nil, json { throw ValidationError("A --format is for text, not for --json.") }
  }

  /// Whether somebody sits at a terminal, and has not said yet what to search for.
  private var isPrompt: Bool {
    words.text == nil && SystemCalls.isTerminal(0) && SystemCalls.isTerminal(1)
      && !json && !count && !explainQuery && format == nil
  }

  func run() throws {
    let snapshot = try location.open().snapshot()
    if isPrompt {
      var prompt = SearchPrompt(snapshot, reading: words)
      return try RawTerminal.use { try prompt.run(on: $0) }
    }
    let shownFields = try shownFields(of: snapshot.schema)
    let typed = try words.query(words.text ?? "", for: snapshot.schema)
    let limits = cost.limits
    let query = try ranking.refined(typed, in: snapshot, limits)
    let order = sort?.order ?? .score
    let lineFormat = try format.map { try LineFormat($0, fields: snapshot.schema) }
    var output = display.output()
    if explainQuery {
      try QueryOutlineReport(outline: query.outline, json: json).write(&output)
      return try output.flush()
    }
    let facets = try FacetReport(facet, of: query, in: snapshot, limits)
    let total: Int
    if count {
      total = try snapshot.count(query, limits: limits)
      try output.write(json ? "{\"total\":\(total)}\n" : "\(total)\n")
    } else {
      let hits = try snapshot.search(
        query, sortedBy: order, limit: limit, offset: offset, countingAll: true,
        scoring: ranking.scoring, limits: limits)
      total = try hits.exactTotal(limits: limits)
      let report = HitReport(
        total: total, offset: offset, sortField: order.field, fields: shownFields)
      if let lineFormat {
        try report.write(hits, as: lineFormat, &output)
      } else if json {
        try report.writeJSON(hits, &output)
      } else {
        try report.write(hits, &output)
      }
    }
    if json {
      try facets.writeJSON(&output)
    } else if total > 0 {
      try facets.write(&output)
    }
    let hint = FieldHint(words.text ?? "", snapshot.schema)
    if total == 0, !count {
      let diagnosis = DiagnosisReport(try snapshot.diagnosis(of: typed))
      if json { try output.write(diagnosis.json.text + "\n") }
      try output.flush()
      let articles = NumberText.count(snapshot.documentCount, "article")
      Messages.say("None of \(articles) fits: \(words.text ?? "")")
      diagnosis.say()
      hint.say(isFound: false)
    } else {
      try output.flush()
      if !count { DiagnosisReport.say(try snapshot.misspellings(in: typed)) }
      hint.say(isFound: total > 0)
    }
    OperatorHint(words.text ?? "").say()
    if total == 0 { throw ExitCode(1) }
  }

  /// The further fields to show.
  ///
  /// - Throws: If an option names a field that there is not.
  private func shownFields(of schema: Schema) throws -> [String] {
    let names = (fields ?? "").split(separator: ",").map(String.init)
    for name in names { try schema.requireField(name) }
    return names
  }
}
