/// Makes a sound commit of a damaged one.
///
/// 1. Segments without damage are kept; from the others, documents are read and indexed anew.
/// 2. Where a key lives twice, since a list of deleted documents is lost, the newer one stays.
/// 3. Damaged files are marked, so that nobody deletes them.
/// 4. A new manifest makes the new segments the index.
/// 5. Only then are damaged files moved aside, and others that are not needed any more deleted:
///    here or, if this repair dies first, by the next writer (``FileSweep``).
///
/// Format: IndexFormat.md, section 11.3.
struct IndexRepair: ~Copyable {
  private let lock: WriteLock
  private let base: RepairBase
  private let options: SearchIndex.Options
  private let cache: FrameCache
  private let analysis: DocumentAnalysis
  private let generation: UInt64
  private var nextFileNumber: UInt64
  private var report = RepairReport()
  private var builder: SegmentBuilder?
  /// What has come of the segment at hand.
  private var rebuilt: [OpenSegment] = []
  /// The segments of the new commit, oldest first.
  private var segments: [OpenSegment] = []
  private var newFiles: [FileName] = []
  private var damagedFiles: [FileName] = []

  /// Takes the write lock, and finds what there is to start from.
  init(
    _ storage: any Storage, schema: Schema?, options: SearchIndex.Options, problems: [Problem]
  ) throws(ConcordError) {
    let lock = try WriteLock(storage)
    let base = try RepairBase(storage, schema: schema)
    let (number, generation) = Committer.largestNumbers(try storage.list())
    self.init(lock, base, options, number + 1, generation + 1, problems)
  }

  private init(
    _ lock: consuming WriteLock, _ base: RepairBase, _ options: SearchIndex.Options,
    _ nextFileNumber: UInt64, _ generation: UInt64, _ problems: [Problem]
  ) {
    self.lock = lock
    self.base = base
    self.options = options
    self.nextFileNumber = nextFileNumber
    self.generation = generation
    cache = FrameCache(budget: options.cacheBudget)
    analysis = DocumentAnalysis(base.schema)
    report.problems = problems
    damagedFiles = base.damagedManifest.map { [$0] } ?? []
    report.isAttachmentInDoubt = base.isAttachmentInDoubt
  }

  private var storage: any Storage { lock.storage }

  /// Repairs all of it.
  consuming func run() throws(ConcordError) -> RepairReport {
    let before = try storage.list()
    let manifest: Manifest
    do throws(ConcordError) {
      for source in base.sources { try take(source) }
      try DuplicateKeys.delete(in: &segments)
      segments.removeAll { $0.liveCount == 0 }
      damagedFiles.removeAll { !before.contains($0.text) }
      try markDamaged(before)
      manifest = try commit()
    } catch {
      // After a rename that may have happened nobody knows which files the index needs.
      if !error.leavesDoubt { for name in newFiles { try? storage.delete(name.text) } }
      throw error
    }
    // Whatever cannot be moved or deleted now is so by the next writer.
    try? FileSweep.leftovers(of: manifest, under: lock)
    try? storage.syncDirectory()
    let after = (try? storage.list()) ?? []
    report.keptFiles = damagedFiles.map { name in
      after.contains(name.damagedText) ? name.damagedText : name.text
    }
    return report
  }

  // MARK: Segments

  /// Keeps a segment or, if it is damaged, indexes its documents anew.
  private mutating func take(_ source: RepairBase.Source) throws(ConcordError) {
    let name = FileName.segment(source.fileNumber)
    let liveDocs = try readLiveDocs(of: source)
    guard let sound = sound(source, liveDocs) else {
      damagedFiles.append(name)
      let expectedCount = source.entry.map { entry in
        liveDocs?.liveCount ?? (entry.documentCount - entry.deletedCount)
      }
      let (rescuedCount, isVouchedFor) = try rebuild(source, liveDocs)
      report.rescuedCount += rescuedCount
      let lostCount = max(0, (expectedCount ?? rescuedCount) - rescuedCount)
      if lostCount > 0 || expectedCount == nil || !isVouchedFor {
        report.lossyFiles.append(name.text)
      }
      report.lostCount += lostCount
      if lostCount > 0 { listLostKeys(source, liveDocs) }
      return
    }
    segments.append(sound)
  }

  /// The live docs of a segment; nil if nothing is deleted, or the file is damaged.
  private mutating func readLiveDocs(
    of source: RepairBase.Source
  ) throws(ConcordError) -> LiveDocs? {
    guard let entry = source.entry, entry.liveDocsGeneration > 0 else { return nil }
    do throws(ConcordError) {
      return try LiveDocs(storage, entry)
    } catch {
      if error.refusesToOpen { throw error }
    }
    let name = FileName.liveDocs(
      segment: entry.fileNumber, generation: entry.liveDocsGeneration)
    damagedFiles.append(name)
    report.lossyFiles.append(name.text)
    report.mayReviveDeleted = true
    return nil
  }

  /// The segment, if nothing is wrong with its file.
  private func sound(_ source: RepairBase.Source, _ liveDocs: LiveDocs?) -> OpenSegment? {
    guard var entry = source.entry else { return nil }
    if liveDocs == nil {
      entry.liveDocsGeneration = 0
      entry.deletedCount = 0
    }
    let problems = ProblemList()
    let check = SegmentCheck(
      storage, entry, schema: base.schema, isQuick: false, cache: cache, problems: problems)
    guard let open = check.run(), problems.isEmpty else { return nil }
    return open
  }

  /// Indexes the living documents of a damaged segment, and returns how many could be read, and
  /// whether their checksums were right.
  private mutating func rebuild(
    _ source: RepairBase.Source, _ liveDocs: LiveDocs?
  ) throws(ConcordError) -> (count: Int, isVouchedFor: Bool) {
    let name = FileName.segment(source.fileNumber).text
    let file: InputFile
    do throws(ConcordError) {
      file = try storage.open(name)
    } catch {
      if error.refusesToOpen { throw error }
      return (0, true)
    }
    var rescue = try SegmentRescue(file, schema: base.schema)
    var count = 0
    while let records = rescue.next() {
      for (number, record) in records {
        if let number, let liveDocs, Int(number) < liveDocs.documentCount,
          !liveDocs.contains(DocID(number))
        {
          continue
        }
        if number == nil, liveDocs != nil { report.mayReviveDeleted = true }
        guard
          let document = try? StoredDocument.decode(record, schema: base.schema, file: name),
          !document.key.isEmpty
        else { continue }
        try add(document)
        count += 1
      }
    }
    try finishSegment()
    if count > 0 { noteLostFields() }
    segments += rebuilt
    rebuilt = []
    return (count, rescue.isVouchedFor)
  }

  private mutating func add(_ document: Document) throws(ConcordError) {
    if builder == nil {
      let name = FileName.segment(nextFileNumber)
      newFiles.append(name)
      builder = try SegmentBuilder(storage, fileNumber: nextFileNumber, schema: base.schema)
      nextFileNumber += 1
    }
    try builder?.add(analysis.analyze(document))
    if builder?.isFull(options.memoryBudget) ?? false { try finishSegment() }
  }

  private mutating func finishSegment() throws(ConcordError) {
    guard let builder = builder.take() else { return }
    rebuilt.append(try builder.finish(storage, cache: cache))
  }

  // MARK: What is lost

  private mutating func noteLostFields() {
    let fields = base.schema.fields
    for field in fields where !field.isStored {
      // Of two fields with one name, the text of the one gives the value of the other.
      guard !fields.contains(where: { $0.name == field.name && $0.isStored }) else { continue }
      if !report.lostFields.contains(field.name) { report.lostFields.append(field.name) }
    }
  }

  /// Lists keys of the segment that are in the dictionary, and in no new segment.
  private mutating func listLostKeys(_ source: RepairBase.Source, _ liveDocs: LiveDocs?) {
    guard let entry = source.entry,
      let segment = try? Segment(storage, entry, cache: cache)
    else { return }
    do throws(ConcordError) {
      var cursor = try segment.dictionary.cursor(from: [Schema.keyOrdinal])
      while cursor.isValid, cursor.term.first == Schema.keyOrdinal,
        report.lostKeys.count < RepairReport.keyLimit
      {
        let key = String(decoding: cursor.term.dropFirst(), as: UTF8.self)
        let list = PostingList(cursor.found, hasPositions: false, source: segment.postings)
        if try Self.hasLivingDocument(list, liveDocs), try !isRebuilt(key) {
          report.lostKeys.append(key)
        }
        try cursor.next()
      }
    } catch {
      // The rest of the dictionary is damaged too, so these are the keys that are known.
    }
  }

  private static func hasLivingDocument(
    _ list: PostingList, _ liveDocs: LiveDocs?
  ) throws(ConcordError) -> Bool {
    let postings = try PostingCursor(list)
    while postings.current != .end {
      if liveDocs?.contains(postings.current) ?? true { return true }
      try postings.next()
    }
    return false
  }

  /// Whether one of the new segments has a document of that key.
  private func isRebuilt(_ key: String) throws(ConcordError) -> Bool {
    for open in segments where try open.document(key: key) != nil { return true }
    return false
  }

  // MARK: The new commit

  /// Marks the damaged files that are there.
  private mutating func markDamaged(_ names: [String]) throws(ConcordError) {
    for name in damagedFiles.map(FileName.keep) where !names.contains(name.text) {
      newFiles.append(name)
      let mark = try OutputFile(storage, name: name.text)
      try mark.finish()
    }
  }

  private mutating func commit() throws(ConcordError) -> Manifest {
    for i in segments.indices {
      if let name = try segments[i].writeLiveDocs(storage, generation: generation) {
        newFiles.append(name)
      }
    }
    let manifest = Manifest(
      generation: generation, nextFileNumber: nextFileNumber, schema: base.schema.encode(),
      attachment: base.attachment, segments: segments.map(\.entry))
    try Commit.write(manifest, under: lock)
    return manifest
  }
}

extension ConcordError {
  /// True if the system refuses to open a file that is there: for want of descriptors or rights,
  /// say, which is no damage, so that nothing may be given up for it.
  fileprivate var refusesToOpen: Bool {
    if case .system("open", _, _) = self { !isMissingFile } else { false }
  }
}

/// Documents of one key, of which only one may live.
private enum DuplicateKeys {
  /// Of several living documents with the same key, deletes all but the newest.
  static func delete(in segments: inout [OpenSegment]) throws(ConcordError) {
    var cursors: [TermCursor] = []
    for open in segments {
      cursors.append(try open.segment.dictionary.cursor(from: [Schema.keyOrdinal]))
    }
    while let first = SegmentMerge.leastTerm(cursors) {
      let term = cursors[first].term
      guard term[0] == Schema.keyOrdinal else { return }
      var living: [(segment: Int, document: DocID)] = []
      for i in segments.indices where cursors[i].isValid && cursors[i].term == term {
        let postings = try PostingCursor(
          PostingList(
            cursors[i].found, hasPositions: false, source: segments[i].segment.postings))
        while postings.current != .end {
          if segments[i].isLive(postings.current) { living.append((i, postings.current)) }
          try postings.next()
        }
        try cursors[i].next()
      }
      for (i, document) in living.dropLast() { _ = try segments[i].delete(document) }
    }
  }
}
