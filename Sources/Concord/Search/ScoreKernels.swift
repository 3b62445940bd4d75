/// The inner loop of scoring.
enum ScoreKernels {
  /// Scores the postings `range` of a block into `scores` at the same subscripts.
  ///
  /// `frequencies` are one less than the frequencies.
  ///
  /// First the saturations are gathered through norms and table, then eight scores at a time are
  /// computed; the division is what costs most.
  @unsafe static func score(
    documents: UnsafePointer<UInt32>, frequencies: UnsafePointer<UInt32>, range: Range<Int>,
    norms: Norms?, _ scoring: LeafScoring, into scores: UnsafeMutablePointer<Float>
  ) {
    if let norms {
      let table = unsafe scoring.saturation.base
      let bytes = unsafe norms.base
      for i in range {
        // Safe: a cursor's documents are below the segment's count, which is that of the norms,
        // and a byte is a subscript of a table of 256.
        unsafe scores[i] = table[Int(bytes[Int(documents[i])])]
      }
    } else {
      let saturation = scoring.saturation[0]
      for i in range { unsafe scores[i] = saturation }
    }
    let weight = scoring.weight
    let fieldWeight = scoring.fieldWeight
    var i = range.lowerBound
    while i + 4 <= range.upperBound {
      let raw = unsafe UnsafeRawPointer(frequencies + i).loadUnaligned(as: SIMD4<Int32>.self)
      let frequency = SIMD4<Float>(raw &+ 1) * fieldWeight
      let saturation = unsafe UnsafeRawPointer(scores + i).loadUnaligned(as: SIMD4<Float>.self)
      let score = weight * frequency / (frequency + saturation)
      unsafe UnsafeMutableRawPointer(scores + i).storeBytes(of: score, as: SIMD4<Float>.self)
      i += 4
    }
    while i < range.upperBound {
      let frequency = unsafe Float(frequencies[i] &+ 1) * fieldWeight
      unsafe scores[i] = LeafScoring.score(frequency, scores[i], weight)
      i += 1
    }
  }
}
