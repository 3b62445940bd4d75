// Cases, by the names under which they were reported, in which other engines lose nearness that is
// there, find some that is not, or cannot be asked. Each has a small document, a query, and the
// words that are the right answer; whole searches, from the text to what is highlighted. What the
// operators themselves make of such cases, without a text, is in ProximityMatchTests.
//
// LUCENE-n and SOLR-n are issues of Apache's tracker, the others of the project's own on GitHub.
// Some of the flaws are mended by now; their cases stay.

import Concord
import Testing

@Suite("Nearness that other engines lose or invent")
struct NearnessElsewhereTests {
  /// A document, a query, and the words that match, in the order of the text; none if the document
  /// must not be found.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let query: String
    let words: String

    init(_ name: String, _ text: String, _ query: String, _ words: String) {
      self.name = name
      self.text = text
      self.query = query
      self.words = words
    }

    var testDescription: String { "\(name): \(query) in “\(text)”" }
  }

  @Test(
    "the right words match",
    arguments: lucene + luceneIntervals + sloppyPhrases + elasticsearch + solrAndOpenSearch
      + xapian + sqlite + others)
  func words(_ example: Case) throws {
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    try index.write { writer in
      try writer.add(Document(key: "1", fields: ["body": example.text]))
    }
    let query = try Query(example.query)
    let hits = try index.search(query)
    #expect(hits.isEmpty == example.words.isEmpty)
    #expect(try index.snapshot().count(query) == hits.count)
    let bytes = Array(example.text.utf8)
    let words = try hits.first?.matches().first?.ranges.map {
      String(decoding: bytes[$0], as: UTF8.self)
    }
    #expect((words ?? []).joined(separator: " ") == example.words)
  }

  /// Spans, the older of Lucene's two kinds of proximity.
  private static let lucene = [
    // Of alternatives that begin together the shortest is taken and never given back.
    Case(
      "LUCENE-7398, a longer alternative fits", "w1 w2 w3 w4",
      "(w1 OR \"w1 w2\") ONEAR/1 w3", "w1 w2 w3"),
    Case(
      "LUCENE-7398, in the middle of a chain", "w1 w2 w3 w4",
      "w1 ONEAR/1 (w2 OR \"w2 w3\") ONEAR/1 w4", "w1 w2 w3 w4"),
    Case(
      "LUCENE-7398, the shorter one fits", "w1 w2 w3",
      "w1 ONEAR/1 (\"w2 w3\" OR w2) ONEAR/1 w3", "w1 w2 w3"),
    Case(
      "LUCENE-7398, the same in any order", "w3 w1 w2",
      "(w1 OR \"w1 w2\") NEAR/1 (w3 OR \"w3 w1\")", "w3 w1 w2"),
    Case(
      "elasticsearch#43867, every word that is near", "la hoya hoya hoya",
      "hoya NEAR/50 la", "la hoya hoya hoya"),
    Case(
      "elasticsearch#46836, one word is not near itself", "abc def def", "abc NEAR/9 abc", ""),
    Case(
      "elasticsearch#46836, two are", "abc def abc", "abc NEAR/9 abc", "abc abc"),
    Case(
      "luwak#120, all of a NEAR in a disjunction", "a x b y a z b",
      "(a NEAR/2 b) OR zebra", "a b a b"),
  ]

  /// Intervals, the newer kind, which keep nothing but ranges without a smaller one in them.
  private static let luceneIntervals = [
    Case(
      "LUCENE-8477, a phrase with a long alternative", "a b c", "a ONEAR/1 (\"b c\" OR c)",
      "a b c"),
    Case(
      "LUCENE-8477, the alternative at the front", "a b c", "(b OR \"a b\") ONEAR/1 c", "a b c"),
    Case(
      "LUCENE-8477, an inner range that holds a shorter one", "a b c d b e",
      "(a ONEAR/9 b) ONEAR/1 e", "a b e"),
    Case(
      "LUCENE-9418, interleaved words are no match of their own", "A B A C",
      "\"A B\" ONEAR/2 C", "A B C"),
    Case(
      "LUCENE-9418, out of order", "A C A B", "A ONEAR/9 B ONEAR/9 C", ""),
    Case(
      "lucene#12213, the next one after interleaved words", "A B A C A B C",
      "A ONEAR/1 B ONEAR/2 C", "A B C A B C"),
    Case(
      "LUCENE-9099, a word asked for twice stands twice", "a x a b y", "a ONEAR/9 a ONEAR/9 b",
      "a a b"),
    Case("LUCENE-9099, or does not match", "x a b y", "a ONEAR/9 a ONEAR/9 b", ""),
    Case(
      "elasticsearch#49775, a repetition is not found in half of it", "to be or not",
      "NEAR(to be or not to be, 99)", ""),
    Case(
      "elasticsearch#49775, but in all of it", "to be or not to be",
      "NEAR(to be or not to be, 5)", "to be or not to be"),
    Case(
      "elasticsearch#58576, ordered is no more than unordered",
      "issue with queries from search engine so an issue as we need ordered searches",
      "issue ONEAR/6 ordered ONEAR/3 search", ""),
    // Inner gaps are not distances between operands.
    Case(
      "lucene#13819, elasticsearch#113554, what an inner range leaves out is its own",
      "a x x x b c", "(a ONEAR/4 b) ONEAR/1 c", "a b c"),
    Case(
      "LUCENE-8828, operands that overlap are not near", "the reassurance force",
      "\"reassurance force\" NEAR force", ""),
  ]

  /// Sloppy phrases, which walk from left to right.
  private static let sloppyPhrases = [
    Case(
      "Lucene's SloppyPhraseMatcher, a choice that a walk passes", "a b a b",
      "\"a b\"~2", "a b a b"),
    // The class's own documentation says that it may pass over choices.
    Case(
      "Lucene's SloppyPhraseMatcher, its own example", "a b c b a", "\"a b c\"~4", "a b c b a"),
    Case(
      "Lucene's SloppyPhraseMatcher, its own example in reverse", "a b c b a", "\"c b a\"~4",
      "a b c b a"),
    Case(
      "Lucene's SloppyPhraseMatcher, both of two", "a b c b a f g", "\"c b\"~2", "b c b"),
    Case(
      "search-benchmark-game#12, tantivy before 0.20 had no swaps", "url web", "\"web url\"~4",
      "url web"),
    Case("serenedb#1114, moves are not added up", "a c b", "\"a b c\"~2", "a c b"),
    Case("Lucene's sloppy phrases, a repeated word needs two places", "a x", "\"a a\"~3", ""),
    Case("Lucene's sloppy phrases, and finds them", "a x a", "\"a a\"~1", "a a"),
    Case(
      "Lucene's sloppy phrases, a swap costs two", "lucene apache", "\"apache lucene\"~2",
      "lucene apache"),
    Case(
      "Lucene's sloppy phrases, and no less", "lucene apache", "\"apache lucene\"~1", ""),
    Case("tantivy#2358, only words that take part are marked", "b x x x a b", "\"a b\"~1", "a b"),
  ]

  private static let elasticsearch = [
    Case(
      "elasticsearch#28771, a nested disjunction keeps its words", "this is outrageous",
      "this ONEAR/1 is ONEAR/1 (outrageous OR ridiculous)", "this is outrageous"),
    Case(
      "elasticsearch#28771, and needs one of them", "this is fine",
      "this ONEAR/1 is ONEAR/1 (outrageous OR ridiculous)", ""),
    // A word in the middle may be near one on each side, without these being near each other.
    Case(
      "elasticsearch#19240, near each of several", "a x b c",
      "(a NEAR/2 b) AND (a NEAR/3 c)", "a b c"),
  ]

  private static let solrAndOpenSearch = [
    Case(
      "SOLR-3101, phrases and groups as operands",
      "Macron said the reassurance force would follow and Starmer agreed",
      "(\"reassurance force\" OR \"peace force\") NEAR/3 (Macron OR Starmer)",
      "Macron reassurance force"),
    Case(
      "SOLR-3101, further for the other name",
      "Macron said the reassurance force would follow and Starmer agreed",
      "(\"reassurance force\" OR \"peace force\") NEAR/4 (Macron OR Starmer)",
      "Macron reassurance force Starmer"),
    Case("OpenSearch#1893, a prefix", "a very big bang", "a NEAR/10 b*", "a big bang"),
    Case("OpenSearch#1893, a group", "a very big bang", "a NEAR/10 (c OR bang)", "a bang"),
    Case(
      "OpenSearch#1893, both of a group", "a very big bang", "a NEAR/10 (big AND bang)",
      "a big bang"),
    Case(
      "OpenSearch#1893, one of both is missing", "a very big bang", "a NEAR/10 (big AND boom)",
      ""),
    Case("datashare#1068, joh* w/2 doe", "Johnny B Doe", "joh* W/2 doe", "Johnny Doe"),
    Case(
      "courtlistener#2968, two phrases", "one two 3 4 5 three four",
      "\"one two\" W/4 \"three four\"", "one two three four"),
    Case(
      "courtlistener#2968, too far", "one two 3 4 5 three four",
      "\"one two\" W/3 \"three four\"", ""),
  ]

  /// NEAR and ADJ take words, and one distance for all of them.
  private static let xapian = [
    Case("Xapian, a phrase beside NEAR", "a b x c", "\"a b\" NEAR/2 c", "a b c"),
    Case("Xapian, a NEAR beside NEAR", "a b x c", "(a NEAR/1 b) NEAR/2 c", "a b c"),
    Case("Xapian, each NEAR has its own distance", "a x b y y c", "a NEAR/2 b NEAR/3 c", "a b c"),
    Case("Xapian, and keeps it", "a x x b y y c", "a NEAR/2 b NEAR/3 c", ""),
    Case("Xapian, a group that is not words alone", "a x b c", "a NEAR/2 (\"b c\" OR d)", "a b c"),
    Case("Xapian, a word that is its own neighbour", "a b", "a NEAR/10 a", ""),
    Case("Xapian, ADJ in order", "b a b", "a ONEAR/5 b", "a b"),
  ]

  /// FTS5 has lists of phrases, side by side at 0, and nothing else in them.
  private static let sqlite = [
    Case(
      "FTS5, phrases of a list share no word", "one two three",
      "NEAR(\"one two\" \"two three\", 10)", ""),
    Case(
      "FTS5, unless the word is there twice", "one two two three",
      "NEAR(\"one two\" \"two three\", 10)", "one two two three"),
    Case("FTS5, a group in a list", "one x three", "NEAR((one OR two) three, 2)", "one three"),
    Case("FTS5, a NEAR in a NEAR", "a b c", "(a NEAR/1 b) NEAR/1 c", "a b c"),
    Case("FTS5, order", "three one", "one ONEAR/3 three", ""),
    Case("FTS5, plain text", "20.04 don't a/b", "20.04 NEAR don't NEAR a/b", "20.04 don't a b"),
  ]

  private static let others = [
    Case("a place for any word must have one, behind", "x a", "\"a ?\"", ""),
    Case("a place for any word must have one, before", "a x", "\"? a\"", ""),
    Case("a place for any word that has one", "a x a y", "\"a ?\"", "a a"),
    Case("a place for any word at the end of a phrase", "x a b x", "\"a b ?\" NEAR/1 x", "x a b"),
    Case("a place for any word beside an operand", "x a b", "\"a ?\" NEAR/1 x", "x a"),
    Case(
      "bleve#74, whoosh#564, phrases near each other", "python library needs an installation error",
      "\"python library\" NEAR/5 \"installation error\"",
      "python library installation error"),
    Case(
      "meilisearch, more than ten words", "a b c d e f g h i j k l",
      "NEAR(a b c d e f g h i j k l, 11)", "a b c d e f g h i j k l"),
    Case(
      "Manticore, the nearer one is needed elsewhere", "a b c x b",
      "NEAR(a (b OR \"b c\") c, 4)", "a b c b"),
  ]

  @Test("positions go on after 65,535, where meilisearch's end")
  func farPositions() throws {
    let text = "y " + String(repeating: "x ", count: 70_000) + "a b"
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    try index.write { writer in try writer.add(Document(key: "1", fields: ["body": text])) }
    #expect(try index.search(Query("b NEAR/1 a")).count == 1)
    #expect(try index.search(Query("a ONEAR x")).isEmpty)
    #expect(try index.search(Query("y ONEAR/70002 b")).count == 1)
    #expect(try index.search(Query("y ONEAR/70001 b")).isEmpty)
  }
}
