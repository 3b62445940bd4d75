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

  private let settings: termios
  private let isTaken = Mutex(false)

  private init(_ settings: termios) { self.settings = settings }

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
    let terminal = RawTerminal(settings)
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

  /// The bytes of the keys that were pressed, once there are any; none if the terminal is gone.
  func read() -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 1_024)
    while true {
      // Safe: the call writes no more than the count it is told.
      let count = unsafe Self.readBytes(&buffer, buffer.count)
      if count > 0 { return Array(buffer[..<count]) }
      if count == 0 || errno != EINTR { return [] }
    }
  }

  private static func readBytes(_ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    // Safe: the caller's buffer has room for so many bytes.
    #if canImport(Glibc)
      unsafe Glibc.read(STDIN_FILENO, buffer, count)
    #elseif canImport(Musl)
      unsafe Musl.read(STDIN_FILENO, buffer, count)
    #else
      unsafe Darwin.read(STDIN_FILENO, buffer, count)
    #endif
  }
}
