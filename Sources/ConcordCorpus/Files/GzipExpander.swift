// Expands gzip (RFC 1952) by zlib. The only file that imports CZlib.

internal import CZlib

/// Expands a file of one or more gzip members.
@safe final class GzipExpander: Expander {
  private let stream: UnsafeMutablePointer<z_stream>
  private var isComplete = false

  init() throws(SkipReason) {
    // Safe: allocated and initialized here, freed in deinit, and never lent out. zlib keeps a
    // pointer back to the structure, which is why it has an address of its own.
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 16 asks for gzip's header, 15 is the largest window, of 32 KiB.
    let result = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else {
      unsafe stream.deallocate()
      throw .damaged(reason: "zlib does not start")
    }
  }

  deinit {
    // Safe: init made the stream, or threw and never came here.
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func expand(
    _ input: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) throws(SkipReason) -> ExpandStep {
    if isComplete {
      // Another member may follow; anything else is padding, which gzip ignores too.
      guard input.isEmpty || input[0] == 0x1F else {
        return ExpandStep(consumed: input.count, produced: 0, isComplete: true)
      }
      if input.isEmpty { return ExpandStep(consumed: 0, produced: 0, isComplete: true) }
      // Safe: the stream is initialized.
      unsafe inflateReset(stream)
      isComplete = false
    }
    let inputCount = min(input.count, Int(UInt32.max))
    let outputCount = min(output.count, Int(UInt32.max))
    // Safe: both buffers outlive the call, and zlib uses them only within their counts; it does
    // not write to next_in.
    let result = unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(inputCount)
        unsafe stream.pointee.next_out = target.baseAddress
        unsafe stream.pointee.avail_out = UInt32(outputCount)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    isComplete = result == Z_STREAM_END
    // Z_BUF_ERROR only says that there was nothing to do with so little input or room.
    guard result == Z_OK || result == Z_BUF_ERROR || isComplete else {
      throw .damaged(reason: "not gzip, or broken")
    }
    return unsafe ExpandStep(
      consumed: inputCount - Int(stream.pointee.avail_in),
      produced: outputCount - Int(stream.pointee.avail_out),
      isComplete: isComplete)
  }
}
