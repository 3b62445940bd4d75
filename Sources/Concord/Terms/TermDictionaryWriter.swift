/// Writes the terms of a segment in the order of their bytes, each with where its postings are.
///
/// A frame holds about 16 KiB of entries. An entry shares the beginning of its term with the one
/// before; every sixteenth begins anew, and the end of the frame says where, for a binary search.
///
/// Format: IndexFormat.md, section 5.
struct TermDictionaryWriter {
  /// Entries from one full term to the next: half of it is what a look-up reads on average.
  static let restartInterval = 16

  private var frames: FrameWriter
  /// The first term of each frame, for the dictionary's index.
  private var firstTerms: [[UInt8]] = []
  private var termCount: UInt64 = 0

  private var last: [UInt8] = []
  private var restarts: [UInt16] = []
  private var entriesSinceRestart = 0
  private var documents = FrameAddress(frame: 0, offset: 0)
  private var positions = FrameAddress(frame: 0, offset: 0)
  private var skips = FrameAddress(frame: 0, offset: 0)

  init(compressor: ZstdCompressor) {
    // 16 KiB: a look-up that finds its frame cold decompresses this much (section 15).
    frames = FrameWriter(targetByteCount: 16 << 10, compressor: .writer(compressor))
  }

  /// Adds a term, which comes after the one before in the order of bytes.
  ///
  /// `inlineList` is the list itself if `info` says that it stands here.
  mutating func add(
    _ term: [UInt8], _ info: TermInfo, inlineList: [UInt8], to file: inout OutputFile
  ) throws(ConcordError) {
    let isFirstOfFrame = frames.raw.isEmpty
    if isFirstOfFrame { firstTerms.append(term) }
    var shared = 0
    if isFirstOfFrame || entriesSinceRestart == Self.restartInterval {
      restarts.append(UInt16(frames.raw.count))
      entriesSinceRestart = 0
      documents = FrameAddress(frame: 0, offset: 0)
      positions = documents
      skips = documents
    } else {
      while shared < last.count, shared < term.count, last[shared] == term[shared] { shared += 1 }
    }
    Varint.append(UInt64(shared), to: &frames.raw)
    Varint.append(UInt64(term.count - shared), to: &frames.raw)
    frames.raw.append(contentsOf: term[shared...])
    append(info, inlineList)
    last = term
    entriesSinceRestart += 1
    termCount += 1
    if frames.raw.count >= frames.targetByteCount { try finishFrame(&file) }
  }

  private mutating func append(_ info: TermInfo, _ inlineList: [UInt8]) {
    let documentFrequency = UInt64(info.documentFrequency)
    switch info.place {
    case .inline:
      Varint.append(documentFrequency << 1, to: &frames.raw)
      Varint.append(info.totalFrequency - documentFrequency, to: &frames.raw)
      frames.raw.append(UInt8(inlineList.count))
      frames.raw.append(contentsOf: inlineList)
    case .frames(let documents, let positions, let skips):
      Varint.append(documentFrequency << 1 | 1, to: &frames.raw)
      Varint.append(info.totalFrequency - documentFrequency, to: &frames.raw)
      documents.appendStep(from: self.documents, to: &frames.raw)
      positions.appendStep(from: self.positions, to: &frames.raw)
      self.documents = documents
      self.positions = positions
      if let skips {
        skips.appendStep(from: self.skips, to: &frames.raw)
        self.skips = skips
      }
    }
  }

  private mutating func finishFrame(_ file: inout OutputFile) throws(ConcordError) {
    for restart in restarts {
      frames.raw.append(UInt8(truncatingIfNeeded: restart))
      frames.raw.append(UInt8(truncatingIfNeeded: restart >> 8))
    }
    frames.raw.append(UInt8(truncatingIfNeeded: restarts.count))
    frames.raw.append(UInt8(truncatingIfNeeded: restarts.count >> 8))
    try frames.finish(&file)
    restarts.removeAll(keepingCapacity: true)
    entriesSinceRestart = 0
  }

  /// Adds all terms of another dictionary, whose lists have kept their addresses.
  mutating func copy(
    allOf dictionary: TermDictionary, to file: inout OutputFile
  ) throws(ConcordError) {
    precondition(termCount == 0)
    try frames.copy(allOf: dictionary.frames, &file)
    firstTerms = dictionary.firstTermOfEachFrame
    termCount = UInt64(dictionary.termCount)
  }

  /// Writes the last frame.
  mutating func finish(_ file: inout OutputFile) throws(ConcordError) {
    if !frames.raw.isEmpty { try finishFrame(&file) }
  }

  var frameTable: [FrameTableEntry] { frames.table }

  /// Writes what leads to the frames.
  func writeIndex(to tables: inout ByteWriter) {
    tables.append(varint: termCount)
    for term in firstTerms {
      tables.append(varint: UInt64(term.count))
      tables.append(bytes: term)
    }
  }
}
