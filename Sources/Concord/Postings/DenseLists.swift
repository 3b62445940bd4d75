import Synchronization

/// The documents of a segment's frequent terms as bits, kept once they were asked for.
///
/// Where a term is in every thirty-second document or more, a bit for each document takes no more
/// memory than the decoded list would, and to combine two such lists is to combine words. They stay
/// in the frame cache, and leave it like frames.
final class DenseLists: Sendable {
  /// A term in at least one of so many documents is frequent: a bit for each document then is no
  /// more than a number of 32 bits for each posting.
  static let sparsity = 32
  /// Frequent terms to keep at most; a text has some hundreds.
  private static let limit = 1024

  private let documentCount: Int
  private let cache: FrameCache
  private let slots = FrameSlots(count: DenseLists.limit)
  /// The slot of each list, by where it begins.
  private let ordinals = Mutex<[FrameAddress: Int]>([:])

  init(documentCount: Int, cache: FrameCache) {
    self.documentCount = documentCount
    self.cache = cache
  }

  deinit {
    cache.forget(slots)
  }

  /// Where a list begins, if it is one that is kept as bits.
  func address(_ list: PostingList) -> FrameAddress? {
    guard list.documentFrequency >= max(SegmentFormat.blockCount, documentCount / Self.sparsity),
      case .frames(let documents, _, _) = list.info.place
    else { return nil }
    return documents
  }

  /// The bits of the list at `address`, if they are in memory.
  func bits(at address: FrameAddress) -> DocumentBits? {
    ordinals.withLock { $0[address] }
      .flatMap { slots.frame($0) }
      .map { DocumentBits($0, documentCount: documentCount) }
  }

  /// The bits of the list at `address`, from memory or made now.
  func bits(at address: FrameAddress, _ list: PostingList) throws(ConcordError) -> DocumentBits {
    if let bits = bits(at: address) { return bits }
    let cursor = try PostingCursor(list)
    let bits = try DocumentBits(documentCount: documentCount) { set throws(ConcordError) in
      try cursor.forEachBlock(set)
    }
    let ordinal = ordinals.withLock { ordinals -> Int? in
      if let ordinal = ordinals[address] { return ordinal }
      guard ordinals.count < Self.limit else { return nil }
      ordinals[address] = ordinals.count
      return ordinals.count - 1
    }
    guard let ordinal else { return bits }
    let (frame, isNew) = slots.put(bits.memory, at: ordinal)
    if isNew { cache.didLoad(frame, into: slots, at: ordinal) }
    return bits
  }
}
