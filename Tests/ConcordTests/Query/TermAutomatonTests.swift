// What all patterns share: the reading of UTF-8, death as early as can be, and limits. The patterns
// that are meant to do harm have to end in an answer or an error.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite struct TermAutomatonTests {
  @Test("one character is any scalar in its UTF-8, and nothing else")
  func scalars() throws {
    let automaton = RunningAutomaton(try TermAutomaton.glob("?"))
    // Seven and the powers of two have no common factor: all low bits come up.
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 7) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      if !automaton.matches(UTF8.encode(scalar) ?? .init()) { Issue.record("U+\(value)") }
    }
  }

  @Test("bytes that are no UTF-8 match nothing")
  func malformedBytes() throws {
    var random = SeededGenerator()
    let automaton = RunningAutomaton(try TermAutomaton.glob("*"))
    // The bytes at the edges of what the standard's table of well-formed sequences allows.
    let edges: [UInt8] = [
      0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
      0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<random.roundCount(100_000) {
      let bytes = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        edges[Int.random(in: 0..<edges.count, using: &random)]
      }
      let isValid = String(validating: bytes, as: UTF8.self) != nil
      if automaton.matches(bytes) != isValid {
        Issue.record("\(random.replay): \(bytes)")
      }
    }
  }

  @Test("a state that is not dead can still come to a match")
  func noLateDeath() throws {
    var random = SeededGenerator()
    // Those of the patterns' letters and of others, so that what is not a letter has a way too.
    let bytes = Set(RandomTerms.utf8(RandomTerms.letters) + [0x63, 0x80, 0xBF])
    for _ in 0..<random.roundCount(150) {
      let model = RegexModel.random(depth: 3, using: &random)
      var automaton = try TermAutomaton.regex(model.written)
      // All states that these bytes lead to, in the order of finding; then, from the end of
      // the ways back, which of them come to a match.
      var states = [automaton.start]
      var befores: [TermAutomatonState: [TermAutomatonState]] = [:]
      var i = 0
      while i < states.count {
        for byte in bytes {
          guard let next = automaton.step(states[i], byte) else { continue }
          if befores[next] == nil, next != automaton.start, states.count < 1_000 {
            states.append(next)
          }
          befores[next, default: []].append(states[i])
        }
        i += 1
      }
      guard states.count < 1_000 else { continue }
      var isSaved: Set<TermAutomatonState> = []
      var rest = states.filter { automaton.isAccepting($0) }
      while let state = rest.popLast() {
        if isSaved.insert(state).inserted { rest += befores[state] ?? [] }
      }
      #expect(isSaved.count == states.count, "\(random.replay): \(model.written)")
    }
  }

  @Test("the lowest byte that leads on is the first of all bytes that does")
  func lowestByte() throws {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(300) {
      let model = RegexModel.random(depth: 3, using: &random)
      var automaton = try TermAutomaton.regex(model.written)
      var state = automaton.start
      for byte in RandomTerms.utf8(RandomTerms.text(1...5, using: &random)) {
        let least = UInt8.random(in: 0...255, using: &random)
        let expected = (least...UInt8.max).first { automaton.step(state, $0) != nil }
        let lowest = automaton.lowestByte(from: state, atLeast: least)
        try #require(lowest == expected, "\(random.replay): \(model.written)")
        guard let next = automaton.step(state, byte) else { break }
        state = next
      }
    }
  }

  // MARK: Limits

  @Test("the limits are met exactly")
  func limits() throws {
    // Nine thousand and some states that read, and the one at the end.
    #expect(throws: Never.self) { try TermAutomaton.regex("(a{1000}){9}a{998}") }
    #expect(throws: Never.self) { try TermAutomaton.regex("(a{1000}){9}a{999}") }
    let pattern = "(a{1000}){9}a{1000}"
    let error = #expect(throws: AutomatonError.self) { try TermAutomaton.regex(pattern) }
    #expect(error == .tooComplex(pattern: pattern, limit: 10_000))
    #expect(error?.description.contains("over 10000 states") ?? false)
    for count in [1_023, 1_024] {
      let pattern = String(repeating: "é", count: count)
      let automaton = RunningAutomaton(try TermAutomaton.glob(pattern))
      #expect(automaton.matches(pattern.utf8))
      #expect(!automaton.matches(String(repeating: "é", count: count - 1).utf8))
    }
    let long = String(repeating: "a", count: 1_025)
    #expect(throws: AutomatonError.self) { try TermAutomaton.glob(long) }
    #expect(throws: AutomatonError.self) { try TermAutomaton.regex(long) }
    #expect(throws: AutomatonError.self) { try TermAutomaton.fuzzy(long, edits: 1) }
    for depth in [63, 64] {
      let nested = RunningAutomaton(try TermAutomaton.regex(parentheses(depth)))
      #expect(nested.matches("a".utf8))
    }
    #expect(throws: AutomatonError.self) { try TermAutomaton.regex(parentheses(65)) }
    #expect(throws: Never.self) { try TermAutomaton.regex("a{999}b{1000}") }
    #expect(throws: AutomatonError.self) { try TermAutomaton.regex("a{1001}") }
  }

  private func parentheses(_ depth: Int) -> String {
    String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
  }

  @Test(
    "patterns that bring others to their knees are answered",
    arguments: [
      (#"(a+)+$"#, false), (#"((a*)*)*"#, false), ("(.*)*", true), ("(a|a)*", false),
      ("(.*a){30}.*b", true), ("(a?){400}a{400}b|.*b", true), (".*a.{500}|.*b", true),
      ("((){1000}){1000}.*", true), ("(((a{0}){1000}){1000}){1000}.*", true),
      ("(.?){1000}(.?){1000}", true), (#"(\w|[^\w])*"#, true),
    ])
  func bombs(pattern: String, matches: Bool) throws {
    let automaton = RunningAutomaton(try TermAutomaton.regex(pattern))
    let text = String(repeating: "a", count: 400) + "b"
    #expect(automaton.matches(text.utf8) == matches)
  }

  @Test("globs of many stars are answered", arguments: ["*a*b*c*d*", "*a*a*a*a*a*a*a*a*a*a*a*b"])
  func starBombs(pattern: String) throws {
    let automaton = RunningAutomaton(try TermAutomaton.glob(pattern))
    let isOpen = pattern.hasSuffix("*")
    #expect(!automaton.matches(String(repeating: "a", count: 100_000).utf8))
    #expect(automaton.matches((String(repeating: "a", count: 100_000) + "bcd").utf8) == isOpen)
  }

  @Test(
    "patterns too large for any machine are refused",
    arguments: [
      "([a-z]{1000}){1000}", "((a{100}){100}){100}", "(((((.{9}){9}){9}){9}){9}){9}",
      "((a?){1000}){1000}", "((a|b){1,1000}){1,1000}",
    ])
  func refusedBombs(pattern: String) {
    #expect(throws: AutomatonError.tooComplex(pattern: pattern, limit: 10_000)) {
      try TermAutomaton.regex(pattern)
    }
  }

  @Test("a long fuzzy word is answered or refused")
  func longFuzzyWords() throws {
    let word = String(repeating: "ab", count: 250)
    let automaton = RunningAutomaton(try TermAutomaton.fuzzy(word, edits: 2))
    #expect(automaton.matches(("b" + word + "c").utf8))
    #expect(!automaton.matches(("bc" + word + "c").utf8))
    #expect(throws: AutomatonError.self) { try TermAutomaton.fuzzy(word + word, edits: 2) }
  }

  @Test("an automaton forgets what it made and gives the same answers")
  func forgetting() throws {
    var random = SeededGenerator()
    // The set after a text tells where in its last twenty letters there is an a.
    let automaton = RunningAutomaton(try TermAutomaton.regex("[ab]*a[ab]{20}"))
    var forgetCount = 0
    for _ in 0..<random.roundCount(4_000) {
      let text = RandomTerms.text(0...80, letters: ["a", "b"], using: &random)
      let expected = text.count > 20 && text[text.count - 21] == "a"
      try #require(automaton.matches(RandomTerms.utf8(text)) == expected, "\(random.replay)")
      if automaton.automaton.isFull {
        automaton.automaton.forget()
        forgetCount += 1
        #expect(!automaton.automaton.isFull)
      }
    }
    #expect(forgetCount > 0)
  }
}
