import ArgumentParser
import Concord

/// Where the index is, which every command must know.
struct IndexLocation: ParsableArguments {
  @Option(
    name: .customLong("index"),
    help: ArgumentHelp(
      "The directory of the index; else $CONCORD_INDEX, else .concord", valueName: "directory"))
  private var named: String?

  /// The path of the directory.
  var path: String { named ?? SystemCalls.environment("CONCORD_INDEX") ?? ".concord" }

  /// Opens the index that must be there.
  func open(
    options: SearchIndex.Options = SearchIndex.Options()
  ) throws -> SearchIndex {
    do throws(ConcordError) {
      return try SearchIndex(path: path, options: options)
    } catch {
      guard case .notAnIndex = error else { throw error }
      throw Failure(
        """
        There is no index in \(path).
        Make one with: concord index\(named.map { " --index \($0)" } ?? "") DIRECTORY
        """)
    }
  }
}

/// An error whose sentence is all there is to it.
struct Failure: Error {
  /// What is wrong, and on a second line the next step.
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
