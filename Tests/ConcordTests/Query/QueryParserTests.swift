// The grammar, rule by rule: a table of texts and the trees they mean, and of the texts that mean
// the same tree. The trees are written out by hand.

import ConcordTestSupport
import Testing

@testable import Concord

/// A text and the query it has to be read as.
struct Reading: Sendable, CustomTestStringConvertible {
  let text: String
  let query: Query
  var testDescription: String { text }

  init(_ text: String, _ query: Query) {
    self.text = text
    self.query = query
  }
}

private let a = Query.term("a")
private let b = Query.term("b")
private let c = Query.term("c")
private let d = Query.term("d")

private func near(_ operands: Query..., within n: Int = 10) -> Query {
  .near(operands, Proximity(within: n))
}

@Suite("QueryParser")
struct QueryParserTests {
  @Test(
    "groups are read by the binding of their operators",
    arguments: [
      Reading("a", a),
      Reading("a b", .any([a, b])),
      Reading("a OR b c", .any([a, b, c])),
      Reading("(a OR b) OR c", .any([.any([a, b]), c])),
      Reading("((a))", a),
      Reading("a AND b", .all([a, b])),
      Reading("a b AND c", .any([a, .all([b, c])])),
      Reading("a NOT b", .except(a, b)),
      Reading("a AND NOT b AND c", .except(.all([a, c]), b)),
      Reading("a NOT b NOT c", .except(a, .any([b, c]))),
      Reading("NOT a", .except(.everything, a)),
      Reading("NOT a AND b", .except(b, a)),
      Reading("NOT a b", .except(b, a)),
      Reading("NOT a OR b", .any([.except(.everything, a), b])),
      Reading("b OR NOT a", .any([b, .except(.everything, a)])),
      Reading("(NOT a) AND b", .all([.except(.everything, a), b])),
      Reading("-a", .except(.everything, a)),
      Reading("-a -b", .except(.everything, .any([a, b]))),
      Reading("a b -c", .except(.any([a, b]), c)),
      Reading("a AND -b", .except(a, b)),
      Reading("+a", a),
      Reading("+a +b", .all([a, b])),
      Reading("+a b c", .required([a], optional: [b, c])),
      Reading("+a b -c", .except(.required([a], optional: [b]), c)),
      Reading("+a AND b c", .required([.all([a, b])], optional: [c])),
      Reading("a^2 b", .any([.boosted(a, by: 2), b])),
      Reading("(a b)^0.5", .boosted(.any([a, b]), by: 0.5)),
      Reading("a NEAR/3 b AND c OR d", .any([.all([near(a, b, within: 3), c]), d])),
      Reading("*:*", .everything),
      Reading("*", .everything),
    ])
  func groups(_ reading: Reading) throws {
    #expect(try Query(reading.text) == reading.query)
  }

  @Test(
    "leaves are read by their signs",
    arguments: [
      Reading("=runs", .exact("runs")),
      Reading("wo*", .prefix("wo")),
      Reading("wom?n", .glob("wom?n")),
      Reading("*ism", .glob("*ism")),
      Reading("te?", .glob("te?")),
      Reading("a te? b", .any([a, .glob("te?"), b])),
      Reading("what is NATO?", .any([.term("what"), .term("is"), .term("NATO?")])),
      Reading("Pourquoi ?", .any([.term("Pourquoi"), .term("?")])),
      Reading("/colou?r/", .regex("colou?r")),
      Reading(#"/a\/b\ c\d/"#, .regex(#"a/b c\d"#)),
      Reading("word~", .fuzzy("word", edits: nil)),
      Reading("word~2^3", .boosted(.fuzzy("word", edits: 2), by: 3)),
      Reading(#""a b""#, .phrase([.word("a"), .word("b")])),
      Reading(#""a b"~3"#, .phrase([.word("a"), .word("b")], slop: 3)),
      Reading(#""a ? chang*""#, .phrase([.word("a"), .anyWord, .prefix("chang")])),
      Reading(#""a ?""#, .phrase([.word("a"), .anyWord])),
      Reading(#""wom?n of""#, .phrase([.glob("wom?n"), .word("of")])),
      Reading(#""who is he?""#, .phrase([.word("who"), .word("is"), .word("he?")])),
      Reading(#""NEAR""#, .term("NEAR")),
      Reading("“a b”", .phrase([.word("a"), .word("b")])),
      Reading("„a b“", .phrase([.word("a"), .word("b")])),
      Reading("«a b»", .phrase([.word("a"), .word("b")])),
      Reading("»a b«", .phrase([.word("a"), .word("b")])),
      Reading("“a b\"", .phrase([.word("a"), .word("b")])),
      Reading(#"\*\:\"\ x"#, .term("*:\" x")),
    ])
  func leaves(_ reading: Reading) throws {
    #expect(try Query(reading.text) == reading.query)
  }

  @Test(
    "a field reaches every leaf of its group that has none of its own",
    arguments: [
      Reading("title:a b", .any([.term("a", field: "title"), b])),
      Reading(
        "title:(a body:b AND =c)",
        .any([
          .term("a", field: "title"),
          .all([.term("b", field: "body"), .exact("c", field: "title")]),
        ])),
      Reading(
        "title:(a NEAR/3 b)",
        near(.term("a", field: "title"), .term("b", field: "title"), within: 3)),
      Reading(
        #"-author:"Ada Lovelace""#,
        .except(
          .everything, .phrase([.word("Ada"), .word("Lovelace")], field: "author"))),
      Reading("title:AND", .term("AND", field: "title")),
      Reading("title:*", .range(QueryRange(from: nil, to: nil), field: "title")),
      Reading(
        "date:[2025-09-01 TO 2025-09-30]",
        .range(
          QueryRange(
            from: QueryRange.Bound("2025-09-01"), to: QueryRange.Bound("2025-09-30")),
          field: "date")),
      Reading(
        #"n:{"a b" TO *]"#,
        .range(QueryRange(from: .init("a b", isInclusive: false), to: nil), field: "n")),
      Reading("n:>=\"5 6\"", .range(QueryRange(from: .init("5 6"), to: nil), field: "n")),
      Reading("n:>=5", .range(QueryRange(from: .init("5"), to: nil), field: "n")),
      Reading(
        "n:<5", .range(QueryRange(from: nil, to: .init("5", isInclusive: false)), field: "n")),
      Reading(
        "n:(>5 AND <=9)",
        .all([
          .range(QueryRange(from: .init("5", isInclusive: false), to: nil), field: "n"),
          .range(QueryRange(from: nil, to: .init("9")), field: "n"),
        ])),
    ])
  func fields(_ reading: Reading) throws {
    #expect(try Query(reading.text) == reading.query)
  }

  @Test(
    "NEAR, its chains, its lists and its rewrites",
    arguments: [
      Reading("a NEAR b", near(a, b)),
      Reading("a NEAR/5 b", near(a, b, within: 5)),
      Reading("a NEAR/3 b NEAR/4 c", near(near(a, b, within: 3), c, within: 4)),
      Reading("a NEAR (b NEAR/2 c)", near(a, near(b, c, within: 2))),
      Reading("NEAR(a b c, 8)", near(a, b, c, within: 8)),
      Reading("NEAR(a, b, c)", near(a, b, c)),
      Reading("NEAR(a b,8)", near(a, b, within: 8)),
      Reading("NEAR(a 30,000)", near(a, .term("30,000"))),
      Reading("ONEAR(a b c, /s)", .near([a, b, c], Proximity(.sentence, inOrder: true))),
      Reading("a NEAR/s b", .near([a, b], Proximity(.sentence))),
      Reading("a NEAR/p b", .near([a, b], Proximity(.paragraph))),
      Reading("a ONEAR/3 b", .near([a, b], Proximity(within: 3, inOrder: true))),
      Reading("a NOTNEAR/3 b", .near([a, b], Proximity(within: 3, isNegated: true))),
      Reading("(a AND b) NEAR c", .all([near(a, c), near(b, c)])),
      Reading("c NEAR (a AND b)", .all([near(c, a), near(c, b)])),
      Reading(
        "NEAR((a AND b) c d, 8)", .all([near(a, c, d, within: 8), near(b, c, d, within: 8)])),
      Reading("(a OR b) NEAR c", near(.any([a, b]), c)),
      Reading("a^2 NEAR b", near(.boosted(a, by: 2), b)),
    ])
  func nears(_ reading: Reading) throws {
    #expect(try Query(reading.text) == reading.query)
  }

  @Test(
    "aliases mean what they stand for",
    arguments: [
      ("a W/5 b", "a NEAR/5 b"), ("a W/s b", "a NEAR/s b"), ("a PRE/5 b", "a ONEAR/5 b"),
      ("a BEFORE/p b", "a ONEAR/p b"), ("a && b", "a AND b"), ("a || b", "a OR b"),
      ("a !b", "a NOT b"), ("a AND !b", "a AND NOT b"), ("a NEAR b", "a NEAR/10 b"),
      ("a ONEAR b", "a ONEAR/10 b"), ("a NOTNEAR b", "a NOTNEAR/10 b"),
      ("a AND NOT b", "a NOT b"), ("NOT(a)", "NOT a"),
    ])
  func aliases(_ text: String, _ same: String) throws {
    #expect(try Query(text) == Query(same))
  }

  @Test("where words side by side mean all, that binds tighter than OR")
  func wordsMeanAll() throws {
    let all = QueryOptions(wordsMean: .all)
    #expect(try Query.parse("a b", options: all) == .all([a, b]))
    #expect(try Query.parse("a b OR c d", options: all) == .any([.all([a, b]), .all([c, d])]))
    #expect(try Query.parse("a +b -c", options: all) == .except(.all([b, a]), c))
    #expect(try Query.parse("(a b) NEAR c", options: all) == .all([near(a, c), near(b, c)]))
  }

  @Test("only the caller's field names mean fields")
  func knownFields() throws {
    let options = QueryOptions(fields: ["title"])
    #expect(try Query.parse("foo:bar", options: options) == .term("foo:bar"))
    #expect(try Query.parse("title:bar", options: options) == .term("bar", field: "title"))
    #expect(try Query("foo:bar") == .term("bar", field: "foo"))
  }

  @Test(
    "plain text is words, whatever signs it has",
    arguments: [
      "don't", "multi-agent", "20.04", "C++", "a/b", "AT&T", "https://example.org/a?b=c",
      "ada@example.org", "12:30", "U.S.", "👩‍🚀", "5\"", "a(b)c", "and", "near", "rock'n'roll",
      "W/o", "f()", "x=y", "a->b", "~5", "C:\\Users\\me", "/etc/passwd", "/usr/bin/",
      "foo::bar", "a*", "note:", "10~20", "[sic]", "{x}", "<b>", "#tag", "100%", "--all", "1,000",
    ])
  func plainText(_ text: String) throws {
    // Alone, and among other words.
    _ = try Query(text)
    _ = try Query("see \(text) there")
    #expect(Query.parseLeniently(text).diagnostics.isEmpty)
  }

  @Test("a word that needs no grammar is what the grammar makes of it")
  func plainWords() throws {
    var random = SeededGenerator()
    let signs = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    var words = ["and", "or", "not", "near", "onear", "notnear", "to", "w5", "pre", "0", "10"]
    for _ in 0..<random.roundCount(300) {
      let count = Int.random(in: 1...12, using: &random)
      words.append(
        String((0..<count).map { _ in signs[Int.random(in: 0..<signs.count, using: &random)] }))
    }
    let options = QueryOptions(wordsMean: .all, fields: ["near", "a"])
    for word in words {
      var parser = try QueryParser(
        word, options: options, diagnostics: QueryDiagnostics(mode: .strict, options: options))
      #expect(try Query.parse(word, options: options) == parser.query(), "\(random.replay)")
    }
  }

  @Test("a URL, an e-mail address and a time are one term each")
  func wholeTerms() throws {
    for text in ["https://example.org/a?b=c", "ada@example.org", "12:30", "C++", "5\"", "f()"] {
      #expect(try Query(text) == .term(text))
    }
  }

  @Test("lone punctuation and emoticons stay as terms, for the analyzer to drop")
  func punctuation() throws {
    #expect(try Query("a - b") == .any([a, .term("-"), b]))
    #expect(try Query("a :-) b") == .any([a, .term(":-)"), b]))
    #expect(try Query("a \" b") == .any([a, .term("\""), b]))
    #expect(try Query("a :(") == .any([a, .term(":(")]))
    #expect(try Query("(a), \"b\".") == .any([a, b]))
  }
}
