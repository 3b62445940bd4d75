/// Finds the pairs of neighbouring terms that are in many documents of a segment, in one field, by
/// reading the positions of its frequent terms.
///
/// A pair is in no more documents than either of its terms, so only terms that are frequent
/// themselves are looked at. Of a text's pairs nearly all are rare, and far too many to count each:
/// the first pass counts them by a hash, in how many documents something with that hash is. The
/// second keeps the postings of those alone whose hash is frequent enough (Park, Chen and Yu, "An
/// Effective Hash-Based Algorithm for Mining Association Rules", SIGMOD 1995).
///
/// Cost: the positions of the frequent terms are decoded once, and in large segments twice, or more
/// often if the postings would take too much memory. Two threads take one half of the documents
/// each. Memory: what the texts may take, 160 MiB at most; 8 MiB of counts, and some three bytes a
/// posting.
struct PairFinder {
  /// Counters of the first pass at most.
  ///
  /// So many that they stay near a core, and that a frequent pair is in one of thirty, even in a
  /// large corpus, where some ten thousand pairs are frequent.
  private static let bucketLimit = 1 << 19
  /// Postings to collect in one pass at most, by the count of the first.
  ///
  /// That counts those of rare pairs too, two thirds of them; so the others take some 64 MiB.
  private static let postingLimit = 1 << 26

  private let texts: FrequentTexts
  private let halves: (FrequentTexts.Part, FrequentTexts.Part)
  private let threshold: UInt32
  private let bucketCount: Int
  private let counting = BackgroundWork<Result<PairCounts, ConcordError>>(label: "concord.pairs")
  private let collecting = BackgroundWork<Result<PairPostings, ConcordError>>(
    label: "concord.pairs")

  /// Looks through the terms of one field, whose norms are `norms`.
  init(
    _ terms: [FrequentTerm], in source: PostingSource, norms: [UInt8], threshold: Int,
    slotLimit: Int = FrequentTexts.Part.slotLimit,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    texts = FrequentTexts(terms, in: source, norms: norms, isCancelled: isCancelled)
    halves = texts.halves(slotLimit: slotLimit)
    self.threshold = UInt32(threshold)
    var occurrenceCount = 0
    for term in terms { occurrenceCount += Int(clamping: term.info.totalFrequency) }
    var bucketCount = 1 << 10
    while bucketCount < min(occurrenceCount, Self.bucketLimit) { bucketCount *= 2 }
    self.bucketCount = bucketCount
  }

  /// Gives each pair that is in enough documents to `body`, in the order of the keys: its key, and
  /// its postings.
  ///
  /// False if it was cancelled: then not all were given.
  func forEachPair(
    _ body: (_ key: [UInt8], PairPostings.List) throws(ConcordError) -> Void
  ) throws(ConcordError) -> Bool {
    let terms = texts.terms
    guard !terms.isEmpty else { return true }
    guard terms.count <= TextRun.termLimit else {
      throw .corrupt(
        file: texts.fileName, offset: 0,
        reason: "\(terms.count) terms of a field may be part of a pair, and "
          + "\(TextRun.termLimit) is the limit")
    }
    guard texts.haveRoom else {
      throw .corrupt(
        file: texts.fileName, offset: 0, reason: "a text is too long for lists of pairs")
    }
    let counts = try count()
    // What is half counted or half collected is of no use.
    if texts.isCancelled() { return false }
    var first = 0
    while first < terms.count {
      var end = first
      var postingCount = 0
      while end < terms.count,
        end == first || postingCount + counts.followers[end] <= Self.postingLimit
      {
        postingCount += counts.followers[end]
        end += 1
      }
      let postings = try collect(first..<end, counts)
      if texts.isCancelled() { return false }
      try PairPostings.forEachList(in: postings, above: threshold) {
        pair, list throws(ConcordError) in
        let (one, other) = (terms[Int(pair >> 32)], terms[Int(pair & 0xFFFF_FFFF)])
        guard let key = PairKey.bytes(one.key, other.key) else { return }
        try body(key, list)
      }
      first = end
    }
    return true
  }

  /// The first pass.
  private func count() throws(ConcordError) -> PairCounts {
    let (texts, halves, bucketCount) = (texts, halves, bucketCount)
    counting.begin { PairCounts.of(texts, halves.1, bucketCount: bucketCount) }
    let counts = PairCounts.of(texts, halves.0, bucketCount: bucketCount)
    // The other half has to be taken back, whatever has become of this one.
    let others = counting.take()
    return try counts.get().adding(others.get(), threshold: threshold)
  }

  /// The second pass: the postings of those pairs whose hash is frequent, and whose first term is
  /// one of `firsts`.
  private func collect(
    _ firsts: Range<Int>, _ counts: PairCounts
  ) throws(ConcordError) -> [PairPostings] {
    let (texts, halves) = (texts, halves)
    collecting.begin { PairPostings.of(texts, halves.1, firsts, counts) }
    let postings = PairPostings.of(texts, halves.0, firsts, counts)
    let others = collecting.take()
    return [try postings.get(), try others.get()]
  }
}
