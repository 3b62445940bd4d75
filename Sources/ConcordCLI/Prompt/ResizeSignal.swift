import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Tells through a pipe that the terminal has another size, so that one can wait for that and for
/// keys at once.
struct ResizeSignal {
  /// Can be read when the size has changed.
  let descriptor: Int32
  private let writing: Int32
  private let source: any DispatchSourceSignal

  /// From here on, changes are told; nil if there is no descriptor left.
  init?() {
    guard let (reading, writing) = SystemCalls.pipe() else { return nil }
    (descriptor, self.writing) = (reading, writing)
    source = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .global())
    source.setEventHandler { _ = SystemCalls.write([0], to: writing) }
    source.resume()
  }

  /// Tells no more.
  func stop() {
    // Whoever still writes does it before the pipe is closed.
    let (reading, writing) = (descriptor, writing)
    source.setCancelHandler {
      _ = close(reading)
      _ = close(writing)
    }
    source.cancel()
  }
}
