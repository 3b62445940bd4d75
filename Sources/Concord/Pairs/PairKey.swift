/// How the dictionary of pairs names a pair of neighbours.
///
/// Format: IndexFormat.md, section 5.3.
enum PairKey {
  /// Stands between the two terms.
  ///
  /// No UTF-8 has this byte, so where the first term ends is never in doubt.
  static let separator: UInt8 = 0xFE

  /// The key of `second` right behind `first`, which are keys of terms of one field; nil if it
  /// would be longer than a term can be.
  static func bytes(_ first: [UInt8], _ second: [UInt8]) -> [UInt8]? {
    guard first.count + second.count <= 1 + SegmentFormat.termByteCountLimit else { return nil }
    return first + [separator] + second.dropFirst()
  }
}
