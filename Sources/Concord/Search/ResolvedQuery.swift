/// A query made ready for the segments of one snapshot: words cut and folded by the analyzers of
/// their fields, patterns expanded, statistics looked up.
indirect enum ResolvedQuery: Sendable {
  case nothing
  case everything(score: Double)
  case leaf(ResolvedLeaf)
  /// The values of a field's column that are in a range; each match has the same score.
  case column(ordinal: UInt8, ColumnRange, score: Double, query: Query)
  case all([ResolvedQuery])
  case any([ResolvedQuery])
  case except(ResolvedQuery, ResolvedQuery)
  case required(ResolvedQuery, optional: ResolvedQuery)
}

/// What is scored as one: a word, a phrase, a NEAR, in one or several fields that count as one.
struct ResolvedLeaf: Sendable {
  /// The pattern in each field in which it can occur.
  var patterns: [(ordinal: UInt8, pattern: Pattern)]
  /// All fields that count, those without a pattern included: their length counts too.
  var ordinals: [UInt8]
  /// The idf times the boost.
  var weight: Float
  /// Whether nearness adds to the score.
  var hasCloseness: Bool
  /// The part of the query that asks for it.
  var query = Query.everything
}

/// What a leaf looks for in one field.
indirect enum Pattern: Hashable, Sendable {
  /// A word in its written form, or all words of a stem.
  case term(TermKey)
  /// Any of the terms that a prefix, a pattern or a fuzzy word stands for.
  case terms(TermSet)
  /// Any of these.
  case either([Pattern])
  /// Words at these places of a phrase of `length` places.
  case phrase([PhraseWord], length: UInt32, slop: UInt32)
  case near([Pattern], Proximity)

  /// A word of a phrase and its place.
  struct PhraseWord: Hashable, Sendable {
    let pattern: Pattern
    let offset: UInt32
  }
}

/// Written words of one field that stand for each other.
struct TermSet: Sendable {
  /// One of them at least, in the order of their bytes.
  let keys: TermKeys
  /// The one that most documents have.
  let commonest: TermKey
  /// What the dictionary of each segment of the snapshot says of those that it has; nil for a part
  /// of what was found, which has to be looked up again.
  let found: [[FoundTerm]]?
}

/// Sets of the same words are equal: what the dictionaries say of them follows.
extension TermSet: Hashable {
  static func == (left: TermSet, right: TermSet) -> Bool { left.keys == right.keys }

  func hash(into hasher: inout Hasher) { hasher.combine(keys) }
}
