import Dispatch
import Synchronization

/// Compresses frames on a thread of its own while their writer goes on: one batch at a time.
///
/// What is compressed, and the order in which it is taken back, do not depend on how fast either of
/// the two is, so that a file has the same bytes as one that was written by one thread.
final class BackgroundCompression: Sendable {
  /// One job at a time.
  private let queue = DispatchQueue(label: "concord.compression")
  private let isDone = DispatchSemaphore(value: 0)
  private let result = Mutex<Result<[[UInt8]], ConcordError>?>(nil)
  private let compressor: Mutex<ZstdCompressor>

  init(level: Int) throws(ConcordError) {
    compressor = Mutex(try ZstdCompressor(level: level))
  }

  /// Begins to compress `bytes` in pieces of at most `pieceByteCount`, a frame each.
  ///
  /// What was begun before has been taken back.
  func begin(_ bytes: [UInt8], pieceByteCount: Int) {
    queue.async { [self] in
      let frames = compress(bytes, pieceByteCount: pieceByteCount)
      result.withLock { $0 = frames }
      isDone.signal()
    }
  }

  /// The compressed frames, once they are done.
  func take() throws(ConcordError) -> [[UInt8]] {
    isDone.wait()
    guard let frames = result.withLock({ $0.take() }) else {
      preconditionFailure("Nothing was begun that could be taken.")
    }
    return try frames.get()
  }

  private func compress(
    _ bytes: [UInt8], pieceByteCount: Int
  ) -> Result<[[UInt8]], ConcordError> {
    compressor.withLock { compressor in
      do throws(ConcordError) {
        var frames: [[UInt8]] = []
        for start in stride(from: 0, to: bytes.count, by: pieceByteCount) {
          let end = min(bytes.count, start + pieceByteCount)
          var frame: [UInt8] = []
          try compressor.compress(bytes.rawBytes.extracting(start..<end), into: &frame)
          frames.append(frame)
        }
        return .success(frames)
      } catch {
        return .failure(error)
      }
    }
  }
}
