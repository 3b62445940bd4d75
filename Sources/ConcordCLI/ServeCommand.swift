import ArgumentParser
import Concord
import ConcordServer

/// The command `concord serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Show a search page in the browser of this machine",
    discussion: """
      Example: concord serve --port 8080

      The page is for this machine only: it listens on the loopback interface, answers to its own \
      address only, and changes nothing. There is a JSON API beside it: /api/search?q=storm, \
      /api/article?key=KEY, /api/suggest?prefix=sto, /api/timeline?q=storm. What is indexed \
      meanwhile is found within a second. Ctrl-C ends it.

      A request may have 64 KiB and headers of 16 KiB, must be sent within 5 s, and is answered \
      within 10 s; 64 connections may be open at a time.
      """)

  @OptionGroup var location: IndexLocation

  @Option(help: ArgumentHelp("The port to listen on; 0 is any that is free", valueName: "n"))
  var port = 8080

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("The --port must be between 0 and 65535.")
    }
  }

  func run() async throws {
    let server = SearchServer(index: try location.open(), port: port) { Messages.complain($0) }
    try await server.run { address in
      Messages.say("The search page is at \(address) (Ctrl-C ends it)")
    }
  }
}
