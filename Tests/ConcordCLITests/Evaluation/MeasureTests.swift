// Compares measures with those that ir_measures 0.4.3, which asks trec_eval, computes from the same
// made-up files in Fixtures: ties, grades below zero and above one, a topic without anything
// relevant, a judged topic without a ranking, a ranking without judgements, more than 1,000
// documents.

import Foundation
import Testing

@testable import ConcordCLI

@Suite("Measures")
struct MeasureTests {
  /// For each topic of the judgements the measures in the order of `Measure.allCases`.
  private static let expected: [String: [(topic: String, values: [Double])]] = [
    "eval-a.run": [
      ("t1", [0.2214, 0.2025, 0.3, 0.5263, 0.5263, 1.0]),
      ("t2", [0.1175, 0.0829, 0.3, 0.4737, 0.4737, 0.2]),
      ("t3", [0.0708, 0.0, 0.0, 0.5714, 0.7143, 0.0833]),
      ("t4", [0.0166, 0.0, 0.0, 0.1875, 0.9375, 0.0312]),
      ("t5", [0.1611, 0.2586, 0.3, 0.2, 0.2, 1.0]),
      ("t6", [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
      ("t7", [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
      ("t8", [0.4663, 0.4941, 0.7, 0.5294, 0.5294, 1.0]),
      ("all", [0.1317, 0.1298, 0.2, 0.311, 0.4226, 0.4143]),
    ],
    "eval-b.run": [
      ("t1", [0.192, 0.1752, 0.4, 0.4211, 0.4211, 0.5]),
      ("t2", [0.1044, 0.0239, 0.1, 0.4211, 0.4211, 0.1]),
      ("t3", [0.0905, 0.1451, 0.1, 0.7143, 0.7143, 0.5]),
      ("t4", [0.0092, 0.0, 0.0, 0.0, 0.6875, 0.005]),
      ("t5", [0.0333, 0.0584, 0.1, 0.0667, 0.0667, 0.5]),
      ("t6", [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
      ("t7", [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
      ("t8", [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
      ("all", [0.0537, 0.0503, 0.0875, 0.2029, 0.2888, 0.2006]),
    ],
  ]

  static func fixture(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/\(name)").path
  }

  @Test("measures are those of trec_eval to four digits", arguments: ["eval-a.run", "eval-b.run"])
  func reference(_ name: String) throws {
    let judgements = try Judgements(TextFile(path: Self.fixture("eval.qrels")))
    let run = try Run(TextFile(path: Self.fixture(name)))
    let evaluation = Evaluation(run, by: judgements)
    let expected = try #require(Self.expected[name])
    #expect(evaluation.topics.count == expected.count - 1)
    for (topic, values) in expected {
      for (measure, value) in zip(Measure.allCases, values) {
        let i = evaluation.topics.firstIndex { String($0) == topic }
        let found = i.map { evaluation.values(measure)[$0] } ?? evaluation.mean(measure)
        // What was rounded to four digits is off by half of the last at most.
        #expect((found - value).magnitude <= 0.000_050_1, "\(topic) \(measure.name) \(found)")
      }
    }
  }

  @Test("a perfect ranking has 1 everywhere, and one without relevant documents 0")
  func extremes() {
    let judged = [3, 2, 2, 1, 1, 1, 1, 1, 1, 1, 0, -1]
    for measure in Measure.allCases {
      #expect(measure.value(judged, judged: judged) == 1, "\(measure.name)")
      #expect(measure.value([0, 0, -1], judged: judged) == 0, "\(measure.name)")
      #expect(measure.value([], judged: []) == 0, "\(measure.name)")
    }
  }

  @Test("equal scores are ranked by falling key, whatever the ranks say")
  func ties() throws {
    let text = "t Q0 a 1 2 x\nt Q0 c 2 2.0 x\nt Q0 b 3 2 x\nt Q0 é 9 1e1 x\nt Q0 z 1 -3 x\n"
    let run = try Run(TextFile(path: "run", text: text))
    #expect(run.ranking(for: Array("t".utf8)).map { String($0.key) } == ["é", "c", "b", "a", "z"])
  }

  @Test("a run that was written is read as it was")
  func roundTrip() throws {
    var run = Run()
    let scores: [Float] = [12.345679, 1e-20, .greatestFiniteMagnitude, 0.1, -0.0]
    run.add(
      Array("topic".utf8),
      scores.enumerated().map { Run.Entry(key: Array("d\($0.offset)".utf8), score: $0.element) })
    let again = try Run(TextFile(path: "run", text: try run.text(name: "test")))
    let topic = Array("topic".utf8)
    #expect(again.ranking(for: topic).map(\.score) == run.ranking(for: topic).map(\.score))
    #expect(again.ranking(for: topic).map(\.key) == run.ranking(for: topic).map(\.key))
    run.add(Array("other".utf8), [Run.Entry(key: Array("a b".utf8), score: 1)])
    #expect(throws: Failure.self) { try run.text(name: "test") }
  }

  @Test(
    "files that are no runs, judgements or topics are refused with the line",
    arguments: [
      ("run", "t Q0 a 1 2 x\nt Q0 a 2 1 x"), ("run", "\nt Q0 a 1 nan x"), ("run", "\nt Q0 a 1 2"),
      ("qrels", "t 0 a 1\nt 0 a 2"), ("qrels", "\nt 0 a much"), ("qrels", "\nt 0 a 1 2"),
      ("topics", "1\tone\n1\tagain"), ("topics", "\n1 2\tthree"), ("topics", "\n\ttext"),
    ])
  func refused(_ kind: String, _ text: String) throws {
    let file = TextFile(path: "name", text: text)
    let error = try #require(
      throws: Failure.self, "\(text)",
      performing: {
        switch kind {
        case "run": _ = try Run(file)
        case "qrels": _ = try Judgements(file)
        default: _ = try Topics(file)
        }
      })
    #expect(error.message.hasPrefix("name:2: "), "\(error.message)")
  }

  @Test("topics are a name, a tab and a text, with any end of line")
  func topics() throws {
    let file = TextFile(path: "topics", text: "1\twhat is\ta wing ?\r\n\n  \nq-2\tlift")
    let topics = try Topics(file).list
    #expect(topics.map { String($0.name) } == ["1", "q-2"])
    #expect(topics.map(\.text) == ["what is\ta wing ?", "lift"])
  }
}
