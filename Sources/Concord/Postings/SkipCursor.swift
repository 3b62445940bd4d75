/// Walks the skip data of one long list: finds, without touching postings, the block in which a
/// document would be.
///
/// Format: IndexFormat.md, section 6.3.
struct SkipCursor {
  /// One block, as the skip data describes it.
  struct Block {
    /// The last document of the block before; nil for the first of the list.
    var documentBefore: UInt32?
    var lastDocument: UInt32
    var documents: FrameAddress
    var positions: FrameAddress
    var positionIndex: Int
    /// Where the block's impacts begin in the frame.
    fileprivate var impactsOffset: Int
  }

  private let store: FrameStore
  private var frameOrdinal: UInt32
  private var frame: Frame
  /// Where the next group begins in the frame.
  private var nextGroupOffset: Int
  /// Postings of the list that are not in the group at hand or before it.
  private var postingsLeft: Int

  private(set) var blocks: [Block] = []
  private var blockImpactsEnd = 0
  private var groupImpactsOffset = 0
  /// Grows by one with each group, so that others know when what they keep is stale.
  private(set) var groupOrdinal = -1
  private(set) var groupLastDocument: UInt32?
  private var documentLimit: UInt32

  /// Begins before the first group.
  init(
    _ store: FrameStore, at address: FrameAddress, documentFrequency: Int, documentCount: Int
  ) throws(ConcordError) {
    self.store = store
    frameOrdinal = address.frame
    frame = try store.frame(address.frame)
    nextGroupOffset = Int(address.offset)
    postingsLeft = documentFrequency
    documentLimit = UInt32(documentCount)
    blocks.reserveCapacity(SegmentFormat.groupBlockCount)
  }

  /// Whether the group at hand is the last one.
  var isLastGroup: Bool { postingsLeft == 0 }

  /// Steps to the next group that ends at or after `target`; false if there is none.
  mutating func advanceGroup(to target: UInt32) throws(ConcordError) -> Bool {
    while groupLastDocument.map({ $0 < target }) ?? true {
      guard !isLastGroup else { return false }
      try readGroup(ifItEndsAtOrAfter: target)
    }
    return true
  }

  /// Reads the head of the next group, and its blocks unless the group ends before `target`.
  private mutating func readGroup(ifItEndsAtOrAfter target: UInt32) throws(ConcordError) {
    if nextGroupOffset >= frame.count {
      frameOrdinal += 1
      frame = try store.frame(frameOrdinal)
      nextGroupOffset = 0
    }
    var reader = FrameReader(frame, at: nextGroupOffset, of: store)
    let before = groupLastDocument
    let last = try Self.document(try reader.varint32(), after: before, reader)
    guard last < documentLimit else { throw reader.corrupt("a document beyond the segment") }
    groupImpactsOffset = reader.offset
    try reader.skipImpacts()
    let byteCount = try reader.count(limit: frame.count, of: "bytes of skip data")
    let blockCount = Int(try reader.u8())
    var documents = FrameAddress(frame: try reader.varint32(), offset: try reader.varint32())
    var positions = FrameAddress(frame: try reader.varint32(), offset: try reader.varint32())
    var positionIndex = Int(try reader.u8())
    let end = reader.offset + byteCount
    guard end <= frame.count, blockCount > 0, blockCount <= SegmentFormat.groupBlockCount else {
      throw reader.corrupt("a group of skip data is malformed")
    }
    nextGroupOffset = end
    postingsLeft = max(0, postingsLeft - blockCount * SegmentFormat.blockCount)
    groupLastDocument = last
    groupOrdinal += 1
    blocks.removeAll(keepingCapacity: true)
    guard last >= target else { return }
    var documentBefore = before
    for i in 0..<blockCount {
      let lastInBlock = try Self.document(try reader.varint32(), after: documentBefore, reader)
      if i > 0 {
        try reader.step(&documents)
        try reader.step(&positions)
        positionIndex = Int(try reader.u8())
      }
      blocks.append(
        Block(
          documentBefore: documentBefore, lastDocument: lastInBlock, documents: documents,
          positions: positions, positionIndex: positionIndex, impactsOffset: reader.offset))
      try reader.skipImpacts()
      documentBefore = lastInBlock
    }
    guard reader.offset == end, documentBefore == last else {
      throw reader.corrupt("a group of skip data does not end with its last document")
    }
  }

  private static func document(
    _ gap: UInt32, after before: UInt32?, _ reader: FrameReader
  ) throws(ConcordError) -> UInt32 {
    guard let before else { return gap }
    let (sum, overflow) = before.addingReportingOverflow(gap)
    guard !overflow, sum < UInt32.max - 1 else { throw reader.corrupt("a gap is too large") }
    return sum + 1
  }

  /// The largest value of `score` over the impacts of a block.
  func maximum(
    ofBlock i: Int, _ score: (Impact) -> Float
  ) throws(ConcordError) -> Float {
    try maximum(at: blocks[i].impactsOffset, score)
  }

  /// The largest value of `score` over the impacts of the group at hand.
  func maximumOfGroup(_ score: (Impact) -> Float) throws(ConcordError) -> Float {
    try maximum(at: groupImpactsOffset, score)
  }

  private func maximum(
    at offset: Int, _ score: (Impact) -> Float
  ) throws(ConcordError) -> Float {
    var reader = FrameReader(frame, at: offset, of: store)
    var best: Float = 0
    var impact = Impact(frequency: 0, norm: 0)
    for _ in 0..<(try reader.count(limit: 256, of: "impacts")) {
      impact.frequency = impact.frequency &+ (try reader.varint32()) &+ 1
      impact.norm = impact.norm &+ (try reader.u8())
      best = max(best, score(impact))
    }
    return best
  }
}
