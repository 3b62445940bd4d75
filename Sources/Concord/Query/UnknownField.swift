/// A name before a colon that is written like a field's, but is none of the index's.
///
/// Such text is no error, for URLs and times of day have colons too: `titel:storm` is looked for as
/// it stands. Where a search finds nothing, this says why.
public struct UnknownField: Sendable, Hashable {
  /// The name as typed.
  public let name: String
  /// The field that may have been meant: the one whose name is at most 2 edits away, with those of
  /// one edit first; nil if there is none.
  public let suggestion: String?

  /// What to tell who typed it.
  public var sentence: String {
    let fact = "There is no field \(name), so it was looked for as text."
    return suggestion.map { "\(fact) Did you mean \($0):?" } ?? fact
  }
}

extension Schema {
  /// The names in a query's text that look like fields of which the index has none.
  ///
  /// ```swift
  /// schema.unknownFields(in: "titel:storm") // titel, and title as the suggestion
  /// ```
  ///
  /// - Parameter text: The text of a query, as it was typed.
  /// - Returns: Each name once, in their order; none if the text is no query.
  /// - Complexity: Linear in the length of the text.
  public func unknownFields(in text: String) -> [UnknownField] {
    let known = Set(fields.map(\.name))
    // Read so that any name is a field's, the query shows which ones could have been meant.
    guard let query = try? Query.parse(text, options: QueryOptions(fields: nil)) else { return [] }
    var names: [String?] = []
    query.collectFields(into: &names)
    return names.compactMap { name in
      guard let name, !known.contains(name) else { return nil }
      return UnknownField(name: name, suggestion: nearestField(to: name))
    }
  }

  private func nearestField(to name: String) -> String? {
    for edits in 1...2 {
      guard let automaton = try? TermAutomaton.fuzzy(name.lowercased(), edits: edits) else {
        continue
      }
      for field in fields where automaton.accepts(field.name) { return field.name }
    }
    return nil
  }
}

extension TermAutomaton {
  /// Whether it accepts the whole of `text`.
  fileprivate func accepts(_ text: String) -> Bool {
    var automaton = self
    var state = automaton.start
    for byte in text.utf8 {
      guard let next = automaton.step(state, byte) else { return false }
      state = next
    }
    return automaton.isAccepting(state)
  }
}
