/// Some documents of a segment, one bit for each document that the segment has.
///
/// A value: what combines two makes a third. Each operation costs one pass over the words, so a
/// hundred thousand documents cost less than a thousand postings.
@safe struct DocumentBits: Sendable {
  /// The words, the document 0 in the lowest bit of the first; bits past the last document are 0.
  let memory: Frame
  let documentCount: Int

  private static let byteCount = MemoryLayout<UInt64>.size

  private var wordCount: Int { memory.count / Self.byteCount }

  /// How many bytes the bits of `documentCount` documents take.
  static func byteCount(ofDocuments documentCount: Int) -> Int {
    (documentCount + 63) / 64 * byteCount
  }

  /// Bits that ``memory`` holds already.
  init(_ memory: Frame, documentCount: Int) {
    precondition(
      memory.count == Self.byteCount(ofDocuments: documentCount), "Each document has a bit.")
    self.memory = memory
    self.documentCount = documentCount
  }

  /// Sets the bits that `fill` asks for; it gives rising documents, all below the count.
  init<E: Error>(
    documentCount: Int, _ fill: (_ set: (Span<UInt32>) -> Void) throws(E) -> Void
  ) throws(E) {
    let memory = try unsafe Frame(count: Self.byteCount(ofDocuments: documentCount)) {
      (bytes: UnsafeMutableRawBufferPointer) throws(E) in
      guard let base = bytes.baseAddress else { return }
      unsafe bytes.initializeMemory(as: UInt8.self, repeating: 0)
      let words = unsafe base.assumingMemoryBound(to: UInt64.self)
      try fill { documents in
        for i in documents.indices {
          let document = documents[i]
          precondition(Int(document) < documentCount, "There are fewer documents.")
          // Safe: just checked.
          unsafe words[Int(document / 64)] |= 1 &<< UInt64(document % 64)
        }
      }
    }
    self.init(memory, documentCount: documentCount)
  }

  /// The bits of all documents.
  init(all documentCount: Int) {
    self.init(documentCount: documentCount) { word in
      let left = documentCount - word * 64
      return left >= 64 ? .max : 1 << UInt64(left) - 1
    }
  }

  /// The bits in `words`, of which those past the last document are 0.
  init(_ words: [UInt64], documentCount: Int) {
    precondition(words.count == (documentCount + 63) / 64, "Each document has a bit.")
    self.init(documentCount: documentCount) { words[$0] }
  }

  private init(documentCount: Int, word: (Int) -> UInt64) {
    let memory = unsafe Frame(count: Self.byteCount(ofDocuments: documentCount)) { bytes in
      guard let base = bytes.baseAddress else { return }
      let words = unsafe base.assumingMemoryBound(to: UInt64.self)
      // Safe: there are as many words as are counted here.
      for i in 0..<(bytes.count / Self.byteCount) { unsafe words[i] = word(i) }
    }
    self.init(memory, documentCount: documentCount)
  }

  /// Safe: `memory` has whole words and is aligned to 16 bytes.
  @unsafe private var words: UnsafePointer<UInt64> {
    unsafe memory.base.assumingMemoryBound(to: UInt64.self)
  }

  func contains(_ document: UInt32) -> Bool {
    precondition(Int(document) < documentCount, "There are fewer documents.")
    // Safe: just checked.
    return unsafe words[Int(document / 64)] &>> UInt64(document % 64) & 1 == 1
  }

  var count: Int {
    let words = unsafe words
    var count = 0
    // Safe: `i` stays below the number of words.
    for i in 0..<wordCount { unsafe count &+= words[i].nonzeroBitCount }
    return count
  }

  /// Gives each document whose bit is set to `body`, rising.
  func forEach<E: Error>(_ body: (UInt32) throws(E) -> Void) throws(E) {
    for i in 0..<wordCount {
      // Safe: `i` stays below the number of words.
      var word = unsafe words[i]
      while word != 0 {
        try body(UInt32(i * 64 + word.trailingZeroBitCount))
        word &= word - 1
      }
    }
  }

  func intersection(_ other: DocumentBits) -> DocumentBits {
    combined(with: other) { $0 & $1 }
  }

  func union(_ other: DocumentBits) -> DocumentBits { combined(with: other) { $0 | $1 } }

  func subtracting(_ other: DocumentBits) -> DocumentBits {
    combined(with: other) { $0 & ~$1 }
  }

  @inline(__always)
  private func combined(
    with other: DocumentBits, _ combine: (UInt64, UInt64) -> UInt64
  ) -> DocumentBits {
    precondition(documentCount == other.documentCount, "These are bits of different segments.")
    let left = unsafe words
    let right = unsafe other.words
    // Safe: both have as many words as the result.
    return DocumentBits(documentCount: documentCount) { i in unsafe combine(left[i], right[i]) }
  }
}
