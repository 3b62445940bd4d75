import ArgumentParser
import Concord
import ConcordCorpus

/// What the commands that read articles have in common.
struct CorpusArguments: ParsableArguments {
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
    help: ArgumentHelp(
      "Search words by their stems: english, german, fr, …, or guess for each article's own",
      valueName: "language"))
  var language: ArticleLanguage?

  @Flag(help: "Follow symbolic links that stay inside the directory")
  var follow = false

  @Option(
    help: ArgumentHelp("Skip larger files, and longer lines of JSON Lines", valueName: "bytes"))
  var maxFileSize = ByteCount(mebibytes: 64)

  @Option(
    help: ArgumentHelp("Skip compressed files that expand to more", valueName: "bytes"))
  var maxExpandedSize = ByteCount(mebibytes: 256)

  @Option(
    help: ArgumentHelp(
      "Skip compressed files that expand to more than so many times their size, past 1 MiB",
      valueName: "n"))
  var maxRatio = 100

  @Option(help: ArgumentHelp("Skip directories that lie deeper in each other", valueName: "n"))
  var maxDepth = 128

  @Flag(help: "Drop the articles of directories that were named before and are not now")
  var replace = false

  @Flag(help: "Say nothing but errors")
  var quiet = false

  @Flag(help: "Write one JSON object an update, for programs")
  var json = false

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("The --jobs must be between 1 and 256.")
    }
    if maxRatio < 1 { throw ValidationError("The --max-ratio must be 1 or more.") }
    // A path of more directories has more than the 1,024 bytes of a key, and each takes a
    // descriptor while it is walked.
    guard (0...512).contains(maxDepth) else {
      throw ValidationError("The --max-depth must be between 0 and 512.")
    }
  }

  /// How files are read.
  var corpusOptions: CorpusOptions {
    var options = CorpusOptions()
    options.exclude = exclude
    options.followLinks = follow
    options.maxFileSize = maxFileSize.value
    options.maxExpandedSize = maxExpandedSize.value
    options.maxRatio = maxRatio
    options.maxDepth = maxDepth
    return options
  }

  /// Opens the roots; what cannot be opened is complained of.
  ///
  /// Throws if there is nothing to read.
  func roots(_ paths: [String]) throws -> (roots: [CorpusRoot], areAll: Bool) {
    let (roots, errors) = CorpusRoot.open(paths, options: corpusOptions)
    for error in errors { Messages.complain(error.description) }
    guard !roots.isEmpty else { throw ExitCode(2) }
    return (roots, errors.isEmpty)
  }

  /// How an update goes about it.
  func updateOptions(lacksRoots: Bool) -> CorpusUpdate.Options {
    CorpusUpdate.Options(
      threadCount: jobs ?? max(1, SystemCalls.processorCount() - 1), replaces: replace,
      lacksRoots: lacksRoots, isQuiet: quiet, isInterrupted: { Interruption.isRequested })
  }

  /// Opens the index at `path`, or makes it.
  func openIndex(_ path: String) throws -> SearchIndex {
    var options = SearchIndex.Options()
    options.memoryBudget = memory.value
    let index: SearchIndex
    do throws(ConcordError) {
      index = try SearchIndex(path: path, options: options)
    } catch {
      guard case .notAnIndex = error else { throw error }
      return try SearchIndex(
        path: path, schema: ArticleSchema.schema(language), options: options)
    }
    try ArticleSchema.require(index.snapshot().schema, language: language, path: path)
    return index
  }
}
