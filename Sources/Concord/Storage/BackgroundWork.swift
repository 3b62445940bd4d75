import Dispatch
import Synchronization

/// Work on a thread of its own, one piece at a time, while whoever began it goes on.
///
/// What a piece comes to is taken back before the next one begins: so the order of things, and all
/// that depends on it, is the same as with one thread, however fast either of the two is.
final class BackgroundWork<Output: Sendable>: Sendable {
  /// One piece at a time.
  private let queue: DispatchQueue
  private let isDone = DispatchSemaphore(value: 0)
  private let output = Mutex<Output?>(nil)

  /// The thread's label is for those who look at it in a debugger.
  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  /// Begins a piece; the one before has been taken back.
  func begin(_ work: @escaping @Sendable () -> Output) {
    queue.async { [self] in
      let result = work()
      output.withLock { $0 = result }
      isDone.signal()
    }
  }

  /// What the piece that was begun came to, once it is done.
  func take() -> Output {
    isDone.wait()
    guard let result = output.withLock({ $0.take() }) else {
      preconditionFailure("Nothing was begun that could be taken.")
    }
    return result
  }
}
