import ArgumentParser
import Concord
import ConcordCorpus

/// The command `concord watch`.
struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch", abstract: "Keep an index up to date while files change",
    discussion: """
      Example: concord watch articles

      Does what "concord index" does, and then again whenever something in the directories \
      changes, within a second or two. Many changes at once are taken together. Ctrl-C ends it.
      """)

  @Argument(help: ArgumentHelp("Directories or files with articles", valueName: "path"))
  var paths: [String]

  @OptionGroup var location: IndexLocation
  @OptionGroup var corpus: CorpusArguments

  func run() throws {
    Interruption.begin()
    let (roots, areAll) = try corpus.roots(paths)
    var watch = try DirectoryWatch()
    let index = try corpus.openIndex(location.path)
    var run = WatchRun(
      index: index, roots: roots, arguments: corpus,
      options: corpus.updateOptions(lacksRoots: !areAll))
    try run.untilInterrupted(&watch)
  }
}

/// One run of `concord watch`.
private struct WatchRun {
  /// Milliseconds without a change after which an update begins, and after which it begins in any
  /// case: together with the update itself less than two seconds.
  private static let quietTime: Int32 = 100
  private static let patience = 1_000
  /// Milliseconds after which a signal that came at the wrong moment is seen all the same, and a
  /// directory that was gone is looked for.
  private static let pause: Int32 = 1_000

  let index: SearchIndex
  let roots: [CorpusRoot]
  let arguments: CorpusArguments
  let options: CorpusUpdate.Options
  private var isFirst = true
  private var hasSaidLocked = false

  init(
    index: SearchIndex, roots: [CorpusRoot], arguments: CorpusArguments,
    options: CorpusUpdate.Options
  ) {
    self.index = index
    self.roots = roots
    self.arguments = arguments
    self.options = options
  }

  mutating func untilInterrupted(_ watch: inout DirectoryWatch) throws {
    // Watched first and looked at then, so that no change falls between the two.
    for root in roots { _ = try watch.add(root.directories(in: root.corpus.list())) }
    while !Interruption.isRequested {
      let directories = try update()
      if try watch.add(directories) { continue }
      let areAllThere = roots.allSatisfy { directories.contains($0.corpus.directory) }
      while !Interruption.isRequested, !watch.wait(milliseconds: Self.pause), areAllThere {}
      let start = SystemCalls.now()
      while !Interruption.isRequested, watch.wait(milliseconds: Self.quietTime),
        (SystemCalls.now() - start) / 1_000_000 < Self.patience
      {}
    }
    if !options.isQuiet { Messages.say("Stopped. The index is as the files were.") }
  }

  /// Brings the index up to date, and gives the directories that were looked into.
  private mutating func update() throws -> [String] {
    while true {
      do {
        let report = try CorpusUpdate.run(index, roots, options)
        hasSaidLocked = false
        try tell(report)
        return report.directories
      } catch ConcordError.locked(let path, let holder) {
        if !hasSaidLocked {
          Messages.say("Waiting: the index in \(path) is being changed by \(holder).")
        }
        hasSaidLocked = true
        if Interruption.isRequested { return [] }
        SystemCalls.sleep(nanoseconds: 200_000_000)
      }
    }
  }

  private mutating func tell(_ report: IndexReport) throws {
    guard isFirst || report.hasChanges else { return }
    try report.tell(arguments, indexByteCount: nil)
    if isFirst, !report.isInterrupted, !options.isQuiet {
      Messages.say("Watching. Ctrl-C ends it.")
    }
    isFirst = false
  }
}
