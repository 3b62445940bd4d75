import Synchronization

/// Compresses frames on a thread of its own while their writer goes on: one batch at a time.
final class BackgroundCompression: Sendable {
  private let work = BackgroundWork<Result<[[UInt8]], ConcordError>>(label: "concord.compression")
  private let compressor: Mutex<ZstdCompressor>

  init(level: Int) throws(ConcordError) {
    compressor = Mutex(try ZstdCompressor(level: level))
  }

  /// Begins to compress `bytes` in pieces of at most `pieceByteCount`, a frame each.
  ///
  /// What was begun before has been taken back.
  func begin(_ bytes: [UInt8], pieceByteCount: Int) {
    work.begin { [self] in compress(bytes, pieceByteCount: pieceByteCount) }
  }

  /// The compressed frames, once they are done.
  func take() throws(ConcordError) -> [[UInt8]] { try work.take().get() }

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
