// What a leaf asks of a field with a column: dates and numbers are not words, but values.

extension Schema {
  /// The range of dates or numbers that a leaf asks for, and the field; nil if it asks for terms.
  ///
  /// A single value is the range from it to it: `date:2025-09` is all of September.
  ///
  /// - Throws: ``ConcordError/unsupportedQuery(_:)`` for a value that is no date or number, and for
  ///   a range of a field of words.
  func columnRange(
    of leaf: Query
  ) throws(ConcordError) -> (ordinal: UInt8, range: ColumnRange)? {
    guard let name = leaf.fieldName else { return nil }
    let range: QueryRange
    let ordinal: UInt8?
    switch leaf {
    case .range(let asked, _):
      range = asked
      ordinal = self.ordinal(of: name, isText: false)
      if ordinal == nil, self.ordinal(of: name) != nil, range.low != nil || range.high != nil {
        throw Self.wordsHaveNoRange(name)
      }
    case .term, .exact, .phrase(_, slop: 0, _):
      guard let value = leaf.plainText else { return nil }
      range = QueryRange(from: .init(value), to: .init(value))
      ordinal = self.ordinal(of: name)
    default:
      return nil
    }
    guard let ordinal, let kind = field(ordinal).columnKind, kind != .ranks else { return nil }
    return (ordinal, try ColumnRange(range, kind))
  }

  /// What is wrong with a leaf, as a mistake in a query says it; nil if the index has an answer.
  func objection(to leaf: Query) -> String? {
    do throws(ConcordError) {
      _ = try columnRange(of: leaf)
      return nil
    } catch .unsupportedQuery(let reason) {
      return reason
    } catch {
      return nil
    }
  }

  /// The words of a leaf that the index objects to: its values, in its field if that has words.
  func words(of leaf: Query) -> Query {
    let name = leaf.fieldName.flatMap { ordinal(of: $0, isText: true) == nil ? nil : $0 }
    return switch leaf {
    case .range(let range, _):
      .anyOf([range.low, range.high].compactMap { $0 }.map { .term($0.text, field: name) })
    case .phrase(let parts, let slop, _): .phrase(parts, slop: slop, field: name)
    default: .term(leaf.plainText ?? "", field: name)
    }
  }

  /// The order of a text's words is that of their letters, in which 15 follows 1000.
  static func wordsHaveNoRange(_ name: String) -> ConcordError {
    .unsupportedQuery(
      "“\(name)” is a field of words; ranges are for dates, numbers and keyword fields")
  }
}

extension Query {
  /// The ends of a range as others write it, `2025-09-01..2025-09-30`.
  var valuesWithDots: (low: String, high: String)? {
    guard case .term(let text, _) = self else { return nil }
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    guard ends.count == 2, ends.allSatisfy({ !$0.isEmpty }) else { return nil }
    return (String(ends[0]), String(ends[1]))
  }

  /// What a word or a phrase of nothing but words says as one text.
  var plainText: String? {
    switch self {
    case .term(let text, _), .exact(let text, _):
      return text
    case .phrase(let parts, _, _):
      var words: [String] = []
      for part in parts {
        guard case .word(let word) = part else { return nil }
        words.append(word)
      }
      return words.joined(separator: " ")
    default:
      return nil
    }
  }
}
