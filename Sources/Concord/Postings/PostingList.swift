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
}

/// The frames that posting lists of one segment lie in.
final class PostingSource: Sendable {
  let documents: FrameStore
  let positions: FrameStore
  let skips: FrameStore
  let documentCount: Int

  init(
    documents: FrameStore, positions: FrameStore, skips: FrameStore, documentCount: Int
  ) {
    self.documents = documents
    self.positions = positions
    self.skips = skips
    self.documentCount = documentCount
  }
}
