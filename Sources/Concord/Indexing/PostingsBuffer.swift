/// The inverted index of the documents that were added since the last flush, in memory.
struct PostingsBuffer {
  private var terms = TermTable()
  private var chain = PostingChain()

  /// Bytes of memory in use.
  var byteCount: Int { terms.byteCount + chain.byteCount }

  var isEmpty: Bool { terms.count == 0 }
  /// Whether no more documents should be added, whatever the budget.
  var isNearlyFull: Bool { chain.isNearlyFull }

  /// Adds the tokens of one field of `document`, whose DocID is not below that of any before.
  mutating func add(_ tokens: TokenBuffer, field: UInt8, document: UInt32) {
    unsafe tokens.tokens.withUnsafeBufferPointer { tokenBuffer in
      unsafe tokens.termBytes.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        for i in tokenBuffer.indices {
          // Safe: a token's term lies in `termBytes`.
          let token = unsafe tokenBuffer[i]
          unsafe add(
            base + Int(token.termStart), count: Int(token.termCount), field: field,
            document: document, position: token.position)
        }
      }
    }
  }

  @unsafe private mutating func add(
    _ term: UnsafePointer<UInt8>, count: Int, field: UInt8, document: UInt32, position: UInt32
  ) {
    let index = unsafe terms.index(of: term, count: count, field: field)
    let entry = unsafe terms.entry(index)
    let documentAfterLast = unsafe entry.pointee.documentAfterLast
    if documentAfterLast != document + 1 {
      if documentAfterLast == 0 {
        unsafe chain.begin(entry)
      } else {
        unsafe chain.append(0, to: entry)
      }
      unsafe chain.append(document - documentAfterLast, to: entry)
      unsafe entry.pointee.documentAfterLast = document + 1
      unsafe entry.pointee.lastPosition = 0
    }
    unsafe chain.append(position - entry.pointee.lastPosition + 1, to: entry)
    unsafe entry.pointee.lastPosition = position
  }

  /// The last document that holds the one token of `tokens` in `field`.
  func lastDocument(of tokens: TokenBuffer, field: UInt8) -> UInt32? {
    guard let token = tokens.tokens.first else { return nil }
    return unsafe tokens.termBytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      // Safe: a token's term lies in `termBytes`.
      let found = unsafe terms.find(
        base + Int(token.termStart), count: Int(token.termCount), field: field)
      return found.map { terms.entries[$0].documentAfterLast - 1 }
    }
  }

  /// Gives every posting list to `segment`, in the order of the terms.
  func flush(
    to segment: inout SegmentWriter
  ) throws(ConcordError) {
    var positions: [UInt32] = []
    for i in terms.sortedIndexes() {
      let entry = terms.entries[i]
      var reader = PostingChain.Reader(chain, entry)
      try segment.beginTerm(terms.key(of: i))
      var documentAfterLast: UInt32 = 0
      while !reader.isAtEnd {
        let document = documentAfterLast + reader.varint()
        documentAfterLast = document + 1
        positions.removeAll(keepingCapacity: true)
        var position: UInt32 = 0
        while !reader.isAtEnd {
          let gap = reader.varint()
          if gap == 0 { break }
          position += gap - 1
          positions.append(position)
        }
        try segment.add(document, positions: positions.span)
      }
      try segment.finishTerm()
    }
  }
}
