import ArgumentParser

/// The command line tool.
@main
struct Concord: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concord", abstract: "Search a folder of articles by words, phrases and proximity")
}
