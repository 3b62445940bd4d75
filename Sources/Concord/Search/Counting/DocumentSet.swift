/// Some documents of one segment, without scores: what counting goes by.
enum DocumentSet {
  /// Rising, each once.
  case list([UInt32])
  case bits(DocumentBits)

  static let empty = DocumentSet.list([])

  /// How many there are, of those that live.
  func count(_ liveDocs: LiveDocs?) -> Int {
    switch self {
    case .list(let documents):
      guard let liveDocs else { return documents.count }
      return documents.reduce(0) { $0 + (liveDocs.contains(DocID($1)) ? 1 : 0) }
    case .bits(let bits):
      guard let liveDocs else { return bits.count }
      return bits.intersection(liveDocs.bits).count
    }
  }

  /// Gives each document to `body`, rising.
  func forEach<E: Error>(_ body: (UInt32) throws(E) -> Void) throws(E) {
    switch self {
    case .list(let documents): for document in documents { try body(document) }
    case .bits(let bits): try bits.forEach(body)
    }
  }

  /// The same documents as bits, for a segment of `documentCount` documents.
  func bits(_ documentCount: Int) -> DocumentBits {
    switch self {
    case .bits(let bits): return bits
    case .list(let documents):
      return DocumentBits(documentCount: documentCount) { set in set(documents.span) }
    }
  }

  func intersection(_ other: DocumentSet) -> DocumentSet {
    switch (self, other) {
    case (.bits(let bits), .bits(let others)): .bits(bits.intersection(others))
    case (.list(let documents), .bits(let bits)), (.bits(let bits), .list(let documents)):
      .list(documents.filter(bits.contains))
    case (.list(let documents), .list(let others)): .list(Self.merge(documents, others))
    }
  }

  func subtracting(_ other: DocumentSet, of documentCount: Int) -> DocumentSet {
    switch self {
    case .bits(let bits): return .bits(bits.subtracting(other.bits(documentCount)))
    case .list(let documents):
      let others = other.bits(documentCount)
      return .list(documents.filter { !others.contains($0) })
    }
  }

  /// What two lists share.
  private static func merge(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var shared: [UInt32] = []
    var i = 0
    var k = 0
    while i < left.count, k < right.count {
      let (x, y) = (left[i], right[k])
      if x == y { shared.append(x) }
      i += x <= y ? 1 : 0
      k += y <= x ? 1 : 0
    }
    return shared
  }
}
