import ArgumentParser
import Concord

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

  @Flag(help: "Only look at what opening the index needs, and at the order of the terms")
  var quick = false

  func run() throws {
    var output = Output()
    let problems = try SearchIndex.check(path: location.path, quick: quick)
    for problem in problems { try output.line(TerminalText(problem.description)) }
    try output.flush()
    guard problems.isEmpty else { throw ExitCode(2) }
    Messages.say("\(location.path) is sound.")
  }
}
