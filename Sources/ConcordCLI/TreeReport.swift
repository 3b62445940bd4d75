import Concord
import ConcordServer

/// The tree of a query as it was understood.
struct QueryOutlineReport {
  let outline: QueryOutline
  let json: Bool

  func write(_ output: inout Output) throws(OutputError) {
    if json {
      try output.write(Self.object(outline).text + "\n")
    } else {
      try Self.write(outline, depth: 0, &output)
    }
  }

  private static func write(
    _ outline: QueryOutline, depth: Int, _ output: inout Output
  ) throws(OutputError) {
    try output.line(TerminalText(String(repeating: "  ", count: depth) + outline.text))
    for part in outline.parts { try write(part, depth: depth + 1, &output) }
  }

  private static func object(_ outline: QueryOutline) -> JSONObject {
    var object = JSONObject()
    object.add("text", outline.text)
    if !outline.parts.isEmpty { object.add("parts", outline.parts.map(Self.object)) }
    return object
  }
}

/// The tree of an explanation.
struct ExplanationReport {
  let key: String
  let explanation: Explanation
  let json: Bool

  func write(_ output: inout Output) throws(OutputError) {
    if json {
      var object = JSONObject()
      object.add("key", key)
      object.add("score", explanation.isMatch ? explanation.score : .nan)
      object.add("explanation", Self.object(explanation))
      try output.write(object.text + "\n")
    } else {
      try Self.write(explanation, depth: 0, &output)
    }
  }

  private static func write(
    _ explanation: Explanation, depth: Int, _ output: inout Output
  ) throws(OutputError) {
    var line = TerminalText(String(repeating: "  ", count: depth))
    line.add(explanation.valueText, depth == 0 ? .bold : .plain)
    line.add("  ")
    if let symbol = explanation.symbol { line.add("\(symbol): ", .plain) }
    line.add(explanation.text, explanation.symbol == nil ? .plain : .dim)
    try output.line(line)
    for detail in explanation.details { try write(detail, depth: depth + 1, &output) }
  }

  private static func object(_ explanation: Explanation) -> JSONObject {
    var object = JSONObject()
    object.add("value", explanation.value)
    object.add("matches", explanation.isMatch)
    if let symbol = explanation.symbol { object.add("symbol", symbol) }
    object.add("text", explanation.text)
    if !explanation.details.isEmpty {
      object.add("details", explanation.details.map(Self.object))
    }
    return object
  }
}
