// Merges beside writers and searches: what is deleted while a merge goes on stays deleted, a
// crash at any call of a merge loses nothing, a merge of another process is left alone, and one
// writer with eight readers and merges between them never see a half. The last one is what
// ThreadSanitizer is to look at.

import ConcordTestSupport
import Synchronization
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("BackgroundMerges")
struct BackgroundMergeTests {
  static let schema = Schema(.text("body", .simple))

  static func options(_ policy: MergePolicy) -> SearchIndex.Options {
    var options = SearchIndex.Options()
    options.memoryBudget = 1
    options.mergePolicy = policy
    return options
  }

  static func document(_ i: Int, _ text: String = "all") -> Document {
    Document(key: "k\(i)", fields: ["body": "\(text) w\(i % 7)"])
  }

  static func keys(_ index: SearchIndex) throws -> [String] {
    try index.search(.term("all"), limit: .max).map { try $0.key }.sorted()
  }

  /// An index of one segment a document, which nobody merges before it is opened with another
  /// policy.
  static func unmerged(_ storage: any Storage, _ count: Int) throws {
    let index = try SearchIndex(storage, schema: schema, options: options(.never))
    try index.write { writer in for i in 0..<count { try writer.add(document(i)) } }
  }

  @Test("finishing merges leaves as many segments as the policy says, and the same hits")
  func finish() throws {
    let storage = MemoryStorage()
    try Self.unmerged(storage, 95)
    let index = try SearchIndex(storage, schema: nil, options: Self.options(.tiered))
    let before = try SearchOracle.keysAndScores(index.snapshot(), .term("all"))
    #expect(index.snapshot().segments.count == 95)
    try index.finishMerges()
    #expect(index.snapshot().segments.count < 30)
    #expect(try SearchOracle.keysAndScores(index.snapshot(), .term("all")) == before)
    #expect(try index.check() == [])
    #expect(storage.list().count == index.snapshot().segments.count + 3, "manifest and locks")
  }

  @Test("what is deleted while a merge goes on is deleted from what comes of it")
  func deletionsMeanwhile() throws {
    var random = SeededGenerator()
    for round in 0..<random.roundCount(30) {
      let storage = MemoryStorage()
      try Self.unmerged(storage, 20)
      let index = try SearchIndex(storage, schema: nil, options: Self.options(.never))
      try index.write { writer in
        for i in 0..<20 where Bool.random(using: &random) { try writer.delete(key: "k\(i)") }
        try writer.add(Self.document(100))
      }
      try index.merge(downTo: 4)
      let sources = Array(index.snapshot().segments[1...])
      let lock = try MergeLock(storage)
      let entry = try SegmentMerge(sources, schema: Self.schema).run(
        storage, fileNumber: 0, as: .newMergedSegment)
      // Now documents go: some, all of a segment, or all; and segments are merged by others.
      var gone = Set((0..<20).filter { _ in Int.random(in: 0..<3, using: &random) > 0 })
      if round % 5 == 0 { gone = Set(0..<20) }
      try index.write { writer in
        for i in gone { try writer.delete(key: "k\(i)") }
        try writer.add(Self.document(3, "all new"))
      }
      if round % 3 == 0 { try index.merge(downTo: 2) }
      let expected = try Self.keys(index)
      let scores = try SearchOracle.keysAndScores(index.snapshot(), .term("all"))
      let finished = FinishedMerge(sources, entry, under: lock)
      try index.write { writer in try writer.install(finished) }
      #expect(try Self.keys(index) == expected, "round \(round), \(random.replay)")
      #expect(try SearchOracle.keysAndScores(index.snapshot(), .term("all")) == scores)
      #expect(try index.check() == [], "round \(round), \(random.replay)")
    }
  }

  @Test("a crash or an error at any call of a merge leaves the same documents")
  func crashes() throws {
    let prepared = FaultyStorage()
    try Self.unmerged(prepared, 10)
    let expected = (0..<10).map { "k\($0)" }.sorted()
    for fault in [StorageFault.powerCut, .error(EIO), .error(ENOSPC)] {
      var n = 0
      while true {
        n += 1
        let storage = prepared.afterPowerCut(keeping: .everything, failingAt: n, with: fault)
        do {
          let index = try SearchIndex(storage, schema: nil, options: Self.options(.tiered))
          try index.finishMerges()
        } catch {
          // That is the fault.
        }
        let cuts: [PowerCut] = [.nothingUnsynced, .everything, .tornLastWrite, .random(UInt64(n))]
        for cut in [cuts[n % 2], cuts[2 + n / 2 % 2]] {
          let disk = storage.afterPowerCut(keeping: cut)
          #expect(try IndexCheck.run(disk, quick: false) == [], "\(fault) at \(n), \(cut)")
          let index = try SearchIndex(disk, schema: nil, options: Self.options(.never))
          #expect(try Self.keys(index) == expected, "\(fault) at \(n), \(cut)")
          try index.write { _ = try $0.delete(key: "k0") }
          #expect(try !disk.list().contains("merged.new"), "what is left is swept")
        }
        if storage.callCount < n { break }
      }
      #expect(n > 40)
    }
  }

  @Test("a merge of another process is neither disturbed nor doubled")
  func otherProcess() throws {
    let storage = MemoryStorage()
    try Self.unmerged(storage, 12)
    let lock = try MergeLock(storage)
    var file = try OutputFile(storage, name: FileName.newMergedSegment.text)
    try file.append([1, 2, 3])
    let index = try SearchIndex(storage, schema: nil, options: Self.options(.tiered))
    #expect(throws: ConcordError.self) { try index.finishMerges() }
    try index.write { _ = try $0.delete(key: "k1") }
    #expect(storage.list().contains("merged.new"), "its writer is at work")
    _ = consume file
    _ = consume lock
    try index.finishMerges()
    #expect(index.snapshot().segments.count < 10)
  }

  @Test("one writer, eight readers and merges: every search sees a whole commit")
  func threads() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/index"
    let index = try SearchIndex(
      path: path, schema: Self.schema, options: Self.options(.tiered))
    let writer = Flag()
    let rounds = SeededGenerator().roundCount(60)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          while !writer.isDone.load(ordering: .relaxed) {
            Self.expectWholeCommit(index)
            await Task.yield()
          }
        }
      }
      group.addTask {
        defer { writer.isDone.store(true, ordering: .relaxed) }
        for round in 0..<rounds {
          #expect(throws: Never.self) { try Self.write(round, to: index) }
          await Task.yield()
        }
      }
    }
    try index.finishMerges()
    #expect(try index.check() == [])
    var living: Set<Int> = []
    for round in 0..<rounds {
      Self.change(round, add: { living.insert($0) }, delete: { living.remove($0) })
    }
    #expect(try Self.keys(index) == living.map { "k\($0)" }.sorted())
    #expect(index.snapshot().segments.count < 40)
    #expect(try Self.keys(SearchIndex(path: path)) == Self.keys(index))
  }

  private final class Flag: Sendable {
    let isDone = Atomic(false)
  }

  /// Each commit adds ten documents, and replaces or deletes ten at a time.
  private static func change(_ round: Int, add: (Int) -> Void, delete: (Int) -> Void) {
    for i in 0..<10 { add(round * 10 + i) }
    if round % 3 == 2 { for i in 0..<10 { add((round - 2) * 10 + i) } }
    if round % 4 == 3 { for i in 0..<10 { delete((round - 1) * 10 + i) } }
  }

  private static func write(_ round: Int, to index: SearchIndex) throws {
    var added: [Int] = []
    var deleted: [Int] = []
    change(round, add: { added.append($0) }) { deleted.append($0) }
    try index.write { writer in
      for i in added { try writer.add(document(i, "all \(round)")) }
      for i in deleted { try writer.delete(key: "k\(i)") }
    }
  }

  private static func expectWholeCommit(_ index: SearchIndex) {
    #expect(throws: Never.self) {
      let snapshot = index.snapshot()
      let hits = try snapshot.search(.term("all"), limit: 5)
      #expect(try snapshot.count(.term("all")) == snapshot.documentCount)
      #expect(snapshot.documentCount % 10 == 0)
      for hit in hits { #expect(try !hit.key.isEmpty) }
    }
  }

  @Test("an index that is let go ends its merge")
  func ended() throws {
    let storage = MemoryStorage()
    try Self.unmerged(storage, 60)
    do {
      let index = try SearchIndex(storage, schema: nil, options: Self.options(.tiered))
      try index.write { try $0.add(Self.document(1_000)) }
    }
    // The task has no reason to go on; the lock is free once it has ended.
    while (try? MergeLock(storage)) == nil { sched_yield() }
    #expect(try IndexCheck.run(storage, quick: false) == [])
  }
}
