#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The right to change an index: one holder per directory, in this process and all others.
///
/// It is a lock of the kernel on the file `lock`, so it ends with its holder, however that dies;
/// a lock file that is merely there means nothing. Functions that only the holder may call take
/// the lock as an argument, to prove it.
struct WriteLock: ~Copyable {
  /// Times that a patient writer asks for the lock, and microseconds in between: half a second,
  /// for the commit of a merge takes milliseconds and is nothing to complain of.
  private static let attemptCount = 50
  private static let pause: UInt32 = 10_000

  /// The directory that is locked.
  let storage: any Storage
  private let file: OpenFile

  /// Takes the lock, or fails with ``ConcordError/locked``, which names the holder; at once, or
  /// after half a second if that is worth waiting for.
  init(_ storage: any Storage, isPatient: Bool = false) throws(ConcordError) {
    self.storage = storage
    for _ in 1..<(isPatient ? Self.attemptCount : 1) {
      do throws(ConcordError) {
        file = try storage.lock(FileName.lock.text)
        return
      } catch .locked {
        usleep(Self.pause)
      }
    }
    file = try storage.lock(FileName.lock.text)
  }

  deinit {
    storage.close(file)
  }
}

/// The right to merge segments beside the writers: one holder per directory, as with ``WriteLock``.
///
/// It protects the file `merged.new`, which is no segment yet: to make it one takes the write lock.
final class MergeLock: Sendable {
  /// The directory that is locked.
  let storage: any Storage
  private let file: OpenFile

  /// Takes the lock at once, or fails with ``ConcordError/locked``.
  init(_ storage: any Storage) throws(ConcordError) {
    file = try storage.lock(FileName.mergeLock.text)
    self.storage = storage
  }

  /// Deletes what a merge has left that did not come to its end.
  func removeLeftover() {
    try? storage.delete(FileName.newMergedSegment.text)
  }

  deinit {
    storage.close(file)
  }
}
