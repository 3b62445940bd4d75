/// Walks the skip data of one long list: finds, without touching postings, the block in which a
/// document would be.
///
/// Format: IndexFormat.md, section 6.3.
final class SkipCursor {
  private let store: FrameStore
  private let documentLimit: UInt32
  private var frameOrdinal: UInt32
  private var frame: Frame
  /// Where the next group begins in the frame.
  private var nextGroupOffset: Int
  /// Postings of the list that are not in the group at hand or before it.
  private var postingsLeft: Int

  /// Blocks of the group at hand; 0 if it was passed over unread.
  private(set) var blockCount = 0
  /// One column a property of a block, one row a block.
  private let columns = FixedBuffer<UInt32>(
    count: Column.count * SegmentFormat.groupBlockCount, repeating: 0)
  private enum Column {
    static let lastDocument = 0
    static let documentFrame = 1
    static let documentOffset = 2
    static let positionFrame = 3
    static let positionOffset = 4
    static let positionIndex = 5
    static let impactsOffset = 6
    static let count = 7
  }

  private var groupImpactsOffset = 0
  /// Grows by one with each group, so that others know when what they keep is stale.
  private(set) var groupOrdinal = -1
  /// One more than the last document of the group before; 0 for the first group.
  private var firstOfGroup: UInt32 = 0
  /// One more than the last document of the group at hand; 0 before the first group.
  private(set) var endOfGroup: UInt32 = 0
  /// The block that skip data last pointed at.
  private(set) var blockIndex = 0

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
  }

  /// Whether the group at hand is the last one.
  var isLastGroup: Bool { postingsLeft == 0 }

  private func value(_ column: Int, _ block: Int) -> UInt32 {
    columns[column * SegmentFormat.groupBlockCount + block]
  }

  /// The last document of a block of the group.
  func lastDocument(ofBlock i: Int) -> UInt32 { value(Column.lastDocument, i) }

  /// One more than the last document before a block; 0 for the first of the list.
  func firstCandidate(ofBlock i: Int) -> UInt32 {
    i == 0 ? firstOfGroup : lastDocument(ofBlock: i - 1) + 1
  }

  /// Where the postings of a block are.
  func documents(ofBlock i: Int) -> FrameAddress {
    FrameAddress(frame: value(Column.documentFrame, i), offset: value(Column.documentOffset, i))
  }

  /// Where the positions of a block begin: in which position block, and how many gaps into it.
  func positions(ofBlock i: Int) -> (address: FrameAddress, index: Int) {
    let address = FrameAddress(
      frame: value(Column.positionFrame, i), offset: value(Column.positionOffset, i))
    return (address, Int(value(Column.positionIndex, i)))
  }

  /// Points at the first block that ends at or after `target`; false if there is none.
  ///
  /// Never goes back.
  func advance(to target: UInt32) throws(ConcordError) -> Bool {
    if endOfGroup <= target {
      while endOfGroup <= target {
        guard !isLastGroup else { return false }
        try readGroup(ifItEndsAtOrAfter: target)
      }
      blockIndex = 0
    }
    while lastDocument(ofBlock: blockIndex) < target { blockIndex += 1 }
    return true
  }

  /// Reads the head of the next group, and its blocks unless the group ends before `target`.
  private func readGroup(ifItEndsAtOrAfter target: UInt32) throws(ConcordError) {
    if nextGroupOffset >= frame.count {
      frameOrdinal += 1
      frame = try store.frame(frameOrdinal)
      nextGroupOffset = 0
    }
    var reader = FrameReader(frame, at: nextGroupOffset, of: store)
    let first = endOfGroup
    let last = try document(try reader.varint32(), from: first, reader)
    groupImpactsOffset = reader.offset
    try reader.skipImpacts()
    let byteCount = try reader.count(limit: frame.count, of: "bytes of skip data")
    blockCount = Int(try reader.u8())
    var documents = FrameAddress(frame: try reader.varint32(), offset: try reader.varint32())
    var positions = FrameAddress(frame: try reader.varint32(), offset: try reader.varint32())
    var positionIndex = UInt32(try reader.u8())
    let end = reader.offset + byteCount
    guard end <= frame.count, blockCount > 0, blockCount <= SegmentFormat.groupBlockCount else {
      throw reader.corrupt("a group of skip data is malformed")
    }
    nextGroupOffset = end
    postingsLeft = max(0, postingsLeft - blockCount * SegmentFormat.blockCount)
    // So that a block's number follows from its group's.
    guard blockCount == SegmentFormat.groupBlockCount || isLastGroup else {
      throw reader.corrupt("a group of skip data before the last one is not full")
    }
    firstOfGroup = first
    endOfGroup = last + 1
    groupOrdinal += 1
    guard last >= target else { return }
    var next = first
    for i in 0..<blockCount {
      let lastInBlock = try document(try reader.varint32(), from: next, reader)
      next = lastInBlock + 1
      if i > 0 {
        try reader.step(&documents)
        try reader.step(&positions)
        positionIndex = UInt32(try reader.u8())
      }
      set(Column.lastDocument, i, lastInBlock)
      set(Column.documentFrame, i, documents.frame)
      set(Column.documentOffset, i, documents.offset)
      set(Column.positionFrame, i, positions.frame)
      set(Column.positionOffset, i, positions.offset)
      set(Column.positionIndex, i, positionIndex)
      set(Column.impactsOffset, i, UInt32(reader.offset))
      try reader.skipImpacts()
    }
    guard reader.offset == end, next == endOfGroup else {
      throw reader.corrupt("a group of skip data does not end with its last document")
    }
  }

  private func set(_ column: Int, _ block: Int, _ value: UInt32) {
    columns[column * SegmentFormat.groupBlockCount + block] = value
  }

  /// The document `gap` after `first`, which must be one of the segment's.
  private func document(
    _ gap: UInt32, from first: UInt32, _ reader: FrameReader
  ) throws(ConcordError) -> UInt32 {
    let (sum, overflow) = first.addingReportingOverflow(gap)
    guard !overflow, sum < documentLimit else {
      throw reader.corrupt("a document beyond the segment")
    }
    return sum
  }

  /// The largest value of `score` over the impacts of a block.
  func maximum(
    ofBlock i: Int, _ score: (Impact) -> Float
  ) throws(ConcordError) -> Float {
    try maximum(at: Int(value(Column.impactsOffset, i)), score)
  }

  /// The largest value of `score` over the impacts of the group at hand.
  func maximumOfGroup(_ score: (Impact) -> Float) throws(ConcordError) -> Float {
    try maximum(at: groupImpactsOffset, score)
  }

  private func maximum(
    at offset: Int, _ score: (Impact) -> Float
  ) throws(ConcordError) -> Float {
    var best: Float = 0
    try forEachImpact(at: offset) { best = max(best, score($0)) }
    return best
  }

  /// Gives each impact of a block to `body`: those of different postings.
  func forEachImpact(ofBlock i: Int, _ body: (Impact) -> Void) throws(ConcordError) {
    try forEachImpact(at: Int(value(Column.impactsOffset, i)), body)
  }

  @inline(__always)
  private func forEachImpact(
    at offset: Int, _ body: (Impact) -> Void
  ) throws(ConcordError) {
    var reader = FrameReader(frame, at: offset, of: store)
    var impact = Impact(frequency: 0, norm: 0)
    for _ in 0..<(try reader.count(limit: 256, of: "impacts")) {
      impact.frequency = impact.frequency &+ (try reader.varint32()) &+ 1
      impact.norm = impact.norm &+ (try reader.u8())
      body(impact)
    }
  }
}
