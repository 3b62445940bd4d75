/// What comes first among the documents that a query finds.
///
/// By a field, documents come in the order of their values: dates by their beginnings (a year
/// before its January), numbers by size, keywords by their UTF-8 bytes. Those without a value, or
/// with one that is no date or number, come last either way. Of equal values, the better score
/// comes first, and then the document that was added first; so the order is the same however the
/// index is cut into segments.
@nonexhaustive public enum SortOrder: Sendable, Hashable {
  /// The best score first; of equal scores, the document that was added first.
  case score
  /// The least value of a field first.
  case ascending(String)
  /// The greatest value of a field first.
  case descending(String)

  /// The field; nil for scores.
  public var field: String? {
    switch self {
    case .score: nil
    case .ascending(let field), .descending(let field): field
    }
  }
}

extension Schema {
  /// The ordinal and the kind of the column of a field.
  ///
  /// - Throws: ``ConcordError/unknownField(_:known:)``; ``ConcordError/unsupportedQuery(_:)`` for a
  ///   field of text, which has none.
  func column(of name: String) throws(ConcordError) -> (ordinal: UInt8, kind: ColumnKind) {
    guard let ordinal = ordinal(of: name, isText: false), let kind = field(ordinal).columnKind
    else {
      guard self.ordinal(of: name) != nil else { throw unknownField(name) }
      let others = fields.filter { !$0.isText }.map { "“\($0.name)”" }
      throw .unsupportedQuery(
        "“\(name)” is a field of words, which can neither be sorted by nor counted by; "
          + (others.isEmpty
            ? "the index has no other fields" : "these can: \(others.joined(separator: ", "))"))
    }
    return (ordinal, kind)
  }
}
