// All that this module asks of the operating system, and the only file that calls it.
//
// Files are opened from the corpus's own directory downwards, one part of the path at a time, each
// with O_NOFOLLOW: no link that is put in the way between listing and reading leads elsewhere.
// O_NONBLOCK keeps the opening of a named pipe from waiting for a writer.

import Glibc

/// What a path leads to.
enum FileKind: Hashable {
  case file, directory, link, namedPipe, socket, device

  /// The kind, for people.
  var name: String {
    switch self {
    case .file: "file"
    case .directory: "directory"
    case .link: "symbolic link"
    case .namedPipe: "named pipe"
    case .socket: "socket"
    case .device: "device"
    }
  }
}

/// What the file system knows of a file.
struct FileStatus: Hashable {
  var kind: FileKind
  var byteCount: Int
  /// Nanoseconds since 1970.
  var modified: Int
  var device: UInt64
  var inode: UInt64

  fileprivate init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .directory
    case S_IFLNK: kind = .link
    case S_IFIFO: kind = .namedPipe
    case S_IFSOCK: kind = .socket
    default: kind = .device
    }
    byteCount = Int(status.st_size)
    // Wraps in the year 2262; a wrong stamp only means that the file is read again.
    modified = Int(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int(status.st_mtim.tv_nsec)
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }
}

/// An open file or directory, closed when it is let go.
struct FileDescriptor: ~Copyable {
  private let number: Int32

  private init(_ number: Int32) { self.number = number }

  deinit { _ = close(number) }

  /// Opens `path`, which the user named, links and all.
  static func open(_ path: String) throws(SkipReason) -> FileDescriptor {
    let number = unsafe Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else { throw failure("open") }
    return FileDescriptor(number)
  }

  /// Standard input, under a number of its own.
  static func standardInput() throws(SkipReason) -> FileDescriptor {
    let number = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
    guard number >= 0 else { throw failure("fcntl") }
    return FileDescriptor(number)
  }

  /// Opens `name` in this directory; links are refused, pipes do not block.
  func open(_ name: String) throws(SkipReason) -> FileDescriptor {
    // Safe: the string is a C string for the length of the call.
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let opened = unsafe openat(number, name, flags)
    guard opened >= 0 else {
      if errno == ELOOP { throw .link }
      throw failure("open")
    }
    return FileDescriptor(opened)
  }

  /// Opens the file at a relative path without links, one part after another.
  func open(path: String) throws(SkipReason) -> FileDescriptor {
    let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    // A path that climbs is no path of a listing.
    guard let first = parts.first, !parts.contains(".."), !path.utf8.contains(0) else {
      throw .linkLeavesCorpus
    }
    var current = try open(first)
    for part in parts.dropFirst() {
      let next = try current.open(part)
      current = next
    }
    return current
  }

  /// What the file system knows of the open file.
  func status() throws(SkipReason) -> FileStatus {
    var result = stat()
    // Safe: fstat fills the structure it is given.
    guard unsafe fstat(number, &result) == 0 else { throw failure("fstat") }
    return FileStatus(result)
  }

  /// What the file system knows of `name` in this directory; a link is not followed.
  func status(of name: String) throws(SkipReason) -> FileStatus {
    var result = stat()
    // Safe: fstatat fills the structure it is given; the string is a C string for the call.
    guard unsafe fstatat(number, name, &result, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw failure("stat")
    }
    return FileStatus(result)
  }

  /// Fills `buffer` from `start` on and returns how many bytes came: 0 at the end of the file.
  func read(into buffer: inout [UInt8], from start: Int) throws(SkipReason) -> Int {
    precondition(start >= 0 && start < buffer.count, "there is room to read into")
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        // Safe: start < count, so the range lies within the buffer.
        unsafe Glibc.read(number, bytes.baseAddress.map { unsafe $0 + start }, bytes.count - start)
      }
      if count >= 0 { return count }
      if errno != EINTR { throw failure("read") }
    }
  }

  /// Goes back to the first byte.
  func rewind() throws(SkipReason) {
    if lseek(number, 0, SEEK_SET) != 0 { throw failure("lseek") }
  }

  /// The names in this directory, as bytes, in no order; without `.` and `..`.
  func names() throws(SkipReason) -> [[UInt8]] {
    // closedir closes its descriptor, so it gets one of its own.
    let own = fcntl(number, F_DUPFD_CLOEXEC, 0)
    guard own >= 0 else { throw failure("fcntl") }
    guard let stream = unsafe fdopendir(own) else {
      let reason = failure("opendir")
      _ = close(own)
      throw reason
    }
    defer { _ = unsafe closedir(stream) }
    // A duplicate shares its place in the directory with its original.
    unsafe rewinddir(stream)
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw failure("readdir") }
        return names
      }
      // Safe: d_name ends with NUL, and is copied before the next call of readdir.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { start in
        let bytes = unsafe UnsafeRawPointer(start)
        return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: strlen(bytes)))
      }
      if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
    }
  }
}

/// The path without links that `path` stands for.
func realPath(_ path: String) throws(SkipReason) -> String {
  guard !path.utf8.contains(0) else { throw .system(call: "open", message: "the path has a NUL") }
  // Safe: with a null buffer realpath allocates its result, which is copied and freed here.
  guard let result = unsafe realpath(path, nil) else { throw failure("open") }
  defer { unsafe free(result) }
  guard let text = unsafe String(validatingCString: result) else { throw .nameNotUTF8 }
  return text
}

/// The reason why the last call failed, which `errno` holds.
private func failure(_ call: String) -> SkipReason {
  let number = errno
  var buffer = [CChar](repeating: 0, count: 256)
  let message = unsafe buffer.withUnsafeMutableBufferPointer { room -> String in
    guard let base = room.baseAddress else { return "" }
    // Safe: strerror_r writes at most `count` bytes and ends them with NUL.
    guard unsafe strerror_r(number, base, room.count) == 0 else { return "error \(number)" }
    return unsafe String(cString: base)
  }
  return .system(call: call, message: message)
}
