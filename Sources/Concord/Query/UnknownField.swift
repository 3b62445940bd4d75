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
    let known = fieldNames
    // Read so that any name is a field's, the query shows which ones could have been meant.
    guard let query = try? Query.parse(text, options: QueryOptions(fields: nil)) else { return [] }
    var names: [String?] = []
    query.collectFields(into: &names)
    return names.compactMap { name in
      guard let name, !known.contains(name) else { return nil }
      return UnknownField(name: name, suggestion: UnknownField.nearest(to: name, among: known))
    }
  }
}

extension Schema {
  /// The names of the fields, each once.
  package var fieldNames: [String] {
    fields.reduce(into: []) { names, field in
      if !names.contains(field.name) { names.append(field.name) }
    }
  }

  /// The error that there is no field of this name.
  package func unknownField(_ name: String) -> ConcordError {
    .unknownField(name, known: fieldNames)
  }
}

extension UnknownField {
  /// What to tell who named a field that there is not, and could not have meant anything else.
  static func sentences(_ name: String, known: [String]) -> String {
    let suggestion = nearest(to: name, among: known).map { "; did you mean \"\($0)\"?" } ?? "."
    var names = known.prefix(nameLimit).joined(separator: ", ")
    if known.count > nameLimit { names += " and \(known.count - nameLimit) more" }
    let fact = "The index has no field named \"\(name)\"\(suggestion)"
    return known.isEmpty ? fact : "\(fact)\nIt has: \(names)."
  }

  /// As many names as one looks through.
  private static let nameLimit = 20

  /// The name that is at most 2 edits from `name`, with those of one edit first.
  fileprivate static func nearest(to name: String, among known: [String]) -> String? {
    for edits in 1...2 {
      guard let automaton = try? TermAutomaton.fuzzy(name.lowercased(), edits: edits) else {
        continue
      }
      if let nearest = known.first(where: automaton.accepts) { return nearest }
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
