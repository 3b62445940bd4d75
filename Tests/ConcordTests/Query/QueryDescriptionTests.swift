// What `description` writes is read as the same tree: by hand for the cases that need escapes, and
// for random trees of every shape that the parser makes. Random texts must never trap, and never
// fail a lenient reading. Replay a failure with CONCORD_SEED; CONCORD_ROUNDS sets how many.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Query.description")
struct QueryDescriptionTests {
  @Test(
    "terms that look like something else are escaped or quoted",
    arguments: [
      "NEAR", "AND", "W/5", "NEAR/x", "a:b", "-a", "+a", "!a", "a*", "a?", "*", "?", "(", ":-)",
      "a b",
      "\"", "\\", "a\\b", "a^2", "a~", "a~1", "=a", "/a/", "https://x.org/?a=b", "*:*", "()", "[a",
      ">5",
      "“a”", "a,", "&&", "||", "TO", "é", "\u{301}", "a\r\nb", "\u{0}", "a;", ";", ",", "-", "--a",
      "a\u{A0}b",
    ])
  func escapes(_ text: String) throws {
    for field in [nil, "title"] {
      let leaves: [Query] = [
        .term(text, field: field), .phrase([.word(text), .word("x")], field: field),
      ]
      for leaf in leaves {
        for query in [
          leaf, .any([leaf, .term("x")]), .any([.term("x"), leaf]),
          .near([leaf, .term("x", field: field), leaf], Proximity(within: 3)),
        ] {
          let isEmpty = query.isPunctuation
          #expect(isEmpty || (try? Query(query.description)) == query, "\(query)")
        }
      }
    }
  }

  @Test("the text is what a person would type")
  func readable() throws {
    for text in [
      "\"reassurance force\" NEAR/8 Macron", "multi-agent AND 20.04 NOT C++", "+a b -c",
      "NEAR(a b c, 8)", "a NEAR/3 b ONEAR/s c", "(a OR b) AND c", "date:>=2025-09 AND title:wom?n",
    ] {
      #expect(try Query(text).description == text)
    }
  }

  @Test("random trees are read back as they were")
  func randomTrees() {
    let (seed, rounds) = Randomness.settings(rounds: 20_000)
    var random = RandomQueries(seed: seed)
    for round in 0..<rounds {
      let query = random.query(depth: 1 + round % 4)
      guard !query.isPunctuation else { continue }
      let text = query.description
      let same = (try? Query(text)) == query
      #expect(same, "CONCORD_SEED=\(seed), round \(round): \(text)\n\(query)")
      if !same { return }
    }
  }

  @Test("a phrase of one word is the word, also with a slop of 0")
  func phraseOfOneWord() throws {
    for text in ["\"whale\"", "\"whale\"~0"] { #expect(try Query(text) == .term("whale")) }
    let sloppy = try Query("\"whale\"~1")
    #expect(sloppy == .phrase([.word("whale")], slop: 1))
    #expect(try Query(sloppy.description) == sloppy)
  }

  @Test("random texts are read, or refused with a place and a suggestion that parses")
  func randomTexts() {
    let (seed, rounds) = Randomness.settings(rounds: 20_000)
    var random = RandomQueries(seed: seed)
    for round in 0..<rounds {
      let text = random.text()
      let note: Comment = "CONCORD_SEED=\(seed), round \(round): \(text.debugDescription)"
      let lenient = Query.parseLeniently(text)
      do throws(QueryError) {
        let query = try Query(text)
        #expect(lenient == LenientQuery(query: query, diagnostics: []), note)
        #expect((try? Query(query.description)) == query, note)
      } catch {
        #expect(lenient.diagnostics.first == error, note)
        #expect(error.range.upperBound <= text.endIndex, note)
        #expect(!error.rendered().isEmpty)
        if let suggestion = error.suggestion { #expect((try? Query(suggestion)) != nil, note) }
      }
    }
  }
}

/// The seed and the rounds of a random test, from the environment or new.
enum Randomness {
  static func settings(rounds: Int) -> (seed: UInt64, rounds: Int) {
    let seed = variable("CONCORD_SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 0 ... .max)
    return (seed, variable("CONCORD_ROUNDS").flatMap { Int($0) } ?? rounds)
  }

  private static func variable(_ name: String) -> String? {
    // Safe: the string is copied at once, and no test changes the environment.
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}

/// Random queries of the shapes the parser makes, and random texts.
struct RandomQueries {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64 (Steele, Lea and Flood, 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  private mutating func pick<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  private static let scalars = Array(
    ("abcNEARTO019éß日👩 \t\"“”„«»()[]{}:;\\/*?~^+-!=<>&|,.'_@#$%"
      + "\u{301}\u{200D}\u{A0}\u{2028}\r\n\u{0}…–")
      .unicodeScalars)

  private static let fragments = [
    "NEAR", "NEAR/3", "ONEAR/s", "NOTNEAR/p", "AND", "OR", "NOT", "NEAR(", ", 8)", "W/5", "NEAR/",
    " ",
    " ", " ", "(", ")", "\"", "“", "”", "a", "b", "word", "title:", "x:", "-", "+", "!", "*", "?",
    "~1",
    "~", "^2", "[a TO b]", "{", ">=", "/a/", "/", "\\", "=", ":-)", "日本", "https://a.b/?c=d", ",",
    "*:*",
  ]

  mutating func text() -> String {
    var text = ""
    for _ in 0..<below(14) {
      if below(3) == 0 {
        text.unicodeScalars.append(pick(Self.scalars))
      } else {
        text += pick(Self.fragments)
      }
    }
    return text
  }

  /// A text without the end of a question and without being empty.
  private mutating func word() -> String {
    if below(2) == 0 {
      return pick(["a", "Macron", "multi-agent", "NEAR", "20.04", "C++", "W/5", "x:y"])
    }
    var text = String.UnicodeScalarView()
    for _ in 0...below(4) { text.append(pick(Self.scalars)) }
    return String(text)
  }

  /// A word that has a letter, as those with a sign need.
  private mutating func searchable() -> String { pick(["a", "日", "é9"]) + word() }

  private mutating func field() -> String? { pick([nil, nil, "title", "date-time"]) }

  private mutating func pattern() -> String {
    pick(["wom?n", "=a?b", "*ism", "te?", "a*b", #"\?x?"#, #"a\*b?c"#, #"?\\x"#, "NE?R", "?a,"])
  }

  private mutating func leaf(_ field: String?) -> Query {
    switch below(8) {
    case 0, 1: return .term(word(), field: field)
    case 2: return .exact(searchable(), field: field)
    case 3: return .prefix(searchable(), field: field)
    case 4: return .glob(pattern(), field: field)
    case 5: return .regex(pick(["a+", "a/b", #"\d+"#, "x y", #"\\"#, "[a-z]*"]), field: field)
    case 6: return .fuzzy(searchable(), edits: pick([nil, 1, 2]), field: field)
    default:
      var parts: [PhrasePart] = [pick([.word(word()), .exact(searchable())])]
      for _ in 0...below(3) {
        parts.append(
          pick([
            .word(word()), .exact(searchable()), .anyWord, .prefix(searchable()), .glob(pattern()),
          ]))
      }
      return .phrase(parts, slop: pick([0, 0, 2]), field: field)
    }
  }

  private mutating func bound() -> QueryRange.Bound? {
    below(3) == 0
      ? nil : QueryRange.Bound(pick(["2025-09", "*", "TO", word()]), isInclusive: below(2) == 0)
  }

  private mutating func operand(depth: Int, field: String?) -> Query {
    switch depth == 0 ? 9 : below(10) {
    case 0, 1:
      .any([operand(depth: depth - 1, field: field), operand(depth: depth - 1, field: field)])
    case 2, 3: near(depth: depth, field: field)
    case 4: .boosted(operand(depth: depth - 1, field: field), by: pick([2, 0.5, 1e20, 0]))
    default: leaf(field)
    }
  }

  private mutating func near(depth: Int, field: String?) -> Query {
    let kind: Proximity.Kind = pick([.within(1 + below(20)), .sentence, .paragraph])
    let isNegated = below(5) == 0
    let count = isNegated ? 2 : 2 + below(3)
    let operands = (0..<count).map { _ in operand(depth: depth - 1, field: field) }
    return .near(
      operands, Proximity(kind, inOrder: !isNegated && below(3) == 0, isNegated: isNegated))
  }

  mutating func query(depth: Int) -> Query {
    guard depth > 0 else { return leaf(field()) }
    func some(_ random: inout RandomQueries) -> [Query] {
      (0..<2 + random.below(2)).map { _ in random.query(depth: depth - 1) }
    }
    switch below(11) {
    case 0, 1: return .any(some(&self))
    case 2, 3: return .all(some(&self))
    case 4: return .except(query(depth: depth - 1), query(depth: depth - 1))
    case 5: return .required(Array(some(&self).dropFirst(below(2))), optional: some(&self))
    case 6: return .boosted(query(depth: depth - 1), by: pick([2, 0.25, 1e-7, 3e30]))
    case 7: return .everything
    case 8:
      return .near(
        [operand(depth: 1, field: nil), operand(depth: 2, field: nil)], Proximity(within: 2))
    case 9: return .range(QueryRange(from: bound(), to: bound()), field: field() ?? "n")
    default: return near(depth: depth, field: field())
    }
  }
}
