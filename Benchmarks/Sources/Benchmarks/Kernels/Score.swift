import Benchmark

@testable import Concord

/// The scores of one block of 128 postings.
func scoreBenchmarks() {
  var generator = SeededGenerator()
  let count = BitPacking.blockCount
  let documentCount = 16 * count
  let norms = Norms((0..<documentCount).map { _ in UInt8.random(in: 20...120, using: &generator) })
  let documents = FixedBuffer<UInt32>(count: count, repeating: 0)
  let excesses = FixedBuffer<UInt32>(count: count, repeating: 0)
  for i in 0..<count {
    documents[i] = UInt32(16 * i) + UInt32.random(in: 0..<16, using: &generator)
    excesses[i] = UInt32.random(in: 0..<4, using: &generator)
  }
  let scores = FixedBuffer<Float>(count: count, repeating: 0)
  let scale = LengthScale(
    BM25(), fields: [(ordinal: 1, weight: 1, totalLength: UInt64(300 * documentCount))],
    documentCount: documentCount)
  guard let scoring = LeafScoring(weight: 2, scale: scale) else {
    preconditionFailure("One field has a scoring of its own.")
  }
  Benchmark("score, a block", configuration: .short) { benchmark in
    for _ in benchmark.scaledIterations {
      // Safe: all three buffers hold a block, and the documents are below the count of the norms.
      unsafe ScoreKernels.score(
        documents: documents.base, frequencies: excesses.base, range: 0..<count, norms: norms,
        scoring, into: scores.base)
      blackHole(scores[count - 1])
    }
  }
}
