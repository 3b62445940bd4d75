/// One term's posting list in one segment: where it is, before anything of it is read.
struct PostingList {
  let info: TermInfo
  /// The frame of the dictionary in which an inline list stands, and where.
  let inlineFrame: Frame
  let inlineOffset: Int
  let hasFrequencies: Bool
  let hasPositions: Bool
  let source: PostingSource

  /// The list of a term: of a text field with frequencies and positions, of another with neither.
  init(_ found: FoundTerm, hasPositions: Bool, source: PostingSource) {
    self.init(
      found, hasFrequencies: hasPositions, hasPositions: hasPositions, source: source)
  }

  /// The list of a pair of terms, which has frequencies alone (section 5.3).
  init(pair found: FoundTerm, source: PostingSource) {
    self.init(found, hasFrequencies: true, hasPositions: false, source: source)
  }

  private init(
    _ found: FoundTerm, hasFrequencies: Bool, hasPositions: Bool, source: PostingSource
  ) {
    info = found.info
    inlineFrame = found.frame
    inlineOffset = found.inlineOffset
    self.hasFrequencies = hasFrequencies
    self.hasPositions = hasPositions
    self.source = source
  }

  /// The frame in which positions are found, if the list is inline.
  var inlineFrameOfPositions: Frame? { info.place == .inline ? inlineFrame : nil }

  var documentFrequency: Int { Int(info.documentFrequency) }

  /// Gives each posting of a list without a full block to `body`: the document, and the frequency
  /// less one.
  func forEachPostingOfTail(_ body: (UInt32, UInt32) -> Void) throws(ConcordError) {
    precondition(!info.hasSkips, "A list with full blocks is read by a cursor.")
    switch info.place {
    case .inline:
      _ = try forEachPosting(
        inTail: inlineFrame, at: inlineOffset, count: documentFrequency, first: 0, body)
    case .frames(let documents, _, _):
      _ = try forEachPosting(
        inTail: try source.documents.frame(documents.frame), at: Int(documents.offset),
        count: documentFrequency, first: 0, body)
    }
  }

  /// Gives each of `count` postings that fill no block to `body`, and returns where they end.
  ///
  /// `first` is one more than the document before them.
  ///
  /// Format: IndexFormat.md, section 6.2.
  func forEachPosting(
    inTail frame: Frame, at offset: Int, count: Int, first: UInt32,
    _ body: (UInt32, UInt32) -> Void
  ) throws(ConcordError) -> Int {
    var reader = FrameReader(frame, at: offset, of: source.documents)
    let documentCount = UInt64(source.documentCount)
    var document = UInt64(first)
    for _ in 0..<count {
      var gap = try reader.varint()
      var excess: UInt32 = 0
      if hasFrequencies {
        if gap & 1 == 0 { excess = try reader.varint32() }
        gap >>= 1
      }
      document += min(gap, UInt64(UInt32.max))
      guard document < documentCount else {
        throw .corrupt(
          file: source.documents.fileName, offset: 0,
          reason: "in a posting list: a document beyond the segment")
      }
      body(UInt32(document), excess)
      document += 1
    }
    return reader.offset
  }
}

/// The frames that posting lists of one segment lie in.
final class PostingSource: Sendable {
  let documents: FrameStore
  let positions: FrameStore
  let skips: FrameStore
  let documentCount: Int
  let dense: DenseLists

  init(
    documents: FrameStore, positions: FrameStore, skips: FrameStore, documentCount: Int,
    cache: FrameCache
  ) {
    dense = DenseLists(documentCount: documentCount, cache: cache)
    self.documents = documents
    self.positions = positions
    self.skips = skips
    self.documentCount = documentCount
  }

  /// The same frames with a cache of `budget` bytes, for a thread that reads all of them: two that
  /// share these objects would count references to them in turns, for every posting.
  func reopened(budget: Int) -> PostingSource {
    let cache = FrameCache(budget: budget)
    return PostingSource(
      documents: documents.reopened(cache), positions: positions.reopened(cache),
      skips: skips.reopened(cache), documentCount: documentCount, cache: cache)
  }
}
