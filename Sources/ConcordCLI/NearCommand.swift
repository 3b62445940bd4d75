import ArgumentParser
import Concord
import ConcordServer

/// The command `concord near`.
struct NearCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "near", abstract: "Show how far apart two words or phrases stand",
    discussion: """
      Example: concord near Macron '"reassurance force"'

      For each occurrence of the first, the nearest of the second in the same field: how often at \
      which distance, and which comes first. The last column is how many articles the query \
      FIRST NEAR/n SECOND finds, n being the greatest distance of the line, so that you can pick \
      an n. Both may be anything that can stand beside NEAR; words side by side are a phrase.

      The exit status is 0 if the two meet anywhere, 1 if not, 2 if something went wrong.
      """)

  @Argument(help: "A word, a phrase, or anything else that can stand beside NEAR")
  var first: String

  @Argument(help: "What is to be near it")
  var second: String

  @OptionGroup var cost: LimitArguments
  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Option(
    help: ArgumentHelp("How many columns a line has; else the terminal's, or 80", valueName: "n"))
  var width: Int?

  @Flag(help: "Write one JSON object with every distance, for programs")
  var json = false

  /// The columns where nobody says: those of the classic terminal.
  private static let defaultWidth = 80

  func validate() throws {
    if let width, width < DistanceReport.leastWidth {
      throw ValidationError("The --width must be \(DistanceReport.leastWidth) or more.")
    }
  }

  func run() throws {
    let snapshot = try location.open().snapshot()
    let left = try Self.operand(first, snapshot.schema)
    let right = try Self.operand(second, snapshot.schema)
    let distances = try snapshot.distances(between: left, and: right, limits: cost.limits)
    var output = display.output()
    let report = DistanceReport(distances, left: "\(left)", right: "\(right)")
    if json {
      try output.write(report.object.text + "\n")
    } else {
      let columns = max(width ?? output.columns ?? Self.defaultWidth, DistanceReport.leastWidth)
      for line in report.lines(columns: columns) { try output.line(line) }
    }
    try output.flush()
    if distances.counts.isEmpty { throw ExitCode(1) }
  }

  /// Reads an operand; words side by side are a phrase, for the shell has taken the quotation
  /// marks off.
  private static func operand(_ text: String, _ schema: Schema) throws(QueryError) -> Query {
    let query = try Query.parse(text, options: QueryOptions(wordsMean: .any, schema: schema))
    guard case .any(let words) = query,
      case .all(words) = try Query.parse(
        text, options: QueryOptions(wordsMean: .all, schema: schema))
    else { return query }
    var parts: [PhrasePart] = []
    for case .term(let word, field: nil) in words { parts.append(.word(word)) }
    return parts.count == words.count ? .phrase(parts) : query
  }
}
