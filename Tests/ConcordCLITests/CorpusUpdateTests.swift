// Changes a corpus at random, brings one index up to date after each change, and makes another
// one anew, which is the oracle: both must hold the same documents.

import Concord
import ConcordCorpus
import ConcordTestSupport
import Synchronization
import Testing

@testable import ConcordCLI

@Suite("CorpusUpdate")
struct CorpusUpdateTests {
  private func documents(_ index: SearchIndex) throws -> [Document] {
    try index.search(.everything, limit: 10_000).map { try $0.document() }
      .sorted { Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8)) }
  }

  private func update(
    _ index: SearchIndex, _ folder: Folder, commitByteCount: Int = .max,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> IndexReport {
    let (roots, errors) = CorpusRoot.open([folder.path + "/corpus"], options: CorpusOptions())
    #expect(errors.isEmpty)
    return try CorpusUpdate.run(
      index, roots,
      CorpusUpdate.Options(
        threadCount: 3, isQuiet: true, commitByteCount: commitByteCount,
        isInterrupted: isInterrupted))
  }

  /// Changes a file at random.
  ///
  /// Each id belongs to one file, so that the last of a key is clear.
  private func change(_ folder: Folder, time: Int, _ random: inout SeededGenerator) {
    let number = Int.random(in: 0..<8, using: &random)
    let words = ["storm", "sea", "calm", "whale", "boat"]
    func text() -> String {
      (0..<3).compactMap { _ in words.randomElement(using: &random) }.joined(separator: " ")
    }
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<2: folder.remove("corpus/\(number).txt")
    case 2: folder.remove("corpus/\(number).jsonl")
    case 3: folder.touch("corpus/\(number).jsonl", time: time)
    case 4: folder.rename("corpus/\(number).txt", to: "corpus/renamed-\(number).txt")
    case 5..<7: folder.write("corpus/\(number).txt", text(), time: time)
    default:
      var lines: [String] = []
      for i in 0..<Int.random(in: 0..<6, using: &random) {
        let id = Bool.random(using: &random) ? "\"id\": \"\(number)-\(i)\", " : ""
        lines.append("{\(id)\"body\": \"\(text())\"}")
      }
      folder.write(
        "corpus/\(number).jsonl", lines.joined(separator: "\n"), time: time)
    }
  }

  @Test("an index that was brought up to date is the one made anew")
  func anew() throws {
    var random = SeededGenerator()
    let folder = Folder()
    folder.write("corpus/first.txt", "first")
    let index = try SearchIndex(inMemory: ArticleSchema.schema(nil))
    for round in 1...60 {
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        change(folder, time: round, &random)
      }
      let before = try documents(index)
      let report = try update(index, folder)
      let fresh = try SearchIndex(inMemory: ArticleSchema.schema(nil))
      _ = try update(fresh, folder)
      let (found, expected) = (try documents(index), try documents(fresh))
      #expect(found == expected, "round \(round), \(random.replay)")
      #expect(
        found.count == before.count + report.addedCount - report.removedCount,
        "round \(round), \(random.replay)")
      #expect(
        found.count == report.addedCount + report.changedCount + report.unchangedCount,
        "round \(round), \(random.replay)")
    }
  }

  @Test("runs that are interrupted at any article are gone on with, and nothing is lost")
  func interrupted() throws {
    var random = SeededGenerator()
    let folder = Folder()
    folder.write("corpus/first.txt", "first")
    let index = try SearchIndex(inMemory: ArticleSchema.schema(nil))
    for round in 1...40 {
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        change(folder, time: round, &random)
      }
      // Ended after so many articles; or not ended at all, but with a commit after each.
      let limit = Int.random(in: 0...9, using: &random)
      let count = Atomic(0)
      let before = try documents(index)
      let report = try update(
        index, folder, commitByteCount: Bool.random(using: &random) ? 0 : .max
      ) { count.add(1, ordering: .relaxed).newValue > limit }
      if !report.isInterrupted || round % 4 == 0 {
        _ = try update(index, folder)
        let fresh = try SearchIndex(inMemory: ArticleSchema.schema(nil))
        _ = try update(fresh, folder)
        let (found, expected) = (try documents(index), try documents(fresh))
        #expect(found == expected, "round \(round), \(random.replay)")
        continue
      }
      // Whatever the index holds was in it before, or is what a file says now.
      let fresh = try SearchIndex(inMemory: ArticleSchema.schema(nil))
      _ = try update(fresh, folder)
      let known = Set(before + (try documents(fresh)))
      for document in try documents(index) {
        #expect(known.contains(document), "round \(round), \(random.replay)")
      }
      #expect(try index.check() == [], "round \(round), \(random.replay)")
    }
  }

  @Test("a state that cannot be read is as none")
  func damagedState() throws {
    let folder = Folder()
    folder.write("corpus/a.txt", "first")
    let index = try SearchIndex(inMemory: ArticleSchema.schema(nil))
    _ = try update(index, folder)
    try index.write { writer in writer.attachment = [1, 2, 3] }
    let report = try update(index, folder)
    #expect(report.unchangedCount == 1)
    #expect(report.lines(indexByteCount: 0)[0].contains("is not readable: all are read again"))
  }
}
