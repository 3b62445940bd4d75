import ArgumentParser
import Concord

/// The command line tool.
@main
struct ConcordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concord", abstract: "Search a folder of articles by words, phrases and proximity",
    discussion: """
      Examples:
        concord index articles             make an index of a folder
        concord watch articles             and keep it up to date
        concord search '"reassurance force" NEAR/5 Macron'
        concord kwic 'troop*' --sort left  every match with the words around it
        concord near Macron Ukraine        how far apart two words stand
        concord explain storm a/key.txt    where a score comes from
        concord similar a/key.txt          more articles like one
        concord suggest rea                how a word may go on
        concord timeline Macron --by day   how many articles over time
        concord serve                      a search page in the browser
        concord delete --key a/key.txt     take an article out
        concord merge                      make the index smaller
        concord stats                      how large it is, and why
        concord check                      whether it is sound
        concord repair                     mend it if not
        concord inspect --term storm       its bytes and what they mean
        concord eval --topics t --qrels q  how good its ranking is
        concord analyze "multi-agent"      which terms a text becomes

      The language of queries: concord help query

      Completions for your shell: concord --generate-completion-script bash (or zsh, fish)
      """,
    version: "0.1.0",
    subcommands: [
      IndexCommand.self, WatchCommand.self, SearchCommand.self, KwicCommand.self,
      NearCommand.self, ExplainCommand.self, SimilarCommand.self, SuggestCommand.self,
      TimelineCommand.self, ServeCommand.self, DeleteCommand.self, MergeCommand.self,
      StatsCommand.self, CheckCommand.self, RepairCommand.self, InspectCommand.self,
      EvalCommand.self, AnalyzeCommand.self, QueryHelpCommand.self,
    ])

  /// Runs the command that the arguments name, and ends with its exit status.
  @MainActor static func main() async {
    // So that a message nobody reads is no reason to stop; results are checked by Output.
    SystemCalls.ignoreRefusedWrites()
    var arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.prefix(2) == ["help", "query"] {
      arguments.replaceSubrange(..<2, with: [QueryHelpCommand._commandName])
    }
    do {
      try requireCommand(arguments.first)
      var command = try parseAsRoot(arguments)
      if var server = command as? any AsyncParsableCommand {
        try await server.run()
      } else {
        try command.run()
      }
    } catch {
      SystemCalls.exit(ExitStatus.reporting(error))
    }
  }

  /// Throws if the first argument is neither an option nor the name of a command.
  private static func requireCommand(_ name: String?) throws(Failure) {
    let names = configuration.subcommands.map { $0._commandName } + ["help"]
    guard let name, !name.hasPrefix("-"), !names.contains(name) else { return }
    let suggestion = NameSuggestion.sentence(for: name, among: names)
    throw Failure(
      """
      There is no command '\(name)'.\(suggestion)
        See 'concord help' for all of them; to search for the word: concord search '\(name)'
      """)
  }
}
