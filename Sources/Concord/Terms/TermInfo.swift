/// What the dictionary says of a term in one segment.
///
/// Format: IndexFormat.md, section 5.2.
struct TermInfo: Hashable, Sendable {
  /// Documents that hold the term.
  var documentFrequency: UInt32
  /// Occurrences in all of them.
  var totalFrequency: UInt64
  var place: Place

  enum Place: Hashable, Sendable {
    /// The list is so short that its bytes stand in the dictionary's entry.
    case inline
    /// The list lies in frames. Lists of at least a full block have skip data.
    case frames(documents: FrameAddress, positions: FrameAddress, skips: FrameAddress?)
  }

  /// Lists of fewer postings have no full block, and no skip data.
  var hasSkips: Bool { documentFrequency >= UInt32(SegmentFormat.blockCount) }
}
