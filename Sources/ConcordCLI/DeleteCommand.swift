import ArgumentParser
import Concord
import ConcordServer

/// The command `concord delete`.
struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove articles from the index, not from the disk",
    discussion: """
      Example: concord delete --key letters/1912.txt

      The files are never touched. An article that was deleted stays out of the index until its \
      file is read again: when it changes, or once more if it was written within two seconds \
      before it was indexed.

      The exit status is 0 if articles were deleted, 1 if none, 2 if something went wrong.
      """)

  @OptionGroup var words: QueryArguments
  @OptionGroup var location: IndexLocation

  @Option(help: ArgumentHelp("Delete the article with this key", valueName: "key"))
  var key: String?

  @Flag(help: "Do not ask, as where there is no terminal")
  var force = false

  @Flag(help: "Write one JSON object, for programs")
  var json = false

  func validate() throws {
    if (words.text == nil) == (key == nil) {
      throw ValidationError("Name the articles to delete by a query or by --key.")
    }
  }

  func run() throws {
    let index = try location.open()
    let snapshot = index.snapshot()
    var deletedCount = 0
    if let key {
      let isThere = try snapshot.document(key: key) != nil
      if !isThere, !json { Messages.say(Failure.noArticle(key: key, in: location).message) }
      if isThere, try isWanted(1) {
        deletedCount = try index.write { writer in try writer.delete(key: key) ? 1 : 0 }
      }
    } else if let text = words.text {
      let query = try words.query(text, for: snapshot.schema)
      let count = try snapshot.count(query)
      if count > 0, try isWanted(count) {
        deletedCount = try index.write { writer in try writer.delete(matching: query) }
      }
    }
    if json {
      var object = JSONObject()
      object.add("deleted", deletedCount)
      var output = Output()
      try output.write(object.text + "\n")
      try output.flush()
    } else if deletedCount > 0 || key == nil {
      Messages.say("\(NumberText.count(deletedCount, "article")) deleted.")
    }
    if deletedCount == 0 { throw ExitCode(1) }
    // So that their space is given back once there is enough of it.
    try index.finishMergesUnlessLocked()
  }

  /// Asks, if there is somebody to ask.
  private func isWanted(_ count: Int) throws -> Bool {
    guard !force, SystemCalls.isTerminal(0), Messages.isTerminal else { return true }
    let articles = NumberText.count(count, "article")
    Messages.write("Delete \(articles) from the index? [y/N] ")
    let answer = readLine()?.lowercased()
    return answer == "y" || answer == "yes"
  }
}
