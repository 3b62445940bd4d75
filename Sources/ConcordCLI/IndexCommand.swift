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
      articles that are gone are removed from the index. The files are never written to.

      The index is as it was until all is done, and searches go on meanwhile.
      """)

  @Argument(help: ArgumentHelp("Directories or files with articles", valueName: "path"))
  var paths: [String]

  @OptionGroup var location: IndexLocation

  @Option(help: ArgumentHelp("Memory for new articles before they are written", valueName: "bytes"))
  var memory = ByteCount(megabytes: 256)

  @Option(
    help: ArgumentHelp(
      "Threads that read files, beside the one that indexes; else one less than processors",
      valueName: "n"))
  var jobs: Int?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Leave out what fits, as in .gitignore: '*.log', 'drafts/'",
      valueName: "pattern"))
  var exclude: [String] = []

  @Option(
    help: ArgumentHelp("Search words by their stems: english, german, fr, …", valueName: "language")
  )
  var language: LanguageName?

  @Flag(help: "Follow symbolic links that stay inside the directory")
  var follow = false

  @Option(
    help: ArgumentHelp("Skip larger files, and longer lines of JSON Lines", valueName: "bytes"))
  var maxFileSize = ByteCount(mebibytes: 64)

  @Flag(help: "Drop the articles of directories that were named before and are not now")
  var replace = false

  @Flag(help: "Say nothing but errors")
  var quiet = false

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("The --jobs must be between 1 and 256.")
    }
  }

  func run() throws {
    var options = CorpusOptions()
    options.exclude = exclude
    options.followLinks = follow
    options.maxFileSize = maxFileSize.value
    let (roots, errors) = CorpusRoot.open(paths, options: options)
    for error in errors { Messages.complain(error.description) }
    guard !roots.isEmpty else { throw ExitCode(2) }
    let index = try openIndex()
    let report = try CorpusUpdate.run(
      index, roots,
      CorpusUpdate.Options(
        threadCount: jobs ?? max(1, SystemCalls.processorCount() - 1), replaces: replace,
        lacksRoots: !errors.isEmpty, isQuiet: quiet))
    if !quiet {
      let byteCount = SystemCalls.byteCount(ofDirectory: location.path)
      for line in report.lines(indexByteCount: byteCount) { Messages.say(line) }
    }
    if index.snapshot().documentCount == 0, report.removedCount == 0 {
      throw Failure(
        """
        There are no articles in \(paths.joined(separator: ", ")).
        Files with these endings are read: .txt .md .html .json .jsonl, also with .gz or .zst.
        """)
    }
  }

  /// Opens the index, or makes it.
  private func openIndex() throws -> SearchIndex {
    var options = SearchIndex.Options()
    options.memoryBudget = memory.value
    let index: SearchIndex
    do throws(ConcordError) {
      index = try SearchIndex(path: location.path, options: options)
    } catch {
      guard case .notAnIndex = error else { throw error }
      return try SearchIndex(
        path: location.path, schema: ArticleSchema.schema(language?.language), options: options)
    }
    try ArticleSchema.require(
      index.snapshot().fields, language: language?.language, path: location.path)
    return index
  }
}

/// A language as an option.
struct LanguageName: ExpressibleByArgument {
  /// The language.
  let language: Language

  init?(argument: String) {
    guard let language = Language(argument) else { return nil }
    self.language = language
  }

  static var allValueStrings: [String] { Language.allCases.map(\.rawValue) }
}
