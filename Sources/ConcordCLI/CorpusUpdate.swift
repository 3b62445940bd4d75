import Concord
import ConcordCorpus
import ConcordServer

// Makes an index equal to its directories.
//
// Whenever a segment is full, or so much text was read, what was read so far is committed together
// with the state of the files, so that a run that is killed has lost little, and the next one goes
// on from there. The clock has no part in it: the same files give the same segments.
//
// Files with the stamp they had are not read. An article of a file that is read is compared with
// what the index stores under its key, and added only if it differs, so touching a file, or
// adding a line to a long one, costs little. Articles of the file that have not come again are
// then deleted. What cannot be read for the time being stays as it was.

/// One run of `concord index`.
struct CorpusUpdate {
  /// What came of it.
  private(set) var report = IndexReport()
  private let changes: CorpusChanges
  private let roots: [CorpusState.Root]
  private let limits: CorpusState.Limits
  private let snapshot: Snapshot
  private let guessesLanguages: Bool
  private var files: [CorpusState.File]
  private var progress: Progress
  private var current = FileUpdate()
  /// Keys of the snapshot that have been replaced in this run, after which it is no witness.
  private var replacedKeys: Set<[UInt8]> = []
  private var vanishedPaths: Set<[UInt8]> = []
  private var readByteCount = 0
  /// Files of `changes.toRead` that were read to their end.
  private var finishedCount = 0
  /// Bytes of text since the last commit.
  private var uncommittedByteCount = 0
  private var committedFlushCount = 0
  private let options: Options

  /// The file whose articles are coming.
  private struct FileUpdate {
    var articleCount = 0
    var skippedCount = 0
    var replacedByteCount = 0
    var textByteCount = 0
    /// Keys of the articles, if there may be others of the same file in the index.
    var keys: Set<[UInt8]> = []
    var isKeyedByPath = false
    /// Whether the system has refused something that it may grant the next time.
    var isInDoubt = false
  }

  /// Thrown to end a write without a commit.
  private struct NothingChanged: Error {}
  /// Thrown to end the reading, not the write.
  private struct Interrupted: Error {}

  /// How the update goes about it.
  struct Options {
    /// Threads that read files.
    var threadCount = 1
    /// Whether what was indexed from other roots before is dropped.
    var replaces = false
    /// Whether some of the roots that were named could not be opened, so that nobody can say
    /// which of those before they are.
    var lacksRoots = false
    /// Whether there is no progress line.
    var isQuiet = false
    /// Bytes of text from one commit to the next, at most: what takes some seconds to read again.
    var commitByteCount = 256 << 20
    /// Asked after each article: true ends the run in order, with a commit of what was read.
    var isInterrupted: @Sendable () -> Bool = { false }
  }

  /// Brings `index` up to date, and tells what that came to.
  static func run(
    _ index: SearchIndex, _ roots: [CorpusRoot], _ options: Options
  ) throws -> IndexReport {
    var report = IndexReport()
    do {
      try index.write { writer in
        // Under the lock, so that the newest commit stays the newest.
        try index.refresh()
        let (state, note) = Self.state(of: writer.attachment)
        let absent = try Self.absentRoots(of: state, among: roots, options)
        var update = CorpusUpdate(index, roots, absent: absent, since: state, options)
        if let note { update.report.note(note) }
        defer {
          update.progress.clear()
          report = update.report
        }
        try update.run(&writer)
      }
    } catch is NothingChanged {}
    return report
  }

  private static func state(of attachment: [UInt8]) -> (CorpusState, String?) {
    if attachment.isEmpty { return (CorpusState(), nil) }
    guard let state = CorpusState(attachment) else {
      return (CorpusState(), "The list of files in the index is not readable: all are read again.")
    }
    return (state, nil)
  }

  /// The roots of before that are to stay as they were, since they cannot be opened now.
  ///
  /// Throws if there are others that were not named, whose articles would vanish unasked.
  private static func absentRoots(
    of state: CorpusState, among roots: [CorpusRoot], _ options: Options
  ) throws -> [CorpusState.Root] {
    let named = Set(roots.map { Array($0.path.utf8) })
    let absent = state.roots.filter { !named.contains($0.path) }
    if options.lacksRoots { return absent }
    guard let missing = absent.first, !state.files.isEmpty, !options.replaces else { return [] }
    throw Failure(
      """
      The index was made from \(String(decoding: missing.path, as: UTF8.self)), not named now.
      Name it too, or use another index (--index), or drop its articles from this one (--replace).
      """)
  }

  private init(
    _ index: SearchIndex, _ roots: [CorpusRoot], absent: [CorpusState.Root],
    since state: CorpusState, _ options: Options
  ) {
    self.options = options
    self.roots = roots.map(\.remembered) + absent
    limits = CorpusChanges.limits(of: roots)
    snapshot = index.snapshot()
    guessesLanguages = snapshot.schema.guessesLanguages
    changes = CorpusChanges(roots, absent: absent, since: state)
    files = changes.unchanged
    progress = Progress(
      totalByteCount: changes.toRead.reduce(0) { $0 + $1.file.byteCount },
      isQuiet: options.isQuiet)
  }

  private mutating func run(_ writer: inout IndexWriter) throws {
    report.corpusByteCount = changes.byteCount
    report.directories = changes.directories
    report.otherKinds = changes.otherKinds
    for (skipped, root) in changes.skipped { report.note(skipped, in: root) }
    for file in changes.unchanged {
      report.unchangedCount += file.articleCount
      report.skippedBeforeCount += file.skippedCount
    }
    try removeVanished(&writer)
    do {
      try ArticleFeed.read(changes.toRead, threadCount: options.threadCount) { file, piece in
        switch piece {
        case .result(.article(let article)): try take(article, of: file, &writer)
        case .result(.skipped(let skipped)): take(skipped, of: file)
        case .end(let summary): try finish(file, summary, &writer)
        }
        progress.update(
          articleCount: report.addedCount + report.changedCount + report.unchangedCount,
          byteCount: readByteCount + min(current.textByteCount, file.file.byteCount))
        if options.isInterrupted() { throw Interrupted() }
        try commitIfDue(&writer)
      }
    } catch is Interrupted {
      report.isInterrupted = true
    }
    progress.show(stage: "Writing the index")
    report.cutTermCount = writer.summary.cutTermCount
    // An article's only field of this kind is its date.
    report.unreadableDateCount = writer.summary.unreadableValueCount
    let attachment = state.encode()
    let hasChanged = writer.summary.addedCount > 0 || writer.summary.deletedCount > 0
    if !hasChanged, attachment == writer.attachment { throw NothingChanged() }
    writer.attachment = attachment
  }

  // MARK: Commits in between

  /// Commits what was done so far, if it would be a pity to lose it.
  private mutating func commitIfDue(_ writer: inout IndexWriter) throws {
    let isDue =
      writer.summary.flushCount > committedFlushCount
      || uncommittedByteCount >= options.commitByteCount
    guard isDue else { return }
    writer.attachment = state.encode()
    try writer.commit()
    committedFlushCount = writer.summary.flushCount
    uncommittedByteCount = 0
  }

  /// What the index holds now, and of which files.
  ///
  /// Files that were not read to their end will be read again; until then what is known of them
  /// says that the index may have articles of theirs.
  private var state: CorpusState {
    var state = CorpusState()
    state.limits = limits
    state.roots = roots
    state.files = files
    for i in finishedCount..<changes.toRead.count {
      let file = changes.toRead[i]
      let path = Array(file.path.utf8)
      let known = changes.known[path]
      let isCurrent = i == finishedCount
      guard known != nil || isCurrent && current.articleCount > 0 else { continue }
      var record = known ?? changes.record(file.file, path: path)
      if isCurrent, current.articleCount > 0 {
        record.articleCount = max(record.articleCount, current.articleCount)
        record.isKeyedByPath = false
      }
      record.isSettled = false
      state.files.append(record)
    }
    state.files.sort { $0.path.lexicographicallyPrecedes($1.path) }
    return state
  }

  // MARK: Files

  /// Deletes the articles of files that are gone.
  private mutating func removeVanished(_ writer: inout IndexWriter) throws {
    var paths: [String] = []
    for file in changes.vanished {
      vanishedPaths.insert(file.path)
      let path = String(decoding: file.path, as: UTF8.self)
      if file.isKeyedByPath {
        if try writer.delete(key: path) { report.removedCount += 1 }
      } else if file.articleCount > 0 {
        paths.append(path)
      }
    }
    // Before anything is added, so that there is nothing in memory to flush.
    for path in paths { report.removedCount += try writer.delete(matching: Self.query(path)) }
  }

  /// The articles of one file.
  private static func query(_ path: String) -> Query { .term(path, field: "path") }

  private mutating func take(_ skipped: Skipped, of file: FileToRead) {
    current.skippedCount += 1
    report.note(skipped, in: file.root)
    switch skipped.reason {
    case .system, .changed: current.isInDoubt = true
    default: break
    }
  }

  /// Deletes what the file held before and does not now, and remembers how it was read.
  private mutating func finish(
    _ file: FileToRead, _ summary: ReadSummary, _ writer: inout IndexWriter
  ) throws {
    let path = Array(file.path.utf8)
    let known = changes.known[path]
    if current.replacedByteCount > 0 {
      let count = NumberText.count(current.replacedByteCount, "byte")
      report.note("\(file.path): \(count) not valid in the file's encoding, replaced")
    }
    var record = changes.record(summary.file ?? file.file, path: path)
    record.articleCount = current.articleCount
    record.skippedCount = current.skippedCount
    record.isKeyedByPath = current.isKeyedByPath && current.articleCount == 1
    if current.isInDoubt {
      record.isSettled = false
      if let known {
        // What was there stays there.
        let isNew = current.articleCount > 0
        record.articleCount = max(record.articleCount, known.articleCount)
        record.isKeyedByPath = known.isKeyedByPath && (record.isKeyedByPath || !isNew)
        report.unchangedCount += isNew ? 0 : known.articleCount
      }
    } else if let known {
      try removeOthers(of: known, &writer)
    }
    files.append(record)
    finishedCount += 1
    readByteCount += file.file.byteCount
    current = FileUpdate()
  }

  /// Deletes the articles of a file that have not come again.
  private mutating func removeOthers(
    of file: CorpusState.File, _ writer: inout IndexWriter
  ) throws {
    let path = String(decoding: file.path, as: UTF8.self)
    var keys: [String] = []
    if file.isKeyedByPath {
      keys = [path]
    } else if file.articleCount > 0 {
      for hit in try snapshot.search(Self.query(path), limit: .max) { keys.append(try hit.key) }
    }
    for key in keys {
      let bytes = Array(key.utf8)
      // A key that was replaced belongs to an article of another file now.
      if current.keys.contains(bytes) || replacedKeys.contains(bytes) { continue }
      if try writer.delete(key: key) { report.removedCount += 1 }
    }
  }

  // MARK: Articles

  private mutating func take(
    _ article: Article, of file: FileToRead, _ writer: inout IndexWriter
  ) throws {
    var document = article.document
    // Keys that are made of the path follow it; keys of the user's own stay as they are.
    let isPath = document.key.utf8.elementsEqual(file.file.path.utf8)
    if isPath || document.key.utf8.starts(with: (file.file.path + "#").utf8) {
      document.key = file.root.prefix + document.key
    }
    document.fields["path"] = file.path
    if guessesLanguages { document.nameLanguage() }
    current.articleCount += 1
    current.isKeyedByPath = isPath
    current.replacedByteCount += article.replacedCount
    let byteCount = document.fields.values.reduce(0) { $0 + $1.utf8.count }
    current.textByteCount += byteCount
    uncommittedByteCount += byteCount
    if changes.known[Array(file.path.utf8)] != nil { current.keys.insert(Array(document.key.utf8)) }
    try put(document, &writer)
  }

  /// Adds a document, if the index has it not already.
  private mutating func put(_ document: Document, _ writer: inout IndexWriter) throws {
    let key = Array(document.key.utf8)
    let isWitness = snapshot.documentCount > 0 && !replacedKeys.contains(key)
    let stored = isWitness ? try snapshot.document(key: document.key) : nil
    if let stored, stored.hasSameBytes(as: document) {
      report.unchangedCount += 1
      return
    }
    let deletedBefore = writer.summary.deletedCount
    guard try add(document, &writer) else { return }
    let replaces = writer.summary.deletedCount > deletedBefore
    guard let stored else {
      if replaces { report.collisionCount += 1 } else { report.addedCount += 1 }
      return
    }
    replacedKeys.insert(key)
    let oldPath = Array((stored.fields["path"] ?? "").utf8)
    let isSameFile = oldPath.elementsEqual((document.fields["path"] ?? "").utf8)
    // The article of a file that is gone was counted when it was removed.
    if vanishedPaths.contains(oldPath) { report.addedCount += 1 } else { report.changedCount += 1 }
    if !isSameFile, !vanishedPaths.contains(oldPath) { report.collisionCount += 1 }
  }

  /// Adds a document, in the worst case without the fields that there is no room for; false if it
  /// was refused all the same.
  private mutating func add(_ document: Document, _ writer: inout IndexWriter) throws -> Bool {
    do throws(ConcordError) {
      try writer.add(document)
      return true
    } catch {
      guard case .documentRefused = error else { throw error }
    }
    var trimmed = document
    let names = Set(writer.fields.fields.map { Array($0.name.utf8) })
    trimmed.fields = document.fields.filter { names.contains(Array($0.key.utf8)) }
    do throws(ConcordError) {
      try writer.add(trimmed)
      report.trimmedCount += 1
      return true
    } catch {
      guard case .documentRefused(let key, let reason) = error else { throw error }
      current.skippedCount += 1
      current.articleCount -= 1
      report.note("skipped \(document.fields["path"] ?? key): \(key): \(reason)")
      return false
    }
  }
}

extension Document {
  /// Whether the fields are the same, byte by byte; `==` takes é and e with an accent for one.
  func hasSameBytes(as other: Document) -> Bool {
    guard fields.count == other.fields.count else { return false }
    return fields.allSatisfy { name, text in
      other.fields[name].map { $0.utf8.elementsEqual(text.utf8) } ?? false
    }
  }
}
