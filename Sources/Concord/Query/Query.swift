/// What is asked of an index: a tree of words, phrases and the operators that join them.
///
/// A query is a value. Build one from its cases, or read one from the query language:
///
/// ```swift
/// let typed = try Query(#""reassurance force" NEAR/8 Macron"#)
/// let built = Query.near(
///   [.phrase([.word("reassurance"), .word("force")]), .term("Macron")], Proximity(within: 8))
/// typed == built  // true
/// ```
///
/// A leaf without a field asks the default text fields, combined as one. `description` writes a
/// query in the language again. Whatever reads a query recurses once a level, so that one should be
/// no deeper than the language allows: see ``QueryLimits/depth``. Equality compares texts as
/// `String` does, by canonical equivalence: "é" typed as one scalar or as two is the same query, as
/// it is the same word.
@nonexhaustive public indirect enum Query: Sendable, Hashable {
  /// A word as typed. The field's analyzer cuts and folds it later; if that makes several tokens
  /// (`multi-agent`), they mean their phrase, and if it makes none (`-`), the word is left out.
  case term(String, field: String? = nil)

  /// A word in exactly this form, where the field is stemmed: `=word`.
  case exact(String, field: String? = nil)

  /// Every term that begins with the text: `word*`.
  case prefix(String, field: String? = nil)

  /// Every term that fits the pattern: `wom?n`, `*ism`. In it `*` stands for any characters, `?`
  /// for exactly one, and a backslash takes the `*`, `?` or backslash after it literally.
  case glob(String, field: String? = nil)

  /// Every term that the regular expression matches as a whole: `/colou?r/`.
  case regex(String, field: String? = nil)

  /// Every term within `edits` insertions, deletions, replacements or swaps of neighbours:
  /// `word~1`. Without a number, one for words of up to five letters, else two: `word~`.
  case fuzzy(String, edits: Int?, field: String? = nil)

  /// Words one after the other: `"white house"`. With a slop they may be moved by that many
  /// positions in all, where a swap costs two: `"house white"~2`.
  case phrase([PhrasePart], slop: Int = 0, field: String? = nil)

  /// Operands close to each other, all in one field. Two operands are `a NEAR/5 b`. More are the
  /// list `NEAR(a b c, 5)`, measured over all of them; the chain `a NEAR/5 b NEAR/5 c` is a
  /// `near` whose first operand is a `near`.
  case near([Query], Proximity)

  /// Values between two bounds: `date:[2025-09-01 TO 2025-09-30]`, `date:>=2025-09`.
  case range(QueryRange, field: String)

  /// Documents that match all of these: `a AND b`.
  case all([Query])

  /// Documents that match any of these, those that match more of them first: `a OR b`, `a b`.
  case any([Query])

  /// Documents that match the first and not the second: `a NOT b`. Exclusions alone exclude
  /// from ``everything``.
  case except(Query, Query)

  /// Documents that match all of the first; each of `optional` that they match adds to their
  /// score: `+a b`.
  case required([Query], optional: [Query])

  /// All documents: `*`, `*:*`.
  case everything

  /// The same documents, the score multiplied: `a^2`. The factor is finite and not negative.
  case boosted(Query, by: Float)
}

extension Query {
  /// The query that no document matches.
  public static var nothing: Query { .any([]) }

  /// All of `queries`, or the only one.
  static func allOf(_ queries: [Query]) -> Query {
    queries.count == 1 ? queries[0] : .all(queries)
  }

  /// Any of `queries`, or the only one.
  static func anyOf(_ queries: [Query]) -> Query {
    queries.count == 1 ? queries[0] : .any(queries)
  }

  /// Whether every leaf is punctuation, of which no analyzer makes a token.
  var isPunctuation: Bool {
    switch self {
    case .term(let text, _), .exact(let text, _):
      !text.unicodeScalars.contains(where: \.isSearchable)
    case .phrase(let parts, _, _):
      parts.allSatisfy { part in
        switch part {
        case .word(let text), .exact(let text):
          !text.unicodeScalars.contains(where: \.isSearchable)
        case .anyWord, .prefix, .glob: false
        }
      }
    case .near(let parts, _), .all(let parts), .any(let parts): parts.allSatisfy(\.isPunctuation)
    case .except(let base, let excluded): base.isPunctuation && excluded.isPunctuation
    case .required(let required, let optional): (required + optional).allSatisfy(\.isPunctuation)
    case .boosted(let query, _): query.isPunctuation
    case .prefix, .glob, .regex, .fuzzy, .range, .everything: false
    }
  }
}
