// Queries that are made to take all time or all memory: each ends in an answer, or in an error that
// names the place or the way out. What is tested is which of the two, and that it is right; how
// long they take is measured elsewhere.

import ConcordTestSupport
import Foundation
import Synchronization
import Testing

@testable import Concord

@Suite("Query bombs", .serialized)
struct QueryBombTests {
  // MARK: Texts

  /// A text in which `⟨ab×3⟩` stands for `ababab`.
  private static func expanded(_ bomb: String) -> String {
    var text = ""
    for (i, part) in bomb.split(separator: "⟨", omittingEmptySubsequences: false).enumerated() {
      let pieces = part.split(separator: "⟩", maxSplits: 1, omittingEmptySubsequences: false)
      let repetition = pieces[0].split(separator: "×")
      guard i > 0, pieces.count == 2, repetition.count == 2, let count = Int(repetition[1]) else {
        text += part
        continue
      }
      text += String(repeating: String(repetition[0]), count: count) + pieces[1]
    }
    return text
  }

  @Test(
    "what is too deep, too long or too much is an error at its place",
    arguments: [
      ("⟨(×10000⟩a⟨)×10000⟩", "too deeply nested (65 levels, limit 64)", 64),
      ("⟨a ×524288⟩", "the query is too long (1048576 bytes, limit 65536)", 65_536),
      ("a⟨ NEAR/5 a×200⟩", "too deeply nested (65 levels, limit 64)", 578),
      ("⟨NEAR(a ×200⟩b⟨)×200⟩", "too deeply nested (65 levels, limit 64)", 448),
      ("⟨a ×1025⟩", "the query has too many words (limit 1,024)", 2_048),
      (
        "(⟨a AND ×500⟩a) NEAR (⟨b OR ×500⟩b)",
        "moving AND out of this NEAR makes too many words (limit 1,024)", 3_004
      ),
    ])
  func refusedTexts(bomb: String, message: String, place: Int) throws {
    let text = Self.expanded(bomb)
    let error = try #require(throws: QueryError.self) { try Query(text) }
    #expect(error.message == message)
    #expect(text.utf8.distance(from: text.startIndex, to: error.range.lowerBound) == place)
    // A search box gets a query all the same, which can be made, walked and released.
    let lenient = Query.parseLeniently(text).query
    #expect(lenient != .nothing)
    _ = lenient.description
  }

  @Test(
    "moving AND out of a NEAR may make 1,024 words and no more",
    arguments: [
      ("a AND (b OR b)", 510, true), ("a AND b", 511, true), ("a AND (b OR b)", 511, false),
      ("a AND b", 512, false),
    ])
  func distribution(side: String, otherCount: Int, isRead: Bool) {
    let text = Self.expanded("(\(side)) NEAR (⟨c OR ×\(otherCount - 1)⟩c)")
    #expect(((try? Query(text)) != nil) == isRead)
  }

  // MARK: Documents

  /// One document of 10,000 words, *a* and *b* in turn, so that there are 25 million pairs; and
  /// small ones, of which 200 have 100 different words each.
  private static let snapshot: Result<Snapshot, any Error> = Result {
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    try index.write { writer in
      try writer.add(Document(key: "large", fields: ["body": expanded("⟨a b ×5000⟩")]))
      try writer.add(Document(key: "small", fields: ["body": "b a b c"]))
      try writer.add(Document(key: "medium", fields: ["body": expanded("⟨y z ×40⟩")]))
      for i in 0..<200 {
        let words = (0..<100).map { "term\(i)x\($0 % 7)abcd\($0)" }
        try writer.add(Document(key: "\(i)", fields: ["body": words.joined(separator: " ")]))
      }
    }
    return index.snapshot()
  }

  private static let tooMany = ConcordError.unsupportedQuery(
    "the query has too many matches in one document: ask for rarer words, a smaller distance, or "
      + "fewer words")

  @Test(
    "what has too many matches in a document is an error",
    arguments: [
      "(a OR c) NEAR/1000000 b", "a⟨ NEAR/50 b×60⟩", "\"a b a\"~9000", "NEAR(\"a b\" a b, 2000000)",
      "ONEAR(a b a b, 50000)",
    ])
  func tooManyMatches(bomb: String) throws {
    // Whoever only counts has no need of all matches.
    let query = try Query(Self.expanded(bomb))
    #expect(throws: Self.tooMany) { try Self.snapshot.get().search(query) }
  }

  @Test(
    "what only looks dangerous is answered",
    arguments: [
      ("a NEAR/10 b", 2), ("NEAR(a b a b a b, 8)", 1), ("\"⟨a b ×500⟩\"", 1),
      ("\"a a\"~3", 1), ("\"b a c\"~2000000000", 1), ("\"a b\"~9000", 2), ("\"a b a\"~9000", 1),
      ("a NOTNEAR/2000000000 c", 1),
      ("NEAR(⟨\"y z\" ×13⟩, 13)", 1), ("NEAR(⟨\"y z\" ×41⟩, 99)", 0),
      ("⟨(a OR ×60⟩b⟨)×60⟩", 2), ("⟨((×5⟩a⟨ OR x) NEAR/3 (b OR c))×5⟩", 1),
      ("⟨(x OR (a NEAR/3 ×5⟩b⟨))×5⟩", 1), ("⟨a ×1024⟩", 2), ("⟨a AND ×1023⟩b", 2),
      ("*a*b*c*d*", 200), ("/(a+)+/", 2), ("/(((t|e)*)*)*rm[0-9x]*abcd.*/", 200), ("t*", 200),
      ("/.*/", 203), ("*", 203), ("term1x1abcdd~2", 28),
    ])
  func answered(bomb: String, count: Int) throws {
    #expect(try Self.snapshot.get().count(Query(Self.expanded(bomb))) == count)
  }

  @Test(
    "patterns beyond the limits are an error",
    arguments: [
      ("/((a{1,99}){1,99}){1,99}/", "is too complex (over 10000 states)"),
      ("/(a|b)*a((a|b){1000}){9}/", "is too complex (over 10000 states)"),
      ("⟨a×60000⟩~2", "is too complex (over 10000 states)"),
      ("⟨a?×6000⟩b", "a pattern has at most 1024 characters"),
    ])
  func tooComplexPatterns(bomb: String, message: String) throws {
    let error = try #require(throws: ConcordError.self) {
      try Self.snapshot.get().count(Query(Self.expanded(bomb)))
    }
    #expect(error.description.contains(message), "\(error)")
  }

  @Test(
    "an automaton may have 10,000 states: one for each letter, and one for the end",
    arguments: [("(a{101}){98}a{100}", true), ("(a{99}){101}", true), ("(a{100}){100}", false)])
  func automatonStates(pattern: String, isAnswered: Bool) throws {
    let count = try? Self.snapshot.get().count(.regex(pattern))
    #expect(count == (isAnswered ? 0 : nil))
  }

  @Test("a pattern may have 1,024 characters", arguments: [1_023, 1_024, 1_025])
  func patternLength(count: Int) throws {
    let found = try? Self.snapshot.get().count(
      .regex(String(repeating: "a", count: count)))
    #expect(found == (count <= 1_024 ? 0 : nil))
  }

  @Test("a prefix may stand for as many terms as the limit says", arguments: -1...1)
  func termLimit(beyond: Int) throws {
    let snapshot = try Self.snapshot.get()
    // Of 200 documents with 100 different words each.
    let limits = SearchLimits(termCount: 20_000 - beyond)
    if beyond <= 0 {
      #expect(try snapshot.count(.prefix("t"), limits: limits) == 200)
    } else {
      #expect(
        throws: ConcordError.unsupportedQuery(
          "a pattern matches over 19999 terms: add letters, or raise the limit (--max-terms)")
      ) { try snapshot.count(.prefix("t"), limits: limits) }
    }
  }

  @Test("the terms of all patterns of a query count together", arguments: -1...1)
  func termLimitOfAll(beyond: Int) throws {
    let snapshot = try Self.snapshot.get()
    let query = Query.any([.prefix("t"), .glob("term1*"), .fuzzy("term1x1abcdd", edits: 1)])
    let limits = SearchLimits(termCount: 1)
    // What each of them stands for alone.
    let counts = [20_000, 100 * 111, try fitting("term1x1abcdd", snapshot)]
    #expect(throws: ConcordError.self) { try snapshot.count(query, limits: limits) }
    let all = SearchLimits(termCount: counts.reduce(0, +) - beyond)
    if beyond <= 0 {
      #expect(try snapshot.count(query, limits: all) == 200)
    } else {
      #expect(throws: ConcordError.self) { try snapshot.count(query, limits: all) }
    }
  }

  /// How many terms a fuzzy word stands for: the least limit that lets it.
  private func fitting(_ word: String, _ snapshot: Snapshot) throws -> Int {
    var limit = 1
    while (try? snapshot.count(
      .fuzzy(word, edits: 1), limits: SearchLimits(termCount: limit))) == nil
    { limit += 1 }
    return limit
  }

  @Test(
    "work beyond the limit is an error that names it, and the limit can be raised",
    arguments: [
      "t*", "*e*", "/.*d[0-9]/", "term1x1abcdd~2", "t* NEAR/3 *d7", "\"t* *\"", "\"t* *d9\"",
      "NEAR(a b a b, 8)", "\"a b a\"~5",
    ])
  func workLimit(text: String) throws {
    let snapshot = try Self.snapshot.get()
    let query = try Query(text)
    let error = try #require(throws: ConcordError.self) {
      try snapshot.count(query, limits: SearchLimits(stepCount: 100))
    }
    #expect(error.description.contains("over 100 steps"), "\(error)")
    #expect(error.description.contains("--max-steps"))
    // What a search has spent does not count for the next one.
    for _ in 0..<2 { #expect(try snapshot.count(query) > 0) }
  }

  @Test("a search without a match is explained within the limits, as far as they go")
  func limitedDiagnosis() throws {
    let snapshot = try Self.snapshot.get()
    let query = try Query(Self.expanded("\"⟨a ×12⟩z\" OR \"⟨y z ×30⟩b\""))
    #expect(try snapshot.count(query) == 0)
    let found = try snapshot.diagnosis(of: query)
    #expect(!found.hasMatches && found.words.count == 4)
  }

  // MARK: Stacks

  @Test("the deepest query is read, written, searched and released on a stack of 512 KiB")
  func smallStack() throws {
    let texts = [
      "⟨(×64⟩a⟨)×64⟩", "a⟨ NEAR/5 b×64⟩", "(a)⟨^2×500⟩", "⟨(x OR (y AND ×32⟩a⟨))×32⟩",
      "⟨(x NOT (y OR ×32⟩a⟨))×32⟩",
    ].map(Self.expanded)
    let snapshot = try Self.snapshot.get()
    let outcome = Mutex<[Bool]>([])
    let thread = Thread {
      for text in texts {
        guard let query = try? Query(text), (try? Query(query.description)) == query else {
          outcome.withLock { $0.append(false) }
          continue
        }
        // The chain has too many matches in the large document; the others are answered.
        let count = try? snapshot.count(query)
        outcome.withLock { $0.append((count == nil) == text.contains("NEAR")) }
      }
    }
    #if DEBUG
      // The frames of code that is not optimized are several times as large.
      thread.stackSize = 4 << 20
    #else
      thread.stackSize = 512 << 10
    #endif
    thread.start()
    while !thread.isFinished { usleep(1_000) }
    #expect(outcome.withLock { $0 } == texts.map { _ in true })
  }
}
