/// Writes the positions of one term after the other.
///
/// A document's positions are gaps: the first from 0, each other from the one before. The gaps of
/// all documents of a list follow each other, cut into blocks of 128; the rest, fewer than 128, are
/// varints after a marker.
///
/// Format: IndexFormat.md, section 7.
struct PositionListWriter {
  /// The header byte of the varints that end a list.
  ///
  /// No patched block begins so: widths end at 32.
  static let tailMarker: UInt8 = 0x3F

  private var gaps: FixedBuffer<UInt32>
  private(set) var pendingCount = 0
  /// Full blocks written since the list began.
  private(set) var fullBlockCount = 0

  init() {
    gaps = FixedBuffer(count: SegmentFormat.blockCount, repeating: 0)
  }

  mutating func begin() {
    pendingCount = 0
    fullBlockCount = 0
  }

  /// Adds the positions of one document, in rising order.
  mutating func add(
    _ positions: Span<UInt32>, to frames: inout FrameWriter, _ file: inout OutputFile
  ) throws(ConcordError) {
    var last: UInt32 = 0
    for i in positions.indices {
      let position = positions[i]
      gaps[pendingCount] = position &- last
      last = position
      pendingCount += 1
      if pendingCount == SegmentFormat.blockCount {
        gaps.appendPatchedBlock(count: pendingCount, to: &frames.raw)
        pendingCount = 0
        fullBlockCount += 1
        try frames.boundary(&file)
      }
    }
  }

  /// Appends the positions that fill no block; nothing if there are none.
  func appendTail(to output: inout [UInt8]) {
    guard pendingCount > 0 else { return }
    output.append(Self.tailMarker)
    output.append(UInt8(pendingCount))
    for i in 0..<pendingCount { Varint.append(UInt64(gaps[i]), to: &output) }
  }
}
