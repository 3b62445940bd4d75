/// The postings of pairs while they are being collected, in the order in which they come.
struct PairPostings: Sendable {
  private var pairs = TermTable()
  private var chain = PostingChain()
  /// In how many documents each pair is.
  private var documentCounts = GrowingBuffer<UInt32>(capacity: 1 << 8)

  /// The postings in some documents of those pairs that may be frequent, and whose first term is
  /// one of `firsts`.
  static func of(
    _ texts: FrequentTexts, _ documents: FrequentTexts.Part, _ firsts: Range<Int>,
    _ counts: PairCounts
  ) -> Result<PairPostings, ConcordError> {
    var postings = PairPostings()
    do throws(ConcordError) {
      try texts.forEachPair(in: documents) { document, first, second in
        guard firsts.contains(Int(first)), counts.mayBeFrequent(first, second) else { return }
        postings.add(first, second, document: document)
      }
    } catch {
      return .failure(error)
    }
    return .success(postings)
  }

  /// Adds an occurrence of a pair in `document`, which is not below that of any before.
  ///
  /// Where in the document it is does not matter: each is at position 0, a byte in the chain.
  mutating func add(_ first: UInt32, _ second: UInt32, document: UInt32) {
    // The most significant byte first, so that the table puts pairs in the order of their terms.
    let pair = (UInt64(first) << 32 | UInt64(second)).bigEndian
    unsafe withUnsafeBytes(of: pair) { bytes in
      // Safe: the bytes of the pair are all there, and the entry stays where it is until the next
      // one is added.
      guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return }
      let index = unsafe pairs.index(of: base, count: bytes.count, field: 0)
      let entry = unsafe pairs.entry(index)
      if index == documentCounts.count { documentCounts.append(0) }
      if unsafe entry.pointee.documentAfterLast != document + 1 { documentCounts[index] += 1 }
      unsafe chain.add(to: entry, document, 0)
    }
  }

  /// The postings of one pair, in one part of the documents after the other.
  struct List {
    fileprivate var parts: [(chain: PostingChain, entry: TermTable.Entry)] = []
    /// In how many documents the pair is.
    fileprivate(set) var documentCount: UInt32 = 0

    fileprivate mutating func add(
      _ chain: PostingChain, _ entry: TermTable.Entry, documentCount count: UInt32
    ) {
      parts.append((chain, entry))
      documentCount += count
    }

    /// Gives each document and how often the pair is in it to `body`.
    func forEachPosting<E: Error>(
      _ body: (_ document: UInt32, _ frequency: UInt32) throws(E) -> Void
    ) throws(E) {
      for (chain, entry) in parts {
        var reader = PostingChain.Reader(chain, entry)
        var documentAfterLast: UInt32 = 0
        while !reader.isAtEnd {
          let document = documentAfterLast + reader.varint()
          documentAfterLast = document + 1
          var frequency: UInt32 = 0
          while !reader.isAtEnd, reader.varint() > 0 { frequency += 1 }
          try body(document, frequency)
        }
      }
    }
  }

  /// Gives each pair that is in at least `threshold` documents to `body`: its two terms, the first
  /// in the high half, and its postings; `parts` are those of one part of the documents after the
  /// other.
  static func forEachList(
    in parts: [PairPostings], above threshold: UInt32,
    _ body: (_ pair: UInt64, List) throws(ConcordError) -> Void
  ) throws(ConcordError) {
    var lists: [UInt64: List] = [:]
    for part in parts {
      for i in 0..<part.pairs.count {
        lists[part.pair(i), default: List()].add(
          part.chain, part.pairs.entries[i], documentCount: part.documentCounts[i])
      }
    }
    for pair in lists.keys.sorted() {
      guard let list = lists[pair], list.documentCount >= threshold else { continue }
      try body(pair, list)
    }
  }

  private func pair(_ i: Int) -> UInt64 {
    pairs.key(of: i, mark: []).dropFirst().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
