import ArgumentParser
import Concord

/// What measures Concord as a whole: alone, and in comparisons with other engines.
@main
struct ConcordBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concord-bench", abstract: "Measure Concord on a corpus and queries",
    discussion: """
      A file of queries has a line for each: its class, a tab, and the query.
      """,
    subcommands: [BuildCommand.self, ServeCommand.self, OpenCommand.self, LoadCommand.self])

  /// One field, cut into runs of letters and digits, as in comparisons of engines.
  static let schema = Schema(.text("text", .simple))
}
