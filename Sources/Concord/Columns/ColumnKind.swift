/// What the column of a field keeps of a value: an integer that sorts as the values do.
///
/// Format: IndexFormat.md, section 9.3.
enum ColumnKind: Sendable {
  /// The rank of the value among the field's terms in the segment.
  case ranks
  /// A ``DateValue``, packed.
  case dates
  /// A ``NumberValue``, as an integer of the same order.
  case numbers

  /// The integer of a value whose term is `bytes` and has this rank; nil if it is no date or
  /// number, as the field wants it.
  func value(ofTerm bytes: ArraySlice<UInt8>, rank: UInt64) -> Int64? {
    switch self {
    case .ranks: Int64(clamping: rank)
    case .dates: DateValue(bytes)?.packed
    case .numbers: NumberValue(bytes)?.ordered
    }
  }

  /// Whether a value can have this integer, in a segment where the field has so many terms.
  func isPossible(_ value: Int64, termCount: UInt64) -> Bool {
    switch self {
    case .ranks: value >= 0 && UInt64(value) < termCount
    case .dates: DateValue(packed: value) != nil
    case .numbers: NumberValue(ordered: value) != nil
    }
  }
}

extension Field {
  /// The kind of the field's column; nil for text, which has none.
  var columnKind: ColumnKind? {
    switch kind {
    case .text: nil
    case .keyword: .ranks
    case .date: .dates
    case .number: .numbers
    }
  }
}
