/// Which segments to merge: a pure function of their sizes.
@nonexhaustive public enum MergePolicy: Sendable, Hashable {
  /// Never merges on its own.
  case never
  /// Merges neighbours of similar size once there are ten of them, so that the number of segments
  /// grows with the logarithm of the index and each document is rewritten as often.
  case tiered

  /// Segments that are merged at once.
  static let mergeCount = 10
  /// Segments below this are all alike: it is not worth telling them apart.
  private static let smallestByteCount = 2 << 20

  /// A run of neighbours to merge now, if there is one.
  ///
  /// Only neighbours are merged, so that the order of documents, which breaks ties between equal
  /// scores, stays.
  func merge(byteCounts: [Int]) -> Range<Int>? {
    guard self == .tiered else { return nil }
    let levels = byteCounts.map(Self.level)
    var start = 0
    while start < levels.count {
      // A run may hold smaller segments than its first, never larger ones.
      var end = start + 1
      while end < levels.count, levels[end] <= levels[start] { end += 1 }
      let sameLevel = levels[start..<end].count { $0 == levels[start] }
      if sameLevel >= Self.mergeCount { return start..<end }
      start += 1
    }
    return nil
  }

  /// The order of magnitude of a size, in base ``mergeCount``.
  private static func level(_ byteCount: Int) -> Int {
    var level = 0
    var limit = smallestByteCount
    while byteCount >= limit, level < 12 {
      level += 1
      limit *= mergeCount
    }
    return level
  }
}
