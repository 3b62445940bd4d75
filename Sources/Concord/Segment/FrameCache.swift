import Synchronization

/// Decompressed frames of all segments of an index, bounded in bytes and shared by all searches.
///
/// When the budget is passed, frames leave in the order in which they came, but one that was used
/// since it was last looked at gets another round (the clock algorithm: Corbató, "A paging
/// experiment with the Multics system", 1968). A search keeps its own frames alive, so eviction
/// never pulls bytes away from under a cursor.
final class FrameCache: Sendable {
  /// Decompressed bytes to keep at most, beyond what searches hold themselves.
  let budget: Int

  private struct Resident {
    let slots: FrameSlots
    let ordinal: Int
  }
  private struct State {
    var byteCount = 0
    var clock: [Resident] = []
    var hand = 0
  }
  private let state = Mutex(State())

  /// A decompressor that waits for work.
  ///
  /// Safe to hand from thread to thread: whoever takes it out of the list is the only one to hold
  /// it.
  private struct IdleDecompressor: @unchecked Sendable {
    let decompressor: ZstdDecompressor
    init() throws(ConcordError) { decompressor = try ZstdDecompressor() }
  }
  private let idleDecompressors = Mutex<[IdleDecompressor]>([])

  init(budget: Int) {
    self.budget = budget
  }

  /// Runs `body` with a decompressor that no one else uses meanwhile.
  func withDecompressor<T>(
    _ body: (ZstdDecompressor) throws(ConcordError) -> T
  ) throws(ConcordError) -> T {
    let idle = idleDecompressors.withLock { $0.popLast() }
    let decompressor = if let idle { idle } else { try IdleDecompressor() }
    defer { idleDecompressors.withLock { $0.append(decompressor) } }
    return try body(decompressor.decompressor)
  }

  /// Takes note of a frame that has just been put into a slot, and makes room for it.
  func didLoad(_ frame: Frame, into slots: FrameSlots, at ordinal: Int) {
    state.withLock { state in
      state.byteCount += frame.count
      state.clock.append(Resident(slots: slots, ordinal: ordinal))
      while state.byteCount > budget, state.clock.count > 1 {
        state.hand = state.hand < state.clock.count ? state.hand : 0
        let resident = state.clock[state.hand]
        guard let freed = resident.slots.evict(resident.ordinal) else {
          state.hand += 1
          continue
        }
        state.byteCount -= freed
        state.clock.swapAt(state.hand, state.clock.count - 1)
        state.clock.removeLast()
      }
    }
  }

  /// Forgets the frames of a segment that is being closed.
  func forget(_ slots: FrameSlots) {
    state.withLock { state in
      state.clock.removeAll { resident in
        guard resident.slots === slots else { return false }
        state.byteCount -= slots.remove(resident.ordinal)
        return true
      }
      state.hand = 0
    }
  }
}

/// The decompressed frames of one kind in one segment that are in memory now.
final class FrameSlots: Sendable {
  private struct Slot {
    var frame: Frame?
    var wasUsed = false
  }
  private let slots: Mutex<[Slot]>

  init(count: Int) {
    slots = Mutex(Array(repeating: Slot(), count: count))
  }

  /// The frame, if it is in memory; marks it as used.
  func frame(_ ordinal: Int) -> Frame? {
    slots.withLock { slots in
      guard slots[ordinal].frame != nil else { return nil }
      slots[ordinal].wasUsed = true
      return slots[ordinal].frame
    }
  }

  /// Puts a frame in its slot, unless another thread was faster; returns the one that is there, and
  /// whether it is the one given.
  func put(_ frame: Frame, at ordinal: Int) -> (frame: Frame, isNew: Bool) {
    slots.withLock { slots in
      if let present = slots[ordinal].frame { return (present, false) }
      slots[ordinal] = Slot(frame: frame, wasUsed: true)
      return (frame, true)
    }
  }

  /// Removes a frame that was not used since the last call, and returns its byte count; else takes
  /// the mark away and returns nil.
  func evict(_ ordinal: Int) -> Int? {
    slots.withLock { slots in
      if slots[ordinal].wasUsed {
        slots[ordinal].wasUsed = false
        return nil
      }
      return Self.clear(&slots[ordinal])
    }
  }

  /// Removes a frame and returns its byte count.
  func remove(_ ordinal: Int) -> Int {
    slots.withLock { slots in Self.clear(&slots[ordinal]) }
  }

  private static func clear(_ slot: inout Slot) -> Int {
    let byteCount = slot.frame?.count ?? 0
    slot = Slot()
    return byteCount
  }
}
