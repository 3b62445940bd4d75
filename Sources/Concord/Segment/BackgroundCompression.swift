import Synchronization

/// Compresses frames on a thread of its own while their writer goes on, batch after batch.
final class BackgroundCompression: Sendable {
  private let work = BackgroundWork<Result<[[UInt8]], ConcordError>>(label: "concord.compression")
  private let compressor: Mutex<ZstdCompressor>

  init(level: Int) throws(ConcordError) {
    compressor = Mutex(try ZstdCompressor(level: level))
  }

  /// Begins to compress `pieces`, a frame each.
  func begin(_ pieces: [[UInt8]]) {
    work.begin { [self] in compress(pieces) }
  }

  /// The compressed frames of the oldest batch that was not taken back, once they are done.
  func take() throws(ConcordError) -> [[UInt8]] { try work.take().get() }

  private func compress(_ pieces: [[UInt8]]) -> Result<[[UInt8]], ConcordError> {
    compressor.withLock { compressor in
      do throws(ConcordError) {
        var frames: [[UInt8]] = []
        for piece in pieces {
          var frame: [UInt8] = []
          try compressor.compress(piece.rawBytes, into: &frame)
          frames.append(frame)
        }
        return .success(frames)
      } catch {
        return .failure(error)
      }
    }
  }
}
