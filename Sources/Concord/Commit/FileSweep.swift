/// Deletes files that no commit needs.
///
/// Only the holder of the write lock sweeps. Readers are not disturbed: what they have open stays
/// readable, and a reader that comes too late to open a file starts again with the newer commit
/// (``Commit/readNewest(_:opening:)``). A file that cannot be deleted stays for the next sweep.
enum FileSweep {
  /// Deletes what writers that were killed have left behind, and older commits.
  ///
  /// For a writer that has just begun, since it spares no file that is still being written. The
  /// manifest must be durable, name and all. Of those, the files that a repair has marked get their
  /// new names.
  static func leftovers(
    of manifest: Manifest, under lock: borrowing WriteLock
  ) throws(ConcordError) {
    let names = try lock.storage.list().compactMap { FileName($0) }
    let leftovers = names.filter { isLeftover($0, of: manifest) }
    let marked = names.compactMap { if case .keep(let name) = $0 { name } else { nil } }
    delete(leftovers.filter { !marked.contains($0) }, lock.storage)
    setAside(marked.filter(leftovers.contains), lock.storage)
    for name in marked where !names.contains(name) {
      try? lock.storage.delete(FileName.keep(name).text)
    }
    // A merge that goes on holds its lock; without one, the file is what a killed one has left.
    if names.contains(.newMergedSegment), let merge = try? MergeLock(lock.storage) {
      merge.removeLeftover()
    }
  }

  /// Deletes the files of commit `old` that its successor `new` no longer needs.
  static func replaced(_ old: Manifest, by new: Manifest, under lock: borrowing WriteLock) {
    delete(Array(old.fileNames.subtracting(new.fileNames)), lock.storage)
  }

  /// True if a file of this name is of no use once `manifest` is durable.
  static func isLeftover(_ name: FileName, of manifest: Manifest) -> Bool {
    switch name {
    case .lock, .mergeLock, .newMergedSegment, .keep: false
    // A newer one cannot be, and if it is, it is not ours to delete.
    case .manifest(let generation): generation < manifest.generation
    case .newManifest: true
    case .segment, .liveDocs: !manifest.fileNames.contains(name)
    }
  }

  /// Gives damaged files the names under which they stay.
  private static func setAside(_ damaged: [FileName], _ storage: any Storage) {
    guard !damaged.isEmpty else { return }
    for name in damaged { try? storage.rename(name.text, to: name.damagedText) }
    // A mark must not be gone before the name that it protects; the next sweep finds it otherwise.
    guard (try? storage.syncDirectory()) != nil, let names = try? storage.list() else { return }
    for name in damaged where !names.contains(name.text) {
      try? storage.delete(FileName.keep(name).text)
    }
  }

  private static func delete(_ names: [FileName], _ storage: any Storage) {
    // Manifests go first: a reader that no longer finds one has nothing to start over.
    let isManifest = { (name: FileName) in if case .manifest = name { true } else { false } }
    for name in names.filter(isManifest) + names.filter({ !isManifest($0) }) {
      try? storage.delete(name.text)
    }
  }
}
