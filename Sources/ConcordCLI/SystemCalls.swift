// What the tool asks of the operating system. The tool's unsafe code is here and in Monitor.swift.

#if canImport(Dispatch)
  // Some of the structures below are also in its headers, by which Swift then knows them.
  import Dispatch
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The calls of the operating system that the tool needs beside those of the libraries.
enum SystemCalls {
  /// Writes all of `bytes`; returns 0, or the number of the error.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    // Safe: the pointer is not used outside the closure, nor past the count.
    unsafe bytes.withUnsafeBytes { buffer in
      var rest = unsafe buffer[...]
      while unsafe !rest.isEmpty {
        let count = unsafe writeBytes(descriptor, UnsafeRawBufferPointer(rebasing: rest))
        if count > 0 {
          unsafe rest = rest.dropFirst(count)
        } else if count == 0 {
          // Never seen; going round again could be for ever.
          return EIO
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }

  private static func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    // Safe: the pointer and the count are those of one buffer, and `write` only reads it.
    #if canImport(Glibc)
      unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      unsafe Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      unsafe Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  /// The next bytes of `descriptor`, up to 1,024, once there are any; none at its end.
  static func readSome(of descriptor: Int32) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 1_024)
    while true {
      // Safe: the call writes no more than the count it is told.
      let count = unsafe read(descriptor, &buffer, buffer.count)
      if count > 0 { return Array(buffer[..<count]) }
      if count == 0 || errno != EINTR { return [] }
    }
  }

  /// A pipe, by its descriptors; nil if there are none left.
  static func pipe() -> (reading: Int32, writing: Int32)? {
    var ends: [Int32] = [0, 0]
    // Safe: the call fills two numbers, for which there is room.
    #if canImport(Glibc)
      let status = unsafe Glibc.pipe(&ends)
    #elseif canImport(Musl)
      let status = unsafe Musl.pipe(&ends)
    #else
      let status = unsafe Darwin.pipe(&ends)
    #endif
    return status == 0 ? (ends[0], ends[1]) : nil
  }

  /// Makes a write to a closed pipe, or beyond the limit on the size of files, an error of that
  /// write, in place of the end of the process.
  static func ignoreRefusedWrites() {
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
  }

  /// Runs `handler` at the first Ctrl-C or request to end; the second ends the process at once.
  ///
  /// `handler` may do no more than what a signal handler may.
  static func onInterruption(_ handler: @convention(c) (Int32) -> Void) {
    for number in [SIGINT, SIGTERM] { _ = signal(number, handler) }
    // Whoever started this process may have blocked them for a thread of its own, and so for us.
    unblock([SIGINT, SIGTERM])
  }

  /// Lets signals come to this thread.
  private static func unblock(_ numbers: [Int32]) {
    var set = sigset_t()
    // Safe: the calls fill and read the set that they are given, and answer with nothing else.
    _ = unsafe sigemptyset(&set)
    for number in numbers { _ = unsafe sigaddset(&set, number) }
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// Ends the process as the signal would have, so that who waits for it learns why.
  static func end(bySignal number: Int32) {
    restoreDefault(ofSignal: number)
    unblock([number])
    _ = raise(number)
  }

  /// What a signal is answered with.
  typealias SignalHandler = @convention(c) (Int32) -> Void

  /// Lets Ctrl-C do nothing, and returns what it did.
  static func ignoreInterruptions() -> SignalHandler? {
    signal(SIGINT, SIG_IGN)
  }

  /// Lets Ctrl-C do what it did before.
  static func restoreInterruptions(_ handler: SignalHandler?) {
    _ = signal(SIGINT, handler)
  }

  /// Lets the signal end the process the next time.
  static func restoreDefault(ofSignal number: Int32) {
    _ = signal(number, SIG_DFL)
  }

  /// Waits so many nanoseconds, or until a signal comes.
  static func sleep(nanoseconds: Int) {
    var time = timespec(
      tv_sec: nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
    // Safe: the call reads the structure, and is given no place for the rest of the time.
    _ = unsafe nanosleep(&time, nil)
  }

  /// Ends the process.
  static func exit(_ status: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(status)
    #elseif canImport(Musl)
      Musl.exit(status)
    #else
      Darwin.exit(status)
    #endif
  }

  /// Whether a person reads (or types) at `descriptor`.
  static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
  }

  /// The rows and columns of the terminal at `descriptor`; nil if it is none or does not say.
  static func terminalSize(_ descriptor: Int32) -> (rows: Int, columns: Int)? {
    var size = winsize()
    // Safe: this request fills the structure it is given and nothing else.
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return (Int(size.ws_row), Int(size.ws_col))
  }

  /// A variable of the environment; nil if it is not set or empty.
  static func environment(_ name: String) -> String? {
    rawEnvironment(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A variable of the environment; nil if it is not set.
  static func rawEnvironment(_ name: String) -> String? {
    // Safe: the text is copied at once, and nothing in this process changes the environment.
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// Nanoseconds since 1970, as the times of files count them.
  static func now() -> Int {
    var time = timespec()
    // Safe: the call fills the structure it is given.
    _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// How many processors there are, at least 1.
  static func processorCount() -> Int {
    max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// The path without links that `path` stands for; nil if there is nothing there.
  static func realPath(_ path: String) -> String? {
    // Safe: with a null buffer realpath allocates its result, which is copied and freed here.
    guard let result = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(result) }
    return unsafe String(validatingCString: result)
  }

  /// The bytes that the files in a directory have together; 0 if it cannot be read.
  static func byteCount(ofDirectory path: String) -> Int {
    guard let directory = unsafe opendir(path) else { return 0 }
    // Safe: the directory is open, and closed exactly once.
    defer { _ = unsafe closedir(directory) }
    var sum = 0
    while let entry = unsafe readdir(directory) {
      var status = stat()
      // Safe: the entry is valid until the next call of readdir, its name ends in a zero byte,
      // and fstatat fills the structure it is given.
      let isKnown = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
        unsafe fstatat(
          dirfd(directory), UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self), &status,
          AT_SYMLINK_NOFOLLOW) == 0
      }
      if isKnown, status.st_mode & S_IFMT == S_IFREG { sum += Int(status.st_size) }
    }
    return sum
  }

  /// The number of an error of the system.
  struct SystemError: Error {
    let number: Int32
  }

  /// The bytes of a file, or why they cannot be read.
  static func contents(ofFile path: String) -> Result<[UInt8], SystemError> {
    // Safe: the path is a C string for the length of the call.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(SystemError(number: errno)) }
    defer { _ = close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      // Safe: the call writes no more than the count it is told.
      let count = unsafe read(descriptor, &buffer, buffer.count)
      if count == 0 { return .success(bytes) }
      if count > 0 {
        bytes += buffer[..<count]
      } else if errno != EINTR {
        return .failure(SystemError(number: errno))
      }
    }
  }

  /// Writes a file, in place of one that is there; returns 0, or the number of the error.
  static func write(_ bytes: [UInt8], toFile path: String) -> Int32 {
    // Safe: the path is a C string for the length of the call.
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return errno }
    let number = write(bytes, to: descriptor)
    // A disk that is full may say so only now.
    return close(descriptor) == 0 || number != 0 ? number : errno
  }

  /// The system's words for an error.
  static func message(_ number: Int32) -> String {
    // No system has a message of more than 200 bytes; a longer one would be cut.
    var buffer = [CChar](repeating: 0, count: 256)
    // Safe: the call writes no more than the count it is told, with a zero at the end.
    guard unsafe strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: text, as: UTF8.self)
  }
}
