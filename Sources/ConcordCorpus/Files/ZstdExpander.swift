// Expands zstd (RFC 8878). The only file of this module that imports CZstd.

internal import CZstd

/// Expands a file of one or more zstd frames.
@safe final class ZstdExpander: Expander {
  /// The largest window, as a power of two: 8 MiB, which RFC 8878 asks every reader to support.
  ///
  /// A frame that wants more memory is refused.
  static let windowLogLimit: Int32 = 23

  private let context: OpaquePointer
  /// Whether the last frame has been expanded to its end.
  private var isComplete = true

  init() throws(SkipReason) {
    guard let context = unsafe ZSTD_createDCtx() else {
      throw .damaged(reason: "zstd does not start")
    }
    // Safe: freed in deinit, and never lent out.
    unsafe self.context = context
    unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.windowLogLimit)
  }

  deinit {
    // Safe: init made the context, or threw and never came here.
    unsafe ZSTD_freeDCtx(context)
  }

  func expand(
    _ input: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) throws(SkipReason) -> ExpandStep {
    var step = ExpandStep(consumed: 0, produced: 0, isComplete: isComplete)
    // Without input zstd would ask for the next frame, which there need not be.
    if isComplete, input.isEmpty { return step }
    // Safe: both buffers outlive the call, and zstd uses them only within their sizes.
    let result = unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        var inBuffer = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: 0)
        var outBuffer = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
        let result = unsafe ZSTD_decompressStream(context, &outBuffer, &inBuffer)
        unsafe step.consumed = inBuffer.pos
        unsafe step.produced = outBuffer.pos
        return result
      }
    }
    if ZSTD_isError(result) != 0 {
      // Safe: the name is a constant C string.
      throw .damaged(reason: unsafe String(cString: ZSTD_getErrorName(result)))
    }
    isComplete = result == 0
    step.isComplete = isComplete
    return step
  }
}
