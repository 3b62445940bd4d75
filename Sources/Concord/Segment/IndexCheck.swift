extension SearchIndex {
  /// Looks for damage in the newest commit, and lists what is wrong.
  ///
  /// Reads every byte of every file and proves that the parts agree with each other: checksums, the
  /// order of terms and documents, frequencies, positions within the texts' lengths, what the skip
  /// data promise, norms, keys. Searches and a writer may go on meanwhile.
  ///
  /// - Parameter quick: Only looks at what opening an index needs and at the order of the terms.
  /// - Returns: The problems, each once; none if all is well, and a thousand at most, with a last
  ///   one that counts the rest.
  /// - Throws: Errors of the directory itself. Whatever is wrong with a file of the index is a
  ///   problem, not an error.
  /// - Complexity: a few seconds a gigabyte; 16 MiB of memory, and up to 8 bytes a document of the
  ///   largest segment.
  public func check(quick: Bool = false) throws(ConcordError) -> [Problem] {
    try IndexCheck.run(storage, quick: quick)
  }

  /// Looks for damage in an index that perhaps cannot be opened; see ``check(quick:)``.
  ///
  /// - Throws: ``ConcordError/notAnIndex(path:)`` if no index was ever there, and errors of the
  ///   directory itself. Whatever is wrong with a file of the index is a problem, not an error.
  public static func check(
    path: String, quick: Bool = false
  ) throws(ConcordError) -> [Problem] {
    try IndexCheck.run(DiskStorage(path: path), quick: quick)
  }
}

/// Checks one commit: its manifest, each of its segments, and that keys are unique among them.
///
/// Format: IndexFormat.md, section 11.
struct IndexCheck {
  private let storage: any Storage
  private let isQuick: Bool
  private let problems = ProblemList()
  /// Small, and not the one that searches use: a check passes over everything once.
  private let cache = FrameCache(budget: 8 << 20)

  private init(_ storage: any Storage, isQuick: Bool) {
    self.storage = storage
    self.isQuick = isQuick
  }

  static func run(_ storage: any Storage, quick: Bool) throws(ConcordError) -> [Problem] {
    while true {
      let check = IndexCheck(storage, isQuick: quick)
      guard let manifest = try check.readManifest() else { return check.problems.all }
      check.checkCommit(manifest)
      // A writer may have replaced this commit, and deleted its files, in the meantime.
      if !check.problems.isEmpty, check.isReplaced(manifest) { continue }
      return check.problems.all
    }
  }

  private func readManifest() throws(ConcordError) -> Manifest? {
    do throws(ConcordError) {
      return try Commit.readNewest(storage)
    } catch .notAnIndex(let path) {
      guard try hasSegments() else { throw .notAnIndex(path: path) }
      problems.add(path, nil, "there are segments here, but no manifest that lists them")
    } catch .system(let call, let path, let errno) {
      throw .system(call: call, path: path, errno: errno)
    } catch {
      problems.add(error, in: storage.path)
    }
    return nil
  }

  private func hasSegments() throws(ConcordError) -> Bool {
    let names: [String]
    do throws(ConcordError) {
      names = try storage.list()
    } catch {
      if error.isMissingFile { return false }
      throw error
    }
    return names.contains { name in
      if case .segment = FileName(name) { true } else { false }
    }
  }

  private func isReplaced(_ manifest: Manifest) -> Bool {
    guard let newest = try? Commit.readNewest(storage) else { return false }
    return newest.generation > manifest.generation
  }

  private func checkCommit(_ manifest: Manifest) {
    let name = FileName.manifest(manifest.generation).text
    let schema = problems.catching(in: name) { () throws(ConcordError) in
      try Schema(decoding: manifest.schema, customs: .unknown, file: name)
    }
    var segments: [OpenSegment] = []
    for entry in manifest.segments {
      let check = SegmentCheck(
        storage, entry, schema: schema, isQuick: isQuick, cache: cache, problems: problems)
      if let open = check.run() { segments.append(open) }
    }
    if !isQuick {
      _ = problems.catching(in: name) { () throws(ConcordError) in
        try checkKeys(of: segments, manifest: name)
      }
    }
  }

  /// Finds keys of which more than one document lives.
  private func checkKeys(
    of segments: [OpenSegment], manifest name: String
  ) throws(ConcordError) {
    var cursors: [TermCursor] = []
    for open in segments {
      cursors.append(try open.segment.dictionary.cursor(from: [Schema.keyOrdinal]))
    }
    while let first = SegmentMerge.leastTerm(cursors) {
      let term = cursors[first].term
      guard term[0] == Schema.keyOrdinal else { return }
      var liveCount = 0
      for (i, open) in segments.enumerated() where cursors[i].isValid && cursors[i].term == term {
        let list = PostingList(
          cursors[i].found, hasPositions: false, source: open.segment.postings)
        let postings = try PostingCursor(list)
        while postings.current != .end {
          liveCount += open.isLive(postings.current) ? 1 : 0
          try postings.next()
        }
        try cursors[i].next()
      }
      if liveCount > 1 {
        let key = String(decoding: term.dropFirst(), as: UTF8.self)
        problems.add(name, nil, "\(liveCount) documents have the key “\(key)”, and live")
      }
    }
  }
}
