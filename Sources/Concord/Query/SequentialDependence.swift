/// How much it counts that words of a query stand together in a document as they do in the query.
///
/// The sequential dependence model (Metzler and Croft, “A Markov random field model for term
/// dependencies”, 2005), with BM25 in place of its language models: a query of the words *a b c* is
/// ranked by
///
///     words · (a + b + c) + orderedPairs · ("a b" + "b c")
///       + unorderedPairs · (a near b + b near c)
///
/// where each part has its score of BM25, and *near* means in a window of so many words, in any
/// order; as in any NEAR, those nearest to each other count most. What matches stays as it was.
public struct SequentialDependence: Sendable, Hashable {
  /// The weight of the words by themselves, above 0.
  public var words: Float
  /// The weight of neighbours that are neighbours in the document too, in the same order; at
  /// least 0.
  public var orderedPairs: Float
  /// The weight of neighbours that are near each other in the document, at least 0.
  public var unorderedPairs: Float
  /// How many words a window holds, the pair included; at least 2.
  public var windowLength: Int

  /// The weights and the window of the paper.
  public init(
    words: Float = 0.85, orderedPairs: Float = 0.10, unorderedPairs: Float = 0.05,
    windowLength: Int = 8
  ) {
    precondition(words > 0 && orderedPairs >= 0 && unorderedPairs >= 0, "Weights are positive.")
    precondition(windowLength >= 2, "A window holds a pair.")
    self.words = words
    self.orderedPairs = orderedPairs
    self.unorderedPairs = unorderedPairs
    self.windowLength = windowLength
  }
}

extension Query {
  /// The same documents, those ranked higher in which neighbours of the query stand together.
  ///
  /// A query of words side by side, or of words that must all be there, gets optional pairs; any
  /// other is left as it is: who types a phrase or a NEAR has said what shall be near what. The
  /// words keep their scores, and the pairs are weighted in proportion.
  ///
  /// - Complexity: two more leaves for each pair of neighbours, which read positions.
  public func rankedByNearness(
    _ dependence: SequentialDependence = SequentialDependence()
  ) -> Query {
    switch self {
    case .any(let parts):
      return .any(parts + Query.pairs(of: parts, dependence))
    case .all(let parts):
      let pairs = Query.pairs(of: parts, dependence)
      return pairs.isEmpty ? self : .required(parts, optional: pairs)
    default:
      return self
    }
  }

  /// The pairs of neighbours among `parts` that are words of one field.
  private static func pairs(of parts: [Query], _ dependence: SequentialDependence) -> [Query] {
    var pairs: [Query] = []
    for (first, second) in zip(parts, parts.dropFirst()) {
      guard case .term(let one, let field) = first, case .term(let other, let itsField) = second,
        field == itsField
      else { continue }
      let ordered = Query.phrase([.word(one), .word(other)], field: field)
      // A window of n words holds two that are n − 1 apart.
      let near = Query.near([first, second], Proximity(within: dependence.windowLength - 1))
      for (pair, weight) in [
        (ordered, dependence.orderedPairs), (near, dependence.unorderedPairs),
      ] where weight > 0 {
        pairs.append(.boosted(pair, by: weight / dependence.words))
      }
    }
    return pairs
  }
}
