@testable import Concord

/// A posting as a plain value.
struct ModelPosting: Hashable, Sendable {
  var document: UInt32
  /// Rising; none in a list without positions.
  var positions: [UInt32] = []
}

extension SegmentWriter {
  /// Writes a whole term: its key and its postings.
  mutating func addTerm(_ key: [UInt8], _ postings: [ModelPosting]) throws(ConcordError) {
    try beginTerm(key)
    for posting in postings { try add(posting.document, positions: posting.positions.span) }
    try finishTerm()
  }
}

/// A segment that holds posting lists and nothing else, so that documents can have any number.
struct PostingFixture {
  let segment: Segment
  private let source: PostingSource
  private let hasPositions: Bool

  /// Makes a segment of these lists; with a `cacheBudget` of 0 every frame is decompressed again.
  init(
    _ lists: [[ModelPosting]], hasPositions: Bool = true, cacheBudget: Int = 64 << 20
  ) throws(ConcordError) {
    self.hasPositions = hasPositions
    let storage = MemoryStorage()
    var writer = try SegmentWriter(storage, fileNumber: 1, schema: Schema(.text("body")))
    try writer.finishDocuments()
    for (i, list) in lists.enumerated() { try writer.addTerm(Self.key(i, hasPositions), list) }
    segment = try Segment(storage, writer.finish(), cache: FrameCache(budget: cacheBudget))
    source = PostingSource(
      documents: segment.postings.documents, positions: segment.postings.positions,
      skips: segment.postings.skips,
      documentCount: Int(lists.joined().map(\.document).max() ?? 0) + 1,
      cache: FrameCache(budget: cacheBudget))
  }

  /// A key of the text field, or of the keys' own, which has no positions.
  private static func key(_ list: Int, _ hasPositions: Bool) -> [UInt8] {
    [hasPositions ? 1 : Schema.keyOrdinal, UInt8(list >> 8), UInt8(truncatingIfNeeded: list)]
  }

  /// A cursor on the first posting of a list; nil for an empty list, which has no entry.
  func cursor(_ list: Int) throws(ConcordError) -> PostingCursor? {
    guard let found = try segment.dictionary.find(Self.key(list, hasPositions)) else { return nil }
    return try PostingCursor(PostingList(found, hasPositions: hasPositions, source: source))
  }
}
