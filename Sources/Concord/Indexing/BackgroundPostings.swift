import Synchronization

/// A postings buffer that is filled on a thread of its own, while the thread that adds documents
/// reads and analyzes the next ones: batch after batch, in the order of the documents.
///
/// To look up the entry of a token in a table that is larger than any cache is what most of the
/// time of indexing goes into, and nothing else waits for it.
final class BackgroundPostings {
  /// The fields of a document that wait for their turn.
  private struct Waiting: Sendable {
    let document: UInt32
    let fields: [AnalyzedDocument.AnalyzedField]
  }

  /// What a batch is closed at: some milliseconds of work for the other thread, and a megabyte of
  /// tokens.
  private static let batchTokenCount = 1 << 15
  /// Batches that may be under way.
  ///
  /// With one, each thread would wait for the other whenever one of two batches is the harder.
  private static let batchLimit = 4

  private final class Shared: Sendable {
    let buffer = Mutex(PostingsBuffer())
  }
  private let shared = Shared()
  /// Gives the buffer's bytes, and whether it is nearly full, once a batch is in it.
  private let work = BackgroundWork<(byteCount: Int, isNearlyFull: Bool)>(
    label: "concord.postings")
  /// Batches that were begun and not taken back.
  private var batchCount = 0
  private var waiting: [Waiting] = []
  private var waitingTokenCount = 0

  /// Bytes of memory in use and whether no more documents should be added, as of the last batch
  /// that was taken back: the same numbers at the same document whatever the speed of the threads.
  private(set) var byteCount = 0
  private(set) var isNearlyFull = false

  /// Adds the fields of `document`, whose DocID is above that of any before.
  func add(_ fields: [AnalyzedDocument.AnalyzedField], document: UInt32) {
    waiting.append(Waiting(document: document, fields: fields))
    waitingTokenCount += fields.reduce(0) { $0 + $1.tokens.tokens.count }
    guard waitingTokenCount >= Self.batchTokenCount else { return }
    if batchCount == Self.batchLimit { takeBatch() }
    let batch = waiting
    let shared = shared
    work.begin { shared.buffer.withLock { Self.add(batch, to: &$0) } }
    batchCount += 1
    waiting = []
    waitingTokenCount = 0
  }

  /// Runs `body` with the buffer, once all that was added is in it.
  func withBuffer<T>(
    _ body: (borrowing PostingsBuffer) throws(ConcordError) -> T
  ) throws(ConcordError) -> T {
    while batchCount > 0 { takeBatch() }
    let batch = waiting
    waiting = []
    waitingTokenCount = 0
    return try shared.buffer.withLock { buffer throws(ConcordError) in
      (byteCount, isNearlyFull) = Self.add(batch, to: &buffer)
      return try body(buffer)
    }
  }

  private func takeBatch() {
    (byteCount, isNearlyFull) = work.take()
    batchCount -= 1
  }

  private static func add(
    _ batch: [Waiting], to buffer: inout PostingsBuffer
  ) -> (byteCount: Int, isNearlyFull: Bool) {
    for waiting in batch {
      for field in waiting.fields {
        buffer.add(field.tokens, field: field.ordinal, document: waiting.document)
      }
    }
    return (buffer.byteCount, buffer.isNearlyFull)
  }
}
