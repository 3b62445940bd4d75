import ArgumentParser
import Concord
import ConcordServer

/// The command `concord suggest`.
struct SuggestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest", abstract: "Show how a word may go on, the most frequent first",
    discussion: """
      Example: concord suggest rea

      A line a word of the index that begins so: how many articles have it, and the word, as it \
      was written but without capitals and accents.

      The exit status is 0 if there are words, 1 if there are none, 2 if something went wrong.
      """)

  @Argument(help: "The beginning of a word; '' for the most frequent words of all")
  var prefix: String

  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Option(help: ArgumentHelp("How many words to show at most", valueName: "n"))
  var limit = 10

  @Option(help: ArgumentHelp("The field to look in; else the title and the body"))
  var field: String?

  @Flag(help: "Write one JSON object a word, for programs")
  var json = false

  func validate() throws {
    if limit < 0 { throw ValidationError("The --limit must be 0 or more.") }
  }

  func run() throws {
    let snapshot = try location.open().snapshot()
    let completions = try snapshot.completions(of: prefix, field: field, limit: limit)
    var output = display.output()
    let numbers = completions.map { NumberText.grouped($0.documentCount) }
    let width = numbers.map(\.utf8.count).max() ?? 0
    for (completion, number) in zip(completions, numbers) {
      if json {
        var object = JSONObject()
        object.add("word", completion.word)
        object.add("articles", completion.documentCount)
        try output.write(object.text + "\n")
      } else {
        var line = TerminalText(
          String(repeating: " ", count: width - number.utf8.count) + number + "  ", .dim)
        line.add(completion.word)
        try output.line(line)
      }
    }
    try output.flush()
    if completions.isEmpty { throw ExitCode(1) }
  }
}
