// The merge policy in simulated histories of commits: what it costs in rewritten bytes, how many
// segments it leaves, and that it never makes one that is too large.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("MergePolicy")
struct MergePolicyTests {
  typealias Size = MergePolicy.SegmentSize

  static func size(_ byteCount: Int, documents: Int = 1, deleted: Int = 0) -> Size {
    Size(byteCount: byteCount, documentCount: documents, deletedCount: deleted)
  }

  /// What came of a history.
  struct History {
    var segments: [Size] = []
    var addedByteCount = 0
    var rewrittenByteCount = 0
    var mergeCount = 0
    var mostSegments = 0
    var mostAtOnce = 0

    /// Bytes that merges have written, for each byte that was added.
    var amplification: Double { Double(rewrittenByteCount) / Double(addedByteCount) }

    mutating func commit(_ size: Size) {
      segments.append(size)
      addedByteCount += size.byteCount
      merge()
      mostSegments = max(mostSegments, segments.count)
    }

    mutating func merge() {
      while let range = MergePolicy.tiered.merge(segments) {
        let sources = segments[range]
        let merged = Size(
          byteCount: sources.reduce(0) { $0 + $1.liveByteCount },
          documentCount: sources.reduce(0) { $0 + $1.liveCount }, deletedCount: 0)
        rewrittenByteCount += merged.byteCount
        mergeCount += 1
        mostAtOnce = max(mostAtOnce, range.count)
        segments.replaceSubrange(range, with: merged.documentCount > 0 ? [merged] : [])
      }
    }
  }

  /// How large the commits of a history are.
  enum Shape: String, CaseIterable {
    case tiny, tinyRandom, medium, large, anySize, falling, rising, alternating, hierarchical

    func byteCount(_ i: Int, _ random: inout SeededGenerator) -> Int {
      switch self {
      case .tiny: 1_000
      case .tinyRandom: .random(in: 500...1_500, using: &random)
      case .medium: .random(in: 500_000...1_500_000, using: &random)
      case .large: .random(in: (15 << 20)...(45 << 20), using: &random)
      case .anySize: 1 << Int.random(in: 9...26, using: &random)
      case .falling: 1_000_000_000 / (i + 1)
      case .rising: 1_000 * (i + 1)
      case .alternating: i.isMultiple(of: 2) ? 10_000_000 : 1_000
      case .hierarchical:
        // The larger ones keep the smaller ones apart.
        [1_000, 100, 10].first { i.isMultiple(of: $0) }.map { 1_000 * $0 * $0 } ?? 1_000
      }
    }
  }

  @Test(
    "rewritten bytes and segments grow with the logarithm of the index", arguments: Shape.allCases)
  func histories(_ shape: Shape) {
    var random = SeededGenerator()
    var history = History()
    for i in 0..<3_000 { history.commit(Self.size(shape.byteCount(i, &random))) }
    // Orders of magnitude above a page.
    let orders = Double(String(history.addedByteCount / 4_096 + 1).utf8.count)
    #expect(history.amplification <= orders + 1, "\(random.replay)")
    #expect(history.mostSegments <= 9 * (Int(orders) + 2), "\(random.replay)")
    #expect(history.mostAtOnce <= MergePolicy.mergeLimit)
    #expect(history.segments.reduce(0) { $0 + $1.byteCount } == history.addedByteCount)
  }

  @Test("3,000 commits of a kilobyte are rewritten three times each, not a hundred times")
  func tinyCommits() {
    var history = History()
    for _ in 0..<3_000 { history.commit(Self.size(1_000)) }
    #expect(history.amplification <= 4)
    #expect(history.segments.count <= 30)
  }

  @Test("a segment is rewritten when more than a quarter of it is deleted")
  func deleted() {
    let policy = MergePolicy.tiered
    let sound = Self.size(1 << 30, documents: 1_000, deleted: 250)
    #expect(policy.merge([sound, sound]) == nil)
    let rotten = Self.size(1 << 30, documents: 1_000, deleted: 251)
    #expect(policy.merge([sound, rotten]) == 1..<2)
    #expect(MergePolicy.never.merge([sound, rotten]) == nil)
    // Each deleted document costs three at most, however many are deleted.
    var history = History()
    history.commit(Self.size(1_000_000, documents: 100_000))
    var deletedCount = 0
    while let first = history.segments.first, first.liveCount > 0 {
      history.segments[0].deletedCount += 1
      deletedCount += 1
      history.merge()
    }
    #expect(deletedCount == 100_000)
    #expect(history.rewrittenByteCount <= 3 * 1_000_000)
  }

  @Test("no merge makes a segment of more documents than a segment can hold")
  func documentLimit() {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(200) {
      var segments: [Size] = []
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        let count = Int.random(in: 1...1_000, using: &random)
        segments.append(
          Self.size(count * 100, documents: count, deleted: .random(in: 0...count, using: &random)))
      }
      for limit in [1_000, 1_001, 3_000] {
        var left = segments
        while let range = MergePolicy.tiered.merge(left, documentLimit: limit) {
          let count = left[range].reduce(0) { $0 + $1.liveCount }
          #expect(count <= limit, "\(random.replay)")
          let isUseful = range.count > 1 || left[range.lowerBound].deletedCount > 0
          guard isUseful else {
            Issue.record("\(range) is merged for nothing, \(random.replay)")
            return
          }
          left.replaceSubrange(range, with: [Self.size(count * 100, documents: count)])
        }
        let ranges = MergePolicy.ranges(segments, downTo: 1, documentLimit: limit)
        for range in ranges {
          #expect(segments[range].reduce(0) { $0 + $1.liveCount } <= limit, "\(random.replay)")
        }
        for (left, right) in zip(ranges, ranges.dropFirst()) {
          #expect(left.upperBound <= right.lowerBound, "\(random.replay)")
        }
      }
    }
    let full = Self.size(1 << 40, documents: SegmentFormat.documentLimit)
    let one = Self.size(1 << 10)
    #expect(MergePolicy.ranges([full, one], downTo: 1) == [])
    #expect(MergePolicy.ranges([full, one, one], downTo: 1) == [1..<3])
    let almost = Self.size(1 << 40, documents: SegmentFormat.documentLimit - 1)
    #expect(MergePolicy.ranges([almost, one], downTo: 1) == [0..<2])
    #expect(MergePolicy.ranges([almost, one, one], downTo: 1) == [0..<2])
  }

  @Test("no segments, or the policy that never merges, have nothing to merge")
  func nothingToMerge() {
    func merge(_ policy: MergePolicy, _ byteCounts: [Int]) -> Range<Int>? {
      policy.merge(byteCounts.map { Self.size($0) })
    }
    #expect(merge(.tiered, []) == nil)
    #expect(merge(.tiered, [Int](repeating: 1, count: 9)) == nil)
    #expect(merge(.tiered, [Int](repeating: 1, count: 10)) == 0..<10)
    #expect(merge(.never, [Int](repeating: 1, count: 1_000)) == nil)
    #expect(merge(.tiered, [Int](repeating: .max, count: 10)) == 0..<10)
  }
}
