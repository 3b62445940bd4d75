// One writer and eight readers on one index, for CONCORD_SECONDS.
//
// The readers search without a pause; first alone, and then beside a writer that adds, replaces and
// deletes without a pause too, while segments are merged behind it. Every commit keeps the number
// of documents a multiple of ten and the word "all" in each of them, which every reader checks on
// every snapshot. At the end the index must be sound and hold what the model says. The percentiles
// of what a search takes, with and without the writer, are printed. CONCORD_SEED repeats the words,
// and what each thread does; not which thread is faster.

import Concord
import Foundation
import Synchronization

@main
struct ConcordLoad {
  static let readerCount = 8

  static func main() throws {
    let environment = ProcessInfo.processInfo.environment
    let seconds = environment["CONCORD_SECONDS"].flatMap(Double.init) ?? 60
    let documentCount = environment["CONCORD_DOCUMENTS"].flatMap(Int.init) ?? 20_000
    let path = NSTemporaryDirectory() + "concord-load-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    var options = SearchIndex.Options()
    options.memoryBudget = 4 << 20
    let index = try SearchIndex(path: path, schema: Schema(.text("body")), options: options)
    let random = SeededGenerator()
    print(random.replay)
    var model = Model(index, random)
    try model.fill(documentCount)
    try index.finishMerges()

    let alone = read(index, random, seconds: seconds / 2) { usleep(10_000) }
    print("alone: \(alone)")
    let beside = try read(index, random, seconds: seconds / 2) { try model.change() }
    print("beside a writer: \(beside)")
    print("commits: \(model.commitCount), segments at most: \(model.mostSegments)")
    let ratio = Double(beside.percentile(99)) / Double(max(1, alone.percentile(99)))
    print("p99 beside a writer / alone: \((ratio * 100).rounded() / 100)")

    try index.finishMerges()
    let problems = try index.check()
    guard problems.isEmpty else { fatalError("the index is damaged: \(problems)") }
    guard try model.isEqual() else { fatalError("the index holds other documents than the model") }
  }

  /// Lets the readers search for so long, and meanwhile repeats `work` in this thread.
  static func read(
    _ index: SearchIndex, _ random: SeededGenerator, seconds: Double, work: () throws -> Void
  ) rethrows -> Times {
    let isDone = Flag()
    let all = Collected()
    let group = DispatchGroup()
    for reader in 0..<readerCount {
      group.enter()
      let thread = Thread {
        // No two readers ask the same, and none what the writer writes.
        let random = SeededGenerator(seed: random.seed &+ UInt64(1 + reader))
        all.add(search(index, random, reader: reader, until: isDone))
        group.leave()
      }
      thread.start()
    }
    let end = Date(timeIntervalSinceNow: seconds)
    defer {
      isDone.value.store(true, ordering: .relaxed)
      group.wait()
    }
    while Date() < end { try work() }
    isDone.value.store(true, ordering: .relaxed)
    group.wait()
    return all.times
  }

  /// Searches until it is told to stop, and gives the nanoseconds of each search.
  static func search(
    _ index: SearchIndex, _ random: SeededGenerator, reader: Int, until isDone: Flag
  ) -> [UInt64] {
    var random = random
    var times: [UInt64] = []
    while !isDone.value.load(ordering: .relaxed) {
      let text = Words.query(&random)
      do {
        let query = try Query(text)
        let snapshot = index.snapshot()
        let start = DispatchTime.now().uptimeNanoseconds
        let hits = try snapshot.search(query, limit: 10)
        times.append(DispatchTime.now().uptimeNanoseconds - start)
        for hit in hits.prefix(1) { _ = try hit.key }
        guard try snapshot.count(Query("all")) == snapshot.documentCount,
          snapshot.documentCount.isMultiple(of: 10)
        else { fatalError("reader \(reader) has seen half of a commit") }
      } catch {
        fatalError("reader \(reader), \(text): \(error)")
      }
    }
    return times
  }
}

/// What searches took.
struct Times: CustomStringConvertible {
  private var sorted: [UInt64]

  init(_ times: [UInt64]) { sorted = times.sorted() }

  /// Nanoseconds that so many in a hundred searches have not exceeded.
  func percentile(_ percent: Int) -> UInt64 {
    sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * percent / 100)]
  }

  var description: String {
    let percentiles = [50, 90, 99].map { "p\($0) \(percentile($0) / 1_000) µs" }
    return "\(sorted.count) searches, \(percentiles.joined(separator: ", "))"
  }
}

final class Flag: Sendable {
  let value = Atomic(false)
}

/// The times of all readers.
final class Collected: Sendable {
  private let all = Mutex<[UInt64]>([])

  func add(_ times: [UInt64]) { all.withLock { $0 += times } }

  var times: Times { Times(all.withLock { $0 }) }
}

/// Words by Zipf's law.
enum Words {
  static func word(_ random: inout some RandomNumberGenerator) -> String {
    let power = Int.random(in: 0..<14, using: &random)
    return "w\(Int.random(in: (1 << power)..<(2 << power), using: &random))"
  }

  static func text(_ count: Int, _ random: inout some RandomNumberGenerator) -> String {
    (0..<count).map { _ in word(&random) }.joined(separator: " ")
  }

  static func query(_ random: inout some RandomNumberGenerator) -> String {
    let (a, b) = (word(&random), word(&random))
    return [
      a, "\(a) \(b)", "\(a) AND \(b)", "\"\(a) \(b)\"", "\(a) NEAR/5 \(b)", "\(a) NOT \(b)",
    ][Int.random(in: 0..<6, using: &random)]
  }
}

/// The index as its writer knows it.
struct Model {
  private let index: SearchIndex
  private var random: SeededGenerator
  private var living: [Int] = []
  private var nextNumber = 0
  private(set) var commitCount = 0
  private(set) var mostSegments = 0

  init(_ index: SearchIndex, _ random: SeededGenerator) {
    self.index = index
    self.random = random
  }

  private mutating func document(_ i: Int) -> Document {
    Document(key: "k\(i)", fields: ["body": "all " + Words.text(60, &random)])
  }

  mutating func fill(_ count: Int) throws {
    let first = nextNumber
    nextNumber += count / 10 * 10
    try index.write { writer in
      for i in first..<nextNumber { try writer.add(document(i)) }
    }
    living += first..<nextNumber
  }

  /// One commit: a hundred new documents, fifty replaced, and as many deleted as came.
  mutating func change() throws {
    let added = nextNumber..<(nextNumber + 100)
    nextNumber += 100
    let deleted = (0..<100).map { _ in
      let i = Int.random(in: living.indices, using: &random)
      living.swapAt(i, living.count - 1)
      return living.removeLast()
    }
    let replaced = (0..<50).map { _ in living[Int.random(in: living.indices, using: &random)] }
    try index.write { writer in
      for i in added { try writer.add(document(i)) }
      for i in replaced { try writer.add(document(i)) }
      for i in deleted { try writer.delete(key: "k\(i)") }
    }
    living += added
    commitCount += 1
    if commitCount.isMultiple(of: 10) {
      mostSegments = max(mostSegments, try index.statistics().segmentCount)
    }
  }

  /// Whether the index holds what it must.
  func isEqual() throws -> Bool {
    let found = try index.search(Query("all"), limit: .max).map { try $0.key }
    return Set(found) == Set(living.map { "k\($0)" }) && found.count == living.count
  }
}
