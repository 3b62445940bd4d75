/// The measures of a run, topic by topic.
///
/// Every judged topic counts, one for which the run has nothing with zeros (trec_eval's `-c`).
struct Evaluation {
  /// The judged topics.
  let topics: [[UInt8]]
  private let values: [Measure: [Double]]

  /// Measures a run by judgements.
  init(_ run: Run, by judgements: Judgements) {
    topics = judgements.topics
    var values: [Measure: [Double]] = [:]
    for topic in judgements.topics {
      let grades = run.ranking(for: topic).map { judgements.grade(of: $0.key, for: topic) }
      let judged = judgements.grades(for: topic)
      for measure in Measure.allCases {
        values[measure, default: []].append(measure.value(grades, judged: judged))
      }
    }
    self.values = values
  }

  /// A measure of each topic, in their order.
  func values(_ measure: Measure) -> [Double] { values[measure] ?? [] }

  /// A measure's mean over the topics.
  func mean(_ measure: Measure) -> Double {
    let values = values(measure)
    return values.reduce(0, +) / Double(max(1, values.count))
  }
}
