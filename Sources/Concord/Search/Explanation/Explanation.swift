/// Why a document has its score, or why it does not match: a tree of values, each with a sentence
/// of how it came about.
///
/// ``Snapshot/explain(_:key:scoring:limits:)`` makes it. Parts of the query come first; below a
/// word, a phrase or a NEAR follow the numbers of ``BM25``: how many documents there are (*N*), how
/// many have the word (*n*), how often this one does (*f*), its length (*dl*), the average length
/// (*avgdl*), *k1*, *b* and the weights.
public struct Explanation: Sendable, Hashable {
  /// Whether the document has what this part of the query asks for; true for numbers.
  public let isMatch: Bool
  /// What the part adds to the score, or the number; 0 for what does not match.
  ///
  /// The parts of a sum add up to it exactly.
  public let value: Double
  /// What the number is called in BM25's formula, such as `idf` or `avgdl`.
  ///
  /// Nil for parts of the query.
  public let symbol: String?
  /// How the value came about, or why there is no match.
  public let text: String
  /// What the value was made of.
  public let details: [Explanation]

  /// The score, to the last bit the one that a search gives.
  public var score: Float { Float(value) }

  /// A part of the query that the document has.
  static func match(_ value: Double, _ text: String, _ details: [Explanation]) -> Explanation {
    Explanation(isMatch: true, value: value, symbol: nil, text: text, details: details)
  }

  /// A part of the query that the document does not have.
  static func mismatch(_ text: String, _ details: [Explanation] = []) -> Explanation {
    Explanation(
      isMatch: false, value: 0, symbol: nil, text: "no match: \(text)", details: details)
  }

  /// A number of the formula.
  static func number(
    _ value: Double, _ symbol: String, _ text: String, _ details: [Explanation] = []
  ) -> Explanation {
    Explanation(isMatch: true, value: value, symbol: symbol, text: text, details: details)
  }
}

extension Explanation: CustomStringConvertible {
  /// The tree, a line for each value, details indented by two spaces.
  public var description: String {
    let line = "\(valueText)  \(symbol.map { "\($0): " } ?? "")\(text)"
    return details.reduce(line) { lines, detail in
      let below = detail.description.split(separator: "\n", omittingEmptySubsequences: false)
      return below.reduce(lines) { "\($0)\n  \($1)" }
    }
  }

  /// The value in as few digits as tell it from every other in single precision.
  public var valueText: String {
    // Counts of documents are exact, and look like counts.
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53 { return "\(whole)" }
    return "\(Float(value))"
  }
}
