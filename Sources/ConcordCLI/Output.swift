#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why results could not be written.
enum OutputError: Error {
  /// The reader at the other end of a pipe has gone: it has seen enough.
  case closed
  /// The system refused, with this error number.
  case failed(errno: Int32)
}

/// Where results go: standard output, in large pieces, with every write checked.
///
/// What was not flushed is lost, so a command ends with ``flush()``.
struct Output {
  /// Bytes to collect before a write.
  private static let capacity = 64 << 10

  /// Whether a person reads along.
  let isTerminal: Bool
  /// The columns of the terminal; nil if it is none, when lines are never cut.
  let columns: Int?
  private let isStyled: Bool
  private var buffer: [UInt8] = []

  init() {
    isTerminal = SystemCalls.isTerminal(STDOUT_FILENO)
    columns = isTerminal ? SystemCalls.columns(STDOUT_FILENO) ?? 80 : nil
    isStyled =
      isTerminal && SystemCalls.environment("NO_COLOR") == nil
      && SystemCalls.environment("TERM") != "dumb"
  }

  /// A line that is made safe for the terminal, cut to its width and styled.
  mutating func line(_ text: TerminalText) throws(OutputError) {
    try write(text.rendered(columns: columns, isStyled: isStyled) + "\n")
  }

  /// Text as it is: help, JSON, numbers.
  mutating func write(_ text: String) throws(OutputError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Writes what has been collected.
  mutating func flush() throws(OutputError) {
    let number = SystemCalls.write(buffer, to: STDOUT_FILENO)
    buffer.removeAll(keepingCapacity: true)
    guard number == 0 else { throw number == EPIPE ? .closed : .failed(errno: number) }
  }
}

/// Where everything that is no result goes: standard error, at once.
///
/// If nobody can be told, that is no reason to stop working; so errors are let go.
enum Messages {
  /// Whether a person reads along.
  static let isTerminal = SystemCalls.isTerminal(STDERR_FILENO)

  /// The columns that a message may take.
  static var columns: Int {
    isTerminal ? max(20, SystemCalls.columns(STDERR_FILENO) ?? 80) : 80
  }

  /// One line or several, made safe for a terminal.
  static func say(_ text: String) {
    write(TerminalText.safe(text, keepsLines: true) + "\n")
  }

  /// An error: the same, with the tool's name before it.
  static func complain(_ text: String) {
    say("concord: " + text)
  }

  /// Text as it is, with no line's end: for the progress line.
  static func write(_ text: String) {
    _ = SystemCalls.write(Array(text.utf8), to: STDERR_FILENO)
  }
}
