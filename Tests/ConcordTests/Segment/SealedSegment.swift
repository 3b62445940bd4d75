// A segment taken apart, so that a test can change what is inside of frames and tables and put all
// of it together again with checksums that are right: the damage that only a reader's own checks
// can find.

import ConcordTestSupport

@testable import Concord

struct SealedSegment {
  /// What to damage.
  enum Part: CaseIterable, Sendable {
    case storedFields, textShapes, postings, positions, skipData, columns, dictionary, pairs
    case firstDocuments, dictionaryIndexAndFields, norms, liveDocs, schema

    /// Whether most changes make something impossible.
    var isStructure: Bool {
      switch self {
      case .storedFields, .schema: false
      default: true
      }
    }
  }

  private static let prefixByteCount = 16
  private let entryIndex: Int
  private var manifest: Manifest
  private let manifestName: String
  private let documentCount: UInt32

  /// The frames of each kind, decompressed.
  private var stores: [[[UInt8]]] = []
  /// Those of stored fields and of text shapes.
  private var firstDocuments: [[UInt32]]
  /// What follows the frame tables, up to the fields.
  private var dictionaryIndex: [UInt8]
  private var fields: [FieldSummary]
  private var norms: [[UInt8]]
  private var liveDocs: (name: String, bytes: [UInt8])?

  init(of image: IndexImage, segment i: Int) throws(ConcordError) {
    let storage = image.storage
    manifest = try Commit.readNewest(storage)
    manifestName = FileName.manifest(manifest.generation).text
    entryIndex = i
    let entry = manifest.segments[i]
    let segment = try Segment(storage, entry, cache: FrameCache(budget: 1 << 20))
    documentCount = segment.footer.documentCount
    firstDocuments = [segment.stored.firstDocuments, segment.shapes.firstDocuments]
    fields = segment.fields
    norms = fields.indices.map { field in
      var bytes: [UInt8] = []
      segment.norms(ofField: UInt8(field))?.append(to: &bytes)
      return bytes
    }
    var start = Int(segment.footer.tablesOffset)
    for (kind, store) in segment.frameStores.enumerated() {
      var frames: [[UInt8]] = []
      for i in 0..<store.frames.count {
        let frame = try store.frames.load(i)
        frames.append([UInt8](frame.bytes))
      }
      stores.append(frames)
      start += Varint.byteCount(of: UInt64(frames.count)) + 20 * frames.count
      if kind < 2 { start += 4 * frames.count }
    }
    let file = segment.file
    let end =
      file.count - SegmentFooter.byteCount - FieldSummary.byteCount * fields.count
      - Varint.byteCount(of: UInt64(fields.count))
    dictionaryIndex = try file.bytes(start..<end)
    if entry.liveDocsGeneration > 0 {
      let name = FileName.liveDocs(
        segment: entry.fileNumber, generation: entry.liveDocsGeneration
      ).text
      liveDocs = (name, image.files[name, default: []])
    }
  }

  /// Changes a few bytes of a part.
  mutating func damage(_ part: Part, _ random: inout SeededGenerator) throws(ConcordError) {
    switch part {
    case .storedFields: Self.damage(&stores[0], &random)
    case .textShapes: Self.damage(&stores[1], &random)
    case .postings: Self.damage(&stores[2], &random)
    case .positions: Self.damage(&stores[3], &random)
    case .skipData: Self.damage(&stores[4], &random)
    case .columns: Self.damage(&stores[5], &random)
    case .dictionary: Self.damage(&stores[6], &random)
    case .pairs: Self.damage(&stores[7], &random)
    case .firstDocuments:
      let i = Int.random(in: 0..<2, using: &random)
      let frame = Int.random(in: 0..<firstDocuments[i].count, using: &random)
      firstDocuments[i][frame] ^= 1 << UInt32.random(in: 0..<32, using: &random)
    case .dictionaryIndexAndFields:
      Self.damage(bytes: &dictionaryIndex, &random)
      let field = Int.random(in: 0..<fields.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 3: fields[field].columnFrame ^= UInt32.random(in: 1...(.max), using: &random)
      case 4: fields[field].unreadableCount ^= UInt32.random(in: 1...(.max), using: &random)
      case 0: fields[field].documentCount ^= UInt32.random(in: 1...(.max), using: &random)
      case 1: fields[field].totalLength ^= UInt64.random(in: 1...(.max), using: &random)
      default: fields[field].termCount ^= UInt64.random(in: 1...(.max), using: &random)
      }
    case .norms:
      for field in norms.indices where !norms[field].isEmpty {
        Self.damage(bytes: &norms[field], &random)
      }
    case .liveDocs:
      guard var bytes = liveDocs?.bytes else { return }
      Self.damage(bytes: &bytes, from: 8, dropLast: 4, &random)
      liveDocs?.bytes = bytes
    case .schema:
      Self.damage(bytes: &manifest.schema, &random)
    }
  }

  private static func damage(_ frames: inout [[UInt8]], _ random: inout SeededGenerator) {
    guard let i = frames.indices.randomElement(using: &random) else { return }
    damage(bytes: &frames[i], &random)
  }

  private static func damage(
    bytes: inout [UInt8], from first: Int = 0, dropLast count: Int = 0,
    _ random: inout SeededGenerator
  ) {
    let range = first..<(bytes.count - count)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      guard let place = range.randomElement(using: &random) else { return }
      let values = [0, 1, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)]
      bytes[place] = values.randomElement(using: &random) ?? 0
    }
  }

  /// All files of `image`, with this segment in place of its own.
  func image(basedOn image: IndexImage) throws(ConcordError) -> IndexImage {
    var image = image
    var manifest = manifest
    let bytes = try bytes()
    let (footer, checksum) = try SegmentFooter.read(InputFile(name: "sealed", bytes: bytes))
    manifest.segments[entryIndex].byteCount = bytes.count
    manifest.segments[entryIndex].checksum = checksum
    precondition(footer.documentCount == documentCount)
    image.files[FileName.segment(manifest.segments[entryIndex].fileNumber).text] = bytes
    image.files[manifestName] = manifest.encoded()
    if let liveDocs {
      var output = ByteWriter()
      output.append(bytes: Array(liveDocs.bytes.dropLast(4)))
      output.append(u32: Checksum.of(output.bytes))
      image.files[liveDocs.name] = output.bytes
    }
    return image
  }

  private func bytes() throws(ConcordError) -> [UInt8] {
    var file = ByteWriter()
    file.append(bytes: SegmentFormat.magic)
    file.append(u32: UInt32(SegmentFormat.version))
    file.append(u32: 0)
    let compressor = try ZstdCompressor(level: 1)
    var tables = ByteWriter()
    for (kind, frames) in stores.enumerated() {
      var table: [FrameTableEntry] = []
      for frame in frames {
        var compressed: [UInt8] = []
        try compressor.compress(frame, into: &compressed)
        table.append(
          FrameTableEntry(
            offset: UInt64(file.count), byteCount: UInt32(compressed.count),
            rawCount: UInt32(frame.count), checksum: Checksum.of(compressed)))
        file.append(bytes: compressed)
      }
      table.write(to: &tables)
      if kind < 2 { for document in firstDocuments[kind] { tables.append(u32: document) } }
    }
    tables.append(bytes: dictionaryIndex)
    tables.append(varint: UInt64(fields.count))
    for (field, bytes) in norms.enumerated() {
      var summary = fields[field]
      summary.normsOffset = bytes.isEmpty ? 0 : UInt64(file.count)
      summary.normsChecksum = bytes.isEmpty ? 0 : Checksum.of(bytes)
      file.append(bytes: bytes)
      summary.write(to: &tables)
    }
    let footer = SegmentFooter(
      tablesOffset: UInt64(file.count), tablesByteCount: UInt64(tables.count),
      tablesChecksum: Checksum.of(tables.bytes), documentCount: documentCount, fileChecksum: 0)
    file.append(bytes: tables.bytes)
    let (bytes, _) = footer.encode(fileChecksum: Checksum.of(file.bytes))
    file.append(bytes: bytes)
    return file.bytes
  }
}
