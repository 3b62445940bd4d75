#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How a list of segments becomes the index, all of it or nothing, and how it is found again.
///
/// The segments' own files were written and synced before (``OutputFile/finish()``). Then:
///
/// 1. sync the directory, so that the segments' names are durable;
/// 2. write `manifest-12.new` and sync it;
/// 3. rename it to `manifest-12`: from here on, readers see the commit;
/// 4. sync the directory: from here on, the commit survives a power cut.
///
/// Before step 3 the index is the one before; a failure between 3 and 4 leaves either the one or
/// the other, whole. The files of older commits are deleted after step 4 only.
///
/// Format: IndexFormat.md, section 11.
enum Commit {
  /// Makes `manifest` the index.
  ///
  /// Its segments' files are finished.
  ///
  /// After an error, ``ConcordError/leavesDoubt`` tells whether the writer must give up.
  static func write(_ manifest: Manifest, under lock: borrowing WriteLock) throws(ConcordError) {
    let storage = lock.storage
    let newName = FileName.newManifest(manifest.generation).text
    try storage.syncDirectory()
    var file = try OutputFile(storage, name: newName)
    try file.append(manifest.encoded())
    try file.finish()
    try storage.rename(newName, to: FileName.manifest(manifest.generation).text)
    try storage.syncDirectory()
  }

  /// The newest commit, and what `open` makes of it: as a rule, all its segments, open.
  ///
  /// Readers take no lock. A writer may delete an older commit's files while a reader is between
  /// its manifest and its segments; then a newer manifest is there for certain, and the reader
  /// starts again with that. Once a file is open, deleting it does no harm. So `open` must let
  /// errors for missing files out as they are, and may be called several times.
  ///
  /// - Throws: ``ConcordError/notAnIndex`` if there is no commit, ``ConcordError/corrupt`` if the
  ///   newest one is damaged. An older one never takes its place: a crash cannot leave a damaged
  ///   manifest behind, so something else has happened, which the user must know.
  static func readNewest<Opened>(
    _ storage: any Storage, opening open: (Manifest) throws(ConcordError) -> Opened
  ) throws(ConcordError) -> Opened {
    var generation = try newestGeneration(storage)
    while true {
      do throws(ConcordError) {
        return try open(try read(generation, storage))
      } catch {
        guard error.isMissingFile else { throw error }
        let newest = try newestGeneration(storage)
        guard newest > generation else {
          throw .corrupt(
            file: FileName.manifest(generation).text, offset: 0,
            reason: "a file that it lists is missing (\(error))")
        }
        generation = newest
      }
    }
  }

  /// The newest commit.
  static func readNewest(_ storage: any Storage) throws(ConcordError) -> Manifest {
    try readNewest(storage) { manifest throws(ConcordError) in manifest }
  }

  /// The manifest of one commit.
  static func read(
    _ generation: UInt64, _ storage: any Storage
  ) throws(ConcordError) -> Manifest {
    let name = FileName.manifest(generation).text
    let file = try storage.open(name)
    try Manifest.checkSize(of: file)
    let bytes = try file.bytes()
    let manifest = try Manifest(decoding: bytes.rawBytes, file: name)
    guard manifest.generation == generation else {
      throw .corrupt(
        file: name, offset: 16, reason: "it is the manifest of commit \(manifest.generation)")
    }
    return manifest
  }

  /// The commits whose manifests are among files of these names, in no particular order.
  static func generations(among names: [String]) -> [UInt64] {
    names.compactMap { name in
      if case .manifest(let generation) = FileName(name) { generation } else { nil }
    }
  }

  /// The generation of the newest manifest.
  private static func newestGeneration(_ storage: any Storage) throws(ConcordError) -> UInt64 {
    // A listing is no snapshot: it can miss the new manifest, made behind its back, and the old
    // one, deleted ahead of it. That takes a whole commit within one listing; ten in a row do not
    // happen.
    for _ in 0..<10 {
      let names: [String]
      do throws(ConcordError) {
        names = try storage.list()
      } catch {
        throw error.isMissingFile ? .notAnIndex(path: storage.path) : error
      }
      if let newest = generations(among: names).max() { return newest }
      // No writer was ever here.
      if !names.contains(FileName.lock.text) { break }
    }
    throw .notAnIndex(path: storage.path)
  }
}

extension ConcordError {
  /// True if a file or directory is not there.
  var isMissingFile: Bool {
    if case .system(_, _, ENOENT) = self { true } else { false }
  }

  /// True if nobody can say what is on the disk now: a sync or a rename has failed.
  ///
  /// The writer then refuses all further work (``Committer/fail(_:)``), since a second sync would
  /// report success for bytes that are lost.
  var leavesDoubt: Bool {
    if case .system(let call, _, _) = self { call == "fsync" || call == "rename" } else { false }
  }
}
