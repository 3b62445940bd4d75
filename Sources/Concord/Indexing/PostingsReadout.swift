import Synchronization

/// Reads the posting lists of a buffer out of their chains, in the order of the terms, on a thread
/// of its own, while those before are being written.
///
/// The slices of a chain are all over the memory, so that to follow it takes about as long as to
/// encode and write what it says.
final class PostingsReadout: Sendable {
  /// Postings that follow each other, of one term or of several.
  struct Batch: Sendable {
    /// The terms that begin in the batch: the key, and the subscript of the first posting.
    fileprivate var terms: [(key: [UInt8], start: Int)] = []
    /// The document of each posting, and where its positions end.
    fileprivate var postings: [(document: UInt32, positionsEnd: Int)] = []
    fileprivate var positions: [UInt32] = []
  }

  /// Positions at which a batch is closed: half a megabyte, and many times the work that it takes
  /// to wake a thread.
  private static let batchPositionCount = 1 << 16
  /// Batches that may be under way.
  private static let batchLimit = 3

  private let work = BackgroundWork<Batch>(label: "concord.readout")
  private let chains: Mutex<ChainsInOrder>

  /// Reads the lists of words and those of stems, which are all in `chain`.
  init(words: TermTable, stems: TermTable, in chain: PostingChain) {
    chains = Mutex(ChainsInOrder(words: words, stems: stems, chain: chain))
  }

  /// Gives every list to `segment`.
  func write(to segment: inout SegmentWriter) throws(ConcordError) {
    for _ in 0..<Self.batchLimit { beginBatch() }
    var hasTerm = false
    while true {
      let batch = work.take()
      // None of those after it has anything then.
      if batch.postings.isEmpty { break }
      beginBatch()
      var terms = batch.terms[...]
      var positionsStart = 0
      for (i, posting) in batch.postings.enumerated() {
        if let next = terms.first, next.start == i {
          terms.removeFirst()
          if hasTerm { try segment.finishTerm() }
          try segment.beginTerm(next.key)
          hasTerm = true
        }
        try segment.add(
          posting.document,
          positions: batch.positions.span.extracting(positionsStart..<posting.positionsEnd))
        positionsStart = posting.positionsEnd
      }
    }
    if hasTerm { try segment.finishTerm() }
  }

  private func beginBatch() {
    work.begin { [self] in
      chains.withLock { $0.batch(positionCount: Self.batchPositionCount) }
    }
  }
}

/// The chains of a buffer, one after the other in the order of their terms.
private struct ChainsInOrder: Sendable {
  private let words: TermTable
  private let stems: TermTable
  private let chain: PostingChain
  private var wordIndexes: ArraySlice<Int>
  private var stemIndexes: ArraySlice<Int>
  /// The chain that is being read, and one more than the last document that was.
  private var reader: PostingChain.Reader?
  private var documentAfterLast: UInt32 = 0

  init(words: TermTable, stems: TermTable, chain: PostingChain) {
    self.words = words
    self.stems = stems
    self.chain = chain
    wordIndexes = words.sortedIndexes()[...]
    stemIndexes = stems.sortedIndexes()[...]
  }

  /// The next postings, until they have `positionCount` positions; none at the end.
  mutating func batch(positionCount: Int) -> PostingsReadout.Batch {
    var batch = PostingsReadout.Batch()
    batch.positions.reserveCapacity(positionCount)
    while batch.positions.count < positionCount {
      guard var reader = reader ?? begin(in: &batch) else { break }
      repeat {
        documentAfterLast = batch.add(from: &reader, after: documentAfterLast)
      } while !reader.isAtEnd && batch.positions.count < positionCount
      self.reader = reader.isAtEnd ? nil : reader
    }
    return batch
  }

  /// Begins the next term; nil if there is none.
  private mutating func begin(in batch: inout PostingsReadout.Batch) -> PostingChain.Reader? {
    guard let (key, entry) = nextTerm() else { return nil }
    batch.terms.append((key, batch.postings.count))
    documentAfterLast = 0
    return PostingChain.Reader(chain, entry)
  }

  /// The term whose turn it is: the stems of a field follow its words.
  private mutating func nextTerm() -> (key: [UInt8], TermTable.Entry)? {
    if let stem = stemIndexes.first,
      wordIndexes.first.map({ stems.entries[stem].field < words.entries[$0].field }) ?? true
    {
      stemIndexes.removeFirst()
      return (stems.key(of: stem, mark: [TermKey.stemMark]), stems.entries[stem])
    }
    guard let word = wordIndexes.popFirst() else { return nil }
    return (words.key(of: word, mark: []), words.entries[word])
  }
}

extension PostingsReadout.Batch {
  /// Adds the next posting of a list; `documentAfterLast` is one more than the document of the one
  /// before, and what is given back is that for the next.
  fileprivate mutating func add(
    from reader: inout PostingChain.Reader, after documentAfterLast: UInt32
  ) -> UInt32 {
    let document = documentAfterLast + reader.varint()
    var position: UInt32 = 0
    while !reader.isAtEnd {
      let gap = reader.varint()
      if gap == 0 { break }
      position += gap - 1
      positions.append(position)
    }
    postings.append((document, positions.count))
    return document + 1
  }
}
