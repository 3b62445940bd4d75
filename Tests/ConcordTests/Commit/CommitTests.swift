// Commits on a directory on disk, one in memory and the one that can fail: what readers find,
// which directories are refused, what the sweep deletes and spares, and when a writer gives up.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Commit")
struct CommitTests {
  static let schema = Array("schema".utf8)

  /// Writes a segment of a few bytes and commits it beside those that are there, or in their place.
  static func addSegment(
    _ committer: inout Committer, replacing: Bool = false
  ) throws(ConcordError) {
    let number = committer.newFileNumber()
    let bytes = Array("segment \(number)".utf8)
    try committer.storage.put(FileName.segment(number).text, bytes)
    let entry = SegmentEntry(
      fileNumber: number, documentCount: 1, byteCount: bytes.count, liveDocsGeneration: 0,
      deletedCount: 0, checksum: Checksum.of(bytes))
    let kept = replacing ? [] : committer.manifest.segments
    try committer.commit(
      kept + [entry], schema: schema, generation: committer.newGeneration())
  }

  /// Runs `body` on an index of one segment, and its writer.
  static func withOneSegment(
    _ kind: StorageKind, _ body: (any Storage, inout Committer) throws -> Void
  ) throws {
    try kind.withStorage { storage in
      var committer = try Committer(storage, creatingWith: schema)
      try addSegment(&committer)
      try body(storage, &committer)
    }
  }

  static func error(_ body: () throws(ConcordError) -> Void) -> ConcordError? {
    do throws(ConcordError) { try body() } catch { return error }
    return nil
  }

  @Test(
    "what was committed is read, by readers and by the next writer",
    arguments: StorageKind.allCases)
  func roundTrip(kind: StorageKind) throws {
    try kind.withStorage { storage in
      var segments: [SegmentEntry] = []
      for round in 1...3 {
        var committer = try Committer(storage, creatingWith: Self.schema)
        #expect(committer.manifest.segments == segments)
        for _ in 0..<2 {
          try Self.addSegment(&committer)
          segments = committer.manifest.segments
          let manifest = try Commit.readNewest(storage)
          #expect(manifest == committer.manifest)
          #expect(manifest.schema == Self.schema)
        }
        #expect(segments.count == 2 * round)
      }
      #expect(Set(segments.map(\.fileNumber)).count == 6)
    }
  }

  @Test("a second writer is refused, and readers are not", arguments: StorageKind.allCases)
  func oneWriter(kind: StorageKind) throws {
    try kind.withStorage { storage in
      do {
        let committer = try Committer(storage, creatingWith: Self.schema)
        let refusal = Self.error { () throws(ConcordError) in _ = try Committer(storage) }
        guard case .locked = refusal else {
          Issue.record("\(String(describing: refusal))")
          return
        }
        #expect(try Commit.readNewest(storage).segments == committer.manifest.segments)
      }
      _ = try Committer(storage)
    }
  }

  @Test(
    "nothing, or only what a broken attempt left, is no index and may become one",
    arguments: StorageKind.allCases)
  func freshDirectories(kind: StorageKind) throws {
    for names in [[], ["lock"], ["manifest-1.new"], ["lock", "manifest-1.new", "manifest-2.new"]] {
      try kind.withStorage { storage in
        for name in names { try storage.put(name, [1, 2]) }
        let refusal = ConcordError.notAnIndex(path: storage.path)
        #expect(Self.error { () throws(ConcordError) in _ = try Committer(storage) } == refusal)
        #expect(
          Self.error { () throws(ConcordError) in _ = try Commit.readNewest(storage) } == refusal)
        #expect(try Set(storage.list()) == Set(names))
        var committer = try Committer(storage, creatingWith: Self.schema)
        try Self.addSegment(&committer)
        #expect(try Set(storage.list()) == ["lock", "1.segment", committer.manifestName])
      }
    }
  }

  @Test(
    "a directory with other files is refused and left as it is",
    arguments: StorageKind.allCases)
  func strangers(kind: StorageKind) throws {
    for name in ["thesis.txt", "1.segment", "1.2.live", "manifest-01"] {
      try kind.withStorage { storage in
        try storage.put(name, [1, 2])
        let refusal = ConcordError.notAnIndex(path: storage.path)
        #expect(
          Self.error { () throws(ConcordError) in
            _ = try Committer(storage, creatingWith: Self.schema)
          } == refusal)
        #expect(
          Self.error { () throws(ConcordError) in _ = try Commit.readNewest(storage) } == refusal)
        #expect(try storage.list() == [name])
      }
    }
  }

  @Test("an absent directory is no index for reading, and is made for writing")
  func absentDirectory() throws {
    let directory = try TemporaryDirectory()
    let storage = DiskStorage(path: directory.path + "/novels.concord")
    let refusal = ConcordError.notAnIndex(path: storage.path)
    #expect(Self.error { () throws(ConcordError) in _ = try Commit.readNewest(storage) } == refusal)
    #expect(Self.error { () throws(ConcordError) in _ = try Committer(storage) } == refusal)
    #expect(try DiskStorage(path: directory.path).list() == [])
    _ = try Committer(storage, creatingWith: Self.schema)
    #expect(try Commit.readNewest(storage).segments == [])
  }

  @Test(
    "a reader that was overtaken by a commit and its sweep starts again with the newer one",
    arguments: StorageKind.allCases)
  func overtakenReader(kind: StorageKind) throws {
    try Self.withOneSegment(kind) { storage, committer in
      var attempts: [UInt64] = []
      let contents = try Commit.readNewest(storage) { manifest throws(ConcordError) in
        attempts.append(manifest.generation)
        // Twice, the segments that the manifest lists are merged away before they are opened.
        if attempts.count <= 2 { try Self.addSegment(&committer, replacing: true) }
        return try manifest.segments.map { segment throws(ConcordError) in
          try storage.get(FileName.segment(segment.fileNumber).text)
        }
      }
      #expect(attempts.count == 3)
      #expect(attempts.last == committer.manifest.generation)
      #expect(contents == [Array("segment 3".utf8)])
    }
  }

  @Test("a missing segment of the newest commit is corrupt", arguments: StorageKind.allCases)
  func missingSegment(kind: StorageKind) throws {
    try Self.withOneSegment(kind) { storage, committer in
      try storage.delete("1.segment")
      let refusal = Self.error { () throws(ConcordError) in
        try Commit.readNewest(storage) { _ throws(ConcordError) in
          _ = try storage.get("1.segment")
        }
      }
      guard case .corrupt(committer.manifestName, 0, let reason) = refusal else {
        Issue.record("\(String(describing: refusal))")
        return
      }
      #expect(reason.contains("1.segment"))
    }
  }

  @Test(
    "a damaged or misnamed newest manifest is corrupt, and no older one takes its place",
    arguments: StorageKind.allCases)
  func damagedManifest(kind: StorageKind) throws {
    try Self.withOneSegment(kind) { storage, committer in
      let bytes = try storage.get(committer.manifestName)
      try storage.put("manifest-50", bytes)
      let misnamed = Self.error { () throws(ConcordError) in _ = try Commit.readNewest(storage) }
      #expect(
        misnamed
          == .corrupt(file: "manifest-50", offset: 16, reason: "it is the manifest of commit 2"))
      try storage.put("manifest-60", Array(bytes.dropLast()))
      let damaged = Self.error { () throws(ConcordError) in _ = try Commit.readNewest(storage) }
      guard case .corrupt("manifest-60", _, _) = damaged else {
        Issue.record("\(String(describing: damaged))")
        return
      }
    }
  }

  @Test("a reader of a directory that may not be written finds the index")
  func readOnlyDirectory() throws {
    let directory = try TemporaryDirectory()
    let storage = DiskStorage(path: directory.path)
    var committer = try Committer(storage, creatingWith: Self.schema)
    try Self.addSegment(&committer)
    // Safe: `chmod` only reads its text.
    #expect(unsafe chmod(directory.path, 0o500) == 0)
    let before = try storage.list()
    let manifest = try Commit.readNewest(storage) { manifest throws(ConcordError) in
      _ = try storage.get("1.segment")
      return manifest
    }
    #expect(manifest == committer.manifest)
    #expect(try storage.list() == before)
    #expect(unsafe chmod(directory.path, 0o700) == 0)
  }
}

@Suite("Committer")
struct CommitterTests {
  @Test(
    "leftovers are swept; strangers, the lock and what the commit needs are spared",
    arguments: StorageKind.allCases)
  func sweep(kind: StorageKind) throws {
    try kind.withStorage { storage in
      do {
        var committer = try Committer(storage, creatingWith: CommitTests.schema)
        for _ in 0..<2 { try CommitTests.addSegment(&committer) }
      }
      let needed = try Set(storage.list())
      let strangers = ["notes.txt", "07.segment", "1.segment.bak", "manifest"]
      let leftovers = ["8.segment", "1.7.live", "9.1.live", "manifest-1", "manifest-9.new"]
      for name in strangers + leftovers { try storage.put(name, [1]) }
      let committer = try Committer(storage)
      #expect(try Set(storage.list()) == needed.union(strangers))
      #expect(committer.manifest.segments.count == 2)
    }
  }

  @Test(
    "numbers and generations that were in the directory are never used again",
    arguments: StorageKind.allCases)
  func namesAreNotReused(kind: StorageKind) throws {
    try kind.withStorage { storage in
      do {
        var committer = try Committer(storage, creatingWith: CommitTests.schema)
        try CommitTests.addSegment(&committer)
      }
      for name in ["41.segment", "1.20.live", "manifest-30.new"] { try storage.put(name, [1]) }
      do {
        var committer = try Committer(storage)
        #expect(committer.newFileNumber() == 42)
        #expect(committer.newFileNumber() == 43)
        #expect(committer.newGeneration() == 31)
        try CommitTests.addSegment(&committer)
        #expect(committer.manifest.generation == 32)
        #expect(committer.manifest.segments.map(\.fileNumber) == [1, 44])
        // Merged away; the numbers go on all the same.
        try CommitTests.addSegment(&committer, replacing: true)
      }
      try storage.delete("45.segment")
      var committer = try Committer(storage)
      #expect(committer.newFileNumber() == 46)
    }
  }

  @Test(
    "the sweep after a commit spares files that are being written",
    arguments: StorageKind.allCases)
  func filesInWorkAreSpared(kind: StorageKind) throws {
    try kind.withStorage { storage in
      var committer = try Committer(storage, creatingWith: CommitTests.schema)
      let number = committer.newFileNumber()
      var merging = try OutputFile(storage, name: FileName.segment(number).text)
      try merging.append([1, 2, 3])
      try CommitTests.addSegment(&committer)
      try CommitTests.addSegment(&committer, replacing: true)
      try merging.finish()
      #expect(try storage.get(FileName.segment(number).text) == [1, 2, 3])
      #expect(
        try Set(storage.list()) == ["lock", "1.segment", "3.segment", committer.manifestName])
    }
  }

  @Test("after a failed sync no more is written; after a full disk, writing goes on")
  func poison() throws {
    // The calls of one commit: 1 sync of the directory, 2 create, 3 write, 4 sync, 5 rename,
    // 6 sync of the directory.
    for call in 1...6 {
      let plain = FaultyStorage()
      do { _ = try Committer(plain, creatingWith: CommitTests.schema) }
      // Opening takes as many calls on each copy.
      let probe = plain.afterPowerCut(keeping: .nothingUnsynced)
      do { _ = try Committer(probe) }
      let storage = plain.afterPowerCut(
        keeping: .nothingUnsynced, failingAt: probe.callCount + call, with: .error(EIO))
      var committer = try Committer(storage)
      let first = CommitTests.error { () throws(ConcordError) in
        try committer.commit([], schema: CommitTests.schema, generation: committer.newGeneration())
      }
      guard case .system(_, _, EIO) = first else {
        Issue.record("call \(call): \(String(describing: first))")
        continue
      }
      let second = CommitTests.error { () throws(ConcordError) in
        try committer.commit([], schema: CommitTests.schema, generation: committer.newGeneration())
      }
      let isDoubtful = call == 1 || call >= 4
      #expect(second == (isDoubtful ? .poisoned(path: storage.path) : nil), "call \(call)")
    }
  }

  @Test("an error of a segment file's sync poisons too, and that of its write does not")
  func poisonFromOutside() throws {
    var committer = try Committer(MemoryStorage(), creatingWith: CommitTests.schema)
    let full = ConcordError.system(call: "write", path: "p", errno: ENOSPC)
    #expect(committer.fail(full) == full)
    try CommitTests.addSegment(&committer)
    let lost = ConcordError.system(call: "fsync", path: "p", errno: EIO)
    #expect(committer.fail(lost) == lost)
    let refusal = CommitTests.error { () throws(ConcordError) in
      try committer.commit([], schema: CommitTests.schema, generation: committer.newGeneration())
    }
    #expect(refusal == .poisoned(path: "memory"))
  }
}

extension Committer {
  /// The name of the newest commit's manifest.
  var manifestName: String { FileName.manifest(manifest.generation).text }
}
