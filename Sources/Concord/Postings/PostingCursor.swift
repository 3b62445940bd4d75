/// Visits the documents of one posting list, block by block.
///
/// A block is decompressed and unpacked only when a document in it is asked for; until then the
/// skip data alone moves. Frequencies and positions are decoded when they are first asked for.
///
/// Format: IndexFormat.md, sections 6 and 7.
final class PostingCursor: DocIterator {
  private let list: PostingList
  private(set) var current = DocID.end
  let cost: Int

  /// The documents of the block at hand, and which of them is `current`.
  private let documents = FixedBuffer<UInt32>(count: SegmentFormat.blockCount, repeating: 0)
  private let frequencies = FixedBuffer<UInt32>(count: SegmentFormat.blockCount, repeating: 0)
  private(set) var count = 0
  private(set) var index = 0
  /// The last document of the block at hand.
  private(set) var lastInBlock: UInt32 = 0

  /// The skip data, which also gives upper bounds; nil for a list without a full block.
  let skips: SkipCursor?
  /// The group and the block in it that are decoded.
  private var decodedGroup = -1
  private var decodedBlock = -1

  /// The frame that the block at hand is in, and its number: the next block is mostly in it, too.
  private var frame: Frame?
  private var frameOrdinal: UInt32 = 0
  /// Whether the frequencies of the block are yet to be decoded, and where they are in its frame.
  private var hasPendingFrequencies = false
  private var pendingOffset = 0

  /// Made when positions are first asked for.
  private var positionCursor: PositionCursor?
  /// Where the positions of the block at hand begin.
  private var positionStart: (address: FrameAddress, index: Int) = (
    FrameAddress(frame: 0, offset: 0), 0
  )
  /// The posting of the block that the position cursor stands before.
  private var positionIndex = 0

  /// Stands on the first document.
  init(_ list: PostingList) throws(ConcordError) {
    self.list = list
    cost = list.documentFrequency
    guard case .frames(let documents, let positions, let skips) = list.info.place else {
      self.skips = nil
      let end = try decodeTail(list.inlineFrame, at: list.inlineOffset, count: cost, first: 0)
      positionStart.address.offset = UInt32(end)
      current = DocID(self.documents[0])
      return
    }
    guard let skips else {
      self.skips = nil
      let frame = try list.source.documents.frame(documents.frame)
      _ = try decodeTail(frame, at: Int(documents.offset), count: cost, first: 0)
      positionStart.address = positions
      current = DocID(self.documents[0])
      return
    }
    self.skips = try Self.skipCursor(list, at: skips)
    guard try self.skips?.advance(to: 0) ?? false else { return }
    try decodeBlock()
    current = DocID(self.documents[0])
  }

  private static func skipCursor(
    _ list: PostingList, at address: FrameAddress
  ) throws(ConcordError) -> SkipCursor {
    try SkipCursor(
      list.source.skips, at: address, documentFrequency: list.documentFrequency,
      documentCount: list.source.documentCount)
  }

  /// Another cursor over the skip data, before its first group; nil for a list without a full
  /// block.
  func freshSkips() throws(ConcordError) -> SkipCursor? {
    guard case .frames(_, _, let skips?) = list.info.place else { return nil }
    return try Self.skipCursor(list, at: skips)
  }

  /// Occurrences of the term in the current document.
  func frequency() throws(ConcordError) -> UInt32 {
    if hasPendingFrequencies { try decodeFrequencies() }
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

  // MARK: Blocks

  /// The last document of the block that would hold `target`, found in the skip data alone; nil if
  /// no document at or after `target` is left.
  ///
  /// The cursor does not move, but from then on documents before `target` are not to be asked for.
  func lastDocumentOfBlock(holding target: UInt32) throws(ConcordError) -> UInt32? {
    guard let skips else { return target <= lastInBlock ? lastInBlock : nil }
    return try skips.advance(to: target) ? skips.lastDocument(ofBlock: skips.blockIndex) : nil
  }

  private func advancePastBlock(to target: UInt32) throws(ConcordError) -> DocID {
    guard target < UInt32.max, let skips, try skips.advance(to: target) else {
      current = .end
      return current
    }
    try decodeBlock()
    // Safe: count ≤ 128, and the buffer has 128 values.
    index = unsafe BlockKernels.firstIndex(
      atLeast: target, in: documents.base, from: 0, count: count)
    current = DocID(documents[index])
    return current
  }

  /// Decodes the block that the skip data points at, unless it is the one at hand.
  private func decodeBlock() throws(ConcordError) {
    guard let skips, decodedGroup != skips.groupOrdinal || decodedBlock != skips.blockIndex else {
      return
    }
    let block = skips.blockIndex
    let address = skips.documents(ofBlock: block)
    let isLast = skips.isLastGroup && block == skips.blockCount - 1
    let tailCount = cost % SegmentFormat.blockCount
    let frame = try frame(address.frame)
    let first = skips.firstCandidate(ofBlock: block)
    if isLast, tailCount > 0 {
      _ = try decodeTail(frame, at: Int(address.offset), count: tailCount, first: first)
    } else {
      try decodeFull(frame, at: Int(address.offset), first: first)
    }
    guard lastInBlock == skips.lastDocument(ofBlock: block) else {
      throw corrupt("a block does not end with the document that its skip data names")
    }
    positionStart = skips.positions(ofBlock: block)
    positionIndex = 0
    decodedGroup = skips.groupOrdinal
    decodedBlock = block
    index = 0
  }

  private func frame(_ ordinal: UInt32) throws(ConcordError) -> Frame {
    if let frame, frameOrdinal == ordinal { return frame }
    let found = try list.source.documents.frame(ordinal)
    frame = found
    frameOrdinal = ordinal
    return found
  }

  private func decodeFull(_ frame: Frame, at offset: Int, first: UInt32) throws(ConcordError) {
    guard offset < frame.count else { throw corrupt("a block begins beyond its frame") }
    // Safe: `offset` is inside the frame, which is readable for 64 bytes past its end, and the
    // buffer has room for 128 values.
    let byteCount = unsafe PatchedBlock.decode(
      frame.base + offset, available: frame.count - offset, count: SegmentFormat.blockCount,
      into: documents.base)
    guard let byteCount else { throw corrupt("a block is malformed") }
    // 128 gaps of 23 bits cannot add up to more than 2^30; wide ones in a damaged block could wrap
    // around.
    guard
      unsafe PatchedBlock.widthLimit(at: frame.base + offset) <= 23 || sumOfGapsFits(first: first)
    else { throw corrupt("a block's gaps are too large") }
    unsafe BlockKernels.documents(fromGaps: documents.base, first: first)
    count = SegmentFormat.blockCount
    lastInBlock = documents[count - 1]
    hasPendingFrequencies = false
    if list.hasFrequencies {
      hasPendingFrequencies = true
      pendingOffset = offset + byteCount
    } else {
      for i in 0..<count { frequencies[i] = 0 }
    }
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
    var i = 0
    let end = try list.forEachPosting(
      inTail: frame, at: offset, count: tailCount, first: first
    ) { document, excess in
      documents[i] = document
      frequencies[i] = excess
      i += 1
    }
    count = tailCount
    lastInBlock = documents[tailCount - 1]
    positionIndex = 0
    hasPendingFrequencies = false
    return end
  }

  private func decodeFrequencies() throws(ConcordError) {
    guard let frame, pendingOffset < frame.count else {
      throw corrupt("frequencies are missing")
    }
    // Safe: as in `decodeFull`.
    let byteCount = unsafe PatchedBlock.decode(
      frame.base + pendingOffset, available: frame.count - pendingOffset, count: count,
      into: frequencies.base)
    guard byteCount != nil else { throw corrupt("a block of frequencies is malformed") }
    hasPendingFrequencies = false
  }

  /// The error of a list that is not what it says.
  func corrupt(_ reason: String) -> ConcordError {
    .corrupt(
      file: list.source.documents.fileName, offset: 0, reason: "in a posting list: \(reason)")
  }

  // MARK: Positions

  /// Appends the positions of the term in the current document, in rising order.
  ///
  /// A list without positions is of a field that is one word.
  func positions(into positions: PositionList) throws(ConcordError) {
    guard list.hasPositions else {
      precondition(!list.hasFrequencies, "A pair says how often it occurs, and not where.")
      positions.append(0)
      return
    }
    if hasPendingFrequencies { try decodeFrequencies() }
    let cursor = positionCursorAtHand()
    var skipped = index - positionIndex
    // Safe: positionIndex ≤ index < 128, which the buffer has.
    for i in positionIndex..<index { unsafe skipped += Int(frequencies.base[i]) }
    positionIndex = index + 1
    try cursor.read(skipping: skipped, frequency: Int(frequencies[index]) + 1, into: positions)
  }

  /// The cursor over the positions; it stands before those of the posting `positionIndex`.
  private func positionCursorAtHand() -> PositionCursor {
    if positionIndex > 0, let positionCursor { return positionCursor }
    let cursor =
      positionCursor ?? PositionCursor(list.source.positions, inline: list.inlineFrameOfPositions)
    cursor.seek(to: positionStart.address, index: positionStart.index)
    positionCursor = cursor
    return cursor
  }

  /// Gives the documents from the current one on to `body`, block by block.
  ///
  /// Stands at the end then.
  func forEachBlock(_ body: (Span<UInt32>) -> Void) throws(ConcordError) {
    while current != .end {
      // Safe: index < count ≤ 128, and the buffer has 128 values, which stay until `body` is done.
      body(unsafe Span(_unsafeStart: documents.base + index, count: count - index))
      try move(to: count)
    }
  }

  // MARK: Two lists at once

  /// Finds the documents of the rest of the block at hand that are in the rest of the other
  /// cursor's block, too: see ``BlockKernels/intersect(_:_:count:_:_:count:into:)``.
  ///
  /// Returns how many there are, and where in the two blocks the search ended.
  func intersect(
    _ other: PostingCursor, into pairs: FixedBuffer<UInt16>
  ) -> (count: Int, end: Int, otherEnd: Int) {
    precondition(pairs.count >= SegmentFormat.blockCount, "A block's documents need their place.")
    var i = index
    var j = other.index
    // Safe: both blocks have as many documents as they say, and there is room for a block's.
    let count = unsafe BlockKernels.intersect(
      documents.base, &i, count: count, other.documents.base, &j, count: other.count,
      into: pairs.base)
    return (count, i, j)
  }

  /// The document of the posting `i` of the block at hand.
  func document(at i: Int) -> DocID { DocID(documents[i]) }

  /// Puts the cursor on the posting `i` of the block at hand.
  func stand(at i: Int) {
    index = i
    current = DocID(documents[i])
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
    if hasPendingFrequencies { try decodeFrequencies() }
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
}
