// What a crash can do to commits. A writer makes an index, commits, deletes, merges and opens it
// again, over a storage that fails or loses power at the n-th call, for every n. A model says what
// was committed; whatever a power cut leaves, the index is that commit or the one in flight, and
// each segment it lists is there, whole. The mutations then leave out one step of the protocol at
// a time, and the same run must find each of them.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

/// What must be on the disk, as far as the writer was told.
struct CommitModel {
  /// The last commit that returned; nil before the index is made.
  var committed: [SegmentEntry]?
  /// The commit that was begun and has not returned.
  var inFlight: [SegmentEntry]?

  mutating func settle(_ segments: [SegmentEntry]) {
    committed = segments
    inFlight = nil
  }
}

/// One run of a writer over a faulty storage.
struct CrashRun {
  let storage: FaultyStorage
  var model = CommitModel()
  /// What went wrong, in sentences.
  var findings: [String] = []
  /// How many (fault, state after it) pairs were looked at.
  var stateCount = 0
  private let seed: UInt64

  static let schema = Array("the schema".utf8)

  init(_ storage: FaultyStorage, seed: UInt64) {
    self.storage = storage
    self.seed = seed
  }

  /// Does everything a writer does, to the end or to the power cut; after any other error it
  /// opens the index again and goes on, as a user would.
  mutating func run() {
    let steps: [Step] = [.addSegment, .addSegment, .deleteFromFirst, .merge, .addSegment]
    var next = 0
    // A fault happens once, so that two openings more than planned are enough for any of them.
    for _ in 0..<6 where next < steps.count {
      do throws(ConcordError) {
        if model.committed == nil { model.inFlight = [] }
        var committer = try Committer(storage, creatingWith: Self.schema)
        checkOpened(committer.manifest)
        model.settle(committer.manifest.segments)
        checkAllStates()
        // The writer is closed and opened again in the middle.
        let end = next < 3 ? 3 : steps.count
        while next < end {
          try Self.take(steps[next], &committer, &model)
          next += 1
          checkAllStates()
        }
      } catch {
        checkAllStates()
      }
    }
    if next < steps.count && !storage.isDead { findings.append("the writer never finished") }
  }

  /// Cuts the power now, in every way, and looks at what is left.
  mutating func checkAllStates() {
    let cuts: [PowerCut] =
      [.nothingUnsynced, .everything, .tornLastWrite] + (0..<3).map { .random(seed &+ $0) }
    for cut in cuts {
      stateCount += 1
      check(storage.afterPowerCut(keeping: cut), "\(cut)")
    }
  }

  /// Checks that a disk holds what the model says, whole; for readers, then for the next writer.
  mutating func check(_ disk: FaultyStorage, _ state: String) {
    for reader in ["reader", "writer"] {
      do throws(ConcordError) {
        if reader == "writer" { _ = try Committer(disk, creatingWith: Self.schema) }
        let found = try Self.readWhole(disk)
        if found != model.committed && found != model.inFlight {
          findings.append("\(state), \(reader): another commit was found")
        }
      } catch {
        let isNothingYet = model.committed == nil && error == .notAnIndex(path: disk.path)
        if !isNothingYet { findings.append("\(state), \(reader): \(error)") }
      }
    }
  }

  private mutating func checkOpened(_ manifest: Manifest) {
    if manifest.segments != model.committed && manifest.segments != model.inFlight {
      findings.append("a writer opened another commit")
    }
  }

  /// The segments of the newest commit, after every byte of them was read and compared.
  static func readWhole(_ storage: any Storage) throws(ConcordError) -> [SegmentEntry] {
    try Commit.readNewest(storage) { manifest throws(ConcordError) in
      for segment in manifest.segments {
        for name in segment.fileNames {
          let file = try storage.open(name.text)
          guard try file.bytes() == contents(of: name) else {
            throw .corrupt(file: name.text, offset: 0, reason: "it has other bytes")
          }
        }
      }
      return manifest.segments
    }
  }

  /// The bytes of each file follow from its name.
  static func contents(of name: FileName) -> [UInt8] {
    Array(String(repeating: name.text + " ", count: 12).utf8)
  }

  static func writeFile(_ name: FileName, _ storage: any Storage) throws(ConcordError) {
    var file = try OutputFile(storage, name: name.text)
    try file.append(contents(of: name))
    try file.finish()
  }

  enum Step {
    case addSegment, deleteFromFirst, merge
  }

  static func take(
    _ step: Step, _ committer: inout Committer, _ model: inout CommitModel
  ) throws(ConcordError) {
    switch step {
    case .addSegment: try addSegment(&committer, &model)
    case .deleteFromFirst: try deleteFromFirst(&committer, &model)
    case .merge: try merge(&committer, &model)
    }
  }

  private static func addSegment(
    _ committer: inout Committer, _ model: inout CommitModel
  ) throws(ConcordError) {
    let entry = try newSegment(&committer)
    try commit(committer.manifest.segments + [entry], committer.newGeneration(), &committer, &model)
  }

  private static func deleteFromFirst(
    _ committer: inout Committer, _ model: inout CommitModel
  ) throws(ConcordError) {
    var segments = committer.manifest.segments
    guard !segments.isEmpty else { return }
    segments[0].liveDocsGeneration = committer.newGeneration()
    segments[0].deletedCount += 1
    do throws(ConcordError) {
      try writeFile(segments[0].fileNames[1], committer.storage)
    } catch {
      throw committer.fail(error)
    }
    try commit(segments, segments[0].liveDocsGeneration, &committer, &model)
  }

  private static func merge(
    _ committer: inout Committer, _ model: inout CommitModel
  ) throws(ConcordError) {
    let entry = try newSegment(&committer)
    try commit([entry], committer.newGeneration(), &committer, &model)
  }

  private static func newSegment(
    _ committer: inout Committer
  ) throws(ConcordError) -> SegmentEntry {
    let number = committer.newFileNumber()
    let bytes = contents(of: .segment(number))
    do throws(ConcordError) {
      try writeFile(.segment(number), committer.storage)
    } catch {
      throw committer.fail(error)
    }
    return SegmentEntry(
      fileNumber: number, documentCount: 5, byteCount: bytes.count, liveDocsGeneration: 0,
      deletedCount: 0, checksum: Checksum.of(bytes))
  }

  private static func commit(
    _ segments: [SegmentEntry], _ generation: UInt64, _ committer: inout Committer,
    _ model: inout CommitModel
  ) throws(ConcordError) {
    model.inFlight = segments
    try committer.commit(segments, schema: CommitTests.schema, generation: generation)
    model.settle(segments)
  }
}

@Suite("A crash at any call")
struct CrashTests {
  typealias Ignoring = @Sendable (StorageCall) -> Bool

  /// Runs the writer once for every call that can be hit.
  static func findings(
    _ fault: StorageFault, seed: UInt64, ignoring ignored: @escaping Ignoring = { _ in false },
    until isEnough: ([String]) -> Bool = { _ in false }
  ) -> (findings: [String], stateCount: Int, callCount: Int) {
    var findings: [String] = []
    var stateCount = 0
    var n = 0
    while true {
      n += 1
      let storage = FaultyStorage(failingAt: n, with: fault, ignoring: ignored)
      var run = CrashRun(storage, seed: seed &+ UInt64(n) &* 1_000)
      run.run()
      findings += run.findings.map { "\(fault) at call \(n); \($0)" }
      stateCount += run.stateCount
      if storage.callCount < n || isEnough(findings) { return (findings, stateCount, n) }
    }
  }

  @Test(
    "leaves the last commit or the one in flight, whole",
    arguments: [StorageFault.powerCut, .error(EIO), .error(ENOSPC)])
  func everyCall(fault: StorageFault) {
    let random = SeededGenerator()
    let result = Self.findings(fault, seed: random.seed)
    #expect(result.findings == [], "\(random.replay)")
    // That every call was hit, and that all of it was more than nothing.
    #expect(result.callCount > 60)
    #expect(result.stateCount >= 2_000)
  }

  @Test("leaves an index that a second crash, while the next writer opens it, does not harm")
  func crashDuringRecovery() {
    let random = SeededGenerator()
    var isInsideRun = true
    var n = 0
    while isInsideRun {
      n += 1
      let storage = FaultyStorage(failingAt: n)
      var first = CrashRun(storage, seed: random.seed)
      first.run()
      isInsideRun = storage.callCount >= n
      for (i, cut) in [PowerCut.nothingUnsynced, .everything, .random(random.seed)].enumerated() {
        // Another call of the recovery each time; all of them are hit in the course of the runs.
        let disk = storage.afterPowerCut(keeping: cut, failingAt: 1 + (n + 5 * i) % 17)
        _ = try? Committer(disk, creatingWith: CrashRun.schema)
        var second = CrashRun(disk, seed: random.seed &+ UInt64(n))
        second.model = first.model
        second.checkAllStates()
        #expect(second.findings == [], "call \(n), \(cut), \(random.replay)")
      }
    }
  }

  /// The protocol with one step left out.
  static let mutations: [(name: String, ignored: Ignoring)] = [
    ("the sync of a segment", { $0.operation == .sync && $0.name.hasSuffix(".segment") }),
    ("the sync of live docs", { $0.operation == .sync && $0.name.hasSuffix(".live") }),
    ("the sync of a manifest", { $0.operation == .sync && $0.name.hasPrefix("manifest-") }),
    ("the rename", { $0.operation == .rename }),
    (
      "the sync of the directory before the manifest",
      { $0.operation == .syncDirectory && $0.previous == .sync }
    ),
    (
      "the sync of the directory after the rename",
      { $0.operation == .syncDirectory && $0.previous == .rename }
    ),
    (
      "the sync of the directory before the sweep",
      { $0.operation == .syncDirectory && $0.previous == .open }
    ),
  ]

  @Test("is found to do harm without any one step", arguments: mutations.indices)
  func mutation(i: Int) {
    let (name, ignored) = Self.mutations[i]
    let seed: UInt64 = 1
    // That power cuts alone would do, but for the step that only matters after other failures.
    let isHarmful = [StorageFault.error(EIO), .powerCut].contains { fault in
      !Self.findings(fault, seed: seed, ignoring: ignored, until: { !$0.isEmpty }).findings.isEmpty
    }
    #expect(isHarmful, "Nothing happened without \(name).")
  }
}
