// Commits in the middle of a write: they are there for searches and after a crash, whatever the
// rest of the write does.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Commits in between")
struct CommitInBetweenTests {
  private struct Stop: Error {}

  private func keys(_ index: SearchIndex) throws -> [String] {
    try index.search(.everything, limit: .max).map { try $0.key }.sorted()
  }

  @Test("what was committed stays, though the rest of the write fails")
  func failure() throws {
    let storage = MemoryStorage()
    let index = try SearchIndex(storage, schema: IndexWriterTests.schema, options: .init())
    #expect(throws: Stop.self) {
      try index.write { writer in
        try writer.add(IndexWriterTests.document("a", "word"))
        try writer.add(IndexWriterTests.document("b", "word"))
        writer.attachment = [1]
        try writer.commit()
        #expect(try keys(index) == ["a", "b"], "searches see it at once")
        try writer.add(IndexWriterTests.document("a", "other"))
        try writer.delete(key: "b")
        writer.attachment = [2]
        throw Stop()
      }
    }
    for index in [index, try SearchIndex(storage, schema: nil, options: .init())] {
      #expect(try keys(index) == ["a", "b"])
      #expect(try index.snapshot().document(key: "a")?.fields["body"] == "word")
      #expect(index.snapshot().attachment == [1])
      #expect(try index.check() == [])
    }
    #expect(storage.list().count == 3, "nothing is left behind: \(storage.list())")
  }

  @Test("a power cut costs what came after the last commit, at whatever call")
  func powerCuts() throws {
    var n = 0
    while true {
      n += 1
      let storage = FaultyStorage(failingAt: n)
      var committed = 0
      do {
        let index = try SearchIndex(storage, schema: IndexWriterTests.schema, options: .init())
        try index.write { writer in
          for i in 0..<4 {
            try writer.add(IndexWriterTests.document("k\(i)", "word"))
            if i > 0 { try writer.delete(key: "k\(i - 1)") }
            try writer.commit()
            committed = i + 1
          }
        }
        committed = 5
      } catch is ConcordError {}
      for cut in [PowerCut.nothingUnsynced, .everything, .tornLastWrite, .random(UInt64(n))] {
        let disk = storage.afterPowerCut(keeping: cut)
        do {
          let index = try SearchIndex(disk, schema: nil, options: .init())
          #expect(try index.check() == [])
          let found = try keys(index)
          // The commit that returned last, or the one in flight.
          let possible = [committed, committed + 1].map { $0 == 0 ? [] : ["k\(min($0, 4) - 1)"] }
          #expect(possible.contains(found), "\(found) after \(committed) commits, call \(n)")
        } catch ConcordError.notAnIndex {
          #expect(committed == 0)
        }
      }
      if storage.callCount < n { break }
    }
    #expect(n > 40)
  }
}
