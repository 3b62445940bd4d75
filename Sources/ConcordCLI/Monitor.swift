// Threads, and a state that they share and wait for. The tool's unsafe code is here and in
// SystemCalls.swift.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A value that one thread at a time may change, and that others wait for (Hoare, 1974).
@safe final class Monitor<State: Sendable>: @unchecked Sendable {
  // Safe: both are initialized once, freed in deinit, and never move. `state` is touched only
  // while the mutex is held.
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var state: State

  init(_ state: State) {
    self.state = state
    unsafe mutex = .allocate(capacity: 1)
    unsafe changed = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe changed.initialize(to: pthread_cond_t())
    unsafe pthread_mutex_init(mutex, nil)
    unsafe pthread_cond_init(changed, nil)
  }

  deinit {
    unsafe pthread_cond_destroy(changed)
    unsafe pthread_mutex_destroy(mutex)
    unsafe changed.deallocate()
    unsafe mutex.deallocate()
  }

  /// Changes the state, and wakes those who wait.
  func change(_ body: (inout State) -> Void) {
    unsafe pthread_mutex_lock(mutex)
    body(&state)
    unsafe pthread_cond_broadcast(changed)
    unsafe pthread_mutex_unlock(mutex)
  }

  /// Tries `attempt` on the state, again after every change, until it gives something; then wakes
  /// the others, since an attempt may change the state too.
  func wait<Result>(for attempt: (inout State) -> Result?) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let result = attempt(&state) {
        unsafe pthread_cond_broadcast(changed)
        return result
      }
      unsafe pthread_cond_wait(changed, mutex)
    }
  }
}

/// What a new thread runs.
private final class Work {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }

  /// Starts a thread that runs `body` and then ends.
  ///
  /// False if the system has no thread left.
  func start() -> Bool {
    let work = unsafe Unmanaged.passRetained(self)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    // Safe: the new thread takes over the reference that was retained above; without a new
    // thread, it is released here.
    let status = unsafe pthread_create(
      &thread, nil,
      { pointer in
        let pointer: UnsafeMutableRawPointer? = unsafe pointer
        if let pointer = unsafe pointer {
          unsafe Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
        }
        return nil
      }, work.toOpaque())
    if status != 0 {
      unsafe work.release()
      return false
    }
    // Nobody waits for the thread itself; what it does is told by a Monitor.
    #if canImport(Darwin)
      if let thread = unsafe thread { unsafe pthread_detach(thread) }
    #else
      pthread_detach(thread)
    #endif
    return true
  }
}

/// Runs `body` in a new thread.
///
/// False if the system has no thread left.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  Work(body).start()
}
