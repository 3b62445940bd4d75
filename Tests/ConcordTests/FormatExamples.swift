// The small examples of IndexFormat.md, made by the writers of the code. Each is what the sentence
// before the example says.

@testable import Concord

/// The bytes of the document's examples, by their names.
enum FormatExamples {
  static func all() throws -> [String: [UInt8]] {
    [
      "varints": varints(), "text": text(), "steps": steps(), "entries": try entries(),
      "packed": packed(number5: 1), "patched": packed(number5: 1_000), "tail": try tail(),
      "skips": try skips(), "positions": try positions(), "norms": norms(), "stored": stored(),
      "shape": shape(), "column": column(), "live": live(), "schema": WholeIndex.schema.encode(),
    ]
  }

  private static func varints() -> [UInt8] {
    var bytes: [UInt8] = []
    for number in [0, 127, 128, 300, 16_384, UInt64(UInt32.max), .max] {
      Varint.append(number, to: &bytes)
    }
    return bytes
  }

  private static func text() -> [UInt8] {
    var writer = ByteWriter()
    writer.append(text: "café")
    return writer.bytes
  }

  private static func steps() -> [UInt8] {
    let addresses = [(0, 0), (0, 100), (1, 7), (1, 7)].map { FrameAddress(frame: $0, offset: $1) }
    var bytes: [UInt8] = []
    for i in 1..<addresses.count { addresses[i].appendStep(from: addresses[i - 1], to: &bytes) }
    return bytes
  }

  private static func entries() throws -> [UInt8] {
    let storage = MemoryStorage()
    var file = try OutputFile(storage, name: "entries")
    var writer = TermDictionaryWriter(compressor: try ZstdCompressor(level: 3))
    try writer.add(
      [1] + Array("near".utf8),
      TermInfo(documentFrequency: 2, totalFrequency: 3, place: .inline),
      inlineList: [0x03, 0x04, 0x01, 0x3F, 0x03, 0x03, 0x00, 0x07], to: &file)
    let place = TermInfo.Place.frames(
      documents: FrameAddress(frame: 0, offset: 100), positions: FrameAddress(frame: 1, offset: 7),
      skips: FrameAddress(frame: 0, offset: 0))
    try writer.add(
      [1] + Array("nearby".utf8),
      TermInfo(documentFrequency: 200, totalFrequency: 250, place: place), inlineList: [],
      to: &file)
    try writer.finish(&file)
    try file.finish()
    var table = ByteWriter()
    writer.frameTable.write(to: &table)
    return try firstFrame(of: storage.open("entries"), table: table.bytes)
  }

  private static func firstFrame(
    of file: InputFile, table: [UInt8]
  ) throws(ConcordError) -> [UInt8] {
    var reader = ByteReader(table.rawBytes, file: "table")
    let frames = try FrameStore(table: &reader, of: file, cache: FrameCache(budget: 1 << 20))
    let frame = try frames.load(0)
    return [UInt8](frame.bytes)
  }

  private static func packed(number5: UInt32) -> [UInt8] {
    let values = FixedBuffer<UInt32>(count: SegmentFormat.blockCount, repeating: 0)
    for i in 0..<SegmentFormat.blockCount { values[i] = UInt32(i % 4) }
    values[5] = number5
    var bytes: [UInt8] = []
    values.appendPatchedBlock(count: SegmentFormat.blockCount, to: &bytes)
    return bytes
  }

  /// The postings of a list that stays inline; its positions follow them.
  private static func tail() throws -> [UInt8] {
    var file = try OutputFile(MemoryStorage(), name: "tail")
    let compressor = FrameWriter.Compressor.writer(try ZstdCompressor(level: 3))
    var writer = PostingListWriter(
      documents: compressor, positions: compressor, skips: compressor)
    writer.begin(hasFrequencies: true, hasPositions: true)
    let postings: [(document: UInt32, positions: [UInt32])] = [(3, [0]), (4, [0]), (9, [0, 1])]
    for (document, positions) in postings {
      try writer.add(
        document, frequency: UInt32(positions.count), positions: positions.span, norm: 1,
        to: &file)
    }
    _ = try writer.finish(&file)
    return Array(writer.tail.prefix { $0 != PositionListWriter.tailMarker })
  }

  private static func skips() throws -> [UInt8] {
    var file = try OutputFile(MemoryStorage(), name: "skips")
    var frames = FrameWriter(
      targetByteCount: 1 << 20, compressor: .writer(try ZstdCompressor(level: 3)))
    var writer = SkipDataWriter()
    writer.begin()
    var impacts = ImpactCollector()
    let start = FrameAddress(frame: 0, offset: 0)
    impacts.add(frequency: 1, norm: 5)
    try writer.add(
      start: .init(documents: start, positions: start, positionIndex: 0), lastDocument: 254,
      impacts: &impacts, isLast: false, to: &frames, &file)
    impacts.add(frequency: 2, norm: 4)
    impacts.add(frequency: 3, norm: 9)
    try writer.add(
      start: .init(
        documents: FrameAddress(frame: 0, offset: 100),
        positions: FrameAddress(frame: 0, offset: 96), positionIndex: 3),
      lastDocument: 300, impacts: &impacts, isLast: true, to: &frames, &file)
    return frames.raw
  }

  private static func positions() throws -> [UInt8] {
    var file = try OutputFile(MemoryStorage(), name: "positions")
    var frames = FrameWriter(
      targetByteCount: 1 << 20, compressor: .writer(try ZstdCompressor(level: 3)))
    var writer = PositionListWriter()
    writer.begin()
    for positions: [UInt32] in [[2, 5, 9], [0, 300]] {
      try writer.add(positions.span, to: &frames, &file)
    }
    var bytes: [UInt8] = []
    writer.appendTail(to: &bytes)
    return bytes
  }

  private static func norms() -> [UInt8] {
    [0, 1, 23, 24, 39, 40, 41, 42, 100, 1_000, UInt32(Int32.max)].map(Norm.encode)
  }

  private static func stored() -> [UInt8] {
    StoredDocument.encode(key: "moby", fields: [(ordinal: 2, text: "Call me Ishmael.")])
  }

  private static func shape() -> [UInt8] {
    var bytes: [UInt8] = []
    TextShape(field: 1, length: 40, sentenceStarts: [9, 20], paragraphStarts: [20])
      .append(to: &bytes)
    return bytes
  }

  private static func column() -> [UInt8] {
    var bytes: [UInt8] = []
    let values = ["1851", "-3", "", "one"].map { text in
      NumberValue(Array(text.utf8))?.ordered
        ?? (text.isEmpty ? ColumnValue.none : ColumnValue.unreadable)
    }
    ColumnWriter.append(values[...], to: &bytes)
    return bytes
  }

  private static func live() -> [UInt8] {
    var live = LiveDocs(documentCount: 5)
    _ = live.delete(DocID(3), shapes: [TextShape(field: 1, length: 7)])
    return live.encode()
  }
}
