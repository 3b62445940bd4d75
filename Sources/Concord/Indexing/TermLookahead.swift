/// Brings into the caches what the next tokens will need: the slot of each in the table of terms,
/// its entry, and the end of its list.
///
/// Each of the three is somewhere in many megabytes and says where the next one is, so that a token
/// by itself would wait for memory three times. The same step for some tens of tokens at once is
/// not one wait after the other: a core has as many reads under way as it can look ahead to. (What
/// Chen, Ailamaki, Gibbons and Mowry call group prefetching, "Improving Hash Join Performance
/// through Prefetching", ICDE 2004.)
struct TermLookahead {
  /// Tokens of a group: their lines of memory fit into a core's first-level cache together.
  static let groupCount = 32

  private let places = FixedBuffer<TermTable.Place>(capacity: groupCount, slack: 0)
  private let candidates = FixedBuffer<UInt32>(capacity: groupCount, slack: 0)
  private let addresses = FixedBuffer<PostingChain.Address>(capacity: groupCount, slack: 0)
  /// Keeps what was only read to be near from being left out.
  private var touched: UInt8 = 0

  /// The place of the word of each token, by its subscript in the group.
  func place(_ i: Int) -> TermTable.Place { places[i] }

  /// Reads what the tokens of `group` need: of each its word, which is `words(i)`, and the stem
  /// that the word is known to have.
  @unsafe mutating func read(
    _ group: Range<Int>, field: UInt8, terms: TermTable, stems: TermTable, chain: PostingChain,
    words: (Int) -> (bytes: UnsafePointer<UInt8>, count: Int)
  ) {
    precondition(group.count <= Self.groupCount)
    for i in group {
      let word = unsafe words(i)
      unsafe places.base[i - group.lowerBound] = TermTable.place(
        of: word.bytes, count: word.count, field: field)
    }
    // The shorter a pass, the more of its reads a core has under way.
    for i in 0..<group.count {
      unsafe candidates.base[i] = terms.candidate(at: places.base[i])
    }
    // Leaves in `candidates` what the pass over the stems begins with.
    for i in 0..<group.count {
      guard let entry = unsafe terms.entry(ofCandidate: candidates.base[i]) else {
        unsafe addresses.base[i] = 0
        continue
      }
      unsafe addresses.base[i] = entry.pointee.chainNext
      unsafe candidates.base[i] = entry.pointee.stem
    }
    touchLists(group.count, chain)
    guard stems.count > 0 else { return }
    for i in 0..<group.count {
      let entry = unsafe stems.entry(ofCandidate: candidates.base[i])
      unsafe addresses.base[i] = entry?.pointee.chainNext ?? 0
    }
    touchLists(group.count, chain)
  }

  private mutating func touchLists(_ count: Int, _ chain: PostingChain) {
    guard chain.byteCount > 0 else { return }
    for i in 0..<count {
      // Safe: a list's end is an address of the chain, and so is 0, once there is a page.
      touched &+= unsafe chain.byte(at: addresses.base[i])
    }
  }
}
