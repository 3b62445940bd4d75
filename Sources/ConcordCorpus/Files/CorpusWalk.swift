// Finds the files of a corpus, in an order that depends on their names alone.
//
// Directories are visited in the order of their names' bytes, each taken with a slash at its end:
// that is the order of the whole paths. Links, where they are followed, come last, so that what
// they lead to is listed under its own name whenever it has one, and a loop ends at once.

/// One walk over a corpus.
struct CorpusWalk {
  private let corpus: Corpus
  private let exclude: ExcludePatterns
  private var listing = CorpusListing()
  /// Directories seen and, where links are followed, files listed.
  private var seen: Set<FileIdentity> = []
  private var links: [String] = []

  private struct FileIdentity: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  /// An entry of a directory.
  private struct Entry {
    var name: String
    var status: FileStatus
    /// What it is sorted by.
    var order: [UInt8]
  }

  init(_ corpus: Corpus) {
    self.corpus = corpus
    exclude = ExcludePatterns(corpus.options.exclude)
  }

  /// Walks the corpus from its directory.
  mutating func run() -> CorpusListing {
    do throws(SkipReason) {
      let root = try FileDescriptor.open(corpus.directory)
      if let only = corpus.onlyFile {
        listing.directories.append("")
        addFile(only, name: only, status: try root.status(of: only))
      } else {
        visit(root, path: "", depth: 0)
      }
    } catch {
      skip(corpus.onlyFile ?? ".", error)
    }
    followLinks()
    listing.files.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    listing.skipped.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return listing
  }

  private mutating func skip(_ path: String, _ reason: SkipReason) {
    listing.skipped.append(Skipped(path: path, line: nil, reason: reason))
  }

  private mutating func visit(_ directory: borrowing FileDescriptor, path: String, depth: Int) {
    do throws(SkipReason) {
      let status = try directory.status()
      let identity = FileIdentity(device: status.device, inode: status.inode)
      guard seen.insert(identity).inserted else { throw .linkToListed }
      if depth > corpus.options.maxDepth { throw .tooDeep(limit: corpus.options.maxDepth) }
      listing.directories.append(path)
      for entry in try entries(of: directory, path: path) {
        take(entry, in: directory, path: path.isEmpty ? entry.name : path + "/" + entry.name, depth)
      }
    } catch {
      skip(path.isEmpty ? "." : path, error)
    }
  }

  /// The visible entries of a directory, in order.
  private mutating func entries(
    of directory: borrowing FileDescriptor, path: String
  ) throws(SkipReason) -> [Entry] {
    var entries: [Entry] = []
    for bytes in try directory.names() {
      if bytes.first == UInt8(ascii: ".") {
        listing.hiddenCount += 1
        continue
      }
      let prefix = path.isEmpty ? "" : path + "/"
      guard let name = String(validating: bytes, as: UTF8.self) else {
        skip(prefix + Self.escaped(bytes), .nameNotUTF8)
        continue
      }
      do throws(SkipReason) {
        let status = try directory.status(of: name)
        let slash = status.kind == .directory ? [UInt8(ascii: "/")] : []
        entries.append(Entry(name: name, status: status, order: bytes + slash))
      } catch {
        skip(prefix + name, error)
      }
    }
    return entries.sorted { $0.order.lexicographicallyPrecedes($1.order) }
  }

  private mutating func take(
    _ entry: Entry, in directory: borrowing FileDescriptor, path: String, _ depth: Int
  ) {
    if exclude.excludes(path, isDirectory: entry.status.kind == .directory) {
      listing.excludedCount += 1
      return
    }
    switch entry.status.kind {
    case .file:
      addFile(path, name: entry.name, status: entry.status)
    case .directory:
      do throws(SkipReason) {
        let child = try directory.open(entry.name)
        visit(child, path: path, depth: depth + 1)
      } catch {
        skip(path, error)
      }
    case .link:
      if corpus.options.followLinks { links.append(path) } else { skip(path, .link) }
    case .namedPipe, .socket, .device:
      skip(path, .notAFile(kind: entry.status.kind.name))
    }
  }

  private mutating func addFile(_ path: String, name: String, status: FileStatus) {
    guard status.kind == .file else { return skip(path, .notAFile(kind: status.kind.name)) }
    guard let (format, compression) = ArticleFile.format(ofName: name) else {
      listing.otherKinds[Self.ending(ofName: name), default: 0] += 1
      return
    }
    let keyCount = path.utf8.count
    guard keyCount <= Key.limit else { return skip(path, .keyTooLong(byteCount: keyCount)) }
    if corpus.options.followLinks {
      seen.insert(FileIdentity(device: status.device, inode: status.inode))
    }
    listing.files.append(
      ArticleFile(
        path: path, format: format, compression: compression, byteCount: status.byteCount,
        modified: status.modified, device: status.device, inode: status.inode))
  }

  /// What a name ends in, from its last point on.
  private static func ending(ofName name: String) -> String {
    guard let point = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return "" }
    return name[point...].lowercased()
  }

  /// Follows the links that were found, in the order of their paths, and those found behind them.
  private mutating func followLinks() {
    while !links.isEmpty {
      let batch = links.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      links = []
      for path in batch {
        do throws(SkipReason) {
          try follow(path)
        } catch {
          skip(path, error)
        }
      }
    }
  }

  private mutating func follow(_ path: String) throws(SkipReason) {
    let target = try corpus.resolve(path)
    if target.isEmpty { throw .linkToListed }
    // Opened by the path without links, so that a pipe or a device is not opened through one.
    let opened = try FileDescriptor.open(corpus.directory).open(path: target)
    let status = try opened.status()
    let name = String(
      path[
        (path.utf8.lastIndex(of: UInt8(ascii: "/")).map {
          path.utf8.index(after: $0)
        } ?? path.startIndex)...])
    if status.kind == .directory {
      // A pattern for directories is asked again, now that this is known to be one.
      if exclude.excludes(path, isDirectory: true) {
        listing.excludedCount += 1
        return
      }
      visit(opened, path: path, depth: path.utf8.count { $0 == UInt8(ascii: "/") } + 1)
    } else if seen.contains(FileIdentity(device: status.device, inode: status.inode)) {
      throw .linkToListed
    } else {
      addFile(path, name: name, status: status)
    }
  }

  /// A name with the bytes that are not ASCII written as `\xff`.
  private static func escaped(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in bytes {
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "\\x" + String(byte, radix: 16)
      }
    }
    return text
  }
}
