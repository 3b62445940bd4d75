/// In how many documents pairs with the same hash are, at least one of them each.
struct PairCounts: Sendable {
  /// The count in the low half, one more than the last document in the high half: one place in
  /// memory for both.
  private let buckets: FixedBuffer<UInt64>
  private let shift: UInt64
  /// Whether there are enough documents for each hash; known for the sum of all counts.
  private let isFrequent: FixedBuffer<Bool>
  /// For each term, in how many documents it has how many followers, all together.
  private(set) var followers: [Int]

  /// Counts the pairs of some documents; `bucketCount` is a power of two.
  static func of(
    _ texts: FrequentTexts, _ documents: FrequentTexts.Part, bucketCount: Int
  ) -> Result<PairCounts, ConcordError> {
    let counts = PairCounts(bucketCount: bucketCount, termCount: texts.terms.count)
    let followers = FixedBuffer<Int>(count: texts.terms.count, repeating: 0)
    do throws(ConcordError) {
      try texts.forEachPair(in: documents) { document, first, second in
        let bucket = counts.bucket(first, second)
        let known = counts.buckets[bucket]
        guard known >> 32 != UInt64(document) + 1 else { return }
        counts.buckets[bucket] = (UInt64(document) + 1) << 32 | (known & 0xFFFF_FFFF) + 1
        followers[Int(first)] += 1
      }
    } catch {
      return .failure(error)
    }
    var result = counts
    for i in texts.terms.indices { result.followers[i] = followers[i] }
    return .success(result)
  }

  private init(bucketCount: Int, termCount: Int) {
    buckets = FixedBuffer(count: bucketCount, repeating: 0)
    isFrequent = FixedBuffer(count: bucketCount, repeating: false)
    shift = UInt64(64 - bucketCount.trailingZeroBitCount)
    followers = [Int](repeating: 0, count: termCount)
  }

  /// The counts of these documents and of others, all there are.
  func adding(_ others: PairCounts, threshold: UInt32) -> PairCounts {
    var sum = self
    for i in 0..<buckets.count {
      let count = buckets[i] & 0xFFFF_FFFF + others.buckets[i] & 0xFFFF_FFFF
      sum.isFrequent[i] = count >= UInt64(threshold)
    }
    for i in followers.indices { sum.followers[i] += others.followers[i] }
    return sum
  }

  /// Whether the pair may be in enough documents: surely not, if the answer is no.
  func mayBeFrequent(_ first: UInt32, _ second: UInt32) -> Bool {
    isFrequent[bucket(first, second)]
  }

  private func bucket(_ first: UInt32, _ second: UInt32) -> Int {
    // Fibonacci hashing: the high bits of the product with 2^64 over the golden ratio (Knuth, "The
    // Art of Computer Programming", volume 3, section 6.4).
    let pair = UInt64(first) << 32 | UInt64(second)
    return Int((pair &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }
}
