// The index of IndexFormat.md, section 12: two documents in one segment.

@testable import Concord

/// An index of one segment, taken apart.
struct WholeIndex {
  static let schema = Schema(.text("text", .simple), .keyword("year"))
  static let documents = [
    Document(key: "a", fields: ["text": "The whale. The white whale!", "year": "1851"]),
    Document(key: "b", fields: ["text": "A whale"]),
  ]
  static let manifestName = "manifest-2"
  static let segmentName = "1.segment"
  /// What the blocks of the section are called.
  static let blockNames = [
    manifestName, segmentName, "1.segment, stored fields, frame 0",
    "1.segment, text shapes, frame 0", "1.segment, columns, frame 0",
    "1.segment, dictionary, frame 0",
  ]

  let manifestBytes: [UInt8]
  let segmentBytes: [UInt8]
  let manifest: Manifest
  let entry: SegmentEntry
  /// The content of each frame, by the name of its block.
  private(set) var frames: [String: [UInt8]] = [:]
  /// The bytes of each frame.
  private(set) var compressedFrames: [[UInt8]] = []
  /// What the tables say of each field, but for where its norms are.
  private(set) var fields: [FieldSummary] = []
  private(set) var norms: [[UInt8]] = []

  /// Writes the index anew.
  static func write() throws -> WholeIndex {
    let storage = MemoryStorage()
    let index = try SearchIndex(storage, schema: schema, options: .init())
    try index.write { writer in
      for document in documents { try writer.add(document) }
    }
    return try WholeIndex(
      manifest: bytes(of: storage.open(manifestName)),
      segment: bytes(of: storage.open(segmentName)))
  }

  private static func bytes(of file: InputFile) throws -> [UInt8] { try file.bytes() }

  private static func content(
    ofFrame i: Int, in store: FrameStore
  ) throws(ConcordError) -> [UInt8] {
    let frame = try store.load(i)
    return [UInt8](frame.bytes)
  }

  private static func compressed(
    frame i: Int, in store: FrameStore
  ) throws(ConcordError) -> [UInt8] {
    try store.withCompressedBytes(i) { bytes throws(ConcordError) in [UInt8](bytes) }
  }

  init(manifest manifestBytes: [UInt8], segment segmentBytes: [UInt8]) throws {
    self.manifestBytes = manifestBytes
    self.segmentBytes = segmentBytes
    manifest = try Manifest(decoding: manifestBytes.rawBytes, file: Self.manifestName)
    entry = manifest.segments[0]
    let storage = MemoryStorage()
    var file = try OutputFile(storage, name: Self.segmentName)
    try file.append(segmentBytes)
    try file.finish()
    let segment = try Segment(storage, entry, cache: FrameCache(budget: 1 << 20))
    let kinds = [
      ("stored fields", segment.stored.frames), ("text shapes", segment.shapes.frames),
      ("documents", segment.postings.documents), ("positions", segment.postings.positions),
      ("skip data", segment.postings.skips), ("columns", segment.columns),
      ("dictionary", segment.dictionary.frames),
    ]
    for (kind, store) in kinds {
      for i in 0..<store.count {
        frames["1.segment, \(kind), frame \(i)"] = try Self.content(ofFrame: i, in: store)
        compressedFrames.append(try Self.compressed(frame: i, in: store))
      }
    }
    for (i, summary) in segment.fields.enumerated() {
      var summary = summary
      summary.normsOffset = 0
      fields.append(summary)
      norms.append([])
      segment.norms(ofField: UInt8(i))?.append(to: &norms[i])
    }
  }
}
