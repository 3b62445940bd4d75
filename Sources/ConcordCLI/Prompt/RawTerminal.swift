import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The terminal while a program has all of it: keys come one by one and are not shown, and what was
/// on the screen is back afterwards.
final class RawTerminal: Sendable {
  /// A second screen (xterm's, which all terminals of today know) and back.
  private static let enter = "\u{1B}[?1049h"
  private static let leave = "\u{1B}[?1049l"

  /// What happens at a terminal.
  enum Event {
    /// Keys were pressed that sent these bytes.
    case keys([UInt8])
    /// There are other rows and columns than before.
    case resized
    /// The terminal is gone.
    case end
  }

  private let settings: termios
  /// Can be read once the size has changed.
  private let resizing: Int32
  private let isTaken = Mutex(false)

  private init(_ settings: termios, resizing: Int32) {
    self.settings = settings
    self.resizing = resizing
  }

  /// Runs `body` with the terminal, and gives it back however that ends, also if a signal ends the
  /// process.
  ///
  /// - Throws: ``Failure`` if standard input is no terminal, and what `body` throws.
  static func use(_ body: (RawTerminal) throws -> Void) throws {
    var settings = termios()
    // Safe: the call fills the structure it is given.
    guard unsafe tcgetattr(STDIN_FILENO, &settings) == 0 else {
      throw Failure("The terminal does not say how it is set.")
    }
    guard let resizing = ResizeSignal() else {
      throw Failure("There are too many open files.")
    }
    defer { resizing.stop() }
    let terminal = RawTerminal(settings, resizing: resizing.descriptor)
    let ending = EndingSignals { terminal.release() }
    defer { ending.stop() }
    terminal.take()
    defer { terminal.release() }
    try body(terminal)
  }

  private func take() {
    isTaken.withLock { isTaken in
      isTaken = true
      var raw = settings
      // Safe: the calls read and change the structure they are given.
      unsafe cfmakeraw(&raw)
      _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
      write(Self.enter)
    }
  }

  private func release() {
    isTaken.withLock { isTaken in
      guard isTaken else { return }
      isTaken = false
      write(Self.leave)
      var settings = settings
      // Safe: the call reads the structure.
      _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
    }
  }

  /// Lends the terminal to another program while `body` runs.
  func lend(_ body: () throws -> Void) rethrows {
    release()
    defer { take() }
    try body()
  }

  /// The rows and columns that there are now.
  var size: (rows: Int, columns: Int) {
    SystemCalls.terminalSize(STDOUT_FILENO) ?? (24, 80)
  }

  func write(_ text: String) {
    _ = SystemCalls.write(Array(text.utf8), to: STDOUT_FILENO)
  }

  /// Waits until something happens.
  func nextEvent() -> Event {
    var waiting = [STDIN_FILENO, resizing].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    // Safe: the call reads and fills as many structures as the array has.
    while unsafe poll(&waiting, nfds_t(waiting.count), -1) < 0 {
      guard errno == EINTR else { return .end }
    }
    if waiting[1].revents != 0 {
      _ = SystemCalls.readSome(of: resizing)
      return .resized
    }
    let bytes = SystemCalls.readSome(of: STDIN_FILENO)
    return bytes.isEmpty ? .end : .keys(bytes)
  }
}
