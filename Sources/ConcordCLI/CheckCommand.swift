import ArgumentParser
import Concord
import ConcordServer

/// The command `concord check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for damage in the index",
    discussion: """
      Example: concord check

      Reads every byte and prints what is wrong, one problem a line. Nothing is changed. The \
      status is 0 if all is well, and 2 if there are problems.
      """)

  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Flag(help: "Only look at what opening the index needs, and at the order of the terms")
  var quick = false

  @Flag(help: "Write one JSON object with all problems, for programs")
  var json = false

  func run() throws {
    var output = display.output()
    let problems = try SearchIndex.check(path: location.path, quick: quick)
    if json {
      try output.write(Self.object(problems).text + "\n")
    } else {
      for problem in problems { try output.line(TerminalText(problem.description)) }
    }
    try output.flush()
    guard problems.isEmpty else { throw ExitCode(2) }
    if !json { Messages.say("\(location.path) is sound.") }
  }

  private static func object(_ problems: [Problem]) -> JSONObject {
    var object = JSONObject()
    object.add("sound", problems.isEmpty)
    object.add("problems", problems) { item, problem in
      item.add("file", problem.file)
      item.add("offset", known: problem.offset)
      item.add("reason", problem.reason)
    }
    return object
  }
}
