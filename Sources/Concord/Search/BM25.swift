/// How documents are ranked: BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework:
/// BM25 and Beyond", 2009).
///
/// A word that occurs in *n* of *N* documents scores, in a document that holds it *f* times and
/// whose length is *dl*,
///
///     idf · f / (f + k1 · (1 − b + b · dl / avgdl)),  idf = ln(1 + (N − n + 0.5) / (n + 0.5))
///
/// Several default fields count as one (BM25F): *f*, *dl* and *avgdl* are the sums over the fields,
/// each multiplied by its weight.
public struct BM25: Sendable, Hashable {
  /// How soon more occurrences stop to count more; 0 counts a word once.
  ///
  /// At least 0.
  public let k1: Float
  /// How much a long document has to hold more occurrences; 0 (not at all) to 1.
  public let b: Float

  /// The ranking with these parameters; the defaults are Lucene's and those of the paper's survey.
  public init(k1: Float = 1.2, b: Float = 0.75) {
    precondition(k1 >= 0 && k1.isFinite, "k1 is at least 0.")
    precondition(b >= 0 && b <= 1, "b lies between 0 and 1.")
    self.k1 = k1
    self.b = b
  }

  /// How much a word says that `documentFrequency` of `documentCount` documents hold.
  static func idf(documentFrequency: Int, documentCount: Int) -> Double {
    // A word cannot be in more documents than there are, but the two counts come from different
    // fields of a damaged index.
    let n = Double(min(documentFrequency, documentCount))
    return log(1 + (Double(documentCount) - n + 0.5) / (n + 0.5))
  }
}

/// The part of BM25 that depends on a document's length: k1 · (1 − b + b · dl / avgdl).
struct LengthScale: Sendable {
  /// One field of those that count as one.
  struct Part: Sendable {
    let ordinal: UInt8
    let weight: Float
    /// What the field adds, by its norm.
    let table: FixedBuffer<Float>
  }
  let parts: [Part]
  /// The average length: avgdl.
  let averageLength: Double
  /// What is added whatever the length: k1 · (1 − b).
  let base: Float
  /// With one field, the addend to the frequency in the denominator, by the norm.
  let saturation: FixedBuffer<Float>?

  /// The scale of `fields` that count as one, each with its weight and its tokens in all of the
  /// `documentCount` documents.
  init(
    _ scoring: BM25, fields: [(ordinal: UInt8, weight: Float, totalLength: UInt64)],
    documentCount: Int
  ) {
    let total = fields.reduce(0) { $0 + Double($1.weight) * Double($1.totalLength) }
    let average = documentCount > 0 && total > 0 ? total / Double(documentCount) : 1
    averageLength = average
    base = scoring.k1 * (1 - scoring.b)
    parts = fields.map { field in
      let table = FixedBuffer<Float>(count: 256, repeating: 0)
      for norm in 0..<256 {
        let share = Double(field.weight) * Double(Norm.lengths[norm]) / average
        table[norm] = Float(Double(scoring.k1) * Double(scoring.b) * share)
      }
      return Part(ordinal: field.ordinal, weight: field.weight, table: table)
    }
    guard parts.count == 1 else {
      saturation = nil
      return
    }
    let sums = FixedBuffer<Float>(count: 256, repeating: 0)
    for norm in 0..<256 { sums[norm] = base + parts[0].table[norm] }
    saturation = sums
  }
}

/// The score of one leaf of a query in documents of one field; none if it has several.
struct LeafScoring {
  /// The idf times the boost: what the score tends to with many occurrences.
  let weight: Float
  /// The addend to the frequency in the denominator, by the norm.
  let saturation: FixedBuffer<Float>
  /// The weight of the field, which multiplies frequencies.
  let fieldWeight: Float

  init?(weight: Float, scale: LengthScale) {
    guard let saturation = scale.saturation else { return nil }
    self.weight = weight
    fieldWeight = scale.parts[0].weight
    self.saturation = saturation
  }

  /// The score of a document.
  func score(frequency: UInt32, norm: UInt8) -> Float {
    Self.score(Float(frequency) * fieldWeight, saturation[Int(norm)], weight)
  }

  /// BM25's formula, in the one order of operations that all code uses.
  static func score(_ frequency: Float, _ saturation: Float, _ weight: Float) -> Float {
    weight * frequency / (frequency + saturation)
  }

  /// An upper bound of the scores of all postings with an impact no better than `impact`.
  ///
  /// The formula grows with the frequency and falls with the length, but its rounded value can
  /// step back by one unit in the last place; the factor makes up for that.
  func bound(_ impact: Impact) -> Float {
    score(frequency: impact.frequency, norm: impact.norm) * Self.roundingFactor
  }

  /// Four units in the last place.
  static let roundingFactor: Float = 1 + 4 * Float.ulpOfOne
}
