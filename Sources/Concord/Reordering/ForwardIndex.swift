/// Which words each document has: the posting lists of several segments, turned round.
struct ForwardIndex: Sendable {
  /// Postings to keep at most, at four bytes each: 128 MiB.
  ///
  /// Where there are more, those of the rarest words are left out: the common ones say more about
  /// what a document is like.
  static let postingLimit = 32 << 20
  /// Words in fewer documents are left out: they put too few of them side by side.
  private static let leastDocumentCount = 16

  let documentCount: Int
  /// Words are numbers below this.
  private(set) var wordCount = 0
  /// Where the words of each document begin; one more for the end.
  private let starts: FixedBuffer<Int>
  private let words: FixedBuffer<UInt32>

  /// Reads the written words of all text fields; nil if it was cancelled.
  ///
  /// `numbers` says by source which document here each of its documents is, or `DocID.end`.
  init?(
    _ sources: [OpenSegment], numbers: [[UInt32]], documentCount: Int, schema: Schema,
    isCancelled: () -> Bool
  ) throws(ConcordError) {
    self.documentCount = documentCount
    let visit = WordVisit(sources, numbers: numbers, schema: schema)
    let least = try visit.leastDocumentCount(
      atLeast: Self.leastDocumentCount, postingLimit: Self.postingLimit)
    // First how many words each document has, and from that where they begin.
    let starts = FixedBuffer<Int>(count: documentCount + 1, repeating: 0)
    guard
      try visit.forEachPosting(
        ofWordsIn: least, isCancelled,
        { _, document in
          starts[document + 1] += 1
        })
    else { return nil }
    for i in 0..<documentCount { starts[i + 1] += starts[i] }
    let words = FixedBuffer<UInt32>(count: starts[documentCount], repeating: 0)
    let ends = FixedBuffer<Int>(count: documentCount, repeating: 0)
    for i in 0..<documentCount { ends[i] = starts[i] }
    var wordCount = 0
    guard
      try visit.forEachPosting(
        ofWordsIn: least, isCancelled,
        { word, document in
          words[ends[document]] = UInt32(word)
          ends[document] += 1
          wordCount = word + 1
        })
    else { return nil }
    self.starts = starts
    self.words = words
    self.wordCount = wordCount
  }

  /// An index of documents whose words are known.
  init(_ documents: [[UInt32]]) {
    documentCount = documents.count
    starts = FixedBuffer(count: documents.count + 1, repeating: 0)
    words = FixedBuffer(count: documents.reduce(0) { $0 + $1.count }, repeating: 0)
    for (i, document) in documents.enumerated() {
      starts[i + 1] = starts[i] + document.count
      for (k, word) in document.enumerated() {
        words[starts[i] + k] = word
        wordCount = max(wordCount, Int(word) + 1)
      }
    }
  }

  /// Gives each word of a document to `body`.
  @inline(__always)
  func forEachWord(of document: UInt32, _ body: (Int) -> Void) {
    for i in starts[Int(document)]..<starts[Int(document) + 1] { body(Int(words[i])) }
  }
}

/// Goes through the written words of several segments together.
private struct WordVisit {
  let sources: [OpenSegment]
  let numbers: [[UInt32]]
  let schema: Schema

  init(_ sources: [OpenSegment], numbers: [[UInt32]], schema: Schema) {
    self.sources = sources
    self.numbers = numbers
    self.schema = schema
  }

  /// In how many documents a word has to be at least so that no more than `postingLimit` postings
  /// are left.
  func leastDocumentCount(
    atLeast least: Int, postingLimit: Int
  ) throws(ConcordError) -> Int {
    // By the position of the highest bit: twice as many documents are the next step.
    var postingCounts = [Int](repeating: 0, count: Int.bitWidth)
    _ = try forEachWord { cursors throws(ConcordError) in
      let count = Self.documentCount(cursors)
      postingCounts[Int.bitWidth - 1 - count.leadingZeroBitCount] += count
      return true
    }
    var bit = Int.bitWidth - 1
    var left = postingLimit
    while bit >= 0, postingCounts[bit] <= left {
      left -= postingCounts[bit]
      bit -= 1
    }
    return max(least, bit < 0 ? 0 : 2 << bit)
  }

  /// Gives each living document of each word that is in at least `least` documents to `body`, with
  /// the word's number; false if it was cancelled.
  func forEachPosting(
    ofWordsIn least: Int, _ isCancelled: () -> Bool,
    _ body: (_ word: Int, _ document: Int) -> Void
  ) throws(ConcordError) -> Bool {
    var word = 0
    return try forEachWord { cursors throws(ConcordError) in
      guard Self.documentCount(cursors) >= least else { return true }
      if isCancelled() { return false }
      for (source, cursor) in cursors {
        let list = PostingList(
          cursor.found, hasPositions: true, source: sources[source].segment.postings)
        let postings = try PostingCursor(list)
        while postings.current != .end {
          let number = numbers[source][Int(postings.current.rawValue)]
          if number != DocID.end.rawValue { body(word, Int(number)) }
          try postings.next()
        }
      }
      word += 1
      return true
    }
  }

  private static func documentCount(_ cursors: [(source: Int, cursor: TermCursor)]) -> Int {
    cursors.reduce(0) { $0 + Int($1.cursor.found.info.documentFrequency) }
  }

  /// Gives each written word of a text field to `body`, with the cursors that stand on it, until it
  /// says no; false if it did.
  private func forEachWord(
    _ body: ([(source: Int, cursor: TermCursor)]) throws(ConcordError) -> Bool
  ) throws(ConcordError) -> Bool {
    var cursors: [TermCursor] = []
    for source in sources { cursors.append(try source.segment.dictionary.cursor()) }
    while let first = SegmentMerge.leastTerm(cursors) {
      let term = cursors[first].term
      let here = cursors.indices.filter { cursors[$0].isValid && cursors[$0].term == term }
      if isWord(term), try !body(here.map { ($0, cursors[$0]) }) { return false }
      for i in here { try cursors[i].next() }
    }
    return true
  }

  private func isWord(_ term: [UInt8]) -> Bool {
    term[0] != Schema.keyOrdinal && Int(term[0]) <= schema.fields.count
      && schema.field(term[0]).isText && !TermKey.isStem(term)
  }
}
