/// Many keys of dictionaries, one behind the other in one array.
///
/// A prefix or a pattern may stand for a million terms, and hardly anybody asks for one of them by
/// itself: an array for each would take longer to make than the term takes to be found.
struct TermKeys: Hashable, Sendable {
  private var bytes: [UInt8] = []
  /// Where each key ends.
  private var ends: [Int] = []

  /// Appends the key with these bytes, in which a dictionary has it.
  mutating func append(_ key: some Sequence<UInt8>) {
    bytes.append(contentsOf: key)
    ends.append(bytes.count)
  }

  /// The bytes of a key.
  func bytes(at i: Int) -> ArraySlice<UInt8> { bytes[(i == 0 ? 0 : ends[i - 1])..<ends[i]] }
}

extension TermKeys: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }

  subscript(i: Int) -> TermKey { TermKey(bytes: Array(bytes(at: i))) }
}
