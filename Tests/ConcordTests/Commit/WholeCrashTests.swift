// What a crash can do to a whole index: documents are added, replaced, deleted by key and by query,
// and merged, over a storage that fails or loses power at the n-th call, for every n. A model says
// which documents each commit has; whatever is left is the last commit or the one in flight,
// `check` finds nothing wrong, and the next writer goes on and leaves no file behind. Then one sync
// or rename after the other is left out, and the same run must find that.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("A crash of a whole index")
struct WholeCrashTests {
  typealias Contents = [String: String]

  private static let schema = Schema(.text("body", .simple), .keyword("kind"))

  /// A change, and what the index holds after it.
  private struct Step: Sendable {
    var contents: Contents
    var run: @Sendable (SearchIndex) throws -> Void
  }

  private static func add(_ writer: inout IndexWriter, _ key: String, _ text: String) throws {
    try writer.add(Document(key: key, fields: ["body": text, "kind": "a"]))
  }

  private static let steps: [Step] = [
    Step(contents: ["a": "one", "b": "one", "c": "two"]) { index in
      try index.write { writer in
        for (key, text) in [("a", "one"), ("b", "one"), ("c", "two")] {
          try add(&writer, key, text)
        }
      }
    },
    Step(contents: ["b": "new one", "c": "two", "d": "three"]) { index in
      try index.write { writer in
        try writer.delete(key: "a")
        try add(&writer, "b", "new one")
        try add(&writer, "d", "three")
      }
    },
    Step(contents: ["b": "new one", "c": "two", "d": "three"]) { try $0.merge() },
    Step(contents: ["c": "two", "d": "three", "e": "four"]) { index in
      try index.write { writer in
        try add(&writer, "e", "four")
        try writer.delete(matching: .term("one"))
      }
    },
    Step(contents: ["c": "two", "d": "three", "e": "four"]) { try $0.merge() },
  ]

  private static let options: SearchIndex.Options = {
    var options = SearchIndex.Options()
    options.mergePolicy = .never
    return options
  }()

  /// Takes the steps until one fails; gives how many have returned, -1 before the index was made.
  private static func run(_ storage: FaultyStorage) -> Int {
    var count = -1
    do {
      let index = try SearchIndex(storage, schema: schema, options: options)
      count = 0
      for step in steps {
        try step.run(index)
        count += 1
      }
    } catch {
      // That is the fault.
    }
    return count
  }

  /// What is wrong with what is left, in sentences.
  private static func findings(_ disk: FaultyStorage, after count: Int) -> [String] {
    var findings: [String] = []
    func possible(_ count: Int) -> Contents? {
      count < 0 ? nil : count == 0 ? [:] : steps[min(count, steps.count) - 1].contents
    }
    do {
      let problems = try IndexCheck.run(disk, quick: false)
      if !problems.isEmpty { findings.append("check: \(problems)") }
      let index = try SearchIndex(disk, schema: nil, options: options)
      let found = try contents(index)
      if ![possible(count), possible(count + 1)].contains(found) {
        findings.append("\(found) after \(count) commits")
      }
      try index.write { try add(&$0, "z", "last") }
      let withLast = found.merging(["z": "last"]) { $1 }
      if try contents(index) != withLast {
        findings.append("the next writer has lost something")
      }
      let needed = try Commit.readNewest(disk).fileNames.count
      if try disk.list().count != needed + 1 {
        findings.append("files are left: \(try disk.list())")
      }
    } catch ConcordError.notAnIndex where count < 0 {
      // There was none yet.
    } catch {
      findings.append("\(error)")
    }
    return findings
  }

  private static func contents(_ index: SearchIndex) throws -> Contents {
    var contents: Contents = [:]
    for hit in try index.search(.everything, limit: .max) {
      let document = try hit.document()
      contents[document.key] = document.fields["body"]
    }
    return contents
  }

  /// Runs the steps once for every call that can be hit.
  private static func findings(
    _ fault: StorageFault, _ cuts: [PowerCut],
    ignoring ignored: @escaping CrashTests.Ignoring = { _ in false },
    until isEnough: ([String]) -> Bool = { _ in false }
  ) -> (findings: [String], stateCount: Int) {
    var found: [String] = []
    var stateCount = 0
    var n = 0
    while true {
      n += 1
      let storage = FaultyStorage(failingAt: n, with: fault, ignoring: ignored)
      let count = run(storage)
      for cut in cuts.map({ $0.shifted(by: n) }) {
        stateCount += 1
        found += findings(storage.afterPowerCut(keeping: cut), after: count)
          .map { "\(fault) at call \(n), \(cut): \($0)" }
      }
      if storage.callCount < n, count < steps.count { found.append("the steps never end well") }
      if storage.callCount < n || isEnough(found) { return (found, stateCount) }
    }
  }

  @Test(
    "leaves the last commit or the one in flight, sound and ready to go on",
    arguments: [StorageFault.powerCut, .error(EIO), .error(ENOSPC)])
  func everyCall(fault: StorageFault) {
    let seed = SeededGenerator().seed
    let isCut = fault == .powerCut
    let cuts: [PowerCut] =
      isCut
      ? [.nothingUnsynced, .everything, .tornLastWrite, .random(seed)]
      : [.nothingUnsynced, .everything]
    let result = Self.findings(fault, cuts)
    #expect(result.findings == [], "CONCORD_SEED=\(seed)")
    #expect(result.stateCount > 200)
  }

  @Test(
    "is found to do harm without any one sync or rename",
    // All but the sync before the sweep, which matters after a failed one alone; CrashTests has it.
    arguments: CrashTests.mutations.indices.dropLast())
  func mutation(i: Int) {
    let (name, ignored) = CrashTests.mutations[i]
    let cuts: [PowerCut] = [.nothingUnsynced, .random(1), .random(1_000), .random(2_000)]
    let found = Self.findings(.powerCut, cuts, ignoring: ignored) { !$0.isEmpty }.findings
    #expect(!found.isEmpty, "Nothing happened without \(name).")
  }
}

extension PowerCut {
  /// Another random choice for each call.
  fileprivate func shifted(by n: Int) -> PowerCut {
    if case .random(let seed) = self { .random(seed &+ UInt64(n)) } else { self }
  }
}
