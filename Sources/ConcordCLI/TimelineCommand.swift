import ArgumentParser
import Concord
import ConcordServer

/// The command `concord timeline`.
struct TimelineCommand: ParsableCommand {
  /// What the articles are counted by.
  enum Unit: String, ExpressibleByArgument, CaseIterable {
    case year, month, day

    var unit: Facets.DateUnit {
      switch self {
      case .year: .year
      case .month: .month
      case .day: .day
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "timeline", abstract: "Show how many articles fit a query over time",
    discussion: """
      Example: concord timeline '"reassurance force"' --by day

      A bar for each year, month or day from the first article to the last, also where there is \
      none. Without a query, all articles are counted. With --svg, the chart is written to a file \
      that browsers and word processors show.

      The exit status is 0 if articles fit, 1 if none do, 2 if something went wrong.
      """)

  @OptionGroup var words: QueryArguments
  @OptionGroup var synonyms: SynonymArguments
  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Option(
    help: ArgumentHelp(
      "Count by this; else by the shortest that makes a short chart", valueName: "unit"))
  var by: Unit?

  @Option(help: "The field of dates to count by")
  var field = "date"

  @Option(
    help: ArgumentHelp("How many columns a line has; else the terminal's, or 80", valueName: "n"))
  var width: Int?

  @Option(help: ArgumentHelp("Write the chart to this file, too, as SVG", valueName: "file"))
  var svg: String?

  @Flag(help: "Write one JSON object with all counts, for programs")
  var json = false

  /// The columns where nobody says: those of the classic terminal.
  private static let defaultWidth = 80

  func validate() throws {
    if let width, width < TimelineReport.leastWidth {
      throw ValidationError("The --width must be \(TimelineReport.leastWidth) or more.")
    }
  }

  func run() throws {
    let snapshot = try location.open().snapshot()
    let query = try words.text.map { text in
      try synonyms.expanded(words.query(text, for: snapshot.schema), in: snapshot)
    }
    let timeline = try snapshot.timeline(
      of: field, for: query ?? .everything, by: by?.unit)
    let report = TimelineReport(timeline: timeline, field: field)
    if let svg {
      let drawing = TimelineDrawing(timeline, title: words.text ?? "All articles")
      let number = SystemCalls.write(Array(drawing.text.utf8), toFile: svg)
      guard number == 0 else {
        throw Failure("\(svg) cannot be written: \(SystemCalls.message(number)).")
      }
    }
    var output = display.output()
    if json {
      try output.write(report.object.text + "\n")
    } else {
      let columns = max(width ?? output.columns ?? Self.defaultWidth, TimelineReport.leastWidth)
      for line in report.lines(columns: columns) { try output.line(line) }
    }
    try output.flush()
    guard timeline.documentCount == 0 else { return report.sayOthers() }
    Messages.say(
      "None of \(NumberText.count(snapshot.documentCount, "article")) fits: \(words.text ?? "*")")
    throw ExitCode(1)
  }
}
