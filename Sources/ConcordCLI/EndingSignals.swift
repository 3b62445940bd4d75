import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Does something before a signal ends the process: gives back what the process has changed outside
/// of itself.
struct EndingSignals {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP]

  private let sources: [any DispatchSourceSignal]

  /// From here on, `body` runs, on a thread of its own, before the process ends by a signal.
  init(_ body: @escaping @Sendable () -> Void) {
    sources = Self.numbers.map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        body()
        SystemCalls.end(bySignal: number)
      }
      source.resume()
      return source
    }
  }

  /// Lets the signals end the process again as they do without this.
  func stop() {
    for source in sources { source.cancel() }
    for number in Self.numbers { SystemCalls.restoreDefault(ofSignal: number) }
  }
}
