// The same calls on a directory on disk, one in memory and the one that can fail (which does not,
// here): all three keep the contract of Storage. What only a disk does is in DiskStorageTests.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

/// The implementations of Storage.
enum StorageKind: CaseIterable, Sendable {
  case disk, memory, faulty

  /// Runs `body` on a new, empty directory of this kind, which is gone afterwards.
  func withStorage<E: Error>(_ body: (any Storage) throws(E) -> Void) throws {
    switch self {
    case .disk:
      let directory = try TemporaryDirectory()
      try body(DiskStorage(path: directory.path))
    case .memory: try body(MemoryStorage())
    case .faulty: try body(FaultyStorage())
    }
  }
}

extension Storage {
  /// Makes a file of these bytes.
  func put(_ name: String, _ bytes: [UInt8]) throws(ConcordError) {
    var file = try OutputFile(self, name: name)
    try file.append(bytes)
    try file.finish()
  }

  /// All bytes of a file.
  func get(_ name: String) throws(ConcordError) -> [UInt8] {
    let file = try open(name)
    return try file.bytes()
  }
}

/// The error number of the system's error that `body` throws; nil if it throws none.
func errorNumber(_ body: () throws(ConcordError) -> Void) -> Int32? {
  do throws(ConcordError) { try body() } catch {
    if case .system(_, _, let errno) = error { return errno }
    Issue.record("\(error)")
  }
  return nil
}

@Suite("Storage")
struct StorageTests {
  @Test("a file is read as it was written, at any size", arguments: StorageKind.allCases)
  func roundTrip(kind: StorageKind) throws {
    var random = SeededGenerator()
    try kind.withStorage { storage in
      for count in [0, 1, 4_095, 4_096, 4_097, 3 << 20] {
        let bytes = random.bytes(count)
        try storage.put("\(count).segment", bytes)
        #expect(try storage.get("\(count).segment") == bytes)
        #expect(try storage.byteCount(of: "\(count).segment") == count)
        let file = try storage.open("\(count).segment")
        #expect(file.count == count)
        #expect(file.name == "\(count).segment")
      }
      #expect(try storage.list().count == 6)
    }
  }

  @Test(
    "files that are not there and names that are taken are refused",
    arguments: StorageKind.allCases)
  func refusals(kind: StorageKind) throws {
    try kind.withStorage { storage in
      try storage.put("a", [1])
      try storage.put("b", [2])
      let codes = [
        errorNumber { () throws(ConcordError) in _ = try storage.open("c") },
        errorNumber { () throws(ConcordError) in _ = try storage.byteCount(of: "c") },
        errorNumber { () throws(ConcordError) in try storage.delete("c") },
        errorNumber { () throws(ConcordError) in try storage.rename("c", to: "d") },
        errorNumber { () throws(ConcordError) in try storage.rename("a", to: "b") },
        errorNumber { () throws(ConcordError) in _ = try storage.create("a") },
      ]
      #expect(codes == [ENOENT, ENOENT, ENOENT, ENOENT, EEXIST, EEXIST])
      #expect(try storage.get("a") == [1])
      #expect(try storage.get("b") == [2])
    }
  }

  @Test("renaming moves a file, deleting removes it", arguments: StorageKind.allCases)
  func renameAndDelete(kind: StorageKind) throws {
    try kind.withStorage { storage in
      try storage.put("a", [1, 2, 3])
      try storage.rename("a", to: "b")
      #expect(try storage.list() == ["b"])
      #expect(try storage.get("b") == [1, 2, 3])
      #expect(try storage.open("b").name == "b")
      try storage.delete("b")
      #expect(try storage.list() == [])
      try storage.createDirectory()
      try storage.syncDirectory()
    }
  }

  @Test(
    "an open file stays readable when it is deleted and its name is used again",
    arguments: StorageKind.allCases)
  func openSurvivesDelete(kind: StorageKind) throws {
    try kind.withStorage { storage in
      let old = [UInt8](repeating: 7, count: 100_000)
      try storage.put("a", old)
      let file = try storage.open("a")
      try storage.delete("a")
      try storage.put("a", [1])
      #expect(try file.bytes() == old)
      #expect(try storage.get("a") == [1])
    }
  }

  @Test("the lock has one holder, until it closes it", arguments: StorageKind.allCases)
  func lock(kind: StorageKind) throws {
    try kind.withStorage { storage in
      let held = try storage.lock("lock")
      for _ in 0..<2 {
        do throws(ConcordError) {
          _ = try storage.lock("lock")
          Issue.record("The lock was given twice.")
        } catch {
          guard case .locked(storage.path, let holder) = error else {
            Issue.record("\(error)")
            continue
          }
          #expect(holder == (kind == .disk ? "process \(getpid())" : "this process"))
        }
      }
      storage.close(held)
      storage.close(try storage.lock("lock"))
    }
  }
}

@Suite("OutputFile")
struct OutputFileTests {
  @Test("pieces of any size add up, and so do offset and checksum", arguments: StorageKind.allCases)
  func pieces(kind: StorageKind) throws {
    var random = SeededGenerator()
    let limit = OutputFile.bufferByteCount
    let counts =
      [0, 1, limit - 1, 1, limit, limit + 1, 2 * limit, 17]
      + (0..<20).map { _ in Int.random(in: 0...(limit / 4), using: &random) }
    try kind.withStorage { storage in
      var file = try OutputFile(storage, name: "1.segment")
      var expected: [UInt8] = []
      var start = 0
      for (i, count) in counts.enumerated() {
        if i % 3 == 0 {
          file.startChecksum()
          start = expected.count
        }
        let piece = [UInt8](repeating: UInt8(i + 1), count: count)
        if i % 2 == 0 {
          try file.append(piece)
        } else {
          try file.append(span: piece.span)
        }
        expected += piece
        #expect(file.offset == expected.count)
        #expect(file.checksum == Checksum.of(Array(expected[start...])), "\(random.replay)")
      }
      try file.finish()
      #expect(try storage.get("1.segment") == expected)
    }
  }

  @Test("a file that is dropped is removed", arguments: StorageKind.allCases)
  func dropped(kind: StorageKind) throws {
    try kind.withStorage { storage in
      do {
        var file = try OutputFile(storage, name: "1.segment")
        try file.append([UInt8](repeating: 1, count: 2 << 20))
        #expect(try storage.list() == ["1.segment"])
      }
      #expect(try storage.list() == [])
    }
  }

  @Test("a file whose write or sync fails is removed, and finish says why")
  func failed() throws {
    // The calls: 1 create, 2 write, 3 sync.
    for call in 2...3 {
      let storage = FaultyStorage(failingAt: call, with: .error(ENOSPC))
      let found = errorNumber { () throws(ConcordError) in try storage.put("1.segment", [1]) }
      #expect(found == ENOSPC)
      #expect(try storage.list() == [])
    }
  }
}
