/// A directory that exists while a test runs, and that takes its files with it.
public struct TemporaryDirectory: ~Copyable {
  /// Where it is.
  public let path: String

  /// Makes an empty directory in TMPDIR, or else in /tmp.
  public init() throws(CannotMakeDirectory) {
    // Safe: the text of the environment is copied at once; `mkdtemp` writes within the template,
    // whose count it does not change, and answers with nil or the template itself.
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array((parent + "/concord-XXXXXX").utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw CannotMakeDirectory(errno: errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    remove(path)
  }

  /// Removes a file, or a directory and all that is in it.
  ///
  /// Links are not followed.
  private func remove(_ path: String) {
    // Safe: each entry is used before the next call of readdir, and the directory is closed once.
    if unsafe unlink(path) == 0 { return }
    if let directory = unsafe opendir(path) {
      while let entry = unsafe readdir(directory) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
        }
        if name != "." && name != ".." { remove(path + "/" + name) }
      }
      _ = unsafe closedir(directory)
    }
    _ = unsafe rmdir(path)
  }
}

/// The system refused to make a temporary directory.
public struct CannotMakeDirectory: Error {
  /// Why, as the system has it.
  public let errno: Int32
}
