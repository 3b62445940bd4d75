/// Visits the documents on which all of several posting cursors stand.
///
/// The two rarest words are compared block by block: what two blocks share is found in one loop
/// over both, and kept until it is asked for. The others are asked only about those documents.
final class CursorConjunction: DocIterator {
  /// The rarest, and the one that follows.
  private let lead: PostingCursor
  private let second: PostingCursor
  private let others: CursorChain?
  private(set) var current = DocID.end
  var cost: Int { lead.cost }

  /// What the blocks at hand share, by subscripts: the lead's in the low bytes, the second's in the
  /// high bytes.
  ///
  /// Those before `pairIndex` are used up.
  private let pairs = FixedBuffer<UInt16>(count: SegmentFormat.blockCount, repeating: 0)
  private var pairCount = 0
  private var pairIndex = 0
  /// Up to where in the two blocks they are compared: to the end of one of them.
  private var leadEnd = 0
  private var secondEnd = 0

  /// There are at least two cursors.
  init(_ cursors: [PostingCursor]) throws(ConcordError) {
    precondition(cursors.count >= 2, "One cursor is a conjunction by itself.")
    let sorted = cursors.sorted { $0.cost < $1.cost }
    lead = sorted[0]
    second = sorted[1]
    others = CursorChain(sorted.dropFirst(2))
    if try compareBlocks() { try settle() }
  }

  func next() throws(ConcordError) -> DocID {
    if current != .end { try settle() }
    return current
  }

  func advance(to target: DocID) throws(ConcordError) -> DocID {
    guard target > current else { return current }
    while pairIndex < pairCount, document(ofPair: pairIndex) < target { pairIndex += 1 }
    if pairIndex == pairCount {
      guard try lead.advance(to: target) != .end, try second.advance(to: target) != .end,
        try compareBlocks()
      else {
        current = .end
        return current
      }
    }
    try settle()
    return current
  }

  private func document(ofPair i: Int) -> DocID { lead.document(at: Int(pairs[i] & 0xff)) }

  /// Stands on the first document that all hold, from the first unused pair on.
  private func settle() throws(ConcordError) {
    while true {
      while pairIndex < pairCount {
        let pair = pairs[pairIndex]
        pairIndex += 1
        let document = lead.document(at: Int(pair & 0xff))
        if let others {
          let found = try others.advance(to: document)
          guard found == document else {
            if found == .end {
              current = .end
              return
            }
            while pairIndex < pairCount, self.document(ofPair: pairIndex) < found {
              pairIndex += 1
            }
            continue
          }
        }
        lead.stand(at: Int(pair & 0xff))
        second.stand(at: Int(pair &>> 8))
        current = document
        return
      }
      guard try passBlock(), try compareBlocks() else {
        current = .end
        return
      }
    }
  }

  /// Leaves the block that was compared to its end, or both; false if there is no other.
  private func passBlock() throws(ConcordError) -> Bool {
    if secondEnd < second.count {
      second.stand(at: secondEnd)
      return try lead.advance(to: second.current) != .end
    }
    try lead.move(to: leadEnd)
    return lead.current != .end
  }

  /// Compares blocks from where both cursors stand, until two have a document in common; false if
  /// no two have.
  private func compareBlocks() throws(ConcordError) -> Bool {
    while lead.current != .end {
      guard try second.advance(to: lead.current) != .end else { return false }
      if second.current.rawValue > lead.lastInBlock {
        try lead.advance(to: second.current)
        continue
      }
      (pairCount, leadEnd, secondEnd) = lead.intersect(second, into: pairs)
      pairIndex = 0
      if pairCount > 0 { return true }
      guard try passBlock() else { return false }
    }
    return false
  }
}

/// Cursors one after the other.
///
/// A chain and not an array, whose elements would be retained and released for every document.
private final class CursorChain {
  private let cursor: PostingCursor
  private let rest: CursorChain?

  /// None for no cursors.
  init?(_ cursors: ArraySlice<PostingCursor>) {
    guard let first = cursors.first else { return nil }
    cursor = first
    rest = CursorChain(cursors.dropFirst())
  }

  /// Steps the cursors to `target` until one of them has passed it, and returns where that one
  /// stands; `target` if all stand there.
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    let found = try cursor.advance(to: target)
    guard found == target, let rest else { return found }
    return try rest.advance(to: target)
  }
}
