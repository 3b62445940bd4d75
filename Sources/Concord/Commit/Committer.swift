/// A writer's hold on an index: the write lock, the newest commit, and the names of new files.
///
///     var committer = try Committer(storage, creatingWith: schema)
///     let number = committer.newFileNumber()
///     // … write 7.segment, finish it …
///     try committer.commit(segments + [entry], generation: committer.newGeneration())
struct Committer: ~Copyable {
  /// The newest commit.
  private(set) var manifest: Manifest
  private let lock: WriteLock
  private var nextFileNumber: UInt64
  private var nextGeneration: UInt64
  /// Whether nobody can say what is on the disk, so that no more is written or deleted.
  private(set) var isPoisoned = false

  /// Takes the write lock and reads the newest commit; deletes what killed writers have left.
  ///
  /// If the directory is absent or empty, an index with the schema and no segments is made there,
  /// durably; without a schema, only what exists is opened. For an index that exists, comparing
  /// its schema is left to the caller.
  ///
  /// - Throws: ``ConcordError/notAnIndex`` if there is no index, or other files are where one
  ///   should be made; ``ConcordError/locked``.
  init(
    _ storage: any Storage, creatingWith schema: [UInt8]? = nil, isPatient: Bool = false
  ) throws(ConcordError) {
    // Looks before it locks: no file of ours is left in a directory of somebody else's.
    if try Self.isFresh(storage) {
      guard schema != nil else { throw .notAnIndex(path: storage.path) }
      try storage.createDirectory()
    }
    let lock = try WriteLock(storage, isPatient: isPatient)
    var names = try storage.list()
    if let schema, try Self.isFresh(storage) {
      try Self.makeFirstCommit(schema, names, under: lock)
      names = try storage.list()
    }
    let manifest = try Commit.readNewest(storage)
    // A writer may have died right after its rename, before it could sync. The name must be
    // durable before the files of the commit before it are deleted.
    try storage.syncDirectory()
    try FileSweep.leftovers(of: manifest, under: lock)
    self.init(manifest, lock, names)
  }

  private init(_ manifest: Manifest, _ lock: consuming WriteLock, _ names: [String]) {
    self.manifest = manifest
    self.lock = lock
    // Skips the numbers of files that were there, swept or not: names are never reused.
    let (number, generation) = Self.largestNumbers(names)
    nextFileNumber = max(manifest.nextFileNumber, number + 1)
    nextGeneration = max(manifest.generation, generation) + 1
  }

  /// The directory, for the files of the next commit.
  var storage: any Storage { lock.storage }

  /// A number for a new segment, never given out before.
  mutating func newFileNumber() -> UInt64 {
    defer { nextFileNumber += 1 }
    return nextFileNumber
  }

  /// A generation for the next commit and its live docs files, never given out before.
  ///
  /// A commit that fails uses its generation up.
  mutating func newGeneration() -> UInt64 {
    defer { nextGeneration += 1 }
    return nextGeneration
  }

  /// Makes `segments`, whose files are finished, the index.
  ///
  /// It is durable when this returns.
  ///
  /// After an error the index is the one before or, if the very last step failed, the new one;
  /// the committer knows that it cannot know, and refuses all further work.
  mutating func commit(
    _ segments: [SegmentEntry], schema: [UInt8], attachment: [UInt8] = [], generation: UInt64
  ) throws(ConcordError) {
    precondition(
      generation > manifest.generation && generation < nextGeneration,
      "The generation of a commit comes from newGeneration().")
    guard !isPoisoned else { throw .poisoned(path: storage.path) }
    let next = Manifest(
      generation: generation, nextFileNumber: nextFileNumber, schema: schema,
      attachment: attachment, segments: segments)
    do throws(ConcordError) {
      try Commit.write(next, under: lock)
    } catch {
      throw fail(error)
    }
    FileSweep.replaced(manifest, by: next, under: lock)
    manifest = next
  }

  /// Notes an error in the writing of segment files, and returns it.
  ///
  /// If it leaves the disk in doubt, this committer does no more commits.
  mutating func fail(_ error: ConcordError) -> ConcordError {
    if error.leavesDoubt { isPoisoned = true }
    return error
  }
}

extension Committer {
  /// True if an index could be made here: there is nothing, or what an attempt to do so has left.
  private static func isFresh(_ storage: any Storage) throws(ConcordError) -> Bool {
    let names: [String]
    do throws(ConcordError) {
      names = try storage.list()
    } catch {
      if error.isMissingFile { return true }
      throw error
    }
    if !Commit.generations(among: names).isEmpty { return false }
    // The first manifest comes before the first segment. Segments without a manifest were an
    // index once; making a new one there would delete what can perhaps be mended.
    let isFresh = names.allSatisfy { name in
      switch FileName(name) {
      case .lock, .mergeLock, .newManifest: true
      case .segment, .newMergedSegment, .liveDocs, .manifest, .keep, nil: false
      }
    }
    guard isFresh else { throw .notAnIndex(path: storage.path) }
    return true
  }

  private static func makeFirstCommit(
    _ schema: [UInt8], _ names: [String], under lock: borrowing WriteLock
  ) throws(ConcordError) {
    let first = Manifest(
      generation: largestNumbers(names).generation + 1, nextFileNumber: 1, schema: schema,
      segments: [])
    try Commit.write(first, under: lock)
  }

  /// The largest segment number and the largest generation in these names, 0 without any.
  static func largestNumbers(_ names: [String]) -> (number: UInt64, generation: UInt64) {
    var largest: (number: UInt64, generation: UInt64) = (0, 0)
    for name in names {
      switch FileName(name) {
      case .segment(let number):
        largest.number = max(largest.number, number)
      case .liveDocs(let number, let generation):
        largest.number = max(largest.number, number)
        largest.generation = max(largest.generation, generation)
      case .manifest(let generation), .newManifest(let generation):
        largest.generation = max(largest.generation, generation)
      case .lock, .mergeLock, .newMergedSegment, .keep, nil:
        break
      }
    }
    return largest
  }
}
