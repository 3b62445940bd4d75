/// Visits the documents of one field that may match a leaf of a query: a word, a phrase, a NEAR.
///
/// The documents it stands on are candidates; ``frequency()`` tells whether the current one
/// matches. So a search can pass over candidates that could not win without reading positions.
protocol FrequencyIterator: DocIterator {
  /// At least the frequency in the current document, as far as it is known without positions.
  func frequencyBound() throws(ConcordError) -> UInt32

  /// How often the pattern occurs in the current document; 0 if it does not match.
  func frequency() throws(ConcordError) -> UInt32

  /// Whether the pattern occurs in the current document: as `frequency() > 0`, but it may end at
  /// the first occurrence. Not to be asked beside `frequency()`.
  func occurs() throws(ConcordError) -> Bool

  /// How close the operands of a NEAR stand in the current document: 1 over the smallest distance,
  /// 0 for patterns without distances. Known once `frequency()` was asked.
  var closeness: Float { get }

  /// A word, or a frequent pair of words, that every match has at least as often as the pattern;
  /// nil if there is none, or it is not a single list.
  var rarestWord: PostingCursor? { get }
}

extension FrequencyIterator {
  func occurs() throws(ConcordError) -> Bool { try frequency() > 0 }
  var closeness: Float { 0 }
  var rarestWord: PostingCursor? { nil }
}

/// A frequency iterator that knows where in a document the leaf occurs, too.
protocol PatternIterator: FrequencyIterator {
  /// Puts the occurrences in the current document, sorted and without duplicates, in place of what
  /// `occurrences` holds. Positions are read forwards, so this is to be asked at most once per
  /// document, and not after `frequency()`, which may have read them already.
  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError)
}

/// A pattern iterator whose occurrences all have the same length.
protocol FixedExtentIterator: PatternIterator {
  /// How many positions an occurrence has beyond its first.
  var extent: UInt32 { get }

  /// Puts the positions at which the occurrences in the current document begin in place of what
  /// `starts` holds, on the terms of `occurrences(into:)`.
  func starts(into starts: PositionList) throws(ConcordError)
}

extension PostingCursor: FixedExtentIterator {
  var extent: UInt32 { 0 }

  func starts(into starts: PositionList) throws(ConcordError) {
    starts.removeAll()
    try positions(into: starts)
  }

  func frequencyBound() throws(ConcordError) -> UInt32 { try frequency() }

  func occurrences(into occurrences: inout [Occurrence]) throws(ConcordError) {
    let positions = PositionList()
    try self.positions(into: positions)
    occurrences.removeAll(keepingCapacity: true)
    for i in 0..<positions.count {
      occurrences.append(Occurrence(start: positions[i], end: positions[i]))
    }
  }
}
