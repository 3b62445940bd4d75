// Globs, regular expressions and fuzzy words: each against its oracle on random patterns and
// texts, then by example, then what is refused and with which words.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite struct GlobTests {
  @Test("a glob matches what the recursive definition matches")
  func oracle() throws {
    var random = SeededGenerator()
    var matchCount = 0
    for _ in 0..<random.roundCount(2_000) {
      let letters = RandomTerms.letters + ["*", "*", "?", "?"]
      let pattern = RandomTerms.text(0...7, letters: letters, using: &random)
      let automaton = RunningAutomaton(try TermAutomaton.glob(String(pattern)))
      for _ in 0..<10 {
        let text = RandomTerms.text(0...7, using: &random)
        let expected = AutomatonOracle.glob(pattern[...], fits: text[...])
        matchCount += expected ? 1 : 0
        try #require(
          automaton.matches(RandomTerms.utf8(text)) == expected,
          "\(random.replay): \(String(pattern)) on \(String(text))")
      }
    }
    #expect(matchCount > 0)
  }

  @Test(
    "a glob by example",
    arguments: [
      ("wom?n", "woman", true), ("wom?n", "womn", false), ("wom?n", "womän", true),
      ("*ism", "ism", true), ("*ism", "realism", true), ("*ism", "realisms", false),
      ("", "", true), ("", "a", false), ("*", "", true), ("?", "😀", true),
      ("?", "e\u{301}", false),
      (#"a\*"#, "a*", true), (#"a\*"#, "ab", false), (#"\?"#, "?", true), (#"\\"#, #"\"#, true),
      (#"\a"#, #"\a"#, true), (#"a\"#, #"a\"#, true), ("a.c", "abc", false),
      ("é", "e\u{301}", false),
    ])
  func examples(pattern: String, text: String, matches: Bool) throws {
    let automaton = RunningAutomaton(try TermAutomaton.glob(pattern))
    #expect(automaton.matches(text.utf8) == matches)
  }
}

@Suite struct RegexTests {
  @Test("a regular expression matches what trying everything matches")
  func oracle() throws {
    var random = SeededGenerator()
    var matchCount = 0
    for _ in 0..<random.roundCount(3_000) {
      let model = RegexModel.random(depth: 4, using: &random)
      let automaton = RunningAutomaton(try TermAutomaton.regex(model.written))
      for _ in 0..<10 {
        let text = RandomTerms.text(0...7, using: &random)
        let expected = model.ends(in: text, from: 0).contains(text.count)
        matchCount += expected ? 1 : 0
        try #require(
          automaton.matches(RandomTerms.utf8(text)) == expected,
          "\(random.replay): \(model.written) on \(String(text))")
      }
    }
    #expect(matchCount > 0)
  }

  @Test(
    "a regular expression by example",
    arguments: [
      ("colou?r", "color", true), ("colou?r", "colouur", false), ("^ab$", "ab", true),
      ("ab", "xab", false), ("ab", "abx", false), ("a|bc", "bc", true), ("a|bc", "ac", false),
      ("", "", true), ("()", "", true), ("(a|)b", "b", true), ("a{2,3}", "a", false),
      ("a{2,3}", "aaa", true), ("a{2,3}", "aaaa", false), ("a{0}b", "b", true),
      ("a{3,}", "aaaaa", true), ("a+?b??", "aa", true), ("[a-c]+", "abc", true),
      ("[^a-c]", "d", true), ("[^a-c]", "b", false), ("[a-]", "-", true), ("[-a]", "-", true),
      (#"[\]\-\\^]+"#, #"]-\^"#, true), (#"[a\d]+"#, "a٣7", true), (#"\d+"#, "12x", false),
      (#"\w+"#, "naïve_中2", true), (#"\w"#, "-", false), (#"\W"#, "-", true),
      (#"\D"#, "7", false),
      (#"a\sb"#, "a\u{3000}b", true), (#"\S"#, " ", false), (#"[^\W\d]+"#, "ab", true),
      (#"[^\W\d]+"#, "a1", false), (".", "😀", true), (".", "\n", true),
      ("[α-ω]+", "λογος", true),
      ("[é-中]", "я", true), ("[\u{D7FF}-\u{E000}]", "\u{E000}", true), (#"a\.b"#, "axb", false),
      (#"\/\*"#, "/*", true), ("a]}b", "a]}b", true), ("(?:ab)+", "abab", true),
      ("((a|b)*c){2}", "abcc", true),
    ])
  func examples(pattern: String, text: String, matches: Bool) throws {
    let automaton = RunningAutomaton(try TermAutomaton.regex(pattern))
    #expect(automaton.matches(text.utf8) == matches)
  }

  @Test(
    "what is no regular expression is refused at the place of the mistake",
    arguments: [
      ("(ab", 0, "never closed"), ("ab)", 2, "closes no group"), ("a(b[c", 3, "class is never"),
      ("x[]", 1, "empty"), ("x[^]", 1, "empty"), ("[b-a]", 1, "lower to a higher"),
      (#"[a-\d]"#, 1, "lower to a higher"), (#"x[^\d\D]"#, 1, "no character fits"),
      ("*a", 0, "nothing to repeat"), ("a|+", 2, "nothing to repeat"), ("({2})", 1, "nothing"),
      ("a**", 2, "repeats a repeat"), ("a{2}{3}", 4, "repeats a repeat"), ("a{", 1, "{2}"),
      ("a{,3}", 1, "{2}"), ("a{1;2}", 1, "{2}"), ("a{3,2}", 1, "at least 3 and at most 2"),
      ("a{1001}", 2, "at most 1000"), ("a{1,99999999999999999999}", 4, "at most 1000"),
      ("a^b", 1, "whole words"), ("a$b", 1, "whole words"), ("(a$)", 2, "whole words"),
      (#"a\"#, 1, "backslash"), (#"(a)\1"#, 3, "refer back"), (#"a\q"#, 1, #"\q means nothing"#),
      ("(?=a)", 1, "(?: )"), ("(?<n>a)", 1, "(?: )"),
    ])
  func refusals(pattern: String, offset: Int, words: String) throws {
    let error = #expect(throws: AutomatonError.self) { try TermAutomaton.regex(pattern) }
    guard case .malformed(let message, let place)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(place == offset)
    #expect(message.contains(words))
    #expect(error?.description == message)
  }

  @Test("any text is an expression or is refused")
  func randomPatterns() {
    var random = SeededGenerator()
    let letters = Array(#"ab-^$.*+?(){}[]|\,:019dwsWé"#.unicodeScalars)
    var counts = (accepted: 0, refused: 0)
    for _ in 0..<random.roundCount(20_000) {
      let pattern = String(RandomTerms.text(0...12, letters: letters, using: &random))
      do {
        let automaton = RunningAutomaton(try TermAutomaton.regex(pattern))
        _ = automaton.matches("ab".utf8)
        counts.accepted += 1
      } catch .malformed(_, let offset) {
        #expect(0...pattern.unicodeScalars.count ~= offset, "\(random.replay): \(pattern)")
        counts.refused += 1
      } catch {
        // Counts such as 919 inside others.
        counts.refused += 1
      }
    }
    #expect(counts.accepted > 0 && counts.refused > 0)
  }
}

@Suite struct FuzzyTests {
  @Test("a fuzzy word matches the terms within its distance", arguments: [1, 2])
  func oracle(edits: Int) throws {
    var random = SeededGenerator()
    var matchCount = 0
    for _ in 0..<random.roundCount(1_000) {
      let word = RandomTerms.text(0...7, using: &random)
      let automaton = RunningAutomaton(try TermAutomaton.fuzzy(String(word), edits: edits))
      for _ in 0..<20 {
        var text = word
        for _ in 0..<Int.random(in: 0...4, using: &random) { change(&text, using: &random) }
        let expected = AutomatonOracle.distance(word, text) <= edits
        matchCount += expected ? 1 : 0
        try #require(
          automaton.matches(RandomTerms.utf8(text)) == expected,
          "\(random.replay): \(String(word))~\(edits) on \(String(text))")
      }
    }
    #expect(matchCount > 0)
  }

  private func change(_ text: inout [Unicode.Scalar], using random: inout SeededGenerator) {
    let i = Int.random(in: 0...text.count, using: &random)
    let letter = RandomTerms.text(1...1, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: text.insert(contentsOf: letter, at: i)
    case 1 where i < text.count: text.remove(at: i)
    case 2 where i < text.count: text[i] = letter[0]
    case 3 where i + 1 < text.count: text.swapAt(i, i + 1)
    default: break
    }
  }

  @Test(
    "a fuzzy word by example",
    arguments: [
      ("whale", 1, "whale", true), ("whale", 1, "whael", true), ("whale", 1, "wale", true),
      ("whale", 1, "whales", true), ("whale", 1, "while", true), ("whale", 1, "wlae", false),
      ("whale", 1, "hwael", false), ("whale", 2, "hwael", true), ("abc", 2, "ca", false),
      ("é", 1, "e\u{301}", false), ("é", 2, "e\u{301}", true), ("naive", 1, "naïve", true),
      ("a", 1, "", true), ("", 1, "a", true), ("", 2, "abc", false),
    ])
  func examples(word: String, edits: Int, text: String, matches: Bool) throws {
    let automaton = RunningAutomaton(try TermAutomaton.fuzzy(word, edits: edits))
    #expect(automaton.matches(text.utf8) == matches)
  }
}
