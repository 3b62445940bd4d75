import ArgumentParser
import Concord
import ConcordServer

/// The command `concord kwic`.
struct KwicCommand: ParsableCommand {
  /// What the lines are sorted by.
  enum Order: String, ExpressibleByArgument, CaseIterable {
    case left, right
  }

  static let configuration = CommandConfiguration(
    commandName: "kwic", abstract: "Show every match with the words around it",
    discussion: """
      Example: concord kwic '"reassurance force" NEAR/5 Macron' --sort left

      A line a match (KWIC: key word in context), the matches one below the other; articles best \
      first, or the lines sorted by the word left or right of the match. What may be asked is what \
      "concord search" takes: see concord help query

      The exit status is 0 if there are lines, 1 if there are none, 2 if something went wrong.
      """)

  @OptionGroup var words: QueryArguments
  @OptionGroup var synonyms: SynonymArguments
  @OptionGroup var cost: LimitArguments
  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Option(help: ArgumentHelp("How many lines to show at most, the best first", valueName: "n"))
  var limit = 100

  @Option(
    help: ArgumentHelp(
      "How many columns a line has; else the terminal's, or 100", valueName: "n"))
  var width: Int?

  @Option(help: ArgumentHelp("Sort by the word at this side of the match", valueName: "side"))
  var sort: Order?

  @Flag(help: "Write one JSON object a line, for programs")
  var json = false

  /// The columns of a line where nobody says: more than an old terminal's, since context is all.
  private static let defaultWidth = 100

  func validate() throws {
    if words.text == nil { throw ValidationError("There is nothing to search for.") }
    if limit < 0 { throw ValidationError("The --limit must be 0 or more.") }
    if let width, width < KwicLayout.leastWidth {
      throw ValidationError("The --width must be \(KwicLayout.leastWidth) or more.")
    }
  }

  func run() throws {
    let snapshot = try location.open().snapshot()
    let text = words.text ?? ""
    let query = try synonyms.expanded(words.query(text, for: snapshot.schema), in: snapshot)
    var output = display.output()
    let columns = max(width ?? output.columns ?? Self.defaultWidth, KwicLayout.leastWidth)
    let report = KwicReport(layout: KwicLayout(width: columns), isJSON: json)
    // No side of a match gets more columns than a line has. One line more tells whether there is.
    var concordance = try snapshot.concordance(
      of: query, limit: limit < .max ? limit + 1 : limit, context: columns,
      limits: cost.limits)
    var count = 0
    var sorted: [KwicLine] = []
    while count < limit, let next = try concordance.next() {
      count += 1
      let line = KwicLine(next)
      if sort == nil { try report.write(line, &output) } else { sorted.append(line) }
    }
    // The standard sort keeps the order of lines that are alike.
    switch sort {
    case .left: sorted.sort { $0.previousWord.sortsBefore($1.previousWord) }
    case .right: sorted.sort { $0.nextWord.sortsBefore($1.nextWord) }
    case nil: break
    }
    for line in sorted { try report.write(line, &output) }
    try output.flush()
    if count == 0 {
      let articles = NumberText.count(snapshot.documentCount, "article")
      if limit > 0 { Messages.say("No line in \(articles): \(text)") }
      throw ExitCode(1)
    }
    let hasMore = count == limit ? try concordance.next() != nil : false
    Messages.say(
      NumberText.count(count, "line") + (hasMore ? ", and there are more: --limit" : ""))
  }
}

extension String? {
  /// Whether a line with this word comes before one with the other; no word comes before any.
  fileprivate func sortsBefore(_ other: String?) -> Bool {
    guard let other else { return false }
    guard let self else { return true }
    return self.utf8.lexicographicallyPrecedes(other.utf8)
  }
}
