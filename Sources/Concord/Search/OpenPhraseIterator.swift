/// Matches a phrase that ends in places for any word, where the field goes on for so long:
/// `"state of ?"` is not in a text that ends with *of*.
final class OpenPhraseIterator: FixedExtentIterator {
  private let phrase: PhraseIterator
  /// How many positions the field has in a document.
  private let length: (DocID) throws(ConcordError) -> UInt32
  private let starts = PositionList()

  init(_ phrase: PhraseIterator, length: @escaping (DocID) throws(ConcordError) -> UInt32) {
    self.phrase = phrase
    self.length = length
  }

  var current: DocID { phrase.current }
  var cost: Int { phrase.cost }
  var extent: UInt32 { phrase.extent }
  var rarestWord: PostingCursor? { phrase.rarestWord }

  @discardableResult
  func next() throws(ConcordError) -> DocID { try phrase.next() }

  @discardableResult
  func advance(to target: DocID) throws(ConcordError) -> DocID { try phrase.advance(to: target) }

  func frequencyBound() throws(ConcordError) -> UInt32 { try phrase.frequencyBound() }

  func frequency() throws(ConcordError) -> UInt32 {
    try starts(into: starts)
    return UInt32(starts.count)
  }

  func starts(into starts: PositionList) throws(ConcordError) {
    try phrase.starts(into: starts)
    guard starts.count > 0 else { return }
    let length = try length(current)
    var kept = starts.count
    while kept > 0, starts[kept - 1] >= length || length - starts[kept - 1] <= extent { kept -= 1 }
    starts.keepFirst(kept)
  }

  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError) {
    try starts(into: starts)
    occurrences.removeAll(keepingCapacity: true)
    for i in 0..<starts.count {
      occurrences.append(Occurrence(start: starts[i], end: starts[i] + extent))
    }
  }
}
