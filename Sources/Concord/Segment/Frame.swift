/// Where something begins in the frames of one kind.
struct FrameAddress: Hashable, Comparable, Sendable {
  /// Which frame: 0, 1, 2… in the order of the frame table.
  var frame: UInt32
  /// Which byte of the frame, decompressed.
  var offset: UInt32

  static func < (left: FrameAddress, right: FrameAddress) -> Bool {
    (left.frame, left.offset) < (right.frame, right.offset)
  }

  /// Appends the way from an address that is not after this one.
  ///
  /// A bit says that it stays in the same frame, which is so for nearly all: the rest is then the
  /// difference of the offsets.
  ///
  /// Format: IndexFormat.md, section 4.2.
  func appendStep(from before: FrameAddress, to output: inout [UInt8]) {
    let frames = frame - before.frame
    if frames == 0 {
      Varint.append(UInt64(offset - before.offset) << 1, to: &output)
    } else {
      Varint.append(UInt64(frames) << 1 | 1, to: &output)
      Varint.append(UInt64(offset), to: &output)
    }
  }
}

/// The bytes of one frame, decompressed.
///
/// Decoders read whole vectors, so the memory goes on for ``slack`` bytes after the last byte.
@safe final class Frame: Sendable {
  /// Bytes after the end that may be read, and are zero.
  static let slack = 64

  let count: Int
  /// Safe to share: nothing writes to the memory once `init` is done, and it lives as long as
  /// `self`.
  @unsafe nonisolated(unsafe) let base: UnsafeRawPointer

  /// Makes a frame of `count` bytes, which `fill` writes.
  init<E: Error>(
    count: Int, fill: (UnsafeMutableRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: count + Frame.slack, alignment: 16)
    unsafe (memory + count).initializeMemory(as: UInt8.self, repeating: 0, count: Frame.slack)
    self.count = count
    unsafe self.base = UnsafeRawPointer(memory)
    // Safe: the buffer covers exactly the bytes allocated above, less the slack.
    try unsafe fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
  }

  /// No bytes at all.
  static let empty = unsafe Frame(count: 0) { _ in }

  /// The bytes, checked.
  var bytes: RawSpan {
    @_lifetime(borrow self)
    borrowing get {
      // Safe: `count` bytes from `base` stay as they are while `self` lives.
      let span = unsafe RawSpan(_unsafeStart: base, byteCount: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  deinit {
    unsafe base.deallocate()
  }
}
