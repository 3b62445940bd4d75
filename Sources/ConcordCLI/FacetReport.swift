import Concord
import ConcordServer

/// Counts of values as people read them, or as programs do.
struct FacetReport {
  /// What was counted, and the counts.
  let facets: [(argument: FacetArgument, counts: Facets)]

  /// Counts `arguments` among the articles that fit a query.
  init(
    _ arguments: [FacetArgument], of query: Query, in snapshot: Snapshot, _ limits: SearchLimits
  ) throws {
    facets = try arguments.map { argument in
      let counts = try snapshot.facets(
        of: argument.field, for: query, by: argument.unit, limits: limits)
      return (argument, counts)
    }
  }

  /// The name of each facet, then a line for each value, its count first.
  func write(_ output: inout Output) throws {
    for (argument, counts) in facets {
      try output.line(TerminalText(argument.text, .bold))
      let numbers = counts.map { NumberText.grouped($0.documentCount) }
      let width = numbers.map(\.utf8.count).max() ?? 0
      for (value, number) in zip(counts, numbers) {
        let space = String(repeating: " ", count: width - number.utf8.count)
        try output.line(TerminalText("    \(space)\(number)  \(value.text)"))
      }
      let restCount = counts.valueCount - counts.count
      if restCount > 0 {
        let more = NumberText.count(restCount, "more value")
        try output.line(TerminalText("    … and \(more)", .dim))
      }
      if counts.unreadableCount > 0 {
        let unreadable = NumberText.count(counts.unreadableCount, "value")
        try output.line(TerminalText("    \(unreadable) could not be read", .dim))
      }
    }
  }

  /// An object a line for each facet.
  func writeJSON(_ output: inout Output) throws {
    for (argument, counts) in facets {
      var object = JSONObject()
      object.add("facet", argument.text)
      object.add("values", counts) { item, value in
        item.add("value", value.text)
        item.add("count", value.documentCount)
      }
      object.add("valueCount", counts.valueCount)
      object.add("articles", counts.documentCount)
      object.add("unreadable", counts.unreadableCount)
      try output.write(object.text + "\n")
    }
  }
}
