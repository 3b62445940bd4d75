import ConcordCorpus
import ConcordServer

/// What came of indexing, for the lines at the end.
struct IndexReport {
  /// Lines about single files that are shown; more are counted.
  private static let noteLimit = 50

  /// Articles that are new, changed, gone, and as they were.
  var addedCount = 0
  var changedCount = 0
  var removedCount = 0
  var unchangedCount = 0
  /// Articles with a key that another one has had before them in the same run.
  var collisionCount = 0
  /// Articles that were indexed without the fields that the index has no room for.
  var trimmedCount = 0
  /// Pieces that were skipped before, in files that are as they were.
  var skippedBeforeCount = 0
  /// Terms of over 1,024 bytes.
  var cutTermCount = 0
  /// Dates that are in none of the ways in which dates are read.
  var unreadableDateCount = 0
  /// How many files there are of each kind that is not read, by their ending.
  var otherKinds: [String: Int] = [:]
  /// Whether the user has ended the run before all was read.
  var isInterrupted = false
  /// The directories that were looked into.
  var directories: [String] = []
  /// Bytes of all files of articles.
  var corpusByteCount = 0
  private var notes: [String] = []
  private var noteCount = 0

  /// A line about a file; one line, whatever the file is called.
  mutating func note(_ text: @autoclosure () -> String) {
    noteCount += 1
    if notes.count < Self.noteLimit { notes.append(TerminalText.safe(text())) }
  }

  /// A line about something that was skipped in or below a root.
  mutating func note(_ skipped: Skipped, in root: CorpusRoot) {
    var skipped = skipped
    skipped.path = root.prefix + skipped.path
    note(skipped.description)
  }

  /// Whether the index holds other articles than before.
  var hasChanges: Bool { addedCount + changedCount + removedCount > 0 }

  /// What became of the articles, on one line.
  var counts: String {
    "\(NumberText.count(addedCount, "article")) added, \(NumberText.grouped(changedCount)) "
      + "changed, \(NumberText.grouped(removedCount)) removed, "
      + "\(NumberText.grouped(unchangedCount)) unchanged"
  }

  /// The same and the lines for programs; without a size of the index that is not known.
  func object(indexByteCount: Int?) -> JSONObject {
    var object = JSONObject()
    object.add("added", addedCount)
    object.add("changed", changedCount)
    object.add("removed", removedCount)
    object.add("unchanged", unchangedCount)
    object.add("collisions", collisionCount)
    object.add("trimmed", trimmedCount)
    object.add("skippedBefore", skippedBeforeCount)
    object.add("cutWords", cutTermCount)
    object.add("unreadableDates", unreadableDateCount)
    object.add("otherFiles", otherKinds.values.reduce(0, +))
    object.add("notes", notes)
    object.add("moreNotes", noteCount - notes.count)
    object.add("fileBytes", corpusByteCount)
    object.add("indexBytes", known: indexByteCount)
    object.add("interrupted", isInterrupted)
    return object
  }

  /// Tells it: to programs as JSON, else to people, unless they want to hear nothing.
  func tell(_ arguments: CorpusArguments, indexByteCount: Int?) throws(OutputError) {
    if arguments.json {
      var output = Output(isPaged: false)
      try output.write(object(indexByteCount: indexByteCount).text + "\n")
      try output.flush()
    } else if !arguments.quiet {
      for line in lines(indexByteCount: indexByteCount) { Messages.say(line) }
    }
  }

  /// How many kinds of files that are not read are named; more are counted.
  private static let kindLimit = 5
  /// Characters of an ending, for names may have sentences behind their points.
  private static let endingLimit = 8

  /// What lies beside the articles, so that nobody wonders where the .docx files are; nil if there
  /// is nothing.
  private var otherFiles: String? {
    guard !otherKinds.isEmpty else { return nil }
    let kinds = otherKinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var names = kinds.prefix(Self.kindLimit).map { ending, count in
      var name = ending.count > 1 ? String(ending.prefix(Self.endingLimit)) : "without an ending"
      if ending.count > Self.endingLimit { name += "…" }
      return "\(NumberText.grouped(count)) \(TerminalText.safe(name))"
    }
    if kinds.count > Self.kindLimit { names.append("…") }
    let count = otherKinds.values.reduce(0, +)
    return "\(NumberText.count(count, "file")) of kinds that are not read: "
      + names.joined(separator: ", ")
  }

  /// The lines at the end; without the one on sizes if the index has none to tell.
  func lines(indexByteCount: Int?) -> [String] {
    var lines = notes
    if noteCount > notes.count {
      lines.append("… and \(NumberText.grouped(noteCount - notes.count)) more lines like these")
    }
    if skippedBeforeCount > 0 {
      lines.append(
        "\(NumberText.count(skippedBeforeCount, "thing")) skipped before, in files that are as "
          + "they were")
    }
    if collisionCount > 0 {
      lines.append(
        "\(NumberText.count(collisionCount, "article")) had a key that was there already; "
          + "the last one of each key is kept")
    }
    if trimmedCount > 0 {
      lines.append(
        "\(NumberText.count(trimmedCount, "article")) had fields for which there is no room; "
          + "they are indexed without them")
    }
    if cutTermCount > 0 {
      lines.append("\(NumberText.count(cutTermCount, "word")) of over 1,024 bytes cut")
    }
    if unreadableDateCount > 0 {
      lines.append(
        "\(NumberText.count(unreadableDateCount, "date")) could not be read; sorting by date puts "
          + "them last, and no range of dates has them")
    }
    // Once is enough for those who watch.
    if indexByteCount != nil, let otherFiles { lines.append(otherFiles) }
    lines.append(counts)
    if isInterrupted {
      lines.append(
        "Interrupted: what was read is in the index. The same command goes on from there.")
    }
    guard let indexByteCount else { return lines }
    var size = "The index takes \(NumberText.bytes(indexByteCount))"
    if corpusByteCount > 0 {
      let percent = Double(indexByteCount) / Double(corpusByteCount) * 100
      size += ", the files \(NumberText.bytes(corpusByteCount)) "
      size += "(\(NumberText.decimal(percent, digits: 0)) %)"
    }
    return lines + [size]
  }
}
