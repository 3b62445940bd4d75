extension TermAutomaton {
  /// Matches the terms that fit a glob: `*` stands for any characters, none included, `?` for
  /// exactly one.
  ///
  /// A backslash takes the `*`, `?` or backslash after it literally; before anything else it is
  /// itself text, as in ``Query/glob(_:field:)``.
  static func glob(_ pattern: String) throws(AutomatonError) -> TermAutomaton {
    enum Part {
      case literal(Unicode.Scalar)
      case one
      case any
    }
    var parts: [Part] = []
    var rest = pattern.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*":
        // A second star says nothing new.
        if case .any? = parts.last { continue }
        parts.append(.any)
      case "?":
        parts.append(.one)
      case "\\":
        let isEscape = rest.first.map { $0 == "*" || $0 == "?" || $0 == "\\" } ?? false
        parts.append(.literal(isEscape ? rest.removeFirst() : scalar))
      default:
        parts.append(.literal(scalar))
      }
    }
    var graph = try PatternGraph(of: pattern)
    for part in parts.reversed() {
      switch part {
      case .literal(let scalar):
        graph.start = try graph.read(ScalarSet(scalar), then: graph.start)
      case .one:
        graph.start = try graph.read(.any, then: graph.start)
      case .any:
        graph.start = try graph.loop(then: graph.start) { graph, loop throws(AutomatonError) in
          try graph.read(.any, then: loop)
        }
      }
    }
    return TermAutomaton(graph)
  }
}
