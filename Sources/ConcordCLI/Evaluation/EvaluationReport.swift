import ConcordServer

/// The measures of a run, beside those of another one if there is one to compare with.
struct EvaluationReport {
  /// How a measure differs between two runs.
  private struct Difference {
    let mean: Double
    let pValue: Double
  }

  /// Columns of a cell: as many as "recall@1000" takes.
  private static let width = 11

  private let evaluation: Evaluation
  private let differences: [Measure: Difference]

  /// A report on `evaluation`, compared with `baseline`.
  init(_ evaluation: Evaluation, comparedWith baseline: Evaluation?) {
    self.evaluation = evaluation
    var differences: [Measure: Difference] = [:]
    for measure in baseline == nil ? [] : Measure.allCases {
      guard let baseline else { break }
      differences[measure] = Difference(
        mean: baseline.mean(measure),
        pValue: RandomisationTest.pValue(
          evaluation.values(measure), baseline.values(measure)))
    }
    self.differences = differences
  }

  /// A line a measure; with two runs the other's mean, the gain over it, and the p-value.
  func write(_ output: inout Output) throws(OutputError) {
    if !differences.isEmpty {
      try output.line(TerminalText(row("", ["this", "other", "gain", "p"])))
    }
    for measure in Measure.allCases {
      let mean = evaluation.mean(measure)
      var cells = [NumberText.decimal(mean, digits: 4)]
      if let difference = differences[measure] {
        cells.append(NumberText.decimal(difference.mean, digits: 4))
        cells.append(Self.gain(from: difference.mean, to: mean))
        cells.append(NumberText.decimal(difference.pValue, digits: 4))
      }
      try output.line(TerminalText(row(measure.name, cells)))
    }
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    func padding(_ text: String) -> String {
      String(repeating: " ", count: max(0, Self.width - text.count))
    }
    return cells.reduce(name + padding(name)) { row, cell in row + " " + padding(cell) + cell }
  }

  private static func gain(from before: Double, to now: Double) -> String {
    guard before > 0 else { return "–" }
    let percent = (now / before - 1) * 100
    return (percent >= 0 ? "+" : "") + NumberText.decimal(percent, digits: 1) + " %"
  }

  /// One object: the number of topics, the means, and with two runs the other's and p-values.
  func object() -> JSONObject {
    var object = JSONObject()
    object.add("topics", evaluation.topics.count)
    var means = JSONObject()
    var others = JSONObject()
    var pValues = JSONObject()
    for measure in Measure.allCases {
      means.add(measure.name, Float(evaluation.mean(measure)))
      guard let difference = differences[measure] else { continue }
      others.add(measure.name, Float(difference.mean))
      pValues.add(measure.name, Float(difference.pValue))
    }
    object.add("measures", means)
    if !differences.isEmpty {
      object.add("other", others)
      object.add("pValues", pValues)
    }
    return object
  }

  /// A line a topic, with its name and its measures.
  func writeTopics(_ output: inout Output, asJSON: Bool) throws(OutputError) {
    if !asJSON { try output.line(TerminalText(row("topic", Measure.allCases.map(\.name)))) }
    for (i, topic) in evaluation.topics.enumerated() {
      if asJSON {
        var object = JSONObject()
        object.add("topic", String(topic))
        for measure in Measure.allCases {
          object.add(measure.name, Float(evaluation.values(measure)[i]))
        }
        try output.write(object.text + "\n")
      } else {
        let values = Measure.allCases.map {
          NumberText.decimal(evaluation.values($0)[i], digits: 4)
        }
        try output.line(TerminalText(row(String(topic), values)))
      }
    }
  }
}
