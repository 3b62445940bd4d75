// The walk over a dictionary: exactly the terms that match, in order, against a test of every term;
// and how many terms it looks at on the way. The dictionary here is a sorted array.

import ConcordTestSupport
import Testing

@testable import Concord

/// A dictionary of two fields' neighbours, and what walks over it cost.
private final class Dictionary {
  static let field: UInt8 = 7
  let terms: [[UInt8]]
  private(set) var stepCount = 0
  private(set) var seekCount = 0

  init(_ texts: some Sequence<[UInt8]>) {
    let keys = Set(texts).flatMap { text in (Self.field - 1...Self.field + 1).map { [$0] + text } }
    terms = keys.sorted { $0.lexicographicallyPrecedes($1) }
  }

  func walk(
    _ automaton: TermAutomaton, workLimit: Int = AutomatonWalk.workLimit
  ) throws -> [[UInt8]] {
    var walk = AutomatonWalk(automaton, field: Self.field, workLimit: workLimit)
    return try run(&walk)
  }

  func run(_ walk: inout AutomatonWalk) throws -> [[UInt8]] {
    stepCount = 0
    seekCount = 0
    var found: [[UInt8]] = []
    var i = seek(walk.target)
    while i < terms.count {
      switch try walk.examine(terms[i]) {
      case .matches:
        found.append(terms[i])
        i = step(i)
      case .step:
        i = step(i)
      case .seek:
        #expect(terms[i].lexicographicallyPrecedes(walk.target))
        i = seek(walk.target)
      case .end:
        return found
      }
    }
    return found
  }

  /// The terms of the field that match, each tested from its first byte.
  func matches(_ automaton: TermAutomaton) -> [[UInt8]] {
    let automaton = RunningAutomaton(automaton)
    return terms.filter { $0[0] == Self.field && automaton.matches($0.dropFirst()) }
  }

  private func step(_ i: Int) -> Int {
    stepCount += 1
    return i + 1
  }

  private func seek(_ target: [UInt8]) -> Int {
    seekCount += 1
    var low = 0
    var high = terms.count
    while low < high {
      let middle = (low + high) / 2
      if terms[middle].lexicographicallyPrecedes(target) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

@Suite struct AutomatonWalkTests {
  @Test("the walk finds the terms that match and no others")
  func oracle() throws {
    var random = SeededGenerator()
    var matchCount = 0
    for _ in 0..<random.roundCount(150) {
      let dictionary = Dictionary(
        (0..<Int.random(in: 0...150, using: &random)).map { _ in
          RandomTerms.utf8(RandomTerms.text(0...8, using: &random))
        })
      let wild = RandomTerms.letters + ["*", "?"]
      for automaton in [
        try TermAutomaton.glob(String(RandomTerms.text(0...6, letters: wild, using: &random))),
        try TermAutomaton.regex(RegexModel.random(depth: 4, using: &random).written),
        try TermAutomaton.fuzzy(String(RandomTerms.text(0...6, using: &random)), edits: 1),
        try TermAutomaton.fuzzy(String(RandomTerms.text(0...6, using: &random)), edits: 2),
      ] {
        let expected = dictionary.matches(automaton)
        matchCount += expected.count
        try #require(
          try dictionary.walk(automaton) == expected, "\(random.replay): \(automaton.pattern)")
      }
    }
    #expect(matchCount > 0)
  }

  @Test("what a walk has learned in one dictionary serves in the next")
  func restarts() throws {
    var random = SeededGenerator()
    var matchCount = 0
    for _ in 0..<random.roundCount(50) {
      let word = String(RandomTerms.text(1...6, using: &random))
      for automaton in [
        try TermAutomaton.fuzzy(word, edits: 1), try TermAutomaton.glob("*\(word)"),
        try TermAutomaton.regex(RegexModel.random(depth: 4, using: &random).written),
      ] {
        var walk = AutomatonWalk(automaton, field: Dictionary.field)
        for _ in 0..<4 {
          let dictionary = Dictionary(
            (0..<Int.random(in: 0...60, using: &random)).map { _ in
              RandomTerms.utf8(RandomTerms.text(0...8, using: &random))
            })
          walk.restart()
          let expected = dictionary.matches(automaton)
          matchCount += expected.count
          try #require(
            try dictionary.run(&walk) == expected, "\(random.replay): \(automaton.pattern)")
        }
      }
    }
    #expect(matchCount > 0)
  }

  @Test("a selective pattern looks at few of the terms")
  func visits() throws {
    var random = SeededGenerator()
    let letters = Array("abcdefghijklmnopqrstuvwxyzéß中".unicodeScalars)
    let dictionary = Dictionary(
      (0..<20_000).map { _ in
        RandomTerms.utf8(RandomTerms.text(3...9, letters: letters, using: &random))
      })
    // Each with the share of the field's terms that it may look at.
    for (automaton, share) in [
      (try TermAutomaton.glob("wom?n"), 0.005), (try TermAutomaton.glob("ab*z"), 0.01),
      (try TermAutomaton.glob("?ab*"), 0.05), (try TermAutomaton.regex("(ab|xy|中)[a-f]+"), 0.01),
      (try TermAutomaton.regex("[a-c][x-z].*"), 0.05),
      (try TermAutomaton.fuzzy("whale", edits: 1), 0.1),
      (try TermAutomaton.fuzzy("reassurance", edits: 1), 0.1),
    ] {
      #expect(try dictionary.walk(automaton) == dictionary.matches(automaton))
      let visits = Double(dictionary.stepCount + dictionary.seekCount)
      let limit = Double(dictionary.terms.count / 3) * share
      #expect(visits <= limit, "\(random.replay): \(automaton.pattern)")
    }
  }

  @Test("terms that stand together are stepped through, without seeks")
  func stepsInARun() throws {
    let dictionary = Dictionary((0..<500).map { Array("run\(1_000 + $0)".utf8) })
    #expect(try dictionary.walk(TermAutomaton.glob("run*")).count == 500)
    #expect(dictionary.seekCount == 1)
    // Eight of nine do not match: passing over them one by one is cheaper.
    #expect(try dictionary.walk(TermAutomaton.glob("run*1")).count == 50)
    #expect(dictionary.seekCount == 1)
    #expect(dictionary.stepCount == 500)
  }

  @Test("no step follows where nothing more can match")
  func end() throws {
    let dictionary = Dictionary((0..<500).map { Array("run\($0)".utf8) })
    #expect(try dictionary.walk(TermAutomaton.glob("run499")).count == 1)
    #expect(dictionary.stepCount == 1)
    #expect(dictionary.seekCount == 1)
  }

  @Test("the first target spells out what every match begins with")
  func firstTarget() throws {
    func target(_ automaton: TermAutomaton) -> String {
      String(decoding: AutomatonWalk(automaton, field: 0x66).target, as: UTF8.self)
    }
    #expect(target(try .glob("wom?n")) == "fwom")
    #expect(target(try .glob("中*")) == "f中")
    #expect(target(try .glob("*ism")) == "f")
    #expect(target(try .regex("(whale|sea)s?")) == "fsea")
    #expect(target(try .regex("a*b")) == "f" + String(repeating: "a", count: 64))
    #expect(target(try .fuzzy("whale", edits: 1)) == "f")
  }

  @Test("a walk that forgets its automaton finds the same terms")
  func forgetting() throws {
    var random = SeededGenerator()
    let dictionary = Dictionary(
      (0..<random.roundCount(4_000)).map { _ in
        RandomTerms.utf8(RandomTerms.text(40...80, letters: ["a", "b"], using: &random))
      })
    let automaton = try TermAutomaton.regex("[ab]*a[ab]{20}")
    let expected = dictionary.terms.filter {
      $0[0] == Dictionary.field && $0.count > 21 && $0[$0.count - 21] == UInt8(ascii: "a")
    }
    #expect(try dictionary.walk(automaton) == expected, "\(random.replay)")
  }

  @Test("a walk that takes too much work says so")
  func exhaustion() throws {
    var random = SeededGenerator()
    let dictionary = Dictionary(
      (0..<100).map { _ in
        RandomTerms.utf8(RandomTerms.text(20...40, letters: ["a", "b"], using: &random))
      })
    let automaton = try TermAutomaton.regex("[ab]*a[ab]{20}")
    let error = #expect(throws: AutomatonError.self) {
      try dictionary.walk(automaton, workLimit: 1_000)
    }
    #expect(error == .tooMuchWork(pattern: automaton.pattern, limit: 1_000))
    #expect(error?.description.contains("over 1000 steps") ?? false)
  }

  @Test("terms out of order do not lead a walk astray")
  func disorder() throws {
    var walk = AutomatonWalk(try .glob("b"), field: 0)
    var verdicts: [AutomatonWalk.Verdict] = []
    for term: [UInt8] in [[0, 0x61], [0, 0x62], [0, 0x61], [0, 0x62], [1]] {
      verdicts.append(try walk.examine(term))
    }
    #expect(verdicts == [.seek, .matches, .step, .step, .end])
    #expect(walk.target == [0, 0x62])
  }
}
