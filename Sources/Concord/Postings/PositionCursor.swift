/// Reads the positions of one posting list, forwards.
///
/// Format: IndexFormat.md, section 7.
final class PositionCursor {
  private let store: FrameStore
  private var frame: Frame?
  private var address: FrameAddress
  /// Gaps of the position block at hand.
  private let gaps = FixedBuffer<UInt32>(count: SegmentFormat.blockCount, repeating: 0)
  /// Gaps in the block, 0 before one is decoded; and which of them is next.
  private var count = 0
  private var index = 0

  /// The frame of the dictionary that holds the list, if it stands there.
  private let inlineFrame: Frame?

  /// Has to `seek` before it reads.
  ///
  /// `inline` is the frame of the dictionary that holds the list, if it stands there.
  init(_ store: FrameStore, inline: Frame?) {
    self.store = store
    inlineFrame = inline
    frame = inline
    address = FrameAddress(frame: 0, offset: 0)
  }

  /// Goes to the block at `address` and passes over its first `index` gaps.
  func seek(to address: FrameAddress, index: Int) {
    if address.frame != self.address.frame { frame = inlineFrame }
    self.address = address
    count = 0
    self.index = index
  }

  /// Passes over `skipped` gaps, then reads the positions of one document that has `frequency`.
  func read(
    skipping skipped: Int, frequency: Int, into positions: PositionList
  ) throws(ConcordError) {
    index += skipped
    while count == 0 || index >= count {
      if count > 0 {
        index -= count
        count = 0
      }
      if index >= SegmentFormat.blockCount, try skipFullBlock() { continue }
      try decodeBlock()
    }
    var left = frequency
    var position: UInt32 = 0
    while true {
      let end = min(count, index + left)
      // Safe: `end` ≤ count ≤ 128, which `gaps` has.
      position = unsafe positions.append(
        sumsOf: gaps.base + index, count: end - index, from: position)
      left -= end - index
      index = end
      if left == 0 { return }
      index = 0
      count = 0
      try decodeBlock()
    }
  }

  /// The frame at `address`, which may have moved past the end of the one before.
  private func frameAtHand() throws(ConcordError) -> Frame {
    if let frame, Int(address.offset) < frame.count { return frame }
    guard inlineFrame == nil else { throw corrupt("positions end too early") }
    if frame != nil { address = FrameAddress(frame: address.frame &+ 1, offset: 0) }
    let frame = try store.frame(address.frame)
    guard Int(address.offset) < frame.count else { throw corrupt("positions end too early") }
    self.frame = frame
    return frame
  }

  private func corrupt(_ reason: String) -> ConcordError {
    .corrupt(
      file: store.fileName, offset: Int(address.offset),
      reason: "in position frame \(address.frame): \(reason)")
  }

  /// Steps over a full block without decoding it; false if the block is the tail.
  private func skipFullBlock() throws(ConcordError) -> Bool {
    let frame = try frameAtHand()
    let offset = Int(address.offset)
    // Safe: `offset` < frame.count.
    guard
      unsafe frame.base.load(fromByteOffset: offset, as: UInt8.self)
        != PositionListWriter.tailMarker
    else { return false }
    let byteCount = unsafe PatchedBlock.byteCount(
      at: frame.base + offset, available: frame.count - offset, count: SegmentFormat.blockCount)
    guard let byteCount else { throw corrupt("a block is malformed") }
    address.offset += UInt32(byteCount)
    index -= SegmentFormat.blockCount
    return true
  }

  private func decodeBlock() throws(ConcordError) {
    let frame = try frameAtHand()
    let offset = Int(address.offset)
    // Safe: `offset` < frame.count.
    if unsafe frame.base.load(fromByteOffset: offset, as: UInt8.self)
      == PositionListWriter.tailMarker
    {
      var reader = FrameReader(frame, at: offset + 1, of: store)
      let tailCount = Int(try reader.u8())
      guard tailCount > 0, tailCount < SegmentFormat.blockCount else {
        throw corrupt("a tail of \(tailCount) positions")
      }
      for i in 0..<tailCount { gaps[i] = try reader.varint32() }
      count = tailCount
      address.offset = UInt32(reader.offset)
    } else {
      let byteCount = unsafe PatchedBlock.decode(
        frame.base + offset, available: frame.count - offset, count: SegmentFormat.blockCount,
        into: gaps.base)
      guard let byteCount else { throw corrupt("a block is malformed") }
      count = SegmentFormat.blockCount
      address.offset += UInt32(byteCount)
    }
  }
}
