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
/// On a terminal, what is longer than the screen goes through a pager.
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
  /// The rows of the screen that are still free; nil if nothing is paged.
  private var freeRows: Int?
  private var pager: Pager?

  init(color: DisplayArguments.Color = .auto, isPaged: Bool = true) {
    isTerminal = SystemCalls.isTerminal(STDOUT_FILENO)
    let size = isTerminal ? SystemCalls.terminalSize(STDOUT_FILENO) : nil
    columns = isTerminal ? size?.columns ?? 80 : nil
    isStyled =
      switch color {
      case .always: true
      case .never: false
      case .auto:
        isTerminal && SystemCalls.environment("NO_COLOR") == nil
          && SystemCalls.environment("TERM") != "dumb"
      }
    // The last row is the shell's prompt.
    freeRows = isPaged ? size.flatMap { $0.rows > 1 ? $0.rows - 1 : nil } : nil
  }

  /// A line that is made safe for the terminal, cut to its width and styled.
  mutating func line(_ text: TerminalText) throws(OutputError) {
    try write(text.rendered(columns: columns, isStyled: isStyled) + "\n")
  }

  /// Text as it is: help, JSON, numbers.
  mutating func write(_ text: String) throws(OutputError) {
    buffer.append(contentsOf: text.utf8)
    if let rows = freeRows { count(text, rows) }
    // What may still fit on the screen waits for the rest.
    if buffer.count >= Self.capacity, freeRows == nil { try drain() }
  }

  /// Takes the rows of `text` from those that are free, and starts the pager once there are none.
  private mutating func count(_ text: String, _ rows: Int) {
    let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
    // Lines of JSON are not cut but broken by the terminal.
    let left = rows - lines - text.utf8.count / ((columns ?? 80) * max(1, lines) + 1)
    freeRows = left
    guard left < 0 else { return }
    freeRows = nil
    pager = Pager()
  }

  /// Writes what has been collected, and waits for the pager if there is one.
  mutating func flush() throws(OutputError) {
    try drain()
    pager?.finish()
    pager = nil
  }

  private mutating func drain() throws(OutputError) {
    defer { buffer.removeAll(keepingCapacity: true) }
    if let pager { return pager.write(buffer) }
    let number = SystemCalls.write(buffer, to: STDOUT_FILENO)
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
    isTerminal ? max(20, SystemCalls.terminalSize(STDERR_FILENO)?.columns ?? 80) : 80
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
