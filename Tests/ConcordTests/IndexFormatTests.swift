// IndexFormat.md is read as a test: its examples are what the writers make, its numbers are those
// of the code, and the index of section 12 is what the writer writes and what the reader reads.
// Frames are compared after decompression, since their bytes are the choice of libzstd's version;
// where that choice is the document's, the files must be the same byte for byte.

import Testing

@testable import Concord

@Suite("IndexFormat.md")
struct IndexFormatTests {
  let document: FormatDocument

  init() throws {
    document = try FormatDocument()
  }

  @Test("has its 15 sections in order, and offsets that add up")
  func sections() {
    #expect(document.sections.filter { !$0.contains(".") } == (1...15).map { "\($0)" })
    #expect(document.mistakes == [])
  }

  @Test("states the limits that the code has")
  func limits() throws {
    var summary = ByteWriter()
    FieldSummary().write(to: &summary)
    let limits: [String: Int] = [
      "frameByteCountLimit": SegmentFormat.frameByteCountLimit,
      "documentLimit": SegmentFormat.documentLimit,
      "positionLimit": SegmentFormat.positionLimit,
      "termByteCountLimit": SegmentFormat.termByteCountLimit,
      "fieldLimit": SegmentFormat.fieldLimit,
      "numberLimit": Int(FileName.numberLimit),
      "blockCount": SegmentFormat.blockCount,
      "pairSparsity": SegmentFormat.pairSparsity,
      "groupBlockCount": SegmentFormat.groupBlockCount,
      "restartInterval": TermDictionaryWriter.restartInterval,
      "inlineByteCountLimit": PostingListWriter.inlineByteCountLimit,
      "tailMarker": Int(PositionListWriter.tailMarker),
      "documentsPerFrame": ColumnWriter.documentsPerFrame,
      "frameTableEntry": FrameTableEntry.byteCount,
      "fieldSummary": summary.count,
      "footer": SegmentFooter.byteCount,
      "version": SegmentFormat.version,
    ]
    #expect(document.limits == limits)
    #expect(Manifest.documentLimit == SegmentFormat.documentLimit)
    #expect(Int(Manifest.newestFormatVersion) == SegmentFormat.version)
  }

  @Test("has the examples that the writers make, and no others")
  func examples() throws {
    let made = try FormatExamples.all()
    #expect(Set(document.examples.keys) == Set(made.keys).union(WholeIndex.blockNames))
    for (name, bytes) in made {
      #expect(document.examples[name].map(\.hexadecimal) == bytes.hexadecimal, "\(name)")
    }
  }

  @Test("shows in section 12 an index that can be opened and searched")
  func sectionTwelveReads() throws {
    let storage = MemoryStorage()
    for name in [WholeIndex.manifestName, WholeIndex.segmentName] {
      var file = try OutputFile(storage, name: name)
      try file.append(try #require(document.examples[name]))
      try file.finish()
    }
    let index = try SearchIndex(storage, schema: WholeIndex.schema, options: .init())
    let snapshot = index.snapshot()
    #expect(snapshot.documentCount == WholeIndex.documents.count)
    for expected in WholeIndex.documents {
      #expect(try snapshot.document(key: expected.key) == expected)
    }
    #expect(try snapshot.search(Query("whale")).map { try $0.key } == ["a", "b"])
    #expect(try snapshot.search(Query("\"white whale\"")).map { try $0.key } == ["a"])
    #expect(try snapshot.count(Query("year:1851")) == 1)
  }

  @Test("shows in section 12 what the writer writes")
  func sectionTwelveIsWritten() throws {
    let shown = try WholeIndex(
      manifest: #require(document.examples[WholeIndex.manifestName]),
      segment: #require(document.examples[WholeIndex.segmentName]))
    let written = try WholeIndex.write()
    #expect(shown.frames == written.frames)
    #expect(shown.fields == written.fields)
    #expect(shown.norms == written.norms)
    #expect(shown.entry.documentCount == written.entry.documentCount)
    #expect(shown.manifest.schema == written.manifest.schema)
    #expect(shown.manifest.generation == written.manifest.generation)
    for (name, frame) in written.frames {
      #expect(document.examples[name].map(\.hexadecimal) == frame.hexadecimal, "\(name)")
    }
    if shown.compressedFrames == written.compressedFrames {
      #expect(shown.segmentBytes.hexadecimal == written.segmentBytes.hexadecimal)
      #expect(shown.manifestBytes.hexadecimal == written.manifestBytes.hexadecimal)
    }
  }
}

extension [UInt8] {
  /// The bytes as the document shows them.
  var hexadecimal: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
