import ArgumentParser
import Concord
import ConcordCorpus

/// The command `concord index`.
struct IndexCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Make an index of directories, or bring it up to date",
    discussion: """
      Example: concord index articles --exclude 'drafts/'

      Text, Markdown, HTML, JSON and JSON Lines files are read (.txt .md .html .json .jsonl), also \
      compressed (.gz .zst). Files that have not changed since the last time are not read again; \
      articles that are gone are removed from the index. The files are never written to. Of a word \
      of over 1,024 bytes the beginning is kept; a .zst file has a window of 8 MiB at most.

      "concord index -" adds articles from standard input, as JSON Lines: objects with title, \
      body, date, author, url and, to be replaced by a later one, id. All other articles stay.

      Searches go on meanwhile. What has been read is committed now and then: after Ctrl-C, or if \
      the run is killed, the same command goes on from there.
      """)

  @Argument(help: ArgumentHelp("Directories or files with articles", valueName: "path"))
  var paths: [String]

  @OptionGroup var location: IndexLocation
  @OptionGroup var corpus: CorpusArguments

  func run() throws {
    Interruption.begin()
    let (index, report) = try update()
    if !report.isInterrupted { try index.finishMergesUnlessLocked() }
    try report.tell(
      corpus, indexByteCount: SystemCalls.byteCount(ofDirectory: location.path))
    if report.isInterrupted { throw ExitCode(ExitStatus.interrupted) }
    if index.snapshot().documentCount == 0, report.removedCount == 0 {
      throw Failure(
        """
        There are no articles in \(readsInput ? "standard input" : paths.joined(separator: ", ")).
        Files with these endings are read: .txt .md .html .json .jsonl, also with .gz or .zst.
        """)
    }
  }

  private var readsInput: Bool { paths == ["-"] }

  private func update() throws -> (SearchIndex, IndexReport) {
    if readsInput {
      let index = try corpus.openIndex(location.path)
      let options = corpus.updateOptions(lacksRoots: false)
      return (index, try InputUpdate.run(index, reading: corpus.corpusOptions, options))
    }
    let (roots, areAll) = try corpus.roots(paths)
    let index = try corpus.openIndex(location.path)
    let options = corpus.updateOptions(lacksRoots: !areAll)
    return (index, try CorpusUpdate.run(index, roots, options))
  }

  func validate() throws {
    if paths.contains("-"), paths.count > 1 {
      throw ValidationError("'-' is standard input, and stands alone.")
    }
  }
}

extension SearchIndex {
  /// Does the merges that pay, unless somebody else is at it.
  func finishMergesUnlessLocked() throws(ConcordError) {
    do throws(ConcordError) {
      try finishMerges()
    } catch {
      // What is merged now or later makes no difference to any search.
      if case .locked = error { return }
      throw error
    }
  }
}
