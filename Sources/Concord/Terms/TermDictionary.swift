/// Finds terms of one segment: by name, or a range of them in order.
///
/// Format: IndexFormat.md, section 5.
final class TermDictionary: Sendable {
  let frames: FrameStore
  let termCount: Int
  /// The first term of each frame, one after the other; frame *i*'s ends at `firstTermEnds[i]`.
  private let firstTerms: [UInt8]
  private let firstTermEnds: [UInt32]

  /// Reads the dictionary's index in `reader`, whose bytes have been checked.
  init(index reader: inout ByteReader, frames: FrameStore) throws(ConcordError) {
    self.frames = frames
    // Each takes a byte at least.
    termCount = try reader.count(limit: frames.rawByteCount, of: "terms")
    var bytes: [UInt8] = []
    var ends: [UInt32] = []
    ends.reserveCapacity(frames.count)
    for _ in 0..<frames.count {
      let count = try reader.count(limit: reader.remaining, of: "bytes of a term")
      for _ in 0..<count { bytes.append(try reader.u8()) }
      ends.append(UInt32(bytes.count))
    }
    firstTerms = bytes
    firstTermEnds = ends
  }

  /// A dictionary without terms.
  init(emptyIn file: InputFile, cache: FrameCache) {
    frames = FrameStore([], of: file, cache: cache)
    termCount = 0
    firstTerms = []
    firstTermEnds = []
  }

  /// The first term of each frame.
  var firstTermOfEachFrame: [[UInt8]] {
    firstTermEnds.indices.map { i in
      Array(firstTerms[(i == 0 ? 0 : Int(firstTermEnds[i - 1]))..<Int(firstTermEnds[i])])
    }
  }

  /// What the dictionary says of `term`, or nil if the segment does not hold it.
  ///
  /// - Complexity: a binary search over the frames, another in the frame, at most 16 entries read.
  func find(_ term: [UInt8]) throws(ConcordError) -> FoundTerm? {
    guard let frame = lastFrame(startingAtOrBefore: term) else { return nil }
    let cursor = try TermCursor(self, frame: frame, seeking: term)
    guard cursor.isValid, cursor.term == term else { return nil }
    return cursor.found
  }

  /// What the dictionary says of the term that a search looks for.
  func find(_ key: TermKey) throws(ConcordError) -> FoundTerm? {
    if let found = try find(key.bytes) { return found }
    guard let substitute = key.substitute else { return nil }
    return try find(substitute)
  }

  /// The key under which the segment has the term that a search looks for; nil if it does not.
  func key(of key: TermKey) throws(ConcordError) -> [UInt8]? {
    // A word has one key only, and whoever looks for it will see whether it is there.
    guard let substitute = key.substitute else { return key.bytes }
    return try find(key.bytes) != nil ? key.bytes : substitute
  }

  /// A cursor on the first term at or after `term`.
  func cursor(from term: [UInt8] = []) throws(ConcordError) -> TermCursor {
    try TermCursor(self, frame: lastFrame(startingAtOrBefore: term) ?? 0, seeking: term)
  }

  /// The last frame whose first term is not after `term`.
  private func lastFrame(startingAtOrBefore term: [UInt8]) -> Int? {
    var low = 0
    var high = frames.count
    while low < high {
      let middle = (low + high) / 2
      if isFirstTerm(ofFrame: middle, after: term) { high = middle } else { low = middle + 1 }
    }
    return low > 0 ? low - 1 : nil
  }

  /// Whether the first term at or after `term`, which is after one of the frame, may be in it:
  /// unless the next frame begins at or before it.
  func frame(_ ordinal: Int, mayHold term: [UInt8]) -> Bool {
    ordinal + 1 >= frames.count || isFirstTerm(ofFrame: ordinal + 1, after: term)
  }

  private func isFirstTerm(ofFrame i: Int, after term: [UInt8]) -> Bool {
    let start = i == 0 ? 0 : Int(firstTermEnds[i - 1])
    return term.lexicographicallyPrecedes(firstTerms[start..<Int(firstTermEnds[i])])
  }
}

/// A term's entry, and the frame in which an inline list's bytes stand.
struct FoundTerm: Sendable {
  let info: TermInfo
  let frame: Frame
  let inlineOffset: Int
}
