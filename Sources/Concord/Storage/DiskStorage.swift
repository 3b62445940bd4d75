#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A directory on disk.
///
/// All system calls on files of an index are here (and `pread` in ``InputFile``). Errors carry the
/// name of the call as the system's manual has it.
struct DiskStorage: Storage {
  let path: String

  /// The directory at `path`, which need not exist yet.
  init(path: String) {
    self.path = path
  }

  func createDirectory() throws(ConcordError) {
    // Who may read and write what is left to the user's umask, here and in `create`.
    let isNew = unsafe mkdir(path, 0o777) == 0
    guard isNew || errno == EEXIST else { throw failure("mkdir", path) }
    // The directory above is synced even if this one is not new: a process that made it may have
    // died before it could do so. `path/..` is right for links too.
    do {
      try syncDirectory(at: path + "/..")
    } catch .system("open", _, EACCES) where !isNew {
      // It was made by somebody with other rights, who answers for it.
    }
  }

  func list() throws(ConcordError) -> [String] {
    guard let directory = unsafe opendir(path) else { throw failure("opendir", path) }
    // Safe: `directory` is open, and is closed exactly once, when this function returns.
    defer { _ = unsafe closedir(directory) }
    var names: [String] = []
    while true {
      // The end and an error look alike but for errno.
      errno = 0
      guard let entry = unsafe readdir(directory) else { break }
      // Safe: `entry` is valid until the next call of readdir, and its name ends in a zero byte.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name != "." && name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw failure("readdir", path) }
    return names
  }

  func open(_ name: String) throws(ConcordError) -> InputFile {
    let path = path(of: name)
    // A link or a pipe that somebody put here must neither lead us away nor make us wait.
    let descriptor = try openDescriptor(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let error = failure("fstat", path)
      closeDescriptor(descriptor)
      throw error
    }
    guard status.st_mode & S_IFMT == S_IFREG, let count = Int(exactly: status.st_size) else {
      closeDescriptor(descriptor)
      throw .corrupt(file: name, offset: 0, reason: "it is not a regular file")
    }
    return InputFile(name: name, path: path, descriptor: descriptor, count: count)
  }

  func byteCount(of name: String) throws(ConcordError) -> Int {
    let path = path(of: name)
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { throw failure("lstat", path) }
    return Int(status.st_size)
  }

  func create(_ name: String) throws(ConcordError) -> OpenFile {
    let descriptor = try openDescriptor(path(of: name), O_WRONLY | O_CREAT | O_EXCL)
    return OpenFile(name: name, descriptor: Int(descriptor))
  }

  func write(_ bytes: RawSpan, to file: OpenFile) throws(ConcordError) {
    let descriptor = Int32(truncatingIfNeeded: file.descriptor)
    var written = 0
    while written < bytes.byteCount {
      // One call writes less than 2 GiB on every system; the loop does the rest.
      let end = min(bytes.byteCount, written + (1 << 30))
      // Safe: the buffer is not empty, lives as long as the closure, and `write` only reads it.
      let count = unsafe bytes.extracting(written..<end).withUnsafeBytes { buffer in
        unsafe writeBytes(descriptor, buffer)
      }
      if count > 0 {
        written += count
      } else if count == 0 {
        // Never seen for a file; going round again could be for ever.
        throw .system(call: "write", path: path(of: file.name), errno: EIO)
      } else if errno != EINTR {
        throw failure("write", path(of: file.name))
      }
    }
  }

  func sync(_ file: OpenFile) throws(ConcordError) {
    try syncDescriptor(Int32(truncatingIfNeeded: file.descriptor), path(of: file.name))
  }

  func close(_ file: OpenFile) {
    closeDescriptor(Int32(truncatingIfNeeded: file.descriptor))
  }

  func rename(_ name: String, to newName: String) throws(ConcordError) {
    let target = path(of: newName)
    // Two calls rather than RENAME_NOREPLACE, which not every file system has; nobody can come
    // between them, since only the holder of the write lock renames.
    var status = stat()
    if unsafe lstat(target, &status) == 0 {
      throw .system(call: "rename", path: target, errno: EEXIST)
    }
    guard errno == ENOENT else { throw failure("lstat", target) }
    guard renameFile(path(of: name), target) == 0 else { throw failure("rename", target) }
  }

  func delete(_ name: String) throws(ConcordError) {
    let path = path(of: name)
    guard unsafe unlink(path) == 0 else { throw failure("unlink", path) }
  }

  func syncDirectory() throws(ConcordError) {
    try syncDirectory(at: path)
  }

  func lock(_ name: String) throws(ConcordError) -> OpenFile {
    let descriptor = try openDescriptor(path(of: name), O_RDWR | O_CREAT | O_NOFOLLOW)
    // `flock` belongs to this opening of the file, so that it also keeps out a second writer of
    // the same process, which the older `fcntl` locks would let in.
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      defer { closeDescriptor(descriptor) }
      guard code == EWOULDBLOCK else {
        throw .system(call: "flock", path: path(of: name), errno: code)
      }
      throw .locked(path: path, holder: holder(descriptor))
    }
    writeHolder(descriptor)
    return OpenFile(name: name, descriptor: Int(descriptor))
  }
}

extension DiskStorage {
  /// Who holds the lock, as a phrase: the file's text is a process number, if all is well.
  private func holder(_ descriptor: Int32) -> String {
    // The longest process number, 2²² on Linux and 2³¹ anywhere, has ten digits.
    var text = [UInt8](repeating: 0, count: 16)
    // Safe: `pread` writes at most the 16 bytes that it is told of.
    let count = unsafe text.withUnsafeMutableBytes { buffer in
      unsafe pread(descriptor, buffer.baseAddress, buffer.count, 0)
    }
    let digits = text.prefix(max(count, 0)).prefix { (0x30...0x39).contains($0) }
    if digits.isEmpty { return "another process" }
    return "process " + String(decoding: digits, as: UTF8.self)
  }

  /// Leaves this process's number in the lock file.
  ///
  /// It only serves an error message, so a full disk is no reason to refuse the lock.
  private func writeHolder(_ descriptor: Int32) {
    let text = Array("\(getpid())\n".utf8)
    guard ftruncate(descriptor, 0) == 0 else { return }
    // Safe: `pwrite` only reads the bytes, which live as long as the closure.
    _ = unsafe text.withUnsafeBytes { buffer in
      unsafe pwrite(descriptor, buffer.baseAddress, buffer.count, 0)
    }
  }

  private func path(of name: String) -> String {
    precondition(!name.isEmpty && !name.utf8.contains(UInt8(ascii: "/")), "A name has no slash.")
    return path + "/" + name
  }

  private func openDescriptor(_ path: String, _ flags: Int32) throws(ConcordError) -> Int32 {
    while true {
      let descriptor = openFile(path, flags | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return descriptor }
      guard errno == EINTR else { throw failure("open", path) }
    }
  }

  /// Closes once and only once: after an interruption the descriptor is free all the same, and
  /// may already be somebody else's.
  private func closeDescriptor(_ descriptor: Int32) {
    _ = closeFile(descriptor)
  }

  /// Whatever keeps it from syncing is a failed sync: a commit whose manifest has its name already
  /// must not take itself for one that has never happened, and delete its files.
  private func syncDirectory(at path: String) throws(ConcordError) {
    let descriptor: Int32
    do throws(ConcordError) {
      descriptor = try openDescriptor(path, O_RDONLY | O_DIRECTORY)
    } catch .system(_, let path, let errno) {
      throw .system(call: "fsync", path: path, errno: errno)
    }
    defer { closeDescriptor(descriptor) }
    try syncDescriptor(descriptor, path)
  }

  /// Any failure is final, an interruption too: see ``Storage/sync(_:)``.
  private func syncDescriptor(_ descriptor: Int32, _ path: String) throws(ConcordError) {
    #if canImport(Darwin)
      // Here fsync leaves the bytes in the drive's own memory.
      guard fcntl(descriptor, F_FULLFSYNC) == 0 else { throw failure("fsync", path) }
    #else
      guard fsync(descriptor) == 0 else { throw failure("fsync", path) }
    #endif
  }

  private func failure(_ call: String, _ path: String) -> ConcordError {
    .system(call: call, path: path, errno: errno)
  }
}

extension DiskStorage {
  /// The system's own words for an error number, for any thread.
  static func message(of errno: Int32) -> String {
    // No system has a message of more than 200 bytes; a longer one would be cut.
    var buffer = [CChar](repeating: 0, count: 256)
    // Safe: the call writes no more than the byte count it is told, with a zero at the end.
    guard unsafe strerror_r(errno, &buffer, buffer.count) == 0 else { return "error \(errno)" }
    let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: text, as: UTF8.self)
  }
}

// The system's functions whose names are hidden by methods of the same name.

private func openFile(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
  unsafe open(path, flags, mode)
}

private func closeFile(_ descriptor: Int32) -> Int32 {
  close(descriptor)
}

private func renameFile(_ path: String, _ newPath: String) -> Int32 {
  unsafe rename(path, newPath)
}

private func writeBytes(_ descriptor: Int32, _ buffer: UnsafeRawBufferPointer) -> Int {
  unsafe write(descriptor, buffer.baseAddress, buffer.count)
}
