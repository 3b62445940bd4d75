/// Visits the documents of one posting list, block by block.
///
/// A block is decompressed and unpacked only when a document in it is asked for; until then the skip
/// data alone moves. Frequencies and positions are decoded when they are first asked for.
///
/// Format: IndexFormat.md, sections 6 and 7.
@safe final class PostingCursor: DocIterator {
  private let list: PostingList
  private(set) var current = DocID.end
  let cost: Int

  /// The documents of the block at hand, and which of them is `current`.
  private let documents = FixedBuffer<UInt32>(count: SegmentFormat.blockCount, repeating: 0)
  private let frequencies = FixedBuffer<UInt32>(count: SegmentFormat.blockCount, repeating: 0)
  private(set) var count = 0
  private(set) var index = 0
  private var lastInBlock: UInt32 = 0

  /// Nil for a list without a full block.
  private var skips: SkipCursor?
  /// The block of the group that skip data last pointed at, and the one that is decoded.
  private(set) var blockIndex = -1
  private var decodedGroup = -1
  private var decodedBlock = -1

  /// Where the frequencies of the block are, while they are not decoded.
  private var pendingFrequencies: (frame: Frame, offset: Int)?

  private var positionCursor: PositionCursor
  /// Gaps between where the position cursor stands and the block's first position, and the posting
  /// of the block that it stands before.
  private var positionIndex = 0

  /// Stands on the first document.
  init(_ list: PostingList) throws(ConcordError) {
    self.list = list
    cost = list.documentFrequency
    switch list.info.place {
    case .inline:
      positionCursor = PositionCursor(
        list.source.positions, at: FrameAddress(frame: 0, offset: 0), inline: list.inlineFrame)
      let end = try decodeTail(list.inlineFrame, at: list.inlineOffset, count: cost, first: 0)
      positionCursor.seek(to: FrameAddress(frame: 0, offset: UInt32(end)), index: 0)
    case .frames(let documents, let positions, let skips):
      positionCursor = PositionCursor(list.source.positions, at: positions, inline: nil)
      if let skips {
        self.skips = try SkipCursor(
          list.source.skips, at: skips, documentFrequency: cost,
          documentCount: list.source.documentCount)
        try advanceBlock(to: 0)
        try decodeBlock()
      } else {
        let frame = try list.source.documents.frame(documents.frame)
        _ = try decodeTail(frame, at: Int(documents.offset), count: cost, first: 0)
      }
    }
    if count > 0 { current = DocID(documents[0]) }
  }

  /// Occurrences of the term in the current document.
  func frequency() throws(ConcordError) -> UInt32 {
    if pendingFrequencies != nil { try decodeFrequencies() }
    return frequencies[index] &+ 1
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    guard current != .end else { return .end }
    if index + 1 < count {
      index += 1
      current = DocID(documents[index])
      return current
    }
    return try advancePastBlock(to: lastInBlock + 1)
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    guard target > current else { return current }
    guard target.rawValue <= lastInBlock else { return try advancePastBlock(to: target.rawValue) }
    // Safe: index < count ≤ 128, and the buffer has 128 values.
    index = unsafe BlockKernels.firstIndex(
      atLeast: target.rawValue, in: documents.base, from: index, count: count)
    current = DocID(documents[index])
    return current
  }

  private func advancePastBlock(to target: UInt32) throws(ConcordError) -> DocID {
    guard target < UInt32.max, try advanceBlock(to: target) else {
      current = .end
      return current
    }
    try decodeBlock()
    // Safe: as in `advance`.
    index = unsafe BlockKernels.firstIndex(
      atLeast: target, in: documents.base, from: 0, count: count)
    current = DocID(documents[index])
    return current
  }

  // MARK: Blocks

  /// The last document of the block that would hold `target`, found in the skip data alone; nil if
  /// no document at or after `target` is left. Does not move the cursor.
  func lastDocumentOfBlock(holding target: UInt32) throws(ConcordError) -> UInt32? {
    guard skips != nil else { return target <= lastInBlock ? lastInBlock : nil }
    guard try advanceBlock(to: target) else { return nil }
    return skips?.blocks[blockIndex].lastDocument
  }

  /// Points the skip data at the block that would hold `target`; false if there is none.
  @discardableResult
  private func advanceBlock(to target: UInt32) throws(ConcordError) -> Bool {
    guard skips != nil else { return false }
    let group = skips?.groupOrdinal ?? -1
    guard try skips?.advanceGroup(to: target) ?? false, let blocks = skips?.blocks else {
      return false
    }
    if skips?.groupOrdinal != group { blockIndex = 0 }
    while blocks[blockIndex].lastDocument < target { blockIndex += 1 }
    return true
  }

  /// Decodes the block that the skip data points at, unless it is the one at hand.
  private func decodeBlock() throws(ConcordError) {
    guard let skips, decodedGroup != skips.groupOrdinal || decodedBlock != blockIndex else {
      return
    }
    let block = skips.blocks[blockIndex]
    let isLast = skips.isLastGroup && blockIndex == skips.blocks.count - 1
    let tailCount = cost % SegmentFormat.blockCount
    let frame = try list.source.documents.frame(block.documents.frame)
    let first = block.documentBefore.map { $0 &+ 1 } ?? 0
    if isLast, tailCount > 0 {
      _ = try decodeTail(frame, at: Int(block.documents.offset), count: tailCount, first: first)
    } else {
      try decodeFull(frame, at: Int(block.documents.offset), first: first)
    }
    guard documents[count - 1] == block.lastDocument else {
      throw corrupt("a block does not end with the document that its skip data names")
    }
    positionCursor.seek(to: block.positions, index: block.positionIndex)
    decodedGroup = skips.groupOrdinal
    decodedBlock = blockIndex
    index = 0
  }

  private func decodeFull(_ frame: Frame, at offset: Int, first: UInt32) throws(ConcordError) {
    guard offset < frame.count else { throw corrupt("a block begins beyond its frame") }
    // Safe: `offset` is inside the frame, which is readable for 64 bytes past its end, and the
    // buffer has room for 128 values.
    let byteCount = unsafe PatchedBlock.decode(
      frame.base + offset, available: frame.count - offset, count: SegmentFormat.blockCount,
      into: documents.base)
    guard let byteCount else { throw corrupt("a block is malformed") }
    // Narrow gaps cannot add up to more than 2^31; wide ones in a damaged block could wrap around.
    let widest = unsafe BlockKernels.maximum(documents.base)
    guard widest < UInt32(SegmentFormat.documentLimit / SegmentFormat.blockCount)
      || sumOfGapsFits(first: first)
    else { throw corrupt("a block's gaps are too large") }
    unsafe BlockKernels.documents(fromGaps: documents.base, first: first)
    count = SegmentFormat.blockCount
    lastInBlock = documents[count - 1]
    positionIndex = 0
    pendingFrequencies = list.hasPositions ? (frame, offset + byteCount) : nil
  }

  private func sumOfGapsFits(first: UInt32) -> Bool {
    var sum = UInt64(first)
    for i in 0..<SegmentFormat.blockCount { sum += UInt64(documents[i]) + 1 }
    return sum <= UInt64(list.source.documentCount)
  }

  /// Decodes the postings that fill no block, and returns where they end.
  private func decodeTail(
    _ frame: Frame, at offset: Int, count tailCount: Int, first: UInt32
  ) throws(ConcordError) -> Int {
    var reader = FrameReader(frame, at: offset, of: list.source.documents)
    var document = UInt64(first)
    for i in 0..<tailCount {
      var gap = try reader.varint()
      frequencies[i] = 0
      if list.hasPositions {
        if gap & 1 == 0 { frequencies[i] = try reader.varint32() }
        gap >>= 1
      }
      document += min(gap, UInt64(UInt32.max))
      guard document < UInt64(list.source.documentCount) else {
        throw corrupt("a document beyond the segment")
      }
      documents[i] = UInt32(document)
      document += 1
    }
    count = tailCount
    lastInBlock = tailCount > 0 ? documents[tailCount - 1] : 0
    positionIndex = 0
    pendingFrequencies = nil
    return reader.offset
  }

  private func decodeFrequencies() throws(ConcordError) {
    guard let pending = pendingFrequencies else { return }
    guard pending.offset < pending.frame.count else { throw corrupt("frequencies are missing") }
    // Safe: as in `decodeFull`.
    let byteCount = unsafe PatchedBlock.decode(
      pending.frame.base + pending.offset, available: pending.frame.count - pending.offset,
      count: count, into: frequencies.base)
    guard byteCount != nil else { throw corrupt("a block of frequencies is malformed") }
    pendingFrequencies = nil
  }

  private func corrupt(_ reason: String) -> ConcordError {
    .corrupt(file: list.source.documents.fileName, offset: 0, reason: "in a posting list: \(reason)")
  }

  // MARK: Positions

  /// Appends the positions of the term in the current document, in rising order.
  func positions(into positions: inout [UInt32]) throws(ConcordError) {
    if pendingFrequencies != nil { try decodeFrequencies() }
    var skipped = 0
    for i in positionIndex..<index { skipped += Int(frequencies[i]) + 1 }
    positionIndex = index + 1
    try positionCursor.read(
      skipping: skipped, frequency: Int(frequencies[index]) + 1, into: &positions)
  }

  // MARK: Scoring a block at a time

  /// Runs `body` over the rest of the block at hand, documents and frequencies less one.
  ///
  /// The block must hold the current document; `body` gets the subscripts from `index` to `count`.
  @unsafe func withRestOfBlock<T>(
    _ body: (
      _ documents: UnsafePointer<UInt32>, _ frequencies: UnsafePointer<UInt32>, Range<Int>
    ) throws(ConcordError) -> T
  ) throws(ConcordError) -> T {
    if pendingFrequencies != nil { try decodeFrequencies() }
    return try unsafe body(
      UnsafePointer(documents.base), UnsafePointer(frequencies.base), index..<count)
  }

  /// Puts the cursor on the posting `i` of the block at hand; past the last one, on the next block.
  func move(to i: Int) throws(ConcordError) {
    if i < count {
      index = i
      current = DocID(documents[i])
    } else {
      index = count - 1
      _ = try advancePastBlock(to: lastInBlock &+ 1)
    }
  }

  /// The last document of the block at hand.
  var lastDocumentAtHand: UInt32 { lastInBlock }

  /// The skip data, for upper bounds; nil if the list has no full block.
  var skipCursor: SkipCursor? { skips }
}
