/// Matches the documents whose value in a column is in a range, with the same score for each.
///
/// It looks at values one after the other, and only at those of documents that it is asked for:
/// beside a rare word, few frames of the column are read.
final class RangeScorer: Scorer {
  private var values: ColumnCursor
  private let range: ColumnRange
  private let constant: Double
  private(set) var current = DocID.end
  let cost: Int

  init(_ column: Column, _ range: ColumnRange, score: Double) throws(ConcordError) {
    values = ColumnCursor(column)
    self.range = range
    constant = score
    cost = column.documentCount
    current = try values.firstDocument(from: DocID(0), in: range)
  }

  @discardableResult
  func next() throws(ConcordError) -> DocID {
    current == .end ? .end : try advance(to: current.next)
  }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID {
    if target > current { current = try values.firstDocument(from: target, in: range) }
    return current
  }

  func score() throws(ConcordError) -> Double { constant }

  func bound(from first: DocID, through last: DocID) throws(ConcordError) -> Float {
    Float(constant) * LeafScoring.roundingFactor
  }
}
