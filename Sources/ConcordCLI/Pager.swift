#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program that shows long results a screen at a time: the one that $PAGER names, else `less`.
///
/// `less` is told what Git tells it: to end if all fits on the screen, to let colours through, and
/// to leave the text on the screen (LESS=FRX, unless that is set).
@safe final class Pager {
  // Safe: the stream is opened once and closed once, in `finish`, and used by nobody else.
  private var stream: UnsafeMutablePointer<FILE>?
  private var isClosed = false
  private var interruptionHandler: SystemCalls.SignalHandler?

  /// Starts the pager; nil if there is none, because $PAGER is empty, or `cat`, or the terminal is
  /// too simple.
  ///
  /// A pager that is called `less` begins with `firstLine`, if that is named, and stays until it is
  /// left.
  init?(firstLine: Int? = nil) {
    let named = SystemCalls.rawEnvironment("PAGER")
    guard named != "", named != "cat", SystemCalls.environment("TERM") != "dumb" else { return nil }
    // A pager that is not there must not take the results with it: 127 is the shell's word for
    // that, and `cat` then reads what the pager has not.
    var program = named ?? "less"
    if let firstLine, program.hasPrefix("less") { program += " +\(firstLine)" }
    let options = firstLine == nil ? "FRX" : "R"
    let command =
      "LESS=${LESS-\(options)}; export LESS; \(program); test $? -ne 127 || exec cat"
    // Safe: the texts are C strings for the length of the call.
    unsafe stream = popen(command, "w")
    if unsafe stream == nil { return nil }
    // Ctrl-C is the pager's now, which must not be left behind without this process.
    interruptionHandler = SystemCalls.ignoreInterruptions()
  }

  /// Hands on some bytes.
  ///
  /// Who has left the pager has seen enough: what comes after is let go.
  func write(_ bytes: [UInt8]) {
    guard !isClosed, let stream = unsafe stream else { return }
    // Safe: the stream is open.
    isClosed = SystemCalls.write(bytes, to: unsafe fileno(stream)) != 0
  }

  /// Waits until the pager has been left.
  func finish() {
    guard let stream = unsafe stream else { return }
    unsafe self.stream = nil
    // Safe: the stream is open, and nobody has it from here on.
    _ = unsafe pclose(stream)
    SystemCalls.restoreInterruptions(interruptionHandler)
  }

  deinit { finish() }
}
