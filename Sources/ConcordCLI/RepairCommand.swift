import ArgumentParser
import Concord
import ConcordServer

/// The command `concord repair`.
struct RepairCommand: ParsableCommand {
  /// Keys of lost articles that are shown.
  private static let shownKeyCount = 20

  static let configuration = CommandConfiguration(
    commandName: "repair", abstract: "Mend an index that is damaged",
    discussion: """
      Example: concord repair

      Keeps what is sound, indexes anew what can be read of the rest, and says what is lost; the \
      next "concord index" reads that again from the files. The damaged parts are not deleted but \
      renamed: they end in ".damaged" then. An index without damage is not touched.

      The exit status is 0 if the index has all it had, 1 if something is lost, 2 if it could not \
      be mended.
      """)

  @OptionGroup var location: IndexLocation
  @OptionGroup var display: DisplayArguments

  @Flag(help: "Print one object of JSON")
  var json = false

  func run() throws {
    let report = try SearchIndex.repair(path: location.path, schema: ArticleSchema.schema(nil))
    if !report.isComplete || report.isAttachmentInDoubt { try forgetFiles() }
    var output = display.output()
    if json {
      try output.write(Self.object(report).text + "\n")
    } else {
      for problem in report.problems { try output.line(TerminalText(problem.description)) }
    }
    try output.flush()
    if !json { for line in lines(report) { Messages.say(line) } }
    if !report.isComplete { throw ExitCode(1) }
  }

  /// Lets the next `concord index` read every file again, changed or not, and take out what came
  /// back though its file is gone.
  private func forgetFiles() throws {
    let index = try SearchIndex(path: location.path)
    try index.write { writer in
      guard var state = CorpusState(writer.attachment) else { return }
      for i in state.files.indices { state.files[i].isSettled = false }
      let paths = try index.snapshot().facets(of: "path", limit: .max)
      state.note(paths.map { (Array($0.text.utf8), $0.documentCount) })
      writer.attachment = state.encode()
    }
  }

  private func lines(_ report: RepairReport) -> [String] {
    if report.problems.isEmpty { return ["\(location.path) is sound; nothing was changed."] }
    var lines = [
      "\(NumberText.count(report.rescuedCount, "article")) read from damaged segments, "
        + "\(NumberText.grouped(report.lostCount)) lost."
    ]
    if !report.lostKeys.isEmpty {
      let keys = report.lostKeys.prefix(Self.shownKeyCount).joined(separator: ", ")
      let rest = report.lostKeys.count - Self.shownKeyCount
      lines.append("Lost: \(keys)" + (rest > 0 ? ", and \(NumberText.grouped(rest)) more" : ""))
    }
    if !report.lossyFiles.isEmpty {
      lines.append("Something was lost from: \(report.lossyFiles.joined(separator: ", "))")
    }
    if !report.lostFields.isEmpty {
      let names = report.lostFields.joined(separator: ", ")
      lines.append("Articles that were read lack what is not stored: \(names)")
    }
    if report.mayReviveDeleted { lines.append("Articles that were deleted may be back.") }
    if report.isAttachmentInDoubt {
      lines.append("The list of files may be wrong: the next \"concord index\" reads all of them.")
    }
    if !report.isComplete { lines.append("To read again what is lost: concord index DIRECTORY") }
    if !report.keptFiles.isEmpty {
      let names = report.keptFiles.joined(separator: ", ")
      lines.append("Kept in \(location.path), for you to delete: \(names)")
    }
    return lines
  }

  private static func object(_ report: RepairReport) -> JSONObject {
    var object = JSONObject()
    object.add("problems", report.problems.map(\.description))
    object.add("rescued", report.rescuedCount)
    object.add("lost", report.lostCount)
    object.add("lostKeys", report.lostKeys)
    object.add("lossyFiles", report.lossyFiles)
    object.add("lostFields", report.lostFields)
    object.add("mayReviveDeleted", report.mayReviveDeleted)
    object.add("filesInDoubt", report.isAttachmentInDoubt)
    object.add("keptFiles", report.keptFiles)
    return object
  }
}
