// Pieces of sentences.

extension [String] {
  /// The texts as a list: `a, b and c`.
  func listed(_ conjunction: String = "and") -> String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
  }
}

extension Int {
  /// A number of things: `1 document`, `3 documents`.
  func of(_ noun: String) -> String { "\(self) \(self == 1 ? noun : noun + "s")" }
}
