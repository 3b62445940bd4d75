/// Writes one posting list after the other into frames.
///
/// Call `begin`, then `add` for each posting in the order of the documents, then `finish`, which
/// gives what the dictionary keeps of the list.
///
/// Format: IndexFormat.md, sections 6 and 7.
struct PostingListWriter {
  /// Lists whose postings and positions take at most so many bytes stand in the dictionary: a
  /// reference into frames would take about eight, and most terms of a corpus occur once or twice
  /// (IndexFormat.md, section 15, has the figures).
  static let inlineByteCountLimit = 32

  private var documents: FrameWriter
  private var positions: FrameWriter
  private var skips: FrameWriter

  private let gaps = FixedBuffer<UInt32>(count: SegmentFormat.blockCount, repeating: 0)
  private let frequencies = FixedBuffer<UInt32>(count: SegmentFormat.blockCount, repeating: 0)
  private var pendingCount = 0
  private var nextDocument: UInt32 = 0
  private var positionList = PositionListWriter()
  private var skipData = SkipDataWriter()
  private var impacts = ImpactCollector()

  private var documentFrequency: UInt32 = 0
  private var totalFrequency: UInt64 = 0
  private var startOfList = SkipDataWriter.BlockStart(
    documents: FrameAddress(frame: 0, offset: 0), positions: FrameAddress(frame: 0, offset: 0),
    positionIndex: 0)
  private var startOfBlock: SkipDataWriter.BlockStart
  private var hasFrequencies = true
  private var hasPositions = true
  /// The postings that fill no block; after `finish`, all of a list that stays inline.
  private(set) var tail: [UInt8] = []

  /// Makes a writer of frames that these compress.
  init(
    documents: FrameWriter.Compressor, positions: FrameWriter.Compressor,
    skips: FrameWriter.Compressor
  ) {
    // 32 KiB: measured in IndexFormat.md, section 15.
    let frame = { FrameWriter(targetByteCount: 32 << 10, compressor: $0) }
    self.documents = frame(documents)
    self.positions = frame(positions)
    self.skips = frame(skips)
    startOfBlock = startOfList
  }

  /// Whether the list has no postings yet.
  var isEmpty: Bool { documentFrequency == 0 }

  /// Begins a list.
  ///
  /// Keyword fields keep no positions and no frequencies, pairs no positions.
  mutating func begin(hasFrequencies: Bool, hasPositions: Bool) {
    self.hasFrequencies = hasFrequencies
    self.hasPositions = hasPositions
    documentFrequency = 0
    totalFrequency = 0
    nextDocument = 0
    pendingCount = 0
    positionList.begin()
    skipData.begin()
    startOfList = start
    startOfBlock = startOfList
  }

  private var start: SkipDataWriter.BlockStart {
    .init(
      documents: documents.address, positions: positions.address,
      positionIndex: positionList.pendingCount)
  }

  /// Adds a posting: the term's positions in `document`, whose norm in this field is `norm`.
  mutating func add(
    _ document: UInt32, frequency: UInt32, positions documentPositions: Span<UInt32>, norm: UInt8,
    to file: inout OutputFile
  ) throws(ConcordError) {
    precondition(document >= nextDocument, "postings come in the order of the documents")
    gaps[pendingCount] = document - nextDocument
    frequencies[pendingCount] = frequency - 1
    nextDocument = document + 1
    pendingCount += 1
    documentFrequency += 1
    totalFrequency += UInt64(frequency)
    impacts.add(frequency: frequency, norm: norm)
    if hasPositions { try positionList.add(documentPositions, to: &positions, &file) }
    if pendingCount == SegmentFormat.blockCount {
      gaps.appendPatchedBlock(count: pendingCount, to: &documents.raw)
      if hasFrequencies { frequencies.appendPatchedBlock(count: pendingCount, to: &documents.raw) }
      pendingCount = 0
      try finishBlock(isLast: false, &file)
    }
  }

  private mutating func finishBlock(
    isLast: Bool, _ file: inout OutputFile
  ) throws(ConcordError) {
    // The group of the last full block stays open: a tail may follow, or nothing.
    try skipData.add(
      start: startOfBlock, lastDocument: nextDocument - 1, impacts: &impacts, isLast: isLast,
      to: &skips, &file)
    try documents.boundary(&file)
    startOfBlock = start
  }

  /// Ends the list, and says where it is.
  mutating func finish(_ file: inout OutputFile) throws(ConcordError) -> TermInfo {
    tail.removeAll(keepingCapacity: true)
    appendTail()
    let hasFullBlock = documentFrequency >= UInt32(SegmentFormat.blockCount)
    var place: TermInfo.Place
    if !hasFullBlock, positionList.fullBlockCount == 0, canStayInline(&tail) {
      place = .inline
      impacts.forget()
    } else {
      documents.raw.append(contentsOf: tail)
      positionList.appendTail(to: &positions.raw)
      if hasFullBlock {
        if pendingCount > 0 {
          try finishBlock(isLast: true, &file)
        } else {
          try skipData.close(to: &skips, &file)
        }
      } else {
        impacts.forget()
        try documents.boundary(&file)
      }
      try positions.boundary(&file)
      place = .frames(
        documents: startOfList.documents, positions: startOfList.positions,
        skips: skipData.address)
    }
    return TermInfo(
      documentFrequency: documentFrequency, totalFrequency: totalFrequency, place: place)
  }

  /// The postings that fill no block: a gap with a bit that says "once", else the frequency behind.
  private mutating func appendTail() {
    for i in 0..<pendingCount {
      let gap = UInt64(gaps[i])
      let frequency = frequencies[i]
      guard hasFrequencies else {
        Varint.append(gap, to: &tail)
        continue
      }
      Varint.append(gap << 1 | (frequency == 0 ? 1 : 0), to: &tail)
      if frequency > 0 { Varint.append(UInt64(frequency), to: &tail) }
    }
  }

  /// Whether the list is short enough for the dictionary; if so, `bytes` is all of it.
  private func canStayInline(_ bytes: inout [UInt8]) -> Bool {
    guard bytes.count <= Self.inlineByteCountLimit else { return false }
    let documentsCount = bytes.count
    positionList.appendTail(to: &bytes)
    guard bytes.count <= Self.inlineByteCountLimit else {
      bytes.removeSubrange(documentsCount...)
      return false
    }
    return true
  }

  /// Adds the frames of all lists of another segment, which keep their addresses: there are no
  /// others before them.
  mutating func copy(allOf source: PostingSource, _ file: inout OutputFile) throws(ConcordError) {
    precondition(documents.frameCount + positions.frameCount + skips.frameCount == 0)
    try documents.copy(allOf: source.documents, &file)
    try positions.copy(allOf: source.positions, &file)
    try skips.copy(allOf: source.skips, &file)
  }

  /// Writes the last frames of each kind.
  mutating func finishFrames(_ file: inout OutputFile) throws(ConcordError) {
    try documents.finish(&file)
    try positions.finish(&file)
    try skips.finish(&file)
  }

  var documentFrames: [FrameTableEntry] { documents.table }
  var positionFrames: [FrameTableEntry] { positions.table }
  var skipFrames: [FrameTableEntry] { skips.table }
}
