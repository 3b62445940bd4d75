/// The right to change an index: one holder per directory, in this process and all others.
///
/// It is a lock of the kernel on the file `lock`, so it ends with its holder, however that dies;
/// a lock file that is merely there means nothing. Functions that only the holder may call take
/// the lock as an argument, to prove it.
struct WriteLock: ~Copyable {
  /// The directory that is locked.
  let storage: any Storage
  private let file: OpenFile

  /// Takes the lock at once, or fails with ``ConcordError/locked``, which names the holder.
  init(_ storage: any Storage) throws(ConcordError) {
    file = try storage.lock(FileName.lock.text)
    self.storage = storage
  }

  deinit {
    storage.close(file)
  }
}
