/// Visits the documents that hold any of many terms, and knows how often they hold them in all:
/// a prefix, a pattern or a range that is a leaf of a query by itself.
///
/// It goes window by window: each list in turn adds its frequencies to an array, a block at a time,
/// and sets bits; then the set bits are visited. So a posting costs an addition, however many
/// lists there are, where a heap would cost a comparison for each of its levels. The cursors are
/// past a window once it is visited, so there are no positions: where a phrase or a NEAR needs
/// them, ``EitherIterator`` is used.
///
/// Memory: 2 KiB for each list with a full block of postings, of which there cannot be many; see
/// ``ShortListsIterator`` for the others.
final class ManyTermsIterator: FrequencyIterator {
  private static let windowCount = ScoreWindow.documentCount

  /// The lists with postings after the window.
  private var cursors: [PostingCursor]
  private let shortLists: ShortListsIterator?
  let cost: Int
  private(set) var current = DocID.end

  /// Where the window begins, and the frequencies of its documents.
  private var first: UInt32 = 0
  private let frequencies = FixedBuffer<UInt32>(count: windowCount, repeating: 0)
  /// One bit a document: whether any list has it.
  private let touched = FixedBuffer<UInt64>(count: windowCount / 64, repeating: 0)

  init(_ cursors: [PostingCursor], _ shortLists: ShortListsIterator?) throws(ConcordError) {
    self.cursors = cursors
    self.shortLists = shortLists
    cost = cursors.reduce(shortLists?.cost ?? 0) { $0 + $1.cost }
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

  /// Begins a window at the first document at or after `target`, and stands on it.
  private func fill(from target: DocID) throws(ConcordError) {
    var least = try shortLists?.advance(to: target) ?? .end
    var kept = 0
    for cursor in cursors {
      let document = try cursor.advance(to: target)
      guard document != .end else { continue }
      least = min(least, document)
      cursors[kept] = cursor
      kept += 1
    }
    cursors.removeLast(cursors.count - kept)
    current = least
    guard least != .end else { return }
    first = least.rawValue
    for i in 0..<frequencies.count { frequencies[i] = 0 }
    for i in 0..<touched.count { touched[i] = 0 }
    let end = DocID(UInt32(clamping: UInt64(first) + UInt64(Self.windowCount)))
    for cursor in cursors { try add(cursor, before: end) }
    if let shortLists { try add(shortLists, before: end) }
  }

  private func add(_ cursor: PostingCursor, before end: DocID) throws(ConcordError) {
    while cursor.current < end {
      let next = try unsafe cursor.withRestOfBlock {
        (documents, excesses, rest) throws(ConcordError) -> Int in
        var i = rest.lowerBound
        // Safe: `rest` is inside of both buffers.
        while i < rest.upperBound, unsafe documents[i] < end.rawValue {
          unsafe add(excesses[i].addingSaturating(1), to: documents[i])
          i += 1
        }
        return i
      }
      try cursor.move(to: next)
    }
  }

  private func add(_ lists: ShortListsIterator, before end: DocID) throws(ConcordError) {
    while lists.current < end {
      add(try lists.frequency(), to: lists.current.rawValue)
      try lists.next()
    }
  }

  private func add(_ frequency: UInt32, to document: UInt32) {
    let place = Int(document - first)
    frequencies[place] = frequencies[place].addingSaturating(frequency)
    touched[place / 64] |= 1 << UInt64(place % 64)
  }
}
