// What gzip and zstd have in common: bytes in, more bytes out, a piece at a time.

/// Expands compressed data in steps.
protocol Expander: AnyObject {
  /// Expands from the front of `input` into `output`.
  func expand(
    _ input: Span<UInt8>, into output: inout MutableSpan<UInt8>
  ) throws(SkipReason) -> ExpandStep
}

/// What one step did.
struct ExpandStep: Hashable {
  /// Bytes of the input that were used.
  var consumed: Int
  /// Bytes of the output that were written.
  var produced: Int
  /// Whether the data may end here: a whole gzip member or zstd frame has been expanded.
  var isComplete: Bool
}
