/// A regular expression as a tree.
///
/// Every node but the empty sequence needs at least one state of a graph. So a tree that repeats
/// nothing a billion times is no work: it is the empty sequence.
indirect enum RegexNode: Sendable {
  /// One scalar of a set that is not empty.
  case scalar(ScalarSet)
  /// All of these, one after the other; without any, the empty text.
  case sequence([RegexNode])
  /// One of these, of which there are at least two.
  case either([RegexNode])
  /// From `least` to `most` times, or any number of times from `least` on.
  case repeated(RegexNode, least: Int, most: Int?)

  private var isEmpty: Bool {
    if case .sequence(let nodes) = self { nodes.isEmpty } else { false }
  }

  static func sequenceOf(_ nodes: [RegexNode]) -> RegexNode {
    let nodes = nodes.filter { !$0.isEmpty }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  static func eitherOf(_ nodes: [RegexNode]) -> RegexNode {
    if nodes.allSatisfy(\.isEmpty) { return .sequence([]) }
    return nodes.count == 1 ? nodes[0] : .either(nodes)
  }

  static func repeating(_ node: RegexNode, least: Int, most: Int?) -> RegexNode {
    node.isEmpty || most == 0 ? .sequence([]) : .repeated(node, least: least, most: most)
  }

  /// Adds the states that read the expression and go on in `next`; the result is the first.
  func build(in graph: inout PatternGraph, then next: Int) throws(AutomatonError) -> Int {
    switch self {
    case .scalar(let set):
      return try graph.read(set, then: next)
    case .sequence(let nodes):
      var first = next
      for node in nodes.reversed() { first = try node.build(in: &graph, then: first) }
      return first
    case .either(let nodes):
      var ways: [Int] = []
      for node in nodes { ways.append(try node.build(in: &graph, then: next)) }
      return try graph.fork(ways)
    case .repeated(let node, let least, let most):
      var first = next
      if let most {
        for _ in least..<most {
          first = try graph.fork([try node.build(in: &graph, then: first), next])
        }
      } else {
        first = try graph.loop(then: next) { graph, loop throws(AutomatonError) in
          try node.build(in: &graph, then: loop)
        }
      }
      for _ in 0..<least { first = try node.build(in: &graph, then: first) }
      return first
    }
  }
}

extension TermAutomaton {
  /// Matches the terms that a regular expression matches from their first character to their last.
  ///
  /// ``RegexParser`` has the syntax.
  ///
  /// - Complexity: a step reads one byte and never goes back, whatever the expression.
  static func regex(_ pattern: String) throws(AutomatonError) -> TermAutomaton {
    var graph = try PatternGraph(of: pattern)
    var parser = RegexParser(pattern)
    graph.start = try parser.parse().build(in: &graph, then: PatternGraph.end)
    return TermAutomaton(graph)
  }
}
