internal import CZstd

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Compression by Zstandard (RFC 8878), and the only file that knows the C library.
///
/// Every frame in an index stands beside its uncompressed byte count and is covered by a checksum
/// of ours, so frames carry no checksum of their own. Frames are always decoded in one go into
/// memory of the expected byte count: whatever window a hostile frame asks for, the library takes
/// no memory on its account.
enum Zstd {
  /// The magic number that every frame begins with (RFC 8878, section 3.1.1).
  fileprivate static let magic: UInt32 = 0xFD2F_B528

  /// The magic number as it stands in a file.
  static let magicBytes: [UInt8] = (0..<4).map { UInt8(truncatingIfNeeded: magic >> (8 * $0)) }

  /// The byte counts of the frame that `bytes` begin with, and of its content; nil if no whole
  /// frame begins there, or one that does not say how much it holds.
  static func measureFrame(_ bytes: RawSpan) -> (byteCount: Int, contentCount: Int)? {
    // Safe: the library is told the true byte count of the buffer and only reads it.
    let (byteCount, contentCount) = unsafe bytes.withUnsafeBytes { buffer in
      unsafe (
        ZSTD_findFrameCompressedSize(buffer.baseAddress, buffer.count),
        ZSTD_getFrameContentSize(buffer.baseAddress, buffer.count)
      )
    }
    // Its two special answers are above any count.
    guard ZSTD_isError(byteCount) == 0, byteCount <= UInt32.max, contentCount <= UInt32.max else {
      return nil
    }
    return (byteCount, Int(contentCount))
  }

  /// Makes a dictionary of what `samples` have in common, for frames that are too small to
  /// compress well alone.
  ///
  /// - Parameters:
  ///   - samples: Typical contents, best a few thousand that are a hundred times as large as the
  ///     dictionary altogether.
  ///   - byteCount: The most bytes that the dictionary may have, 256 or more.
  /// - Returns: The dictionary, empty if the samples are too few or too much alike to make one.
  static func trainDictionary(samples: [[UInt8]], byteCount: Int) -> [UInt8] {
    precondition(byteCount >= 256, "A dictionary has 256 bytes or more.")
    let counts = samples.map { $0.count }
    let bytes = Array(samples.joined())
    var dictionary = [UInt8](repeating: 0, count: byteCount)
    // Safe: the library is told the true byte counts of both buffers and of each sample.
    let result = unsafe dictionary.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { source in
        unsafe ZDICT_trainFromBuffer(
          target.baseAddress, target.count, source.baseAddress, counts, UInt32(counts.count))
      }
    }
    guard ZDICT_isError(result) == 0 else { return [] }
    dictionary.removeLast(byteCount - result)
    return dictionary
  }
}

/// A dictionary, ready for use by any number of threads at once.
@safe final class ZstdDictionary: Sendable {
  /// Non-nil if the dictionary was made for compressing too.
  fileprivate nonisolated(unsafe) let compressing: OpaquePointer?
  fileprivate nonisolated(unsafe) let decompressing: OpaquePointer

  /// Prepares a dictionary for decompressing and, if a level is given, for compressing at that
  /// level (which takes far more memory).
  ///
  /// The bytes come from `offset` of `file`, for the error ``ConcordError/corrupt`` if they are no
  /// dictionary.
  init(_ bytes: [UInt8], level: Int? = nil, file: String, offset: Int) throws(ConcordError) {
    // Safe: the library copies the bytes, whose true count it is told.
    let decompressing = unsafe bytes.withUnsafeBytes { buffer in
      unsafe ZSTD_createDDict(buffer.baseAddress, buffer.count)
    }
    guard let decompressing = unsafe decompressing else {
      throw .corrupt(file: file, offset: offset, reason: "the dictionary is damaged")
    }
    unsafe self.decompressing = decompressing
    guard let level else {
      unsafe compressing = nil
      return
    }
    // Safe: as above.
    unsafe compressing = bytes.withUnsafeBytes { buffer in
      unsafe ZSTD_createCDict(buffer.baseAddress, buffer.count, Int32(level))
    }
    guard unsafe compressing != nil else {
      throw .corrupt(file: file, offset: offset, reason: "the dictionary is damaged")
    }
  }

  deinit {
    // Safe: nobody else frees them, and freeing nil does nothing.
    _ = unsafe ZSTD_freeCDict(compressing)
    _ = unsafe ZSTD_freeDDict(decompressing)
  }
}

/// Compresses one frame after the other with the same memory.
///
/// For one thread at a time.
@safe final class ZstdCompressor {
  private let context: OpaquePointer
  private let dictionary: ZstdDictionary?
  /// Where frames are made before their byte count is known; grows to the largest.
  private var scratch: UnsafeMutableRawBufferPointer

  /// A compressor at `level` (1, fast, to 22, small; negative levels are faster still).
  ///
  /// With a dictionary the level is the one that the dictionary was prepared for.
  init(level: Int, dictionary: ZstdDictionary? = nil) throws(ConcordError) {
    guard let context = unsafe ZSTD_createCCtx() else { throw outOfMemory }
    unsafe self.context = context
    self.dictionary = dictionary
    unsafe scratch = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    // Safe: the context is ours alone. Levels out of range are clamped by the library. The
    // dictionary is held by this object, so it outlives the context.
    _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level))
    _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_dictIDFlag, 0)
    if let dictionary {
      let prepared = unsafe dictionary.compressing
      precondition(unsafe prepared != nil, "A dictionary for compressing needs a level.")
      _ = unsafe ZSTD_CCtx_refCDict(context, prepared)
    }
  }

  deinit {
    // Safe: both are ours alone.
    _ = unsafe ZSTD_freeCCtx(context)
    unsafe scratch.deallocate()
  }

  /// Appends one frame with all of `source` to `output`, and returns the frame's byte count.
  @discardableResult
  func compress(_ source: RawSpan, into output: inout [UInt8]) throws(ConcordError) -> Int {
    let bound = ZSTD_compressBound(source.byteCount)
    if unsafe scratch.count < bound {
      unsafe scratch.deallocate()
      unsafe scratch = .allocate(byteCount: bound, alignment: 16)
    }
    // Safe: the library is told the true byte counts of both buffers.
    let result = unsafe source.withUnsafeBytes { buffer in
      unsafe ZSTD_compress2(
        context, scratch.baseAddress, scratch.count, buffer.baseAddress, buffer.count)
    }
    // The target holds the worst case, so that memory is the only thing that can be short.
    guard ZSTD_isError(result) == 0 else { throw outOfMemory }
    unsafe output.append(contentsOf: scratch[..<result])
    return result
  }

  /// Appends one frame with all of `source` to `output`, and returns the frame's byte count.
  @discardableResult
  func compress(_ source: [UInt8], into output: inout [UInt8]) throws(ConcordError) -> Int {
    try compress(source.rawBytes, into: &output)
  }
}

/// Decompresses one frame after the other with the same memory.
///
/// For one thread at a time.
@safe final class ZstdDecompressor {
  private let context: OpaquePointer

  /// A decompressor for frames with and without dictionaries.
  init() throws(ConcordError) {
    guard let context = unsafe ZSTD_createDCtx() else { throw outOfMemory }
    unsafe self.context = context
  }

  deinit {
    // Safe: the context is ours alone.
    _ = unsafe ZSTD_freeDCtx(context)
  }

  /// Decompresses a frame whose content must fill `target` exactly.
  ///
  /// - Parameters:
  ///   - frame: The bytes of one frame and nothing else.
  ///   - target: Memory for as many bytes as the index says the content has.
  ///   - dictionary: The one that the frame was compressed with.
  ///   - file: Where the frame comes from, for the error.
  ///   - offset: Where in the file it begins, for the error.
  /// - Throws: ``ConcordError/corrupt`` if the frame is damaged or has other content than that;
  ///   `target` then holds anything.
  func decompress(
    _ frame: RawSpan, into target: UnsafeMutableRawBufferPointer,
    dictionary: ZstdDictionary? = nil, file: String, offset: Int
  ) throws(ConcordError) {
    // The library would also skip padding and read formats from before 2016; an index has neither.
    guard frame.byteCount >= 4,
      unsafe frame.unsafeLoadUnaligned(as: UInt32.self).littleEndian == Zstd.magic
    else {
      throw .corrupt(file: file, offset: offset, reason: "no compressed frame begins here")
    }
    // Safe: the library is told the true byte counts of both buffers and writes no further.
    let result = unsafe frame.withUnsafeBytes { source in
      unsafe ZSTD_decompress_usingDDict(
        context, target.baseAddress, target.count, source.baseAddress, source.count,
        dictionary?.decompressing)
    }
    guard ZSTD_isError(result) == 0 else {
      // Safe: the library gives a text that lives for ever.
      let name = unsafe String(cString: ZSTD_getErrorName(result))
      throw .corrupt(
        file: file, offset: offset, reason: "the compressed frame is damaged (\(name))")
    }
    let count = target.count
    guard result == count else {
      throw .corrupt(
        file: file, offset: offset,
        reason: "the compressed frame has \(result) bytes of content, expected \(count)")
    }
  }

  /// Decompresses a frame of exactly `count` bytes of content into `output`, in place of what it
  /// held.
  ///
  /// The caller has checked `count` against a limit.
  func decompress(
    _ frame: RawSpan, count: Int, into output: inout [UInt8],
    dictionary: ZstdDictionary? = nil, file: String, offset: Int
  ) throws(ConcordError) {
    if output.count > count {
      output.removeLast(output.count - count)
    } else {
      output.append(contentsOf: repeatElement(0, count: count - output.count))
    }
    // Safe: the buffer has `count` bytes and is used within the closure alone.
    try unsafe output.withUnsafeMutableBufferPointer { buffer throws(ConcordError) in
      try unsafe decompress(
        frame, into: UnsafeMutableRawBufferPointer(buffer), dictionary: dictionary, file: file,
        offset: offset)
    }
  }
}

private var outOfMemory: ConcordError {
  .system(call: "malloc", path: "", errno: ENOMEM)
}
