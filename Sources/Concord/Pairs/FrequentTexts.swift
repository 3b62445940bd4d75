/// The texts of one field of a segment, of which only the frequent terms can be read.
struct FrequentTexts: Sendable {
  /// Bytes of frames to keep beside those that a cursor is in: terms next to each other begin in
  /// the same frames.
  private static let cacheByteCount = 4 << 20

  /// In the order in which they come in the keys of pairs: `on` comes after `once`, for the
  /// separator comes after all letters.
  let terms: [FrequentTerm]
  private let source: PostingSource
  private let norms: [UInt8]

  init(_ terms: [FrequentTerm], in source: PostingSource, norms: [UInt8]) {
    self.terms = terms.sorted {
      ($0.key + [PairKey.separator]).lexicographicallyPrecedes($1.key + [PairKey.separator])
    }
    self.source = source
    self.norms = norms
  }

  /// The documents in two halves of about the same length.
  var halves: (Range<Int>, Range<Int>) {
    let total = norms.reduce(0) { $0 + UInt64(Norm.decode($1)) }
    var middle = 0
    var length: UInt64 = 0
    while middle < norms.count, length < total / 2 {
      length += UInt64(Norm.decode(norms[middle]))
      middle += 1
    }
    return (0..<middle, middle..<norms.count)
  }

  /// Gives each two terms that stand next to each other in some of the documents to `body`, by
  /// their subscripts, document by document.
  func forEachPair(
    in documents: Range<Int>,
    _ body: (_ document: UInt32, _ first: UInt32, _ second: UInt32) -> Void
  ) throws(ConcordError) {
    guard !documents.isEmpty else { return }
    let source = source.reopened(budget: Self.cacheByteCount)
    var cursors: [PostingCursor] = []
    cursors.reserveCapacity(terms.count)
    for term in terms {
      let found = FoundTerm(info: term.info, frame: .empty, inlineOffset: 0)
      let cursor = try PostingCursor(PostingList(found, hasPositions: true, source: source))
      try cursor.advance(to: DocID(UInt32(documents.lowerBound)))
      cursors.append(cursor)
    }
    var run = TextRun(documents, norms: norms, isStem: terms.map { TermKey.isStem($0.key) })
    let positions = PositionList()
    while run.advance() {
      let end = UInt32(run.documents.upperBound)
      for (term, cursor) in cursors.enumerated() {
        while cursor.current.rawValue < end {
          positions.removeAll()
          try cursor.positions(into: positions)
          guard run.add(term, at: positions, in: cursor.current.rawValue) else {
            throw .corrupt(
              file: source.positions.fileName, offset: 0,
              reason: "a position in document \(cursor.current.rawValue) is beyond its text")
          }
          try cursor.next()
        }
      }
      run.forEachPair(body)
    }
  }
}
