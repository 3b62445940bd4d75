import Synchronization

/// The texts of one field of a segment, of which only the frequent terms can be read.
struct FrequentTexts: Sendable {
  /// Bytes of frames to keep: terms next to each other begin in the same ones.
  private static let cacheByteCount = 4 << 20

  /// In the order in which they come in the keys of pairs: `on` comes after `once`, for the
  /// separator comes after all letters.
  let terms: [FrequentTerm]
  private let isStem: [Bool]
  private let source: PostingSource
  private let norms: [UInt8]
  /// Asked for each term; once true, true for good.
  let isCancelled: @Sendable () -> Bool

  init(
    _ terms: [FrequentTerm], in source: PostingSource, norms: [UInt8],
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    self.terms = terms.sorted {
      ($0.key + [PairKey.separator]).lexicographicallyPrecedes($1.key + [PairKey.separator])
    }
    isStem = self.terms.map { TermKey.isStem($0.key) }
    self.source = source
    self.norms = norms
    self.isCancelled = isCancelled
  }

  var fileName: String { source.positions.fileName }

  /// Whether a run has room for the longest text that these norms may be of.
  static func haveRoom(_ norms: [UInt8]) -> Bool {
    norms.allSatisfy { Int(Norm.longest($0)) <= Part.slotLimit }
  }

  /// Whether a run has room for the longest of these texts.
  var haveRoom: Bool { Self.haveRoom(norms) }

  /// A part of the documents, whose texts one thread at a time reads.
  final class Part: Sendable {
    /// Places in memory at once, at two bytes each: 80 MiB for each half of the documents.
    ///
    /// Lists are read from run to run, and what a run costs for each term is a frame of its
    /// documents and one of its positions that are decompressed once more.
    static let slotLimit = 40 << 20
    /// With less, more time is spent on the frames of each run than on its postings.
    private static let leastSlotLimit = 4 << 20

    /// Places in memory at once if both halves may take `memoryBudget` bytes.
    static func slotLimit(memoryBudget: Int) -> Int {
      min(slotLimit, max(leastSlotLimit, memoryBudget / (2 * MemoryLayout<UInt16>.size)))
    }

    /// The documents, in runs of no more places than fit; a text that has more is a run by itself.
    fileprivate let runs: [Range<Int>]
    /// The texts once they have been read, if they are one run.
    fileprivate let kept = Mutex<TextRun?>(nil)

    fileprivate init(_ documents: Range<Int>, norms: [UInt8], slotLimit: Int) {
      var runs: [Range<Int>] = []
      var start = documents.lowerBound
      var count = 0
      for i in documents {
        let length = Int(Norm.longest(norms[i]))
        if i > start, count + length > slotLimit {
          runs.append(start..<i)
          start = i
          count = 0
        }
        count += length
      }
      if start < documents.upperBound { runs.append(start..<documents.upperBound) }
      self.runs = runs
    }
  }

  /// The documents in two halves of about the same length.
  func halves(slotLimit: Int) -> (Part, Part) {
    let total = norms.reduce(0) { $0 + UInt64(Norm.decode($1)) }
    var middle = 0
    var length: UInt64 = 0
    while middle < norms.count, length < total / 2 {
      length += UInt64(Norm.decode(norms[middle]))
      middle += 1
    }
    let part = { Part($0, norms: norms, slotLimit: slotLimit) }
    return (part(0..<middle), part(middle..<norms.count))
  }

  /// Gives each two terms that stand next to each other in some of the documents to `body`, by
  /// their subscripts, document by document; ends early once cancelled.
  func forEachPair(
    in part: Part, _ body: (_ document: UInt32, _ first: UInt32, _ second: UInt32) -> Void
  ) throws(ConcordError) {
    for documents in part.runs {
      let known = part.kept.withLock { $0 }
      let run = if let known { known } else { try read(documents) }
      if isCancelled() { return }
      if part.runs.count == 1 { part.kept.withLock { $0 = run } }
      run.forEachPair(body)
    }
  }

  /// Reads the texts of some documents: the lists of all terms, one after the other.
  private func read(_ documents: Range<Int>) throws(ConcordError) -> TextRun {
    let source = source.reopened(budget: Self.cacheByteCount)
    let end = UInt32(documents.upperBound)
    var run = TextRun(documents, norms: norms, isStem: isStem)
    let positions = PositionList()
    for (i, term) in terms.enumerated() {
      if isCancelled() { break }
      let found = FoundTerm(info: term.info, frame: .empty, inlineOffset: 0)
      let cursor = try PostingCursor(PostingList(found, hasPositions: true, source: source))
      try cursor.advance(to: DocID(UInt32(documents.lowerBound)))
      while cursor.current.rawValue < end {
        positions.removeAll()
        try cursor.positions(into: positions)
        guard run.add(i, at: positions, in: cursor.current.rawValue) else {
          throw .corrupt(
            file: fileName, offset: 0,
            reason: "a position in document \(cursor.current.rawValue) is beyond its text")
        }
        try cursor.next()
      }
      run.finish(i)
    }
    return run
  }
}
