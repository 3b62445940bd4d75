// Damages an index in each of its parts and mends it. The oracle is the index before: every
// document that the damage cannot have touched is there with all its fields, none has come from
// nowhere, what is reported as lost is what is missing, and `check` has nothing left to say.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Repair")
struct RepairTests {
  /// The living documents, by their keys.
  static func documents(_ index: SearchIndex) throws -> [String: [String: String]] {
    var documents: [String: [String: String]] = [:]
    for hit in try index.search(.everything, limit: .max) {
      let document = try hit.document()
      documents[document.key] = document.fields
    }
    return documents
  }

  /// Writable storage with the files of an image.
  static func storage(_ image: IndexImage) throws -> MemoryStorage {
    let storage = MemoryStorage()
    for (name, bytes) in image.files {
      let file = try storage.create(name)
      storage.write(bytes.rawBytes, to: file)
    }
    return storage
  }

  static func open(_ storage: any Storage) throws -> SearchIndex {
    try SearchIndex(storage, schema: nil, options: SearchIndex.Options())
  }

  /// What came of a repair.
  struct Outcome {
    var report: RepairReport
    var index: SearchIndex
    var storage: MemoryStorage
    /// Keys that were there before and are not now.
    var missing: Set<String>
    /// Keys that are there now and were not before.
    var revived: Set<String>
  }

  /// Mends a damaged image, and checks what holds for every repair.
  private func repair(
    _ damaged: IndexImage, of before: [String: [String: String]], schema: Schema? = nil,
    _ place: String
  ) throws -> Outcome {
    let storage = try Self.storage(damaged)
    let report = try SearchIndex.repair(storage, schema: schema)
    #expect(!report.problems.isEmpty, "\(place)")
    #expect(try IndexCheck.run(storage, quick: false) == [], "\(place)")
    let index = try Self.open(storage)
    let after = try Self.documents(index)
    for (key, fields) in after where before[key] != nil {
      #expect(fields == before[key], "\(key) after \(place)")
    }
    let missing = Set(before.keys).subtracting(after.keys)
    #expect(report.lostKeys.allSatisfy(missing.contains), "\(place)")
    #expect(missing.isEmpty || !report.isComplete, "\(place) lost \(missing.count)")
    let files = storage.list()
    #expect(report.keptFiles.allSatisfy(files.contains), "\(place)")
    // Another repair finds nothing more to do.
    let image = try IndexImage(storage)
    #expect(try SearchIndex.repair(storage) == RepairReport())
    #expect(try IndexImage(storage).files == image.files, "\(place)")
    // And the index goes on.
    try index.write { try $0.add(Document(key: "one more", fields: [:])) }
    return Outcome(
      report: report, index: index, storage: storage, missing: missing,
      revived: Set(after.keys).subtracting(before.keys))
  }

  @Test("an index without damage is not touched")
  func sound() throws {
    var random = SeededGenerator()
    let (_, storage) = try SampleIndex.random(&random, documentCount: 80)
    let before = try IndexImage(storage)
    #expect(try SearchIndex.repair(storage) == RepairReport())
    #expect(try IndexImage(storage).files == before.files)
    #expect(throws: ConcordError.notAnIndex(path: "memory")) {
      try SearchIndex.repair(MemoryStorage())
    }
  }

  @Test("one damaged frame costs the documents of that frame at most, and their keys are known")
  func frames() throws {
    var random = SeededGenerator()
    let (index, storage) = try SampleIndex.random(&random, documentCount: 1_200, segmentCount: 2)
    let image = try IndexImage(storage)
    let before = try Self.documents(index)
    let answers = try Answers(index, SampleIndex.randomQueries)
    for open in index.snapshot().segments {
      let name = open.segment.file.name
      for (kind, frames) in open.segment.frameStores where frames.count > 0 {
        let i = Int.random(in: 0..<frames.count, using: &random)
        let entry = frames.entry(i)
        let byte = Int(entry.offset) + Int.random(in: 0..<Int(entry.byteCount), using: &random)
        let place = "byte \(byte) of \(name) in \(kind) (\(random.replay))"
        let outcome = try repair(image.flipping(bit: byte * 8 + 3, of: name), of: before, place)
        #expect(outcome.revived.isEmpty, "\(place)")
        #expect(outcome.report.keptFiles == [name + ".damaged"], "\(place)")
        if kind == "stored fields" {
          let lost = try keys(of: i, open)
          #expect(outcome.missing == lost && outcome.report.lostCount == lost.count, "\(place)")
          #expect(Set(outcome.report.lostKeys) == lost, "\(place)")
        } else {
          #expect(outcome.missing.isEmpty && outcome.report.isComplete, "\(place)")
          try outcome.index.write { _ = try $0.delete(key: "one more") }
          #expect(try Answers(outcome.index, SampleIndex.randomQueries) == answers, "\(place)")
        }
      }
    }
  }

  /// The living documents that begin in one frame of stored fields.
  private func keys(of frame: Int, _ open: OpenSegment) throws -> Set<String> {
    let stored = open.segment.stored
    let isLast = frame + 1 == stored.firstDocuments.count
    let end = isLast ? UInt32(stored.documentCount) : stored.firstDocuments[frame + 1]
    var keys: Set<String> = []
    for document in stored.firstDocuments[frame]..<end where open.isLive(DocID(document)) {
      let record = try stored.record(of: DocID(document))
      keys.insert(try StoredDocument.key(in: record, file: ""))
    }
    return keys
  }

  @Test("a damaged table, footer or header costs nothing, and neither do norms")
  func outside() throws {
    var random = SeededGenerator()
    let (index, storage) = try SampleIndex.random(&random, documentCount: 300, segmentCount: 1)
    let image = try IndexImage(storage)
    let before = try Self.documents(index)
    let segment = try #require(index.snapshot().segments.first?.segment)
    let name = segment.file.name
    let footer = segment.file.count - SegmentFooter.byteCount
    let norms = try #require(segment.fields.map { Int($0.normsOffset) }.max())
    // The first entry of the table costs its frame, so what is damaged comes after it.
    let tables = Int(segment.footer.tablesOffset) + 1 + 24 * segment.stored.frames.count
    for range in [0..<16, norms..<(norms + 300), tables..<footer, footer..<segment.file.count] {
      for _ in 0..<4 {
        let bit = Int.random(in: (range.lowerBound * 8)..<(range.upperBound * 8), using: &random)
        let place = "bit \(bit) of \(range) (\(random.replay))"
        let outcome = try repair(image.flipping(bit: bit, of: name), of: before, place)
        #expect(outcome.missing.isEmpty && outcome.revived.isEmpty, "\(place)")
        #expect(outcome.report.lostCount == 0 && outcome.report.isComplete, "\(place)")
      }
    }
  }

  @Test("a bit of a small index costs one segment's documents at most")
  func manyBits() throws {
    let image = try SampleIndex.small()
    let before = try Self.documents(Self.open(try Self.storage(image)))
    for name in image.names {
      if case .manifest = FileName(name) { continue }
      // Every bit of a byte in turn.
      for bit in stride(from: 0, to: image.files[name, default: []].count * 8, by: 61) {
        let damaged = image.flipping(bit: bit, of: name)
        let outcome = try repair(damaged, of: before, "bit \(bit) of \(name)")
        #expect(outcome.missing.count <= 1 && outcome.revived.isSubset(of: ["b"]), "\(bit) \(name)")
      }
    }
  }

  @Test("a manifest that is damaged or gone costs nothing but what stands in it alone")
  func manifest() throws {
    let image = try SampleIndex.small()
    let before = try Self.documents(Self.open(try Self.storage(image)))
    let name = try #require(image.names.first { $0.hasPrefix("manifest") })
    let bytes = image.files[name, default: []]
    let schema = SampleIndex.schema.encode()
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: schema) })
    // Nothing but the schema is as likely to be read wrongly without a word.
    let bits = bytes.indices.flatMap { byte in
      (start..<start + schema.count).contains(byte)
        ? (0..<8).map { (byte, $0) } : [(byte, byte % 8)]
    }
    for (byte, bit) in bits {
      let outcome = try repair(
        image.flipping(bit: byte * 8 + bit, of: name), of: before, schema: SampleIndex.schema,
        "bit \(bit) of byte \(byte)")
      #expect(outcome.missing.isEmpty, "bit \(bit) of byte \(byte)")
      #expect(outcome.revived.isEmpty, "bit \(bit) of byte \(byte)")
      // Fields are known by their names, wherever the damage is.
      #expect(
        outcome.index.snapshot().schema.fields == SampleIndex.schema.fields,
        "bit \(bit) of byte \(byte)")
    }
    var gone = image
    gone.files[name] = nil
    let outcome = try repair(gone, of: before, schema: SampleIndex.schema, "no manifest")
    #expect(outcome.missing.isEmpty && outcome.revived.isEmpty)
    #expect(throws: ConcordError.self) { try SearchIndex.repair(try Self.storage(gone)) }
  }

  @Test("a schema is corrected where damage is likelier than another schema")
  func correctedSchema() {
    let mine = Schema(.text("tjtle", weight: 3), .keyword("kind"), .date("day"))
    let known = Schema(.text("title", weight: 2), .keyword("kind", stored: false))
    #expect(
      mine.corrected(by: known).fields
        == [.text("title", weight: 2), .keyword("kind", stored: false), .date("day")])
    for other in [
      // In another order, of another length, with more fields, and one that is elsewhere.
      Schema(.keyword("kind"), .text("tjtle")), Schema(.text("titles")),
      Schema(.text("tjtle"), .keyword("kind"), .date("day"), .text("more")),
      Schema(.text("tjtle"), .keyword("kind"), .keyword("day"), .keyword("age")),
    ] {
      #expect(mine.corrected(by: other) == mine, "\(other)")
    }
    let twins = Schema(.text("xx"), .text("ab"))
    #expect(twins.corrected(by: Schema(.text("ab"))) == twins)
    let guessed = Schema(.text("text", .language(namedBy: "tongue")), .keyword("tongue"))
    #expect(guessed.corrected(by: Schema(.text("text"), .keyword("babble"))) == guessed)
  }

  @Test("lost live docs bring deleted documents back, but never an old version of one")
  func liveDocs() throws {
    var random = SeededGenerator()
    let (index, storage) = try SampleIndex.random(&random, documentCount: 400)
    let image = try IndexImage(storage)
    let before = try Self.documents(index)
    for name in image.names.filter({ $0.hasSuffix(".live") }) {
      var gone = image
      gone.files[name] = nil
      for damaged in [gone, image.flipping(bit: 200, of: name), image.cutting(name, to: 21)] {
        let outcome = try repair(damaged, of: before, "\(name) (\(random.replay))")
        #expect(outcome.missing.isEmpty, "\(random.replay)")
        #expect(outcome.report.mayReviveDeleted && outcome.report.lossyFiles == [name])
        #expect(outcome.report.rescuedCount == 0, "its segment stays as it is")
      }
    }
  }

  @Test("a file that was cut keeps the documents before the cut")
  func cut() throws {
    var random = SeededGenerator()
    let (index, storage) = try SampleIndex.random(&random, documentCount: 3_000, segmentCount: 1)
    let image = try IndexImage(storage)
    let before = try Self.documents(index)
    let open = try #require(index.snapshot().segments.first)
    let name = open.segment.file.name
    let frames = open.segment.stored.frames
    #expect(frames.count > 2)
    for kept in 0...frames.count {
      let end =
        kept == frames.count
        ? open.segment.file.count - 60 : Int(frames.entry(kept).offset)
      let outcome = try repair(image.cutting(name, to: end), of: before, "\(kept) frames kept")
      var expected: Set<String> = []
      for frame in kept..<frames.count { expected.formUnion(try keys(of: frame, open)) }
      #expect(outcome.missing == expected, "\(kept) frames kept, \(random.replay)")
      // Of the last one, the tables are still there.
      #expect(outcome.report.lossyFiles == (kept == frames.count ? [] : [name]))
    }
  }

  @Test("a document of many frames is lost or rescued as a whole, and so are its neighbours")
  func largeDocument() throws {
    var random = SeededGenerator()
    let storage = MemoryStorage()
    let index = try SearchIndex(
      storage, schema: Schema(.text("body"), .keyword("text")), options: .init())
    try index.write { writer in
      for key in ["before", "large", "after", "last"] {
        let count = key == "large" ? 2_500_000 : 100
        let text = (0..<(count / 10)).map { _ in
          String(UInt64.random(in: 1 << 48...UInt64.max, using: &random), radix: 36).prefix(10)
        }
        try writer.add(Document(key: key, fields: ["body": key, "text": text.joined()]))
      }
    }
    let image = try IndexImage(storage)
    let before = try Self.documents(index)
    let open = try #require(index.snapshot().segments.first)
    let frames = open.segment.stored.frames
    #expect(frames.count > 4)
    for i in 0..<frames.count {
      let bit = (Int(frames.entry(i).offset) + 40) * 8
      let outcome = try repair(
        image.flipping(bit: bit, of: open.segment.file.name), of: before, "frame \(i)")
      let isLast = i == frames.count - 1
      #expect(
        outcome.missing
          == (i == 0 ? ["before", "large"] : isLast ? ["after", "last"] : ["large"]))
    }
    let cut = image.cutting(open.segment.file.name, to: open.segment.file.count - 100)
    #expect(try repair(cut, of: before, "cut").missing.isEmpty)
  }

  @Test("segments that are gone are reported, and all others stay")
  func missingSegment() throws {
    let image = try SampleIndex.small()
    let before = try Self.documents(Self.open(try Self.storage(image)))
    var gone = image
    gone.files["1.segment"] = nil
    let outcome = try repair(gone, of: before, "1.segment gone")
    #expect(outcome.missing == ["a"] && outcome.report.lostCount == 1)
    #expect(outcome.report.lossyFiles == ["1.segment"] && outcome.report.keptFiles == [])
  }

  @Test("fields that are not stored are named, and stay in segments without damage")
  func unstoredFields() throws {
    let storage = MemoryStorage()
    let schema = Schema(.text("title"), .text("body", stored: false))
    let index = try SearchIndex(storage, schema: schema, options: .init())
    for key in ["a", "b"] {
      try index.write { try $0.add(Document(key: key, fields: ["title": key, "body": "whale"])) }
    }
    let damaged = try IndexImage(storage).flipping(bit: 16 * 8 + 700, of: "2.segment")
    let target = try Self.storage(damaged)
    let report = try SearchIndex.repair(target)
    #expect(report.lostFields == (report.rescuedCount > 0 ? ["body"] : []))
    #expect(!report.isComplete)
    let hits = try Self.open(target).search(.term("whale", field: "body"))
    #expect(try hits.map { try $0.key } == ["a"])
  }
}
