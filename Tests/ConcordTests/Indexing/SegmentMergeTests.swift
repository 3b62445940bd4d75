// Merged segments against segments built at once from the same living documents, byte for byte; and
// the small values beside them: live docs and schemas.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("SegmentMerge")
struct SegmentMergeTests {
  /// The bytes of each segment file, in the order of the index.
  static func files(_ index: SearchIndex) throws -> [[UInt8]] {
    try index.snapshot().segments.map { try $0.segment.file.bytes() }
  }

  static func index(_ documents: [Document], _ options: SearchIndex.Options) throws -> SearchIndex {
    let index = try SearchIndex(inMemory: RandomText.schema, options: options)
    try index.write { writer in for document in documents { try writer.add(document) } }
    return index
  }

  static func documents(_ count: Int, _ random: inout SeededGenerator) -> [Document] {
    let text = RandomText(wordCount: 60)
    return (0..<count).map { text.document(key: "k\($0)", &random) }
  }

  @Test("the same documents give the same bytes")
  func isReproducible() throws {
    var random = SeededGenerator()
    let documents = Self.documents(80, &random)
    let first = try Self.files(Self.index(documents, SearchIndex.Options()))
    #expect(first.count == 1)
    let second = try Self.files(Self.index(documents, SearchIndex.Options()))
    #expect(first == second, "\(random.replay)")
  }

  @Test("a segment without its dead documents is, byte for byte, one that never had them")
  func mergeOfOne() throws {
    var random = SeededGenerator()
    let documents = Self.documents(120, &random)
    let living = documents.filter { _ in Bool.random(using: &random) }
    let index = try Self.index(documents, SearchIndex.Options())
    try index.write { writer in
      for document in documents where !living.contains(document) {
        try writer.delete(key: document.key)
      }
    }
    try index.merge()
    let fresh = try Self.index(living, SearchIndex.Options())
    #expect(try Self.files(index) == Self.files(fresh), "\(random.replay)")
  }

  /// Not the same bytes: frames of stored fields and shapes are copied as they are, without
  /// decompressing them, so they end where those of the sources did.
  ///
  /// What comes of the terms is.
  @Test("segments merged have the terms, postings and documents of one built at once")
  func mergeOfMany() throws {
    var random = SeededGenerator()
    let documents = Self.documents(120, &random)
    var options = SearchIndex.Options()
    options.memoryBudget = 1
    options.mergePolicy = .never
    let index = try Self.index(documents, options)
    #expect(index.snapshot().segments.count == documents.count)
    try index.merge(downTo: 7)
    #expect(index.snapshot().segments.count == 7)
    try index.merge()
    let fresh = try Self.index(documents, SearchIndex.Options())
    let merged = try #require(index.snapshot().segments.first?.segment)
    let built = try #require(fresh.snapshot().segments.first?.segment)
    #expect(index.snapshot().segments.count == 1)
    for (left, right) in [
      (merged.postings.documents, built.postings.documents),
      (merged.postings.positions, built.postings.positions),
      (merged.postings.skips, built.postings.skips),
      (merged.dictionary.frames, built.dictionary.frames),
    ] {
      #expect(left.count == right.count)
      for i in 0..<left.count {
        let (leftFrame, rightFrame) = (try left.load(i), try right.load(i))
        #expect([UInt8](leftFrame.bytes) == [UInt8](rightFrame.bytes), "\(random.replay)")
      }
    }
    for i in 0..<UInt32(documents.count) {
      #expect(try merged.stored.record(of: DocID(i)) == built.stored.record(of: DocID(i)))
      #expect(try merged.shapes(of: DocID(i)) == built.shapes(of: DocID(i)))
    }
    for field in 0...UInt8(RandomText.schema.fields.count) {
      let (left, right) = (merged.summary(ofField: field), built.summary(ofField: field))
      #expect(left.documentCount == right.documentCount && left.termCount == right.termCount)
      #expect(left.totalLength == right.totalLength && left.normsChecksum == right.normsChecksum)
    }
  }

  @Test("a merge counts its documents before it writes", arguments: -1...1)
  func documentLimit(over: Int) throws {
    var random = SeededGenerator()
    let documents = Self.documents(20, &random)
    var options = SearchIndex.Options()
    options.memoryBudget = 1
    options.mergePolicy = .never
    let index = try Self.index(documents, options)
    try index.write { _ = try $0.delete(key: documents[3].key) }
    let storage = MemoryStorage()
    let merge = SegmentMerge(
      index.snapshot().segments, schema: RandomText.schema, documentLimit: 19 - over)
    do throws(ConcordError) {
      let entry = try merge.run(storage, fileNumber: 1)
      #expect(over <= 0 && entry?.documentCount == index.snapshot().documentCount)
    } catch {
      #expect(over > 0 && error == .tooManyDocuments(limit: 18))
      #expect(storage.list() == [])
    }
  }

  // MARK: Values beside segments

  @Test(
    "live docs come back from their bytes, and damage is refused", arguments: [1, 63, 64, 65, 200])
  func liveDocs(documentCount: Int) throws {
    var random = SeededGenerator()
    var live = LiveDocs(documentCount: documentCount)
    var model = Set(0..<UInt32(documentCount))
    for _ in 0..<documentCount / 2 + 1 {
      let document = UInt32.random(in: 0..<UInt32(documentCount), using: &random)
      let shapes = [TextShape(field: 2, length: 10)]
      #expect(live.delete(DocID(document), shapes: shapes) == (model.remove(document) != nil))
    }
    #expect(live.liveCount == model.count)
    #expect(live.deadLength(ofField: 2) == UInt64(10 * (documentCount - model.count)))
    #expect(
      (0..<UInt32(documentCount)).allSatisfy { live.contains(DocID($0)) == model.contains($0) })
    let entry = SegmentEntry(
      fileNumber: 3, documentCount: documentCount, byteCount: 0, liveDocsGeneration: 5,
      deletedCount: live.deletedCount, checksum: 0)
    func read(_ bytes: [UInt8]) throws -> LiveDocs {
      let storage = MemoryStorage()
      var file = try OutputFile(storage, name: FileName.liveDocs(segment: 3, generation: 5).text)
      try file.append(bytes)
      try file.finish()
      return try LiveDocs(storage, entry)
    }
    let bytes = live.encode()
    #expect(try read(bytes) == live)
    for i in bytes.indices {
      var damaged = bytes
      damaged[i] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      #expect(throws: ConcordError.self) { try read(damaged) }
      #expect(throws: ConcordError.self) { try read(Array(bytes.prefix(i))) }
    }
  }

  @Test("a schema comes back from its bytes, and is refused when cut")
  func schemas() throws {
    let schemas = [
      Schema(), RandomText.schema,
      Schema(
        .text("a", .english, stored: false, isDefault: false, weight: 0.25), .keyword("é"),
        .text("b", .simple, weight: 7), otherFields: .language(.german)),
    ]
    for schema in schemas {
      let bytes = schema.encode()
      #expect(try Schema(decoding: bytes, customs: .none, file: "manifest") == schema)
      for count in bytes.indices {
        #expect(throws: ConcordError.self) {
          try Schema(decoding: Array(bytes.prefix(count)), customs: .none, file: "manifest")
        }
      }
    }
  }
}
