/// Adds and removes documents within one commit.
///
/// Made by `SearchIndex.write`, which commits what was done here once its closure returns.
/// Postings pile up in memory until ``SearchIndex/Options/memoryBudget`` is full and are then
/// flushed as a new segment, which no search sees before the commit.
public struct IndexWriter: ~Copyable {
  private var committer: Committer
  private var schema: Schema
  private let options: SearchIndex.Options
  private let cache: FrameCache
  private var segments: [OpenSegment]
  private var builder: SegmentBuilder?
  /// Where searches get each commit, and where merges come from; nil while an index is made.
  private let published: PublishedState?
  private let merges: BackgroundMerges?
  private let analysis: DocumentAnalysis
  /// Bytes of the user's that become durable with the commit and are read back by
  /// ``Snapshot/attachment``: what the index was made from, say.
  ///
  /// Kept from commit to commit.
  public var attachment: [UInt8]
  /// What this writer has done so far.
  public private(set) var summary = Summary()
  /// Segments from which on a writer merges by itself.
  ///
  /// Far more than the policy leaves, and few enough to search.
  private static let segmentLimit = 128

  /// The first error that has lost documents: there is no commit after one, even if the closure
  /// of `SearchIndex.write` has caught it.
  private var failure: ConcordError?

  /// What a writer has done so far.
  public struct Summary: Sendable, Hashable {
    /// Documents that were added, replacements included.
    public var addedCount = 0
    /// Documents that were deleted or replaced.
    public var deletedCount = 0
    /// Terms that were longer than 1,024 bytes, and were cut.
    public var cutTermCount = 0
    /// Values of date and number fields that are no dates and numbers.
    ///
    /// They are kept and can be found as text, but are in no range and sorted last.
    public var unreadableValueCount = 0
    /// Segments that were written from memory.
    public var flushCount = 0
    /// Merges of segments.
    public var mergeCount = 0
  }

  init(
    _ storage: any Storage, creatingWith schema: Schema?, options: SearchIndex.Options,
    cache: FrameCache, published: PublishedState? = nil, merges: BackgroundMerges? = nil
  ) throws(ConcordError) {
    // Who has merges to wait for is a writer, which can wait for those of others too.
    let committer = try Committer(
      storage, creatingWith: schema?.encode(), isPatient: merges != nil)
    let manifest = committer.manifest
    let name = FileName.manifest(manifest.generation).text
    let schema = try Schema(
      decoding: manifest.schema, customs: CustomAnalysis(of: schema ?? published?.snapshot.schema),
      file: name)
    var segments: [OpenSegment] = []
    for entry in manifest.segments {
      segments.append(
        try OpenSegment(storage, entry, cache: cache, knowing: published?.snapshot))
    }
    self.init(
      committer, schema: schema, options: options, cache: cache, segments: segments, published,
      merges)
  }

  private init(
    _ committer: consuming Committer, schema: Schema, options: SearchIndex.Options,
    cache: FrameCache, segments: [OpenSegment], _ published: PublishedState?,
    _ merges: BackgroundMerges?
  ) {
    attachment = committer.manifest.attachment
    self.committer = committer
    self.schema = schema
    self.options = options
    self.cache = cache
    self.segments = segments
    self.published = published
    self.merges = merges
    analysis = DocumentAnalysis(schema)
  }

  /// The fields, those that documents have brought along included.
  public var fields: Schema { schema }

  /// Adds a document, in place of any with the same key.
  ///
  /// - Throws: ``ConcordError/documentRefused(key:reason:)`` for a document that breaks a limit;
  ///   the writer can go on with others. Other errors concern the disk, and the commit is lost.
  public mutating func add(_ document: Document) throws(ConcordError) {
    try check(document)
    try nameOtherFields(of: document)
    try deleteFromSegments(key: document.key)
    let analyzed = analysis.analyze(document)
    try begin()
    let deadBefore = builder?.deadDocuments.count ?? 0
    do throws(ConcordError) {
      try builder?.add(analyzed)
    } catch {
      throw lose(error)
    }
    summary.deletedCount += (builder?.deadDocuments.count ?? 0) - deadBefore
    summary.addedCount += 1
    summary.cutTermCount += analyzed.cutTermCount
    summary.unreadableValueCount += analyzed.unreadableValueCount
    if builder?.isFull(options.memoryBudget) ?? false { try flush() }
  }

  /// Deletes the document with this key; false if there is none.
  ///
  /// - Throws: An error of the disk.
  /// - Complexity: looks the key up in every segment.
  @discardableResult
  public mutating func delete(key: String) throws(ConcordError) -> Bool {
    let before = summary.deletedCount
    try deleteFromSegments(key: key)
    if builder?.delete(key: analysis.tokens(ofKey: key)) ?? false { summary.deletedCount += 1 }
    return summary.deletedCount > before
  }

  private mutating func deleteFromSegments(key: String) throws(ConcordError) {
    for i in segments.indices {
      while let document = try segments[i].document(key: key) {
        if try segments[i].delete(document) { summary.deletedCount += 1 }
      }
    }
  }

  private func check(_ document: Document) throws(ConcordError) {
    func refuse(_ reason: String) -> ConcordError {
      .documentRefused(key: document.key, reason: reason)
    }
    let keyByteCount = document.key.utf8.count
    guard keyByteCount > 0 else { throw refuse("its key is empty") }
    guard keyByteCount <= SegmentFormat.termByteCountLimit else {
      throw refuse("its key has \(keyByteCount) bytes, and 1,024 is the limit")
    }
    for (name, text) in document.fields where text.utf8.count > SegmentFormat.positionLimit {
      throw refuse("its field “\(name)” has 2 GiB or more")
    }
  }

  /// Adds a field to the index, at the end of its schema.
  ///
  /// The documents that are there have no value for it. Nothing happens if the index has the field
  /// already, so that a program can say on each start what it needs. What a field is for cannot be
  /// changed.
  ///
  /// - Throws: ``ConcordError/schemaMismatch(path:reason:)`` if there is a field of that name with
  ///   other settings, if 254 are there, or if the field that names its language is not.
  public mutating func addField(_ field: Field) throws(ConcordError) {
    func mismatch(_ reason: String) -> ConcordError {
      .schemaMismatch(path: committer.storage.path, reason: reason)
    }
    if let ordinal = schema.ordinal(of: field.name, isText: field.isText) {
      if let difference = schema.field(ordinal).difference(from: field) {
        throw mismatch(difference)
      }
      return
    }
    var extended = schema
    guard extended.add(field) != nil else {
      throw mismatch("it has 254 fields, which is the limit")
    }
    guard extended.namesLanguages else {
      throw mismatch("no field of it names the language of “\(field.name)”")
    }
    extend(to: extended)
  }

  private mutating func extend(to schema: Schema) {
    self.schema = schema
    analysis.update(schema)
    builder?.extend(to: schema)
  }

  private mutating func nameOtherFields(of document: Document) throws(ConcordError) {
    // In the order of their bytes, so that the same documents always give the same schema.
    let names = document.fields.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in names where schema.ordinal(of: name) == nil {
      guard let analyzer = schema.otherFields else { throw schema.unknownField(name) }
      var extended = schema
      guard !name.isEmpty, name.utf8.count <= 64,
        extended.add(.text(name, analyzer, isDefault: false)) != nil
      else {
        throw .documentRefused(
          key: document.key,
          reason: "its field “\(name)” is one too many, or its name is over 64 bytes")
      }
      extend(to: extended)
    }
  }

  private mutating func begin() throws(ConcordError) {
    guard builder == nil else { return }
    do throws(ConcordError) {
      builder = try SegmentBuilder(
        committer.storage, fileNumber: committer.newFileNumber(), schema: schema)
    } catch {
      throw lose(error)
    }
  }

  /// Notes an error that has lost documents, and returns it.
  private mutating func lose(_ error: ConcordError) -> ConcordError {
    if failure == nil { failure = error }
    return committer.fail(error)
  }

  /// Writes what is in memory as a new segment, and merges if the merges beside the writers cannot
  /// keep up.
  mutating func flush() throws(ConcordError) {
    guard let builder = builder.take() else { return }
    do throws(ConcordError) {
      segments.append(try builder.finish(committer.storage, cache: cache))
      summary.flushCount += 1
      while segments.count >= Self.segmentLimit,
        let range = options.mergePolicy.merge(segments.map(\.size))
      {
        try merge(range)
      }
    } catch {
      throw lose(error)
    }
  }

  /// Merges until there are at most `count` segments, none of which has dead documents, and all of
  /// which know their frequent pairs.
  ///
  /// More are left only if they would hold more documents than a segment can. With `isReordering`,
  /// documents with the same words are put near each other.
  mutating func merge(downTo count: Int, reordering isReordering: Bool) throws(ConcordError) {
    try flush()
    do throws(ConcordError) {
      // From the last one: a segment without living documents is merged into nothing.
      let ranges = MergePolicy.ranges(segments.map(\.size), downTo: count)
      for i in segments.indices.reversed() {
        if let range = ranges.first(where: { $0.contains(i) }) {
          if i == range.lowerBound { try merge(range, reordering: isReordering) }
        } else if isReordering || segments[i].gainsByMerge {
          try merge(i..<(i + 1), reordering: isReordering)
        }
      }
    } catch {
      throw lose(error)
    }
  }

  private mutating func merge(
    _ range: Range<Int>, reordering isReordering: Bool = false
  ) throws(ConcordError) {
    let storage = committer.storage
    // A cache of its own, so that passing over everything once does not push out what searches use.
    // In a new order, texts come from everywhere.
    let passing = FrameCache(budget: isReordering ? 64 << 20 : 8 << 20)
    var sources: [OpenSegment] = []
    for segment in segments[range] where segment.liveCount > 0 {
      var source = try OpenSegment(storage, segment.fileEntry, cache: passing)
      source.liveDocs = segment.liveDocs
      sources.append(source)
    }
    var merged: [OpenSegment] = []
    if !sources.isEmpty {
      let entry = try SegmentMerge(
        sources, schema: schema, reordering: isReordering, memoryBudget: options.memoryBudget
      ).run(
        storage, fileNumber: committer.newFileNumber())
      if let entry { merged.append(try OpenSegment(storage, entry, cache: cache)) }
    }
    // Files that no commit lists yet are not needed any more.
    for segment in segments[range] where !committer.manifest.lists(segment.entry) {
      try? storage.delete(FileName.segment(segment.entry.fileNumber).text)
    }
    segments.replaceSubrange(range, with: merged)
    summary.mergeCount += 1
  }

  /// The index as this writer sees it, what is in memory left out.
  private var snapshot: Snapshot {
    Snapshot(
      schema: schema, segments: segments, attachment: attachment, analyzers: AnalyzerPool())
  }

  /// Deletes every document that matches `query`, those added before in this commit included, and
  /// returns how many there were.
  ///
  /// - Throws: ``ConcordError/unknownField(_:known:)``, ``ConcordError/unsupportedQuery(_:)``, or
  ///   an error of the disk.
  /// - Complexity: writes what was added before to a segment of its own, and searches all.
  @discardableResult
  public mutating func delete(matching query: Query) throws(ConcordError) -> Int {
    try flush()
    var found: [DocumentAddress] = []
    try snapshot.forEachScorer(query, BM25(), SearchWork()) {
      search, scorer throws(ConcordError) in
      while scorer.current != .end {
        found.append(DocumentAddress(segment: search.segment, document: scorer.current))
        try scorer.next()
      }
    }
    let before = summary.deletedCount
    for address in found where try segments[address.segment].delete(address.document) {
      summary.deletedCount += 1
    }
    return summary.deletedCount - before
  }

  /// Puts a merged segment in the place of its sources, if they are still there.
  mutating func install(_ merge: FinishedMerge) throws(ConcordError) {
    do throws(ConcordError) {
      try merge.install(in: &segments, &committer, cache)
      summary.mergeCount += 1
    } catch {
      throw lose(error)
    }
  }

  /// Makes what was done so far durable and visible to searches, and goes on.
  ///
  /// For work that takes long: an error or a power cut that comes later costs what comes after
  /// this call alone. `SearchIndex.write` does the same at its end.
  ///
  /// - Throws: An error of the disk, after which nothing more can be written.
  /// - Complexity: compresses and writes what was added since the last commit, and waits for the
  ///   disk.
  public mutating func commit() throws(ConcordError) {
    if let failure { throw failure }
    try flush()
    if let merge = merges?.takeFinished() { try install(merge) }
    let storage = committer.storage
    let generation = committer.newGeneration()
    do throws(ConcordError) {
      segments.removeAll { $0.liveCount == 0 }
      for i in segments.indices {
        _ = try segments[i].writeLiveDocs(storage, generation: generation)
      }
      try committer.commit(
        segments.map(\.entry), schema: schema.encode(), attachment: attachment,
        generation: generation)
    } catch {
      throw lose(error)
    }
    // Merges begin once the write has ended: what they find would depend on the clock before.
    published?.publish(snapshot, generation)
  }

  /// Removes the files of segments that will not be committed, as far as that is possible; the next
  /// writer sweeps what is left.
  consuming func abandon() {
    // A manifest that lists them may be on the disk.
    guard !committer.isPoisoned else { return }
    for segment in segments where !committer.manifest.lists(segment.entry) {
      try? committer.storage.delete(FileName.segment(segment.entry.fileNumber).text)
    }
  }
}

extension Manifest {
  /// Whether the segment of `entry` is part of this commit.
  func lists(_ entry: SegmentEntry) -> Bool {
    segments.contains { $0.fileNumber == entry.fileNumber }
  }
}
