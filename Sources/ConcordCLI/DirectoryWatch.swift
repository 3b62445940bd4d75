#if os(Linux)
  import ConcordCorpus
  import Glibc

  /// Tells that something in some directories has changed, by Linux's inotify.
  ///
  /// It does not tell what: whoever is told looks at the directories anew. So nothing is lost if
  /// the system's queue overflows, or if two changes look like one.
  struct DirectoryWatch: ~Copyable {
    private let descriptor: Int32
    /// The path under which each directory is watched, by inotify's number.
    private var paths: [Int32: String] = [:]

    init() throws(Failure) {
      // IN_NONBLOCK and IN_CLOEXEC are these two.
      descriptor = inotify_init1(Int32(O_NONBLOCK | O_CLOEXEC))
      guard descriptor >= 0 else {
        throw Failure("Directories cannot be watched: \(SystemCalls.message(errno)).")
      }
    }

    deinit { close(descriptor) }

    private static let changes: UInt32 =
      UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MODIFY) | UInt32(IN_CLOSE_WRITE)
      | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO) | UInt32(IN_ATTRIB) | UInt32(IN_DELETE_SELF)
      | UInt32(IN_MOVE_SELF)

    /// Watches directories, those that are watched already included; true if any was not.
    ///
    /// What changes in a new one before this returns goes unnoticed, so it must be looked at again.
    mutating func add(_ directories: [String]) throws(Failure) -> Bool {
      var areNew = false
      for path in directories {
        let number = unsafe inotify_add_watch(
          descriptor, path, Self.changes | UInt32(IN_ONLYDIR))
        if number < 0 {
          // It may be gone again, which its parent has told or will tell.
          if errno == ENOENT || errno == ENOTDIR || errno == EACCES { continue }
          throw Self.failure(path)
        }
        if paths.updateValue(path, forKey: number) != path { areNew = true }
      }
      return areNew
    }

    private static func failure(_ path: String) -> Failure {
      guard errno == ENOSPC else {
        return Failure("\(path) cannot be watched: \(SystemCalls.message(errno)).")
      }
      return Failure(
        """
        \(path) cannot be watched: there are more directories than the system allows.
        Raise the limit: sysctl fs.inotify.max_user_watches=1000000
        """)
    }

    /// Waits for a change, and returns whether there was one before the time was over or a signal
    /// came.
    mutating func wait(milliseconds: Int32) -> Bool {
      var request = pollfd(descriptor: descriptor)
      // Safe: the call reads and fills the one structure that it is given.
      guard unsafe poll(&request, 1, milliseconds) > 0 else { return false }
      return readEvents()
    }

    /// Reads all events that have come; true if one of them matters.
    private mutating func readEvents() -> Bool {
      // The largest event has a name of 255 bytes; this holds a thousand small ones.
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      var matters = false
      while true {
        // Safe: the call writes at most the bytes that it is told of.
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
          unsafe Glibc.read(descriptor, bytes.baseAddress, bytes.count)
        }
        guard count > 0 else { return matters }
        var events = buffer[..<count]
        while let event = WatchEvent(&events) {
          // The directory is gone; another one of its name would be a new one.
          if event.mask & UInt32(IN_IGNORED) != 0 { paths[event.number] = nil }
          matters = matters || event.matters
        }
      }
    }
  }

  /// One event of inotify: where, what, and the name of the file in the directory, if any.
  private struct WatchEvent {
    let number: Int32
    let mask: UInt32
    let name: ArraySlice<UInt8>

    /// Bytes of an event before the name: number, mask, cookie, and the bytes of the name.
    private static let headerByteCount = 16

    /// Takes an event off the front of bytes; nil if there is none.
    init?(_ bytes: inout ArraySlice<UInt8>) {
      guard bytes.count >= Self.headerByteCount else { return nil }
      func word(_ i: Int) -> UInt32 {
        // In the machine's own order, which is this one on every machine that Swift runs on.
        (0..<4).reduce(0) { $0 | UInt32(bytes[bytes.startIndex + 4 * i + $1]) << (8 * UInt32($1)) }
      }
      number = Int32(bitPattern: word(0))
      mask = word(1)
      let end = Self.headerByteCount + Int(word(3))
      name = bytes.prefix(end).dropFirst(Self.headerByteCount).prefix { $0 != 0 }
      bytes = bytes.dropFirst(end)
    }

    /// Whether a look at the directories may show something new.
    var matters: Bool {
      // Hidden files are not indexed, and neither is what has another kind of name; but anything
      // may be or become a directory or a link when names change.
      if name.first == UInt8(ascii: ".") { return false }
      if mask & (UInt32(IN_MODIFY) | UInt32(IN_CLOSE_WRITE)) != 0, !name.isEmpty {
        return ArticleFile.format(ofName: String(decoding: name, as: UTF8.self)) != nil
      }
      return mask & UInt32(IN_IGNORED) == 0
    }
  }

  extension pollfd {
    /// A request to wait for something to read.
    fileprivate init(descriptor: Int32) {
      self.init(fd: descriptor, events: Int16(POLLIN), revents: 0)
    }
  }
#else
  /// What stands in the place of inotify on other systems: tells that something may have changed,
  /// once a second.
  ///
  /// A look at the directories reads no file whose size and times are as they were. The kqueue of
  /// macOS would tell of names that come and go, but of a file that changes only to those who have
  /// it open, and articles are more than a process may open.
  struct DirectoryWatch: ~Copyable {
    /// Nanoseconds from one time to the next, if looking takes no tenth of them.
    private static let interval = 1_000_000_000

    /// When it tells next, and when it last did not wait any more, as ``SystemCalls/now()``.
    private var next = 0
    private var lastEnd = SystemCalls.now()

    init() throws(Failure) {}

    /// Watches all directories, so that none is new.
    mutating func add(_ directories: [String]) throws(Failure) -> Bool { false }

    /// Waits for the next time to look, and returns whether it came before the time was over or a
    /// signal came.
    mutating func wait(milliseconds: Int32) -> Bool {
      let start = SystemCalls.now()
      // Nine times as long as the last look took, so that a machine has time for other things.
      // A clock that was set back is no reason to wait for the time that it showed.
      next = start < lastEnd ? start : max(next, start + 9 * (start - lastEnd))
      let end = min(next, start + Int(milliseconds) * 1_000_000)
      if end > start { SystemCalls.sleep(nanoseconds: end - start) }
      lastEnd = SystemCalls.now()
      guard lastEnd >= next else { return false }
      next = lastEnd + Self.interval
      return true
    }
  }
#endif
