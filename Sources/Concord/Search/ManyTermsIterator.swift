/// Visits the documents that hold any of several terms, and knows how often they hold them in all:
/// a prefix, a pattern, a fuzzy word or a range that is a leaf of a query by itself.
///
/// It goes window by window: each list in turn adds its frequencies to an array, a block at a time,
/// and sets bits; then the set bits are visited. So a posting costs an addition, however many
/// lists there are, where a heap would cost a comparison for each of its levels. The cursors are
/// past a window once it is visited, so there are no positions: where a phrase or a NEAR needs
/// them, ``EitherIterator`` is used.
///
/// Memory: 2 KiB for each list with a full block of postings, of which there cannot be many, and 8
/// bytes for each posting of the others.
final class ManyTermsIterator: FrequencyIterator {
  /// Documents in a window: a quarter of the steps from window to window that those of
  /// ``ScoreWindow`` would take, while the frequencies stay in a core's second cache.
  static let windowCount = 1 << 14

  /// The lists with postings after the window.
  private var cursors: [PostingCursor]
  private let shortLists: PostingBuckets
  let cost: Int
  private(set) var current = DocID.end

  /// Where the window begins, and the frequencies of its documents.
  private var first: UInt32 = 0
  private let frequencies = FixedBuffer<UInt32>(count: windowCount, repeating: 0)
  /// One bit a document: whether any list has it.
  private let touched = FixedBuffer<UInt64>(count: windowCount / 64, repeating: 0)

  /// The lists are of different terms.
  init(_ lists: [PostingList], documentCount: Int) throws(ConcordError) {
    shortLists = try PostingBuckets(lists, documentCount: documentCount)
    var cursors: [PostingCursor] = []
    for i in lists.indices where lists[i].info.hasSkips {
      cursors.append(try PostingCursor(lists[i]))
    }
    self.cursors = cursors
    cost = cursors.reduce(shortLists.count) { $0 + $1.cost }
    try fill(from: DocID(0))
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    guard current != .end else { return .end }
    return try advance(to: current.next)
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    guard target > current else { return current }
    let place = Int(target.rawValue - first)
    if place < Self.windowCount, let found = firstTouched(from: place) {
      current = DocID(first + UInt32(found))
    } else {
      try fill(from: target)
    }
    return current
  }

  func frequencyBound() throws(ConcordError) -> UInt32 { try frequency() }

  func frequency() throws(ConcordError) -> UInt32 {
    frequencies[Int(current.rawValue - first)]
  }

  /// Gives every document from the current one on, with its frequency, to `body`.
  ///
  /// Stands at the end then.
  func forEach(_ body: (UInt32, UInt32) throws(ConcordError) -> Void) throws(ConcordError) {
    while current != .end {
      var place = Int(current.rawValue - first)
      for word in (place / 64)..<touched.count {
        var bits = touched[word] & (.max << UInt64(place % 64))
        while bits != 0 {
          let found = word * 64 + bits.trailingZeroBitCount
          bits &= bits - 1
          try body(first + UInt32(found), frequencies[found])
        }
        place = 0
      }
      try fill(from: DocID(UInt32(clamping: UInt64(first) + UInt64(Self.windowCount))))
    }
  }

  /// The first document of the window at or after a place in it that any list has.
  private func firstTouched(from place: Int) -> Int? {
    var word = place / 64
    var bits = touched[word] & (.max << UInt64(place % 64))
    while bits == 0 {
      word += 1
      guard word < touched.count else { return nil }
      bits = touched[word]
    }
    return word * 64 + bits.trailingZeroBitCount
  }

  /// Stands on the first document at or after `target`, and knows all of its window from there.
  private func fill(from target: DocID) throws(ConcordError) {
    var target = target
    while true {
      let least = min(try advanceCursors(to: target), shortLists.firstDocument(from: target))
      current = .end
      guard least != .end else { return }
      let window = Int(least.rawValue) / Self.windowCount
      first = UInt32(window * Self.windowCount)
      for i in 0..<frequencies.count { frequencies[i] = 0 }
      for i in 0..<touched.count { touched[i] = 0 }
      let end = DocID(first + UInt32(Self.windowCount))
      for cursor in cursors { try add(cursor, before: end) }
      shortLists.forEach(inWindow: window) { document, frequency in
        unsafe add(frequency, to: document)
      }
      // A bucket's first document may be before the target.
      let place = max(target.rawValue, first) - first
      if let found = firstTouched(from: Int(place)) {
        current = DocID(first + UInt32(found))
        return
      }
      target = end
    }
  }

  /// Moves the cursors to `target`, forgets those that end before it, and returns where the first
  /// one stands.
  private func advanceCursors(to target: DocID) throws(ConcordError) -> DocID {
    var least = DocID.end
    var kept = 0
    for cursor in cursors {
      let document = try cursor.advance(to: target)
      guard document != .end else { continue }
      least = min(least, document)
      cursors[kept] = cursor
      kept += 1
    }
    cursors.removeLast(cursors.count - kept)
    return least
  }

  private func add(_ cursor: PostingCursor, before end: DocID) throws(ConcordError) {
    while cursor.current < end {
      let next = try unsafe cursor.withRestOfBlock {
        (documents, excesses, rest) throws(ConcordError) -> Int in
        var i = rest.lowerBound
        // Safe: `rest` is inside of both buffers, and the documents are of the window.
        while i < rest.upperBound, unsafe documents[i] < end.rawValue {
          unsafe add(excesses[i] &+ 1, to: documents[i])
          i += 1
        }
        return i
      }
      try cursor.move(to: next)
    }
  }

  /// Adds to the frequency of a document, which must be one of the window.
  @unsafe private func add(_ frequency: UInt32, to document: UInt32) {
    let place = Int(document &- first)
    // Safe: the caller's documents are in the window, and it asserts so in debug builds.
    assert(place < Self.windowCount)
    unsafe frequencies.base[place] &+= frequency
    unsafe touched.base[place / 64] |= 1 &<< UInt64(place & 63)
  }
}
