/// Visits the documents that match a part of a query, and scores them.
///
/// Scores are sums of single-precision scores of leaves, added in double precision: with 29 bits to
/// spare the sums are exact for all scores that occur, so they do not depend on the order of
/// addition, and every algorithm gives the same result to the last bit.
protocol Scorer: DocIterator {
  /// The score of the current document.
  func score() throws(ConcordError) -> Double

  /// An upper bound of the scores of all documents from `first` to `last`, found without decoding
  /// postings. Once called, documents before `first` are not to be asked for.
  func bound(from first: DocID, through last: DocID) throws(ConcordError) -> Float

  /// The last document of the block that would hold `first`: up to there, bounds are as tight as
  /// they can be. Once called, documents before `first` are not to be asked for.
  func lastDocumentOfBlock(from first: DocID) throws(ConcordError) -> DocID

  /// The last document of the group of blocks that would hold `first`: up to there, bounds are
  /// known. Once called, documents before `first` are not to be asked for.
  func lastDocumentOfGroup(from first: DocID) throws(ConcordError) -> DocID

  /// Adds the score of each document before `end`, from the current one, to `window`; stands on
  /// the first document at or after `end` then.
  func accumulate(into window: ScoreWindow, before end: DocID) throws(ConcordError)

  /// Adds the score of each document of `batch` that matches to what the batch has; stands on or
  /// after the last one then, if it stood on or before the first one that matches.
  func addScores(to batch: CandidateBatch) throws(ConcordError)
}

extension Scorer {
  /// Most scorers have one bound for all documents.
  func lastDocumentOfBlock(from first: DocID) throws(ConcordError) -> DocID { .end }

  func lastDocumentOfGroup(from first: DocID) throws(ConcordError) -> DocID { .end }

  func accumulate(into window: ScoreWindow, before end: DocID) throws(ConcordError) {
    while current < end {
      window.add(try score(), to: current)
      try next()
    }
  }

  func addScores(to batch: CandidateBatch) throws(ConcordError) {
    for i in 0..<batch.count {
      let document = batch.document(i)
      if current < document { try advance(to: document) }
      if current == document { batch.add(try score(), to: i) }
    }
  }
}

/// A scorer of a single leaf, whose documents can be told from others without their scores.
protocol LeafScorer: Scorer {
  /// Passes over documents that cannot score above `floor` from now on, the current one included.
  func setFloor(_ floor: Float)

  /// Whether those are visited all the same if they match, with a score of 0.
  var visitsAll: Bool { get set }
}

/// The scores of a run of neighbouring documents while several scorers add to them.
final class ScoreWindow {
  /// Documents in a window: two buffers of this many doubles fit in a core's first-level cache.
  static let documentCount = 2048

  private(set) var first = DocID(0)
  private let scores = FixedBuffer<Double>(count: ScoreWindow.documentCount, repeating: 0)
  /// One bit a document: whether anything was added.
  private let touched = FixedBuffer<UInt64>(count: ScoreWindow.documentCount / 64, repeating: 0)

  /// Moves the empty window to begin at `first`.
  func move(to first: DocID) { self.first = first }

  func add(_ score: Double, to document: DocID) {
    let i = Int(document.rawValue - first.rawValue)
    scores[i] += score
    touched[i / 64] |= 1 << UInt64(i % 64)
  }

  /// Adds many scores at once: `scores[i]` to `documents[i]`, all of which are in the window.
  @unsafe func add(
    _ added: UnsafePointer<Float>, to documents: UnsafePointer<UInt32>, count: Int
  ) {
    for i in 0..<count {
      let place = unsafe Int(documents[i] &- first.rawValue)
      // Safe: the caller's documents are in the window, and it asserts so in debug builds.
      assert(place < ScoreWindow.documentCount)
      unsafe scores.base[place] += Double(added[i])
      unsafe touched.base[place / 64] |= 1 &<< UInt64(place & 63)
    }
  }

  /// Gives each document with a score to `body`, in order, and empties the window.
  func drain(
    _ body: (DocID, Double) throws(ConcordError) -> Void
  ) throws(ConcordError) {
    for word in 0..<(ScoreWindow.documentCount / 64) {
      var bits = touched[word]
      guard bits != 0 else { continue }
      touched[word] = 0
      while bits != 0 {
        let i = word * 64 + bits.trailingZeroBitCount
        bits &= bits - 1
        let score = scores[i]
        scores[i] = 0
        try body(DocID(first.rawValue + UInt32(i)), score)
      }
    }
  }
}
