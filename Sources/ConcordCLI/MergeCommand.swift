import ArgumentParser
import Concord
import ConcordServer

/// The command `concord merge`.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Make the index smaller and faster to search",
    discussion: """
      Example: concord merge

      Joins the segments of the index, drops what was deleted, and lists the pairs of neighbouring \
      words that are in many articles, which makes phrases of frequent words several times as fast \
      to find. This is never needed: indexing merges by itself as far as it pays. Searches go on \
      meanwhile.

      With --reorder, articles with the same words are put side by side, which makes the index \
      smaller still and searches faster; it takes twice as long as indexing, and articles with \
      equal scores come in another order. An archive that is finished is worth it.
      """)

  @OptionGroup var location: IndexLocation

  @Option(help: ArgumentHelp("How many segments to leave at most", valueName: "n"))
  var downTo = 1

  @Flag(help: "Put articles with the same words side by side")
  var reorder = false

  @Flag(help: "Write one JSON object, for programs")
  var json = false

  func validate() throws {
    if downTo < 1 { throw ValidationError("The --down-to must be 1 or more.") }
  }

  func run() throws {
    let index = try location.open()
    let before = SystemCalls.byteCount(ofDirectory: location.path)
    try index.merge(downTo: downTo, reordering: reorder)
    let after = SystemCalls.byteCount(ofDirectory: location.path)
    guard !json else {
      var object = JSONObject()
      object.add("bytesBefore", before)
      object.add("bytes", after)
      var output = Output()
      try output.write(object.text + "\n")
      return try output.flush()
    }
    Messages.say(
      "The index takes \(NumberText.bytes(after)) now; it took \(NumberText.bytes(before)).")
  }
}
