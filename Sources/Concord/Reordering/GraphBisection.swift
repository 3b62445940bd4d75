/// Orders documents by recursive graph bisection (Dhulipala, Kabiljo, Karrer, Ottaviano, Pupyrev
/// and Shalita, "Compressing Graphs and Indexes with Recursive Graph Bisection", KDD 2016).
///
/// The documents are cut into two halves, and documents change sides in pairs for as long as that
/// makes the gaps of posting lists cheaper; then each half is cut in the same way. What a word
/// costs is estimated from how many documents of each side have it, with logarithms in place of the
/// differences that the paper has (Mackenzie, Petri and Moffat, "Tradeoff Options for Bipartite
/// Graph Partitioning", TKDE 2022).
///
/// The order follows from the documents alone: the two threads never touch the same ones.
struct GraphBisection {
  /// Runs of documents that are left as they are: shorter than a block of postings is enough.
  private static let leafCount = 32
  /// How often documents change sides at most, and the part of them below which it ends sooner.
  ///
  /// The paper's authors have 20 rounds; the last ones move few documents and cost as much as the
  /// first.
  private static let roundLimit = 12
  private static let leastExchange = 200

  private let index: ForwardIndex
  private let isCancelled: @Sendable () -> Bool

  init(_ index: ForwardIndex, isCancelled: @escaping @Sendable () -> Bool = { false }) {
    self.index = index
    self.isCancelled = isCancelled
  }

  /// The documents in their new order; nil if it was cancelled.
  func order() -> [UInt32]? {
    let documents = FixedBuffer<UInt32>(count: index.documentCount, repeating: 0)
    for i in 0..<index.documentCount { documents[i] = UInt32(i) }
    let middle = index.documentCount / 2
    let work = BackgroundWork<Void>(label: "concord.reordering")
    let (bisection, end) = (self, index.documentCount)
    if index.documentCount > Self.leafCount {
      Halves(self, documents).exchange(0..<index.documentCount)
      // Safe to share: this thread and the other one have different documents in hand.
      work.begin { Halves(bisection, documents).cut(middle..<end) }
      Halves(self, documents).cut(0..<middle)
      work.take()
    }
    return isCancelled() ? nil : (0..<index.documentCount).map { documents[$0] }
  }

  /// What one thread needs to cut runs of documents in two.
  private struct Halves {
    private let index: ForwardIndex
    private let isCancelled: @Sendable () -> Bool
    private let documents: FixedBuffer<UInt32>
    /// How many documents of the run's first and second half have each word.
    private let lefts: FixedBuffer<Int32>
    private let rights: FixedBuffer<Int32>
    /// By which each document wants to be in the second half.
    private let biases: FixedBuffer<Float>
    /// The logarithm of each number of documents.
    private let logarithms: FixedBuffer<Float>

    init(_ bisection: GraphBisection, _ documents: FixedBuffer<UInt32>) {
      index = bisection.index
      isCancelled = bisection.isCancelled
      self.documents = documents
      lefts = FixedBuffer(count: index.wordCount, repeating: 0)
      rights = FixedBuffer(count: index.wordCount, repeating: 0)
      biases = FixedBuffer(count: index.documentCount, repeating: 0)
      logarithms = FixedBuffer(count: index.documentCount + 2, repeating: 0)
      for i in 1..<logarithms.count { logarithms[i] = Float(log(Double(i))) }
    }

    /// Cuts a run and both of its halves, down to the shortest.
    func cut(_ run: Range<Int>) {
      guard run.count > GraphBisection.leafCount, !isCancelled() else { return }
      exchange(run)
      let middle = run.lowerBound + run.count / 2
      cut(run.lowerBound..<middle)
      cut(middle..<run.upperBound)
    }

    /// Has documents change sides until no pair gains by it.
    func exchange(_ run: Range<Int>) {
      let middle = run.lowerBound + run.count / 2
      for i in run {
        let side = i < middle ? lefts : rights
        index.forEachWord(of: documents[i]) { side[$0] += 1 }
      }
      for _ in 0..<GraphBisection.roundLimit {
        if isCancelled() { break }
        for i in run { biases[Int(documents[i])] = bias(of: documents[i]) }
        // Those that want to leave the most come first.
        sort(run.lowerBound..<middle) { $0 > $1 }
        sort(middle..<run.upperBound) { $0 < $1 }
        var pairCount = 0
        for (i, k) in zip(run.lowerBound..<middle, middle..<run.upperBound) {
          let (left, right) = (documents[i], documents[k])
          guard biases[Int(left)] > biases[Int(right)] else { break }
          move(left, from: lefts, to: rights)
          move(right, from: rights, to: lefts)
          (documents[i], documents[k]) = (right, left)
          pairCount += 1
        }
        if pairCount * GraphBisection.leastExchange < run.count { break }
      }
      for i in run {
        index.forEachWord(of: documents[i]) { word in
          lefts[word] = 0
          rights[word] = 0
        }
      }
    }

    private func move(
      _ document: UInt32, from: FixedBuffer<Int32>, to: FixedBuffer<Int32>
    ) {
      index.forEachWord(of: document) { word in
        from[word] -= 1
        to[word] += 1
      }
    }

    /// For each word, how many times as many documents of the second half have it, as a logarithm.
    private func bias(of document: UInt32) -> Float {
      var bias: Float = 0
      index.forEachWord(of: document) { word in
        bias += logarithms[Int(rights[word]) + 1] - logarithms[Int(lefts[word]) + 1]
      }
      return bias
    }

    /// Sorts a run by bias, and documents with the same one by their numbers.
    private func sort(_ run: Range<Int>, by comesFirst: (Float, Float) -> Bool) {
      let sorted = run.map { documents[$0] }.sorted { a, b in
        let (x, y) = (biases[Int(a)], biases[Int(b)])
        return x == y ? a < b : comesFirst(x, y)
      }
      for (i, document) in zip(run, sorted) { documents[i] = document }
    }
  }
}
