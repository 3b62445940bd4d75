/// A document of a snapshot: which segment, which document in it.
struct DocumentAddress: Hashable, Comparable, Sendable {
  var segment: Int
  var document: DocID

  static func < (left: DocumentAddress, right: DocumentAddress) -> Bool {
    (left.segment, left.document) < (right.segment, right.document)
  }
}

/// Keeps the best *k* documents.
///
/// Higher scores are better; of equal scores, the document that was added first. Documents
/// come in the order of their addresses, so a new one has to beat the worst that is kept.
struct TopHits {
  struct Entry: Sendable {
    var score: Float
    var address: DocumentAddress

    /// Whether this entry is worse than another.
    func isWorse(than other: Entry) -> Bool {
      score != other.score ? score < other.score : other.address < address
    }
  }

  let limit: Int
  /// A heap with the worst entry first.
  private var heap: [Entry] = []
  /// A document needs a score above this to be kept.
  private(set) var threshold = -Float.infinity

  init(limit: Int) {
    self.limit = limit
    heap.reserveCapacity(min(limit, 1024))
    if limit == 0 { threshold = .infinity }
  }

  var count: Int { heap.count }

  /// Takes note that `limit` documents with at least this score are still to come.
  mutating func expect(_ score: Float) { threshold = max(threshold, score.nextDown) }

  /// Keeps the document if it is good enough.
  mutating func insert(_ score: Float, _ address: DocumentAddress) {
    guard score > threshold else { return }
    let entry = Entry(score: score, address: address)
    if heap.count < limit {
      heap.append(entry)
      siftUp(heap.count - 1)
    } else {
      heap[0] = entry
      siftDown(0)
    }
    if heap.count == limit { threshold = max(threshold, heap[0].score) }
  }

  /// The documents kept, best first.
  func sorted() -> [Entry] { heap.sorted { $1.isWorse(than: $0) } }

  private mutating func siftUp(_ start: Int) {
    var i = start
    while i > 0 {
      let parent = (i - 1) / 2
      guard heap[i].isWorse(than: heap[parent]) else { return }
      heap.swapAt(i, parent)
      i = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    let entry = heap[start]
    var i = start
    while true {
      var worst = 2 * i + 1
      guard worst < heap.count else { break }
      if worst + 1 < heap.count, heap[worst + 1].isWorse(than: heap[worst]) { worst += 1 }
      guard heap[worst].isWorse(than: entry) else { break }
      heap[i] = heap[worst]
      i = worst
    }
    heap[i] = entry
  }
}
