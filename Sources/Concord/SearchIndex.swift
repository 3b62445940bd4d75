/// A full-text index kept in one directory.
///
/// Open it once and keep it: searches share the decompressed parts of the index. Any number of
/// threads and processes may search while one writes.
public final class SearchIndex: Sendable {
  /// What an index may use, and how it behaves.
  public struct Options: Sendable, Hashable {
    /// Bytes of memory that new documents may take before they are flushed to the disk, and that a
    /// merge may take for the texts in which it looks for frequent pairs.
    public var memoryBudget = 64 << 20
    /// Bytes of decompressed postings and documents to keep for searches.
    public var cacheBudget = 256 << 20
    /// When segments are merged.
    public var mergePolicy = MergePolicy.tiered

    /// The defaults: 64 MiB for writing, 256 MiB for searching, tiered merges.
    public init() {}
  }

  let storage: any Storage
  private let options: Options
  private let cache: FrameCache
  private let published: PublishedState
  private let merges: BackgroundMerges

  /// Opens the index at `path`, making it first if nothing is there.
  ///
  /// - Throws: ``ConcordError/schemaMismatch(path:reason:)`` if an index is there whose fields are
  ///   not those of `schema`, ``ConcordError/notAnIndex(path:)`` if something else is there.
  public convenience init(
    path: String, schema: Schema, options: Options = Options()
  ) throws(ConcordError) {
    try self.init(DiskStorage(path: path), schema: schema, options: options)
  }

  /// Opens the index at `path`, with the schema it was made with.
  ///
  /// - Throws: ``ConcordError/notAnIndex(path:)`` if there is none,
  ///   ``ConcordError/unknownAnalyzer(file:recipe:)`` if a field has a tokenizer or filter of a
  ///   user's own, ``ConcordError/versionTooNew(file:found:newestReadable:)``, or an error of the
  ///   disk.
  /// - Complexity: reads the tables of each segment, and nothing of its postings.
  public convenience init(path: String, options: Options = Options()) throws(ConcordError) {
    try self.init(DiskStorage(path: path), schema: nil, options: options)
  }

  /// Makes an index in memory, for tests and previews.
  ///
  /// It is gone with the last reference.
  ///
  /// - Throws: Nothing that a program has to expect: there is no disk.
  public convenience init(
    inMemory schema: Schema, options: Options = Options()
  ) throws(ConcordError) {
    try self.init(MemoryStorage(), schema: schema, options: options)
  }

  init(_ storage: any Storage, schema: Schema?, options: Options) throws(ConcordError) {
    let cache = FrameCache(budget: options.cacheBudget)
    let newest: (snapshot: Snapshot, generation: UInt64)
    do throws(ConcordError) {
      newest = try Self.newest(storage, cache, as: schema)
    } catch {
      guard case .notAnIndex = error, let schema else { throw error }
      let writer = try IndexWriter(
        storage, creatingWith: schema, options: options, cache: cache)
      writer.abandon()
      newest = try Self.newest(storage, cache, as: schema)
    }
    if let schema { try newest.snapshot.schema.require(schema, path: storage.path) }
    self.storage = storage
    self.options = options
    self.cache = cache
    published = PublishedState(newest.snapshot, newest.generation)
    merges = BackgroundMerges(storage, options, cache, published)
  }

  deinit {
    merges.stop()
  }

  /// The newest commit; `schema` has what the index only knows by name.
  private static func newest(
    _ storage: any Storage, _ cache: FrameCache, as schema: Schema?,
    knowing known: Snapshot? = nil
  ) throws(ConcordError) -> (snapshot: Snapshot, generation: UInt64) {
    let customs = CustomAnalysis(of: schema)
    return try Commit.readNewest(storage) { manifest throws(ConcordError) in
      let name = FileName.manifest(manifest.generation).text
      let schema = try Schema(decoding: manifest.schema, customs: customs, file: name)
      var segments: [OpenSegment] = []
      for entry in manifest.segments {
        segments.append(try OpenSegment(storage, entry, cache: cache, knowing: known))
      }
      return (
        Snapshot(
          schema: schema, segments: segments, attachment: manifest.attachment,
          analyzers: AnalyzerPool()),
        manifest.generation
      )
    }
  }

  /// Runs `changes` as one commit: durable once `write` returns, as if never begun if it throws,
  /// except for what ``IndexWriter/commit()`` has made durable before.
  ///
  /// - Throws: What `changes` throws; ``ConcordError/locked(path:holder:)`` if someone else is
  ///   writing.
  public func write<T>(_ changes: (inout IndexWriter) throws -> T) throws -> T {
    guard !published.isPoisoned else { throw ConcordError.poisoned(path: storage.path) }
    merges.writerBegins()
    defer { merges.writerEnds() }
    var writer = try IndexWriter(
      storage, creatingWith: nil, options: options, cache: cache, published: published,
      merges: merges)
    do {
      let result = try changes(&writer)
      try writer.commit()
      return result
    } catch {
      published.notePoison(error)
      writer.abandon()
      throw error
    }
  }

  /// The index as it is now.
  ///
  /// Later commits leave a snapshot as it was.
  ///
  /// Commits of other processes are seen after ``refresh()``.
  public func snapshot() -> Snapshot {
    published.snapshot
  }

  /// Looks for commits of other processes.
  ///
  /// - Throws: An error of the disk; the index is then as it was.
  /// - Complexity: lists the directory, and opens what is new.
  public func refresh() throws(ConcordError) {
    let known = snapshot()
    let newest = try Self.newest(storage, cache, as: known.schema, knowing: known)
    published.publish(newest.snapshot, newest.generation)
  }

  /// The first `limit` documents for `query` in an order, after the first `offset`: those with the
  /// best scores if nothing is said.
  ///
  /// ```swift
  /// try index.search(Query("summit"), sortedBy: .descending("date"), limit: 20, offset: 20)
  /// ```
  ///
  /// A search of ``snapshot()``, as it is now: for pages that agree with each other whatever is
  /// written meanwhile, keep a snapshot and search it.
  ///
  /// - Throws: As ``Snapshot/search(_:sortedBy:limit:offset:countingAll:scoring:limits:)-8f2bc``,
  ///   where the parameters are explained, too.
  public func search(
    _ query: Query, sortedBy order: SortOrder = .score, limit: Int = 10, offset: Int = 0,
    countingAll: Bool = false, scoring: BM25 = BM25(), limits: SearchLimits = SearchLimits()
  ) throws(ConcordError) -> Hits {
    try snapshot().search(
      query, sortedBy: order, limit: limit, offset: offset, countingAll: countingAll,
      scoring: scoring, limits: limits)
  }

  /// Merges until there are at most `count` segments, without deleted documents.
  ///
  /// - Parameters:
  ///   - count: How many segments to leave at most, at least 1.
  ///   - isReordering: Whether documents with the same words are put near each other, in each
  ///     segment. Its lists are then smaller and its searches faster; what they find and the scores
  ///     are the same, but documents with equal scores come in another order than that in which
  ///     they were added. All segments are written anew, and it takes twice as long as indexing.
  /// - Throws: ``ConcordError/locked(path:holder:)`` if another process writes, damage, or an error
  ///   of the disk. The index is then as it was.
  /// - Complexity: reads and writes what is merged; with 1, the whole index.
  public func merge(
    downTo count: Int = 1, reordering isReordering: Bool = false
  ) throws(ConcordError) {
    precondition(count > 0, "An index has one segment at least.")
    do {
      try write { writer in try writer.merge(downTo: count, reordering: isReordering) }
    } catch let error as ConcordError {
      throw error
    } catch {
      preconditionFailure("A writer throws nothing but ConcordError: \(error)")
    }
  }
}

extension SearchIndex {
  /// Does the merges that the policy asks for, and waits for those that are going on.
  ///
  /// They are done beside writers and searches anyway, so nobody has to call this; but a process
  /// that ends takes its merges with it, unfinished. Searches and writers may go on meanwhile.
  ///
  /// - Throws: What a merge could not do: ``ConcordError/locked(path:holder:)`` if another process
  ///   merges or writes, or an error of the disk. The index is then as it was.
  public func finishMerges() throws(ConcordError) {
    try merges.finish()
  }
}
