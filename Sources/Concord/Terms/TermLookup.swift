/// Looks up many terms of one segment, one after the other.
///
/// The terms that a prefix or a pattern stands for are neighbours, or nearly so: from one to the
/// next is a step more often than a search. In an index of many segments, each has few of them;
/// that one is missing shows by the next that is there.
struct TermLookup {
  /// How many terms are passed over before a search is the shorter way: it reads eight on average.
  private static let patience = 4

  private let dictionary: TermDictionary
  /// On the first term at or after `asked`, the last one that was asked for.
  private var cursor: TermCursor?
  private var asked: [UInt8] = []
  /// Whether that is `asked` itself.
  private var isFound = false

  init(_ dictionary: TermDictionary) { self.dictionary = dictionary }

  /// What the dictionary says of a term, or nil if the segment does not hold it.
  ///
  /// Terms may come in any order; rising ones are found faster.
  mutating func find(_ key: TermKey) throws(ConcordError) -> FoundTerm? {
    if let found = try find(key.bytes) { return found }
    guard let substitute = key.substitute else { return nil }
    return try dictionary.find(substitute)
  }

  private mutating func find(_ term: [UInt8]) throws(ConcordError) -> FoundTerm? {
    // The next one is the likeliest, and one comparison tells.
    if isFound, cursor?.isValid == true { try cursor?.next() }
    isFound = cursor?.isValid == true && cursor?.term == term
    if !isFound {
      try move(to: term)
      isFound = cursor?.isValid == true && cursor?.term == term
    }
    asked = term
    return isFound ? cursor?.found : nil
  }

  /// Puts the cursor on the first term at or after `term`.
  private mutating func move(to term: [UInt8]) throws(ConcordError) {
    guard cursor != nil, asked.lexicographicallyPrecedes(term) else {
      cursor = try dictionary.cursor(from: term)
      return
    }
    var stepCount = 0
    while let here = cursor?.term, cursor?.isValid == true, here.lexicographicallyPrecedes(term) {
      if stepCount == Self.patience {
        try cursor?.seek(term)
        return
      }
      try cursor?.next()
      stepCount += 1
    }
  }
}
