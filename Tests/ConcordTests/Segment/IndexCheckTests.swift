// What `check` and `statistics` say of healthy indexes, and of files that are missing or not ours.
// The oracle for statistics is the directory: the sections must add up to the files' bytes.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("IndexCheck")
struct IndexCheckTests {
  @Test("an index without documents is sound")
  func empty() throws {
    let index = try SearchIndex(inMemory: SampleIndex.schema)
    #expect(try index.check() == [])
    #expect(try index.check(quick: true) == [])
    #expect(try index.statistics().documentCount == 0)
  }

  @Test("an index is sound after additions, replacements, deletions and merges")
  func random() throws {
    var random = SeededGenerator()
    let (index, storage) = try SampleIndex.random(&random, documentCount: 400)
    #expect(index.snapshot().segments.count == 4)
    #expect(try index.check() == [], "\(random.replay)")
    #expect(try index.check(quick: true) == [], "\(random.replay)")
    try expectStatistics(index, storage, random.replay)
    try index.merge(downTo: 2)
    #expect(try index.check() == [], "\(random.replay)")
    try index.merge()
    #expect(try index.check() == [], "\(random.replay)")
    try expectStatistics(index, storage, random.replay)
  }

  @Test("lists of several groups of skip data and records of several frames are sound")
  func large() throws {
    let index = try SearchIndex(
      inMemory: Schema(.text("body"), .keyword("text")))
    try index.write { writer in
      for i in 0..<4_300 {
        let rare = i % 3 == 0 ? "rare " : ""
        let rest = String(repeating: "often ", count: i % 7 + 1)
        try writer.add(Document(key: "\(i)", fields: ["body": rare + rest]))
      }
      let long = String(repeating: "x", count: 1_500_000)
      try writer.add(Document(key: "long", fields: ["body": "often", "text": long]))
      try writer.add(Document(key: "last", fields: ["body": "often", "text": "short"]))
    }
    #expect(try index.check() == [])
    try index.write { writer in
      for i in 0..<200 { try writer.delete(key: "\(i)") }
    }
    try index.merge()
    #expect(try index.check() == [])
    #expect(try index.statistics().documentCount == 4_102)
  }

  private func expectStatistics(
    _ index: SearchIndex, _ storage: MemoryStorage, _ replay: String
  ) throws {
    let statistics = try index.statistics()
    let snapshot = index.snapshot()
    let image = try IndexImage(storage)
    #expect(statistics.byteCount == image.byteCount, "\(replay)")
    #expect(statistics.documentCount == snapshot.documentCount, "\(replay)")
    #expect(statistics.segmentCount == snapshot.segments.count, "\(replay)")
    #expect(statistics.fields.map(\.name) == snapshot.schema.fields.map(\.name))
    // Without dead documents, what the terms say is what a count of the matches says.
    if statistics.deletedCount == 0 {
      let places = try (0..<9).map {
        try snapshot.count(.term("place \($0)", field: "place"))
      }
      #expect(
        statistics.fields.first { $0.name == "place" }?.documentCount == places.reduce(0, +),
        "\(replay)")
    }
  }

  @Test("a file that is missing is a problem, whichever it is")
  func missingFiles() throws {
    let image = try SampleIndex.small()
    for name in image.names {
      var damaged = image
      damaged.files[name] = nil
      let problems = try IndexCheck.run(damaged.storage, quick: true)
      if case .manifest = FileName(name) {
        #expect(
          problems.map(\.reason) == ["there are segments here, but no manifest that lists them"])
      } else {
        #expect(problems.map(\.description) == ["\(name): the file is missing"])
      }
    }
  }

  @Test("where no index was, check says so and does nothing")
  func notAnIndex() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path
    #expect(throws: ConcordError.notAnIndex(path: path)) { try SearchIndex.check(path: path) }
    #expect(throws: ConcordError.notAnIndex(path: path + "/none")) {
      try SearchIndex.check(path: path + "/none")
    }
  }

  @Test("an index on disk that cannot be opened can be checked")
  func onDisk() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/index"
    do {
      let index = try SearchIndex(path: path, schema: SampleIndex.schema)
      try index.write { try $0.add(Document(key: "a", fields: ["title": "whale"])) }
    }
    #expect(try SearchIndex.check(path: path) == [])
    let storage = DiskStorage(path: path)
    try storage.delete("1.segment")
    var file = try OutputFile(storage, name: "1.segment")
    try file.append(Array("not a segment".utf8))
    try file.finish()
    #expect(throws: ConcordError.self) { try SearchIndex(path: path) }
    #expect(try SearchIndex.check(path: path).count == 2)
  }

  @Test("problems are listed once each, and not without end")
  func limits() {
    let problems = ProblemList()
    for i in 0..<(ProblemList.limit + 5) {
      problems.add("file", i, "wrong")
      problems.add("file", i, "wrong")
    }
    #expect(problems.all.count == ProblemList.limit + 1)
    // Those beyond the limit are not remembered, so both of each count.
    #expect(problems.all.last?.description == "file: 10 more problems are not listed")
  }

  @Test("two living documents with one key are a problem")
  func sameKeyTwice() throws {
    let storage = MemoryStorage()
    let index = try SearchIndex(storage, schema: SampleIndex.schema, options: .init())
    try index.write { try $0.add(Document(key: "a", fields: ["title": "one"])) }
    try index.write { try $0.add(Document(key: "a", fields: ["title": "two"])) }
    try index.write { try $0.add(Document(key: "b", fields: ["title": "three"])) }
    // What no writer does: a segment with a key that lives in another.
    var committer = try Committer(storage)
    let number = committer.newFileNumber()
    var builder = try SegmentBuilder(storage, fileNumber: number, schema: SampleIndex.schema)
    let document = Document(key: "a", fields: ["title": "four"])
    try builder.add(DocumentAnalysis(SampleIndex.schema).analyze(document))
    let segments = committer.manifest.segments + [try builder.finish()]
    let generation = committer.newGeneration()
    try committer.commit(segments, schema: SampleIndex.schema.encode(), generation: generation)
    #expect(
      try index.check().map(\.reason) == ["2 documents have the key “a”, and live"])
  }
}
