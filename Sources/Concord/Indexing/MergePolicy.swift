/// Which segments to merge: a pure function of their sizes.
@nonexhaustive public enum MergePolicy: Sendable, Hashable {
  /// Never merges on its own.
  case never
  /// Merges neighbours of similar size once there are ten of them, so that the number of segments
  /// grows with the logarithm of the index, and each document is rewritten about as often; and
  /// rewrites a segment once a quarter of its documents is deleted.
  case tiered

  /// What the policy looks at in a segment.
  struct SegmentSize: Sendable, Hashable {
    var byteCount: Int
    var documentCount: Int
    var deletedCount: Int

    var liveCount: Int { documentCount - deletedCount }

    /// Bytes that a merge would write, more or less.
    var liveByteCount: Int {
      if deletedCount == 0 { return byteCount }
      return Int(Double(byteCount) * Double(liveCount) / Double(documentCount))
    }
  }

  /// Segments of the same order of magnitude that are merged, and the ratio between the orders.
  static let mergeCount = 10
  /// Segments that are merged at once, at most: smaller ones that lie between those of the same
  /// order are taken along.
  static let mergeLimit = 2 * mergeCount
  /// Segments below this are of the same order: a page, which is what the smallest file takes.
  private static let smallestByteCount = 4 << 10
  /// A segment is rewritten once this part of its documents is deleted.
  ///
  /// So a rewrite costs three documents for each deleted one.
  private static let deadShare = 0.25

  /// A run of neighbours to merge now, or one segment to rewrite, if there is any.
  ///
  /// Only neighbours are merged, so that the order of documents, which breaks ties between equal
  /// scores, stays. `documentLimit` is how many documents a segment can hold.
  func merge(
    _ segments: [SegmentSize], documentLimit: Int = SegmentFormat.documentLimit
  ) -> Range<Int>? {
    guard self == .tiered else { return nil }
    if let i = segments.firstIndex(where: Self.isMostlyDead) { return i..<(i + 1) }
    var start = 0
    // Parted where two neighbours together would be too large, so that no merge ever is.
    while start < segments.count {
      let end = Self.fitting(segments, from: start, documentLimit)
      if let range = Self.merge(segments, within: start..<end) { return range }
      start = end
    }
    return nil
  }

  /// Runs of neighbours to merge so that `count` segments are left, or as few as can be.
  static func ranges(
    _ segments: [SegmentSize], downTo count: Int,
    documentLimit: Int = SegmentFormat.documentLimit
  ) -> [Range<Int>] {
    guard segments.count > count else { return [] }
    var ranges: [Range<Int>] = []
    // The oldest are the largest, as a rule, and stay as they are.
    var start = count - 1
    while start < segments.count {
      let end = fitting(segments, from: start, documentLimit)
      if end - start > 1 { ranges.append(start..<end) }
      start = end
    }
    return ranges
  }

  private static func isMostlyDead(_ segment: SegmentSize) -> Bool {
    Double(segment.deletedCount) > Double(segment.documentCount) * deadShare
  }

  /// Where a run of segments that could be one ends.
  private static func fitting(
    _ segments: [SegmentSize], from start: Int, _ documentLimit: Int
  ) -> Int {
    var end = start
    var count = 0
    while end < segments.count {
      count += segments[end].liveCount
      if count > documentLimit { break }
      end += 1
    }
    return max(end, start + 1)
  }

  private static func merge(_ segments: [SegmentSize], within bounds: Range<Int>) -> Range<Int>? {
    let byteCounts = segments.map { max($0.liveByteCount, 1) }
    guard let run = run(byteCounts, bounds) ?? crowd(byteCounts, bounds) else { return nil }
    return run.count > mergeLimit ? cheapest(byteCounts, run) : run
  }

  /// The first run of ten segments of the same order, with smaller ones among them.
  private static func run(_ byteCounts: [Int], _ bounds: Range<Int>) -> Range<Int>? {
    let orders = byteCounts.map(order)
    for start in bounds {
      var end = start + 1
      var count = 1
      while end < bounds.upperBound, orders[end] <= orders[start] {
        count += orders[end] == orders[start] ? 1 : 0
        end += 1
        if count == mergeCount { return start..<end }
      }
    }
    return nil
  }

  /// All of them, if they are more than runs would leave: sizes that fall and rise again keep
  /// apart what is alike.
  private static func crowd(_ byteCounts: [Int], _ bounds: Range<Int>) -> Range<Int>? {
    let total = byteCounts[bounds].reduce(0) { sum, count in
      let (next, isTooLarge) = sum.addingReportingOverflow(count)
      return isTooLarge ? .max : next
    }
    return bounds.count > segmentCount(ofByteCount: total) ? bounds : nil
  }

  /// How many segments an index of so many bytes has at most, once it is merged.
  static func segmentCount(ofByteCount byteCount: Int) -> Int {
    (mergeCount - 1) * (order(byteCount) + 2)
  }

  /// The ten neighbours that cost the least.
  private static func cheapest(_ byteCounts: [Int], _ run: Range<Int>) -> Range<Int> {
    let starts = run.lowerBound...(run.upperBound - mergeCount)
    let costs = starts.map { start in
      byteCounts[start..<(start + mergeCount)].reduce(0.0) { $0 + Double($1) }
    }
    let best = costs.indices.min { costs[$0] < costs[$1] } ?? 0
    return (run.lowerBound + best)..<(run.lowerBound + best + mergeCount)
  }

  /// The order of magnitude of a size, in base ``mergeCount``.
  private static func order(_ byteCount: Int) -> Int {
    var order = 0
    var rest = byteCount / smallestByteCount
    while rest > 0 {
      order += 1
      rest /= mergeCount
    }
    return order
  }
}
