/// Documents that may be among the best, in order, each with the part of its score that is known.
///
/// Searches go through their words batch by batch and not document by document: so each word's
/// loop is a tight one over its own block.
final class CandidateBatch {
  private let capacity: Int
  private(set) var count = 0
  private let documentBuffer: FixedBuffer<UInt32>
  private let scoreBuffer: FixedBuffer<Double>

  /// Room for `capacity` documents: those of a block, or of a window.
  ///
  /// To clear the memory for a window takes longer than to find a rare word.
  init(capacity: Int) {
    self.capacity = capacity
    documentBuffer = FixedBuffer(count: capacity, repeating: 0)
    scoreBuffer = FixedBuffer(count: capacity, repeating: 0)
  }

  /// The documents and the scores; valid while the batch lives.
  @unsafe var documents: UnsafeMutablePointer<UInt32> { unsafe documentBuffer.base }
  @unsafe var scores: UnsafeMutablePointer<Double> { unsafe scoreBuffer.base }

  func document(_ i: Int) -> DocID { DocID(documentBuffer[i]) }

  func score(_ i: Int) -> Double { scoreBuffer[i] }

  func add(_ score: Double, to i: Int) { scoreBuffer[i] += score }

  func removeAll() { count = 0 }

  /// Forgets all but the first `kept`.
  func keepFirst(_ kept: Int) {
    precondition(kept >= 0 && kept <= count, "There are not so many.")
    count = kept
  }

  func append(_ document: DocID, _ score: Double) {
    documentBuffer[count] = document.rawValue
    scoreBuffer[count] = score
    count += 1
  }

  /// Appends those of `added` documents whose score is above `floor`.
  @unsafe func append(
    _ documents: UnsafePointer<UInt32>, _ scores: UnsafePointer<Float>, count added: Int,
    above floor: Float
  ) {
    precondition(added <= capacity - count, "There is no room for so many.")
    let floors = SIMD8<Float>(repeating: floor)
    var i = 0
    // Once the floor is high, eight in a row are nearly always below it.
    while i + 8 <= added {
      let eight = unsafe UnsafeRawPointer(scores + i).loadUnaligned(as: SIMD8<Float>.self)
      if any(eight .> floors) {
        for k in i..<i + 8 where unsafe scores[k] > floor {
          unsafe append(DocID(documents[k]), Double(scores[k]))
        }
      }
      i += 8
    }
    while i < added {
      if unsafe scores[i] > floor { unsafe append(DocID(documents[i]), Double(scores[i])) }
      i += 1
    }
  }

  /// Keeps those whose score can be above `threshold` with `rest` more.
  func keep(above threshold: Float, with rest: Double) {
    var kept = 0
    for i in 0..<count {
      // Safe: `kept` ≤ i < count, which is at most the capacity of both.
      let score = unsafe scores[i]
      unsafe documents[kept] = unsafe documents[i]
      unsafe scores[kept] = score
      // Rounding to single precision keeps the order, so this is exact.
      kept += Float(score + rest) > threshold ? 1 : 0
    }
    count = kept
  }
}
