/// A directory of article files, or a single one.
///
///     let corpus = try Corpus(path: "articles")
///     let listing = corpus.list()
///     for file in listing.files {
///       corpus.read(file) { result in … }
///     }
///
/// Text, Markdown, HTML, JSON and JSON Lines files are read, also with `.gz` or `.zst`. The corpus
/// is never written to. Nothing in it makes Concord fail: what cannot be read is reported as
/// ``Skipped``. Several threads may read from one corpus at the same time.
public struct Corpus: Sendable {
  /// The path of the directory, without links.
  public let directory: String
  /// The name of the only file, if the corpus is a file.
  let onlyFile: String?
  /// What is read and how much of it.
  public let options: CorpusOptions

  /// Names a corpus.
  ///
  /// Throws if `path` is neither a file nor a directory that can be opened.
  public init(path: String, options: CorpusOptions = CorpusOptions()) throws(CorpusError) {
    self.options = options
    do throws(SkipReason) {
      let real = try realPath(path)
      let kind = try FileDescriptor.open(real).status().kind
      if kind == .directory {
        directory = real
        onlyFile = nil
        return
      }
      guard kind == .file, let slash = real.utf8.lastIndex(of: UInt8(ascii: "/")) else {
        throw .notAFile(kind: kind.name)
      }
      directory = slash == real.startIndex ? "/" : String(real[..<slash])
      onlyFile = String(real[real.utf8.index(after: slash)...])
    } catch {
      throw CorpusError(path: path, reason: error)
    }
  }

  /// Lists the files of articles, by the bytes of their paths, and what was skipped on the way.
  ///
  /// Costs a system call a name; nothing is read but directories.
  public func list() -> CorpusListing {
    var walk = CorpusWalk(self)
    return walk.run()
  }

  /// Reads a file of the listing and hands over its articles, one by one.
  ///
  /// A JSON Lines file is streamed: memory holds a line of it at a time, and at least 1 MiB.
  /// Rethrows what `take` throws, and fails in no other way.
  @discardableResult
  public func read(
    _ file: ArticleFile, _ take: (ReadResult) throws -> Void
  ) rethrows -> ReadSummary {
    var reader = ArticleReader(corpus: self, file: file)
    try reader.run(take)
    return reader.summary
  }

  /// Reads JSON Lines from standard input and hands over their articles, one by one.
  ///
  /// Their path is `stdin`: an object without an `id` has the key `stdin#` and the number of its
  /// line. Nothing is kept in memory but a line at a time, and at least 1 MiB.
  /// Rethrows what `take` throws, and fails in no other way.
  @discardableResult
  public static func readStandardInput(
    options: CorpusOptions = CorpusOptions(), _ take: (ReadResult) throws -> Void
  ) rethrows -> ReadSummary {
    var reader = ArticleReader(standardInput: options)
    try reader.run(take)
    return reader.summary
  }

  /// Opens a file of the corpus.
  ///
  /// A link is followed if the options say so and it leads to another place in the corpus; never
  /// otherwise.
  func open(_ path: String) throws(SkipReason) -> FileDescriptor {
    let root = try FileDescriptor.open(directory)
    if !options.followLinks { return try root.open(path: path) }
    return try root.open(path: resolve(path))
  }

  /// The path without links, relative to the corpus, that `path` stands for; empty for the corpus
  /// itself.
  func resolve(_ path: String) throws(SkipReason) -> String {
    let real = try realPath(directory + "/" + path)
    if real.utf8.elementsEqual(directory.utf8) { return "" }
    let prefix = directory == "/" ? "/" : directory + "/"
    guard real.utf8.starts(with: prefix.utf8) else { throw .linkLeavesCorpus }
    return String(decoding: real.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
  }
}

/// Why a corpus cannot be read at all.
public struct CorpusError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path that was given.
  public var path: String
  /// Why.
  public var reason: SkipReason

  /// A sentence such as `articles cannot be read: open: No such file or directory`.
  public var description: String { "\(path) cannot be read: \(reason)" }
}

/// What a corpus holds.
public struct CorpusListing: Sendable, Hashable {
  /// The files of articles, in the order of their paths' UTF-8 bytes.
  public var files: [ArticleFile] = []
  /// The directories that were looked into, in no particular order; the corpus itself is empty.
  public var directories: [String] = []
  /// What was skipped, in the same order.
  public var skipped: [Skipped] = []
  /// How many files there are of each kind that is not read, by the ending of their names in small
  /// letters: `.pdf`, nothing if there is none.
  public var otherKinds: [String: Int] = [:]
  /// How many files and directories the user's patterns left out.
  public var excludedCount = 0
  /// How many files and directories are hidden: their names start with a point.
  public var hiddenCount = 0
}
