#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The terminal while a program has all of it: keys come one by one and are not shown, and what was
/// on the screen is back afterwards.
final class RawTerminal {
  /// A second screen (xterm's, which all terminals of today know) and back.
  private static let enter = "\u{1B}[?1049h"
  private static let leave = "\u{1B}[?1049l"

  private let settings: termios

  /// Takes the terminal; nil if standard input or output is none.
  init?() {
    var settings = termios()
    guard SystemCalls.isTerminal(STDIN_FILENO), SystemCalls.isTerminal(STDOUT_FILENO) else {
      return nil
    }
    // Safe: the call fills the structure it is given.
    guard unsafe tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    self.settings = settings
    take()
  }

  deinit { release() }

  private func take() {
    var raw = settings
    // Safe: the calls read and change the structure they are given.
    unsafe cfmakeraw(&raw)
    _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
    write(Self.enter)
  }

  private func release() {
    write(Self.leave)
    var settings = settings
    // Safe: the call reads the structure.
    _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
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
