#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One whole file, for reading, or memory that stands for one.
///
/// Bytes are read when they are asked for, and not mapped. A mapping costs a copy less, but if
/// somebody cuts the file, or the disk has a bad sector, touching it ends the process with SIGBUS;
/// a read gives an error. What is read is decompressed and kept, which costs far more than the
/// copy.
///
/// The file stays readable as long as the last reference, even if it is deleted in the meantime.
final class InputFile: Sendable {
  /// The file's name in its directory, for error messages.
  let name: String
  /// How many bytes the file had when it was opened; files of an index never change once they have
  /// their name.
  let count: Int
  private let source: Source

  private enum Source: Sendable {
    case memory([UInt8])
    case file(descriptor: Int32, path: String)
  }

  /// Memory that stands for a file.
  init(name: String, bytes: [UInt8]) {
    self.name = name
    count = bytes.count
    source = .memory(bytes)
  }

  /// An open file of `count` bytes, whose descriptor is closed with the last reference.
  init(name: String, path: String, descriptor: Int32, count: Int) {
    self.name = name
    self.count = count
    source = .file(descriptor: descriptor, path: path)
  }

  deinit {
    if case .file(let descriptor, _) = source { _ = close(descriptor) }
  }

  /// All bytes of the file.
  func bytes() throws(ConcordError) -> [UInt8] { try bytes(0..<count) }

  /// Some bytes of the file, which the caller has checked to be in it.
  ///
  /// - Throws: ``ConcordError/corrupt(file:offset:reason:)`` if the file has been cut since it was
  ///   opened, and errors of the disk.
  func bytes(_ range: Range<Int>) throws(ConcordError) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "bytes beyond the file")
    switch source {
    case .memory(let bytes):
      return range.count == count ? bytes : Array(bytes[range])
    case .file(let descriptor, let path):
      var failure: ConcordError?
      // Safe: `pread` fills the memory from its beginning, and no more of it than it is told of.
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { memory, filled in
        while filled < range.count, failure == nil {
          let count = unsafe pread(
            descriptor, memory.baseAddress.map { unsafe $0 + filled }, range.count - filled,
            off_t(range.lowerBound + filled))
          if count > 0 {
            filled += count
          } else if count == 0 {
            failure = .corrupt(
              file: name, offset: range.lowerBound + filled,
              reason: "the file ends here; it had \(self.count) bytes when it was opened")
          } else if errno != EINTR {
            failure = .system(call: "pread", path: path, errno: errno)
          }
        }
      }
      if let failure { throw failure }
      return bytes
    }
  }

  /// The checksum of some bytes, which are not all in memory at a time.
  func checksum(of range: Range<Int>) throws(ConcordError) -> UInt32 {
    var checksum = Checksum()
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(range.upperBound, start + Self.pieceByteCount)
      let piece = try bytes(start..<end)
      checksum.update(piece.rawBytes)
      start = end
    }
    return checksum.value
  }

  /// Bytes to read at a time where a whole file is passed over.
  static let pieceByteCount = 1 << 20
}
