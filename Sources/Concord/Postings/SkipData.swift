/// What lets a cursor jump over blocks without decompressing or unpacking them.
///
/// Per block: its last document, its impacts, and where its postings and positions are. Blocks come
/// in groups of 32; a group says its own last document and impacts first, so that whole groups
/// are jumped over too.
///
/// Format: IndexFormat.md, section 6.3.
struct SkipDataWriter {
  /// Where a block begins: its postings, and its first position.
  struct BlockStart {
    var documents: FrameAddress
    var positions: FrameAddress
    /// Positions of the position block at `positions` that belong to the blocks before.
    var positionIndex: Int
  }

  private var entries: [UInt8] = []
  private var groupStart: BlockStart?
  private var last: BlockStart?
  private var blockCount = 0
  private var groupImpacts = ImpactCollector()
  private var lastOfGroupBefore: UInt32?
  private var lastOfBlockBefore: UInt32?
  private var scratch: [Impact] = []
  private(set) var address: FrameAddress?

  mutating func begin() {
    address = nil
    lastOfGroupBefore = nil
    lastOfBlockBefore = nil
  }

  /// Adds a block that begins at `start`, ends with the document `lastDocument` and has `impacts`.
  mutating func add(
    start: BlockStart, lastDocument: UInt32, impacts: inout ImpactCollector, isLast: Bool,
    to frames: inout FrameWriter, _ file: inout OutputFile
  ) throws(ConcordError) {
    if groupStart == nil { groupStart = start }
    Self.append(
      gap: lastDocument, after: lastOfBlockBefore, to: &entries)
    lastOfBlockBefore = lastDocument
    append(start)
    impacts.take(into: &scratch)
    Self.append(scratch, to: &entries)
    for impact in scratch { groupImpacts.add(impact) }
    blockCount += 1
    if blockCount == SegmentFormat.groupBlockCount || isLast {
      try finishGroup(lastDocument: lastDocument, to: &frames, &file)
    }
  }

  /// Ends the list when its last block has been added already.
  mutating func close(
    to frames: inout FrameWriter, _ file: inout OutputFile
  ) throws(ConcordError) {
    guard let last = lastOfBlockBefore else { return }
    try finishGroup(lastDocument: last, to: &frames, &file)
  }

  private mutating func finishGroup(
    lastDocument: UInt32, to frames: inout FrameWriter, _ file: inout OutputFile
  ) throws(ConcordError) {
    guard let start = groupStart else { return }  // The group before was full.
    try frames.boundary(&file)
    if address == nil { address = frames.address }
    Self.append(gap: lastDocument, after: lastOfGroupBefore, to: &frames.raw)
    lastOfGroupBefore = lastDocument
    groupImpacts.take(into: &scratch)
    Self.append(scratch, to: &frames.raw)
    Varint.append(UInt64(entries.count), to: &frames.raw)
    frames.raw.append(UInt8(blockCount))
    for address in [start.documents, start.positions] {
      Varint.append(UInt64(address.frame), to: &frames.raw)
      Varint.append(UInt64(address.offset), to: &frames.raw)
    }
    frames.raw.append(UInt8(start.positionIndex))
    frames.raw.append(contentsOf: entries)
    entries.removeAll(keepingCapacity: true)
    groupStart = nil
    last = nil
    blockCount = 0
  }

  /// Where a block begins, from where the one before it in the group does; nothing for the first.
  private mutating func append(_ start: BlockStart) {
    if let last {
      start.documents.appendStep(from: last.documents, to: &entries)
      start.positions.appendStep(from: last.positions, to: &entries)
      entries.append(UInt8(start.positionIndex))
    }
    last = start
  }

  private static func append(gap last: UInt32, after before: UInt32?, to output: inout [UInt8]) {
    Varint.append(UInt64(before.map { last - $0 - 1 } ?? last), to: &output)
  }

  private static func append(_ impacts: [Impact], to output: inout [UInt8]) {
    Varint.append(UInt64(impacts.count), to: &output)
    var before = Impact(frequency: 0, norm: 0)
    for impact in impacts {
      Varint.append(UInt64(impact.frequency - before.frequency - 1), to: &output)
      output.append(impact.norm - before.norm)
      before = impact
    }
  }
}
