/// A directory of files: the only door from the index to the operating system.
///
/// Writing a file takes `create`, any number of `write`s, `sync`, `close`, in this order; it is in
/// the directory for certain, whatever happens to the power, after `syncDirectory`. Everything
/// that writes does so through ``OutputFile``. Names are plain: no slash in them.
///
/// Two implementations do the same thing to disk and memory; a third, in the tests, fails on
/// purpose and forgets what was not synced.
protocol Storage: Sendable {
  /// Where the files are, for error messages.
  var path: String { get }

  /// Makes the directory if there is none, durably. The directory above it must exist.
  func createDirectory() throws(ConcordError)

  /// The names of all files, in no particular order.
  func list() throws(ConcordError) -> [String]

  /// The whole file, for reading. It stays readable after it is deleted.
  func open(_ name: String) throws(ConcordError) -> InputFile

  /// How many bytes the file has.
  func byteCount(of name: String) throws(ConcordError) -> Int

  /// Makes a new, empty file for writing. Fails with `EEXIST` if the name is taken.
  func create(_ name: String) throws(ConcordError) -> OpenFile

  /// Appends all of `bytes`.
  func write(_ bytes: RawSpan, to file: OpenFile) throws(ConcordError)

  /// Returns once the file's bytes would survive a power cut.
  ///
  /// A failed sync must never be tried again: the system may have dropped the bytes that it could
  /// not write and would then report success (A. Rebello et al., "Can Applications Recover from
  /// fsync Failures?", USENIX ATC 2020). Write a new file instead.
  func sync(_ file: OpenFile) throws(ConcordError)

  /// Gives the file back. After a successful `sync` there is nothing left that could fail.
  func close(_ file: OpenFile)

  /// Renames a file, at once for everybody who looks. Fails with `EEXIST` if the new name is
  /// taken: nothing in an index is ever overwritten.
  func rename(_ name: String, to newName: String) throws(ConcordError)

  /// Removes a file. Whoever has it open can go on reading.
  func delete(_ name: String) throws(ConcordError)

  /// Returns once all creations, renames and deletions so far would survive a power cut.
  func syncDirectory() throws(ConcordError)

  /// Takes the lock that the file `name` stands for, or fails with ``ConcordError/locked`` at
  /// once. `close` gives it back; so does the end of the process, however it ends.
  func lock(_ name: String) throws(ConcordError) -> OpenFile
}

/// A file that is being written, or a lock that is held: a ticket for the storage that gave it.
struct OpenFile: Sendable {
  /// The file's name when it was opened.
  let name: String
  /// What the storage knows the file by: on disk, its descriptor.
  let descriptor: Int
}
