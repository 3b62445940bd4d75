import Synchronization

/// Merges segments of an index while writers and searches go on.
///
/// One merge goes on at a time, in a task of its own. It reads a snapshot and writes a file that no
/// commit lists. A writer that is at work then makes it part of its next commit; without one, the
/// task commits it. Writers wait for that commit, a few milliseconds, and for nothing else.
///
/// A merge that fails changes nothing. No others are tried then, unless somebody asks for them
/// (``finish()``) and so gets to know why; a writer merges by itself once there are too many
/// segments.
final class BackgroundMerges: Sendable {
  private struct State {
    /// Calls of ``SearchIndex/write(_:)`` that are going on.
    var writerCount = 0
    /// A merge that waits to become part of a commit.
    var finished: FinishedMerge?
    /// Whether a task merges, or is about to.
    var isScheduled = false
    var hasFailed = false
    var isStopped = false
  }

  private let storage: any Storage
  private let options: SearchIndex.Options
  private let cache: FrameCache
  private let published: PublishedState
  private let state = Mutex(State())
  /// Held while merging, so that whoever wants to wait for a merge can.
  private let turn = Mutex(())

  init(
    _ storage: any Storage, _ options: SearchIndex.Options, _ cache: FrameCache,
    _ published: PublishedState
  ) {
    self.storage = storage
    self.options = options
    self.cache = cache
    self.published = published
  }

  // MARK: Writers

  /// Returns once no merge is being committed.
  func writerBegins() {
    state.withLock { $0.writerCount += 1 }
  }

  /// Commits a merge that has come too late for the writer's own commit.
  func writerEnds() {
    state.withLock { state in
      state.writerCount -= 1
      // Its error is no business of the writer's.
      do throws(ConcordError) {
        try install(&state)
      } catch {
        state.hasFailed = true
      }
    }
    wake()
  }

  /// The merge that waits to become part of a commit, for the only writer.
  func takeFinished() -> FinishedMerge? {
    state.withLock { $0.finished.take() }
  }

  /// Starts to merge if the policy asks for it.
  func wake() {
    guard nextRange != nil else { return }
    let isFirst = state.withLock { state in
      guard !state.isScheduled, !state.isStopped, !state.hasFailed else { return false }
      state.isScheduled = true
      return true
    }
    guard isFirst else { return }
    Task.detached(priority: .utility) { [self] in
      do throws(ConcordError) {
        try run()
      } catch {
        // Somebody else who merges or writes is no failure; the next commit asks again.
        if case .locked = error {} else { state.withLock { $0.hasFailed = true } }
      }
      state.withLock { $0.isScheduled = false }
    }
  }

  /// Lets the merge that goes on end soon, without a result.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      state.finished = nil
    }
  }

  // MARK: Merging

  /// Merges until the policy is content, in the calling thread.
  func finish() throws(ConcordError) {
    state.withLock { $0.hasFailed = false }
    try run()
  }

  private var nextRange: Range<Int>? {
    options.mergePolicy.merge(published.snapshot.segments.map(\.size))
  }

  private func run() throws(ConcordError) {
    try turn.withLock { _ throws(ConcordError) in
      while try mergeOnce() {}
    }
  }

  /// Does one merge, and commits it unless a writer will; false if there is none to do, or none
  /// can be begun before that writer has committed.
  private func mergeOnce() throws(ConcordError) -> Bool {
    let isReady = try state.withLock { state throws(ConcordError) in
      try install(&state)
      return state.finished == nil && !state.isStopped
    }
    let snapshot = published.snapshot
    guard isReady, let range = options.mergePolicy.merge(snapshot.segments.map(\.size)) else {
      return false
    }
    let lock = try MergeLock(storage)
    lock.removeLeftover()
    // A cache of its own, so that passing over everything once does not push out what searches use.
    let passing = FrameCache(budget: 8 << 20)
    var sources: [OpenSegment] = []
    for segment in snapshot.segments[range] {
      do throws(ConcordError) {
        var source = try OpenSegment(storage, segment.fileEntry, cache: passing)
        source.liveDocs = segment.liveDocs
        sources.append(source)
      } catch {
        // Another process has merged it; this one has not seen that commit yet.
        if error.isMissingFile { return false }
        throw error
      }
    }
    let merge = SegmentMerge(
      sources, schema: snapshot.schema, memoryBudget: options.memoryBudget
    ) { [self] in
      state.withLock { $0.isStopped }
    }
    let isEmpty = sources.allSatisfy { $0.liveCount == 0 }
    let entry =
      isEmpty ? nil : try merge.run(storage, fileNumber: 0, as: .newMergedSegment)
    let finished = FinishedMerge(sources, entry, under: lock)
    return try state.withLock { state throws(ConcordError) in
      guard !state.isStopped, isEmpty || entry != nil else { return false }
      state.finished = finished
      try install(&state)
      return state.finished == nil
    }
  }

  /// Commits the merge that waits, if no writer of this process is at work.
  ///
  /// The lock on `state` keeps writers of this process out meanwhile; if one of another process is
  /// at work, the merge goes on waiting.
  private func install(_ state: inout State) throws(ConcordError) {
    guard state.writerCount == 0, !state.isStopped, let merge = state.finished else { return }
    guard !published.isPoisoned else {
      state.finished = nil
      return
    }
    var writer: IndexWriter
    do throws(ConcordError) {
      writer = try IndexWriter(
        storage, creatingWith: nil, options: options, cache: cache, published: published)
    } catch {
      if case .locked = error { return }
      state.finished = nil
      throw error
    }
    state.finished = nil
    do throws(ConcordError) {
      try writer.install(merge)
      try writer.commit()
    } catch {
      published.notePoison(error)
      writer.abandon()
      throw error
    }
  }
}
