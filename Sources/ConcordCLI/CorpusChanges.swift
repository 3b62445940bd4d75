import ConcordCorpus

/// What has changed in the roots since an index was made from them.
struct CorpusChanges {
  /// Nanoseconds between a change of a file and its reading from which on a further change shows
  /// in its time.
  ///
  /// The coarsest clock in use is FAT's, of two seconds.
  private static let settlingTime = 2_000_000_000

  /// Files that are as they were.
  private(set) var unchanged: [CorpusState.File] = []
  /// Files that are new or may have changed, in the order of the roots and paths.
  private(set) var toRead: [FileToRead] = []
  /// Files that are gone.
  private(set) var vanished: [CorpusState.File] = []
  /// Every file that was known, by its path.
  private(set) var known: [[UInt8]: CorpusState.File] = [:]
  /// Bytes of all files.
  private(set) var byteCount = 0
  /// The directories that were looked into.
  private(set) var directories: [String] = []
  /// How many files there are of each kind that is not read.
  private(set) var otherKinds: [String: Int] = [:]
  /// What was skipped on the way.
  private(set) var skipped: [(Skipped, CorpusRoot)] = []
  private let time = SystemCalls.now()

  /// Lists the roots and compares them with `state`.
  ///
  /// What lies in a directory that cannot be read now has not vanished: it stays as it was. So
  /// does what lies in `absent`, roots that were there before.
  init(_ roots: [CorpusRoot], absent: [CorpusState.Root], since state: CorpusState) {
    let files = Self.files(of: state, readAgainWith: Self.limits(of: roots))
    for file in files { known[file.path] = file }
    var seen: Set<[UInt8]> = []
    var unreadable = absent.map(\.prefix)
    for root in roots {
      let listing = root.corpus.list()
      directories += root.directories(in: listing)
      otherKinds.merge(listing.otherKinds, uniquingKeysWith: +)
      for file in listing.files {
        let path = Array((root.prefix + file.path).utf8)
        seen.insert(path)
        byteCount += file.byteCount
        if let known = known[path], isUnchanged(file, known) {
          unchanged.append(known)
        } else {
          toRead.append(FileToRead(root: root, file: file))
        }
      }
      for skipped in listing.skipped {
        self.skipped.append((skipped, root))
        guard case .system = skipped.reason else { continue }
        unreadable.append(Array((root.prefix + (skipped.path == "." ? "" : skipped.path)).utf8))
      }
    }
    for file in files where !seen.contains(file.path) {
      if unreadable.contains(where: { Self.isInside(file.path, $0) }) {
        unchanged.append(file)
      } else {
        vanished.append(file)
      }
    }
  }

  /// The limits that the roots are read with, which are the same for all.
  static func limits(of roots: [CorpusRoot]) -> CorpusState.Limits {
    guard let options = roots.first?.corpus.options else { return CorpusState.Limits() }
    return CorpusState.Limits(
      maxFileSize: options.maxFileSize, maxExpandedSize: options.maxExpandedSize,
      maxRatio: options.maxRatio)
  }

  /// The files of `state`; where something was skipped under other limits than these, it is to be
  /// read again, for it may be no longer.
  private static func files(
    of state: CorpusState, readAgainWith limits: CorpusState.Limits
  ) -> [CorpusState.File] {
    if state.limits == limits { return state.files }
    return state.files.map { file in
      var file = file
      if file.skippedCount > 0 { file.isSettled = false }
      return file
    }
  }

  private func isUnchanged(_ file: ArticleFile, _ known: CorpusState.File) -> Bool {
    known.isSettled && known.byteCount == file.byteCount && known.modified == file.modified
      && known.inode == file.inode
  }

  /// Whether a path is `directory` or lies in it.
  private static func isInside(_ path: [UInt8], _ directory: [UInt8]) -> Bool {
    let slash = UInt8(ascii: "/")
    guard path.starts(with: directory) else { return false }
    return directory.isEmpty || directory.last == slash || path.count == directory.count
      || path[directory.count] == slash
  }

  /// What to remember of a file that was read.
  func record(_ file: ArticleFile, path: [UInt8]) -> CorpusState.File {
    var record = CorpusState.File(path: path)
    record.byteCount = file.byteCount
    record.modified = file.modified
    record.inode = file.inode
    // A time in the future settles once it has passed.
    record.isSettled = file.modified <= time - Self.settlingTime
    return record
  }
}
