import Synchronization

/// The commit that searches of this process see.
final class PublishedState: Sendable {
  private struct State {
    var snapshot: Snapshot
    var generation: UInt64
    var isPoisoned = false
  }

  private let state: Mutex<State>

  init(_ snapshot: Snapshot, _ generation: UInt64) {
    state = Mutex(State(snapshot: snapshot, generation: generation))
  }

  var snapshot: Snapshot { state.withLock { $0.snapshot } }

  /// Whether a sync has failed, after which nothing more is written.
  var isPoisoned: Bool { state.withLock { $0.isPoisoned } }

  /// Lets searches see a commit, unless they see a newer one already: the write lock may be free
  /// again before this is called.
  func publish(_ snapshot: Snapshot, _ generation: UInt64) {
    state.withLock { state in
      guard generation > state.generation else { return }
      state.snapshot = snapshot
      state.generation = generation
    }
  }

  /// Notes an error after which nobody knows what is on the disk.
  func notePoison(_ error: any Error) {
    guard let error = error as? ConcordError, error.leavesDoubt else { return }
    state.withLock { $0.isPoisoned = true }
  }
}
