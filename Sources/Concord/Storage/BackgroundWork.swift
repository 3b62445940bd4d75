import Dispatch
import Synchronization

/// Work on a thread of its own, one piece after the other, while whoever began them goes on.
///
/// What the pieces come to is taken back in the order in which they were begun, at points that do
/// not depend on how far they are: so the order of things, and all that depends on it, is the same
/// as with one thread, however fast either of the two is.
final class BackgroundWork<Output: Sendable>: Sendable {
  /// One piece at a time.
  private let queue: DispatchQueue
  /// Counts the pieces that are done and were not taken back.
  private let isDone = DispatchSemaphore(value: 0)
  /// What they came to, the oldest first.
  private let outputs = Mutex<[Output]>([])

  /// The thread's label is for those who look at it in a debugger.
  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  /// Begins a piece, once those before are done.
  func begin(_ work: @escaping @Sendable () -> Output) {
    queue.async { [self] in
      let result = work()
      outputs.withLock { $0.append(result) }
      isDone.signal()
    }
  }

  /// What the oldest piece that was not taken back came to, once it is done.
  func take() -> Output {
    isDone.wait()
    return outputs.withLock { $0.removeFirst() }
  }
}
