/// The two operands of a NEAR or a sloppy phrase, if all occurrences of each have one length: words
/// and exact phrases.
final class OperandPair {
  private let iterators: (left: any FixedExtentIterator, right: any FixedExtentIterator)
  let left: PositionPairs.Operand
  let right: PositionPairs.Operand

  /// Nil unless both operands are of that kind.
  init?(_ left: any PatternIterator, _ right: any PatternIterator) {
    guard let left = left as? any FixedExtentIterator,
      let right = right as? any FixedExtentIterator
    else { return nil }
    iterators = (left, right)
    self.left = PositionPairs.Operand(starts: PositionList(), extent: Int(left.extent))
    self.right = PositionPairs.Operand(starts: PositionList(), extent: Int(right.extent))
  }

  /// At most so many pairs are in the current document.
  func frequencyBound() throws(ConcordError) -> UInt32 {
    let bound = try iterators.left.frequencyBound()
    return bound.multipliedSaturating(by: try iterators.right.frequencyBound())
  }

  /// Reads where the operands occur in the current document; false if one of them does not.
  func readStarts() throws(ConcordError) -> Bool {
    // A phrase is the one that may be nowhere; then the other is not worth reading.
    if right.extent > left.extent {
      return try read(iterators.right, right) ? try read(iterators.left, left) : false
    }
    return try read(iterators.left, left) ? try read(iterators.right, right) : false
  }

  private func read(
    _ iterator: any FixedExtentIterator, _ operand: PositionPairs.Operand
  ) throws(ConcordError) -> Bool {
    try iterator.starts(into: operand.starts)
    return operand.starts.count > 0
  }

  /// Where the operands occur, as they were read.
  var occurrences: [[Occurrence]] {
    [left, right].map { operand in
      operand.starts.array.map { Occurrence(start: $0, end: $0 + UInt32(operand.extent)) }
    }
  }
}
