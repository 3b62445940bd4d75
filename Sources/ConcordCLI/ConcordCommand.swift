import ArgumentParser
import Concord

/// The command line tool.
@main
struct ConcordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concord", abstract: "Search a folder of articles by words, phrases and proximity",
    discussion: """
      Example:
        concord index articles
        concord search '"reassurance force" NEAR/5 Macron'

      The language of queries: concord help query
      """,
    version: "0.1.0",
    subcommands: [
      IndexCommand.self, WatchCommand.self, SearchCommand.self, KwicCommand.self,
      NearCommand.self, ExplainCommand.self, SimilarCommand.self, SuggestCommand.self,
      TimelineCommand.self, DeleteCommand.self, MergeCommand.self,
      StatsCommand.self, CheckCommand.self, RepairCommand.self, InspectCommand.self,
      EvalCommand.self, QueryHelpCommand.self,
    ])

  /// Runs the command that the arguments name, and ends with its exit status.
  static func main() {
    // So that a message nobody reads is no reason to stop; results are checked by Output.
    SystemCalls.ignoreRefusedWrites()
    var arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.prefix(2) == ["help", "query"] {
      arguments.replaceSubrange(..<2, with: [QueryHelpCommand._commandName])
    }
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      SystemCalls.exit(ExitStatus.reporting(error))
    }
  }
}
