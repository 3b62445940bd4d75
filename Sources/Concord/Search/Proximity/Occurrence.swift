/// A range of positions of one field of one document that something matched: a word has one
/// position, a phrase as many as its words, a NEAR the range that it covers.
struct Occurrence: Hashable, Comparable, Sendable {
  var start: UInt32
  /// The last position, not one past it.
  var end: UInt32

  static func < (left: Occurrence, right: Occurrence) -> Bool {
    (left.start, left.end) < (right.start, right.end)
  }
}
