/// Looks up many terms of one segment, one after the other.
///
/// The terms that a prefix or a pattern stands for are neighbours, or nearly so: from one to the
/// next is a step more often than a search.
struct TermLookup {
  /// How many terms are passed over before a search is the shorter way: it reads eight on average.
  private static let patience = 4

  private let dictionary: TermDictionary
  private var cursor: TermCursor?

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
    for _ in 0..<Self.patience {
      guard cursor?.isValid == true else { break }
      try cursor?.next()
      if let cursor, cursor.isValid, cursor.term == term { return cursor.found }
    }
    let found = try dictionary.cursor(from: term)
    cursor = found
    return found.isValid && found.term == term ? found.found : nil
  }
}
