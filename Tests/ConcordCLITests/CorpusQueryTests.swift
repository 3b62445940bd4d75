// Searches the articles in Corpus, from their files to the tool's JSON, by queries that use every
// production of the language's grammar.
//
// The expectations are not Concord's own answers. A script in another language, which shares no
// code with Concord, has read the files with readers of its own, cut words by one regular
// expression, tried every choice of occurrences for each query (the definitions of distance,
// sentence and slop are those of the page QueryLanguage), and worked out BM25F from the formula of
// the paper, lengths rounded as IndexFormat.md says. The reason beside each query is what decides
// the order, seen in the script's figures (frequencies, lengths in words, distances); for nearness,
// the words of each match were read as well. Articles are named by their files, without folder and
// ending. Corpus/README.md is one of them.

import Foundation
import Testing

@Suite("Queries over the articles of the repository")
struct CorpusQueryTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let query: String
    let reason: String
    let articles: [String]

    init(_ query: String, _ reason: String, _ articles: String...) {
      self.query = query
      self.reason = reason
      self.articles = articles
    }

    var testDescription: String { query }
  }

  /// One index for all queries.
  private static let indexed = Result {
    let folder = Folder()
    let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Corpus").standardizedFileURL.path
    let run = try ToolRun.of(["index", corpus], in: folder)
    try #require(run.status == 0, "\(run.messages)")
    return folder
  }

  private func found(_ query: String) throws -> [String] {
    let run = try ToolRun.of(
      ["search", "--json", "--limit", "100", query], in: try Self.indexed.get())
    return try run.output.split(separator: "\n").compactMap { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      // Where nothing is found, a line says why.
      guard let key = object?["key"] as? String else { return nil }
      return URL(fileURLWithPath: key).deletingPathExtension().lastPathComponent
    }
  }

  @Test("the articles are those that fit, in the order that the reason gives", arguments: cases)
  func query(_ expected: Case) throws {
    #expect(try found(expected.query) == expected.articles, "\(expected.reason)")
  }

  @Test("a query without a match finds nothing, and one for everything all 72 articles")
  func ends() throws {
    #expect(try found("date:<2019") == [])
    #expect(try found("Macron NEAR/3 pendulum") == [])
    #expect(try found("*").count == 72)
    #expect(try found("-zeppelin").count == 72)
  }

  static let cases: [Case] = words + phrases + nearness + patterns + fields

  private static let words: [Case] = [
    // README names Witkoff twice; then by length. The last four have only one of the names.
    Case(
      "Meloni Witkoff", "both names first, then the shorter article",
      "README", "vorsicht-ist-keine-antwort", "notebook-of-a-night-reporter", "une-journee-a-paris",
      "twenty-six-nations-pledge", "twelve-questions-after-paris", "who-sat-at-the-table",
      "a-glossary-for-the-summit", "binoculars-instead-of-boots", "cafe-across-the-river"),
    Case(
      "+Peskov -Witkoff Merz", "the first has Merz too, who is not required",
      "cafe-across-the-river", "the-answer-from-moscow"),
    Case("Merz AND Meloni NOT Peskov", "the only one", "vorsicht-ist-keine-antwort"),
    Case(
      "sanctions && !Witkoff",
      "seven times in the first, once in the others, whose lengths round alike: by their paths",
      "sanctions-the-slower-tool", "a-glossary-for-the-summit", "reading-five-words"),
    Case(
      "lighthouse OR longitude AND pendulum",
      "both words of AND in the first; then lighthouse twice, twice, and once, shorter ones first",
      "clocks-and-longitude", "binoculars-instead-of-boots", "lighthouses",
      "ferry-patient-margaret-missing", "chess-open-final", "keeper-counts-to-eleven"),
    Case(
      "glaciers^0.1 lichens", "the article on glaciers has only the word that hardly counts",
      "lichens", "dry-stone-walls", "archipelagos", "glaciers"),
    Case(
      "twenty-six AND Peskov",
      "the number four times, two of them for the title; twice; once, shorter ones first",
      "twenty-six-nations-pledge", "notebook-of-a-night-reporter", "the-answer-from-moscow",
      "twelve-questions-after-paris", "cafe-across-the-river"),
    Case("=glaciers", "four times, once", "glaciers", "lichens"),
  ]

  private static let phrases: [Case] = [
    Case(
      "\"first serious\"~2",
      "six, three, one; then by length, where a title's words count twice",
      "reading-five-words", "README", "notebook-of-a-night-reporter", "who-sat-at-the-table",
      "twenty-six-nations-pledge", "a-glossary-for-the-summit", "twelve-questions-after-paris",
      "cafe-across-the-river"),
    Case(
      "\"first serious\"", "only where the two are side by side", "reading-five-words", "README"),
    Case(
      "“first such serious concrete step”", "three times, twice, once; then by length",
      "reading-five-words", "README", "notebook-of-a-night-reporter", "who-sat-at-the-table",
      "twenty-six-nations-pledge", "a-glossary-for-the-summit", "twelve-questions-after-paris",
      "cafe-across-the-river"),
    Case(
      "\"such ? concrete ste*\"",
      "any word for the ?, the last one only begun: as the whole phrase",
      "reading-five-words", "README", "notebook-of-a-night-reporter", "who-sat-at-the-table",
      "twenty-six-nations-pledge", "a-glossary-for-the-summit", "twelve-questions-after-paris",
      "cafe-across-the-river"),
  ]

  private static let nearness: [Case] = [
    Case(
      "\"reassurance force\" NEAR Macron",
      "nearest first: 1, 1 in a longer article, 2, 4, 5, 7, 10 apart",
      "who-sat-at-the-table", "a-glossary-for-the-summit", "twenty-six-nations-pledge",
      "twelve-questions-after-paris", "a-map-for-the-evening-news", "cafe-across-the-river",
      "land-sea-air"),
    Case(
      "Macron ONEAR/5 \"reassurance force\"",
      "nearest first: 1 and 4 apart; elsewhere the phrase comes first or is further away",
      "a-glossary-for-the-summit", "twelve-questions-after-paris"),
    Case(
      "(Macron OR Merz) NEAR/s troop*", "nearest first: 1, 5, 6 and 7 apart in their sentence",
      "README", "twelve-questions-after-paris", "binoculars-instead-of-boots",
      "merz-and-the-use-of-caution"),
    Case(
      "soldiers NEAR/5 monitoring",
      "nearest first: 2, 2 in a longer article, 3 and again 4, 3, 4, 5 apart",
      "notebook-of-a-night-reporter", "reading-five-words", "README",
      "binoculars-instead-of-boots", "cafe-across-the-river", "twenty-six-nations-pledge"),
    Case(
      "European PRE/3 troops", "side by side everywhere, so by length; of equal ones by path",
      "who-sat-at-the-table", "twenty-six-nations-pledge", "the-answer-from-moscow",
      "twelve-questions-after-paris", "README"),
    Case(
      "troops W/1 European",
      "the same, but twice where it says “foreign troops, European troops”: both sides count",
      "twelve-questions-after-paris", "who-sat-at-the-table", "twenty-six-nations-pledge",
      "the-answer-from-moscow", "README"),
    Case("truce NEAR/p armistice", "the only paragraph with both", "what-a-ceasefire-clock-counts"),
    Case(
      "Macron NOTNEAR/s hosted", "once everywhere, so by length",
      "vorsicht-ist-keine-antwort", "notebook-of-a-night-reporter", "merz-and-the-use-of-caution",
      "who-sat-at-the-table", "une-journee-a-paris", "sanctions-the-slower-tool",
      "a-glossary-for-the-summit", "the-answer-from-moscow", "cafe-across-the-river", "README"),
    Case(
      "NEAR(land sea air, 3)",
      "three in a row only in the first; one word more elsewhere, so by length",
      "land-sea-air", "who-sat-at-the-table", "twenty-six-nations-pledge",
      "sanctions-the-slower-tool", "reading-five-words", "twelve-questions-after-paris",
      "cafe-across-the-river", "README"),
    Case("NEAR(\"peace deal\" troops soldiers, 60)", "the only one, 39 in all", "README"),
    Case(
      "pledged NEAR/3 sea NEAR/3 forces", "3 in both, so by length",
      "reading-five-words", "README"),
    Case("(Macron AND Merz) NEAR/60 Meloni", "the only one with both so near", "README"),
  ]

  private static let patterns: [Case] = [
    Case(
      "sanctons~1 AND date:2025-09*", "seven times, once, once; then by length and by path",
      "sanctions-the-slower-tool", "notebook-of-a-night-reporter", "a-glossary-for-the-summit",
      "reading-five-words"),
    Case("*phore", "five times, once", "semaphore-telegraph", "clocks-and-longitude"),
    Case(
      "l?chen*", "thirteen times, then once each, shorter ones first",
      "lichens", "dry-stone-walls", "glaciers", "archipelagos"),
    Case(
      "/(ba|fa)rometers?/", "twice, once", "courier-2024-0131", "hallow-ice-expedition-log"),
    Case("pendlum~", "twice, once", "clocks-and-longitude", "probability"),
  ]

  private static let fields: [Case] = [
    Case(
      "title:(glossary OR questions)", "once each; the shorter title first",
      "a-glossary-for-the-summit", "twelve-questions-after-paris"),
    Case("title:Paris -title:twelve", "the only other title", "une-journee-a-paris"),
    Case("author:\"Fenella Marchbanks\"", "she wrote one", "who-sat-at-the-table"),
    Case(
      "troops AND date:[2025-09-05 TO 2025-09-06]",
      "twice in three, once in four, the shorter ones first; of equal lengths by path",
      "merz-and-the-use-of-caution", "who-sat-at-the-table", "a-glossary-for-the-summit",
      "sanctions-the-slower-tool", "a-map-for-the-evening-news",
      "the-long-habit-of-standing-between", "reading-five-words"),
    Case(
      "troops AND date:{2025-09-04 TO 2025-09-06}", "the same without the days at the ends",
      "merz-and-the-use-of-caution", "who-sat-at-the-table", "a-map-for-the-evening-news",
      "reading-five-words"),
    Case(
      "peace AND date:>=2025-09-06", "three times; once each, shorter ones first",
      "what-a-ceasefire-clock-counts", "sanctions-the-slower-tool", "a-glossary-for-the-summit",
      "letter-from-a-small-port"),
  ]
}
