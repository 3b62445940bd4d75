import Synchronization

/// Ctrl-C, or another process's request to end.
///
/// The first one asks the work to come to an orderly end, the second ends the process.
enum Interruption {
  private static let flag = Atomic(false)

  /// Whether the work is to end.
  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// From here on, the work is asked to end in order.
  static func begin() {
    // Touched before the handler is there, which must not be the one to make it.
    flag.store(false, ordering: .relaxed)
    SystemCalls.onInterruption { number in
      Interruption.flag.store(true, ordering: .relaxed)
      SystemCalls.restoreDefault(ofSignal: number)
    }
  }
}
