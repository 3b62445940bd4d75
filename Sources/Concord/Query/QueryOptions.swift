/// How a query's text is read.
public struct QueryOptions: Sendable, Hashable {
  /// What words side by side mean.
  public enum WordsMean: Sendable, Hashable {
    /// Any of them, those documents first that match more of them, or match them better.
    case any
    /// All of them, as if `AND` stood between them. It binds tighter than `OR`.
    case all
  }

  /// What words side by side mean.
  public var wordsMean: WordsMean
  /// The names that mean a field before a colon; before other names, the colon is text (`foo:bar`).
  ///
  /// Nil lets every name mean a field.
  public var fields: Set<String>?
  private var index = Index.unknown

  /// What is known of the index while a query is read.
  ///
  /// Indirect: a schema may hold existentials, which would make every type that has options
  /// address-only, and then the parser's exclusive accesses too wide.
  private indirect enum Index: Sendable, Hashable {
    case unknown
    case known(Schema)
  }

  /// Makes options.
  public init(wordsMean: WordsMean = .any, fields: Set<String>? = nil) {
    self.wordsMean = wordsMean
    self.fields = fields
  }

  /// Makes options for queries to an index with these fields.
  ///
  /// Only their names mean a field. A value that its field cannot have (`date:soon`) is a mistake
  /// that is shown at its place, and not first an error of the search.
  public init(wordsMean: WordsMean = .any, schema: Schema) {
    self.wordsMean = wordsMean
    index = .known(schema)
    fields = Set(schema.fields.map(\.name))
  }

  /// The fields of the index, so that the values that are asked of them are checked while they are
  /// read; nil leaves that to the search.
  var schema: Schema? {
    if case .known(let schema) = index { schema } else { nil }
  }
}

/// What a lenient reading makes of a text: always a query, and what was wrong beside it.
public struct LenientQuery: Sendable, Hashable {
  /// The query as far as it could be understood; ``Query/nothing`` if there was no word in it.
  public let query: Query
  /// What a strict reading would have thrown, in the order in which it was found.
  ///
  /// At most 16.
  public let diagnostics: [QueryError]
}

/// The limits of a query's text, which keep reading and running it within bounds.
public enum QueryLimits {
  /// Bytes of text: longer than any query a person types, shorter than a file piped by mistake.
  public static let byteCount = 64 << 10
  /// Levels of parentheses and of chained NEARs.
  ///
  /// Parsing, and every later walk over the tree, recurses once a level.
  public static let depth = 64
  /// Words (those of phrases too), patterns and ranges, as typed.
  public static let clauseCount = 1_024
  /// The largest distance and slop: no field has more positions (IndexFormat.md, section 13).
  public static let distance = Int(Int32.max) - 1
  /// How many diagnostics a lenient reading keeps.
  static let diagnosticCount = 16
}
