/// One term's posting list in one segment: where it is, before anything of it is read.
struct PostingList {
  let info: TermInfo
  /// The frame of the dictionary in which an inline list stands, and where.
  let inlineFrame: Frame
  let inlineOffset: Int
  let hasPositions: Bool
  let source: PostingSource

  init(_ found: FoundTerm, hasPositions: Bool, source: PostingSource) {
    info = found.info
    inlineFrame = found.frame
    inlineOffset = found.inlineOffset
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
      if hasPositions {
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
}
