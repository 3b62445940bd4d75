// Real collections, from the file to the hits: newswire articles, whose words are also looked for
// by plain loops over the text, and paragraphs in several languages. They are not part of the
// repository: CONCORD_DATA names the folder that holds them, and without it the tests are skipped.

import Concord
import ConcordCorpus
import Foundation
import Testing

@Suite struct RealCollectionTests {
  private static let path =
    (ProcessInfo.processInfo.environment["CONCORD_DATA"] ?? "") + "/reuters/corpus.jsonl.zst"

  /// Enough for frequent words to fill blocks, few enough for a debug build.
  private static let articleCount = 1500

  private struct Enough: Error {}

  private static func articles() throws -> [Article] {
    var articles: [Article] = []
    let corpus = try Corpus(path: path)
    do {
      for file in corpus.list().files {
        try corpus.read(file) { result in
          if case .article(let article) = result { articles.append(article) }
          if articles.count == articleCount { throw Enough() }
        }
      }
    } catch is Enough {}
    return articles
  }

  private static func words(_ article: Article) -> [String] {
    let fields = article.document.fields
    let text = (fields["title"] ?? "") + "\n" + (fields["body"] ?? "")
    return text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  @Test(
    "newswire articles are found by words, phrases and proximity as plain loops find them",
    .enabled(
      if: FileManager.default.fileExists(atPath: path),
      "CONCORD_DATA does not name a folder with reuters/corpus.jsonl.zst"))
  func reuters() throws {
    let articles = try Self.articles()
    #expect(articles.count == Self.articleCount)
    let index = try SearchIndex(inMemory: Schema(.text("text", .simple)))
    try index.write { writer in
      for article in articles {
        let text = Self.words(article).joined(separator: " ")
        try writer.add(Document(key: article.document.key, fields: ["text": text]))
      }
    }
    #expect(try index.check().isEmpty)
    let snapshot = index.snapshot()
    let texts = articles.map(Self.words)

    func count(_ isMatch: ([String]) -> Bool) -> Int { texts.count(where: isMatch) }
    for word in ["the", "oil", "wheat", "dlrs"] {
      #expect(try snapshot.count(Query(word)) == count { $0.contains(word) })
    }
    for (a, b) in [("crude", "oil"), ("of", "the"), ("mln", "dlrs"), ("interest", "rates")] {
      let phrase = count { words in zip(words, words.dropFirst()).contains { $0 == (a, b) } }
      #expect(phrase > 0)
      #expect(try snapshot.count(Query("\"\(a) \(b)\"")) == phrase)
      let either = count { $0.contains(a) || $0.contains(b) }
      #expect(try snapshot.count(Query("\(a) \(b)")) == either)
      let both = count { $0.contains(a) && $0.contains(b) }
      #expect(try snapshot.count(Query("+\(a) +\(b)")) == both)
      let near = count { words in
        let places = words.indices.filter { words[$0] == a }
        return words.indices.contains { i in
          words[i] == b && places.contains { abs($0 - i) <= 5 }
        }
      }
      #expect(try snapshot.count(Query("\(a) NEAR/5 \(b)")) == near)
    }
  }

  // MARK: Languages

  private static let paragraphs =
    (ProcessInfo.processInfo.environment["CONCORD_DATA"] ?? "") + "/xquad"

  @Test(
    "of 240 paragraphs of an encyclopedia, the language is told of all but six, and wrongly of two",
    .enabled(
      if: FileManager.default.fileExists(atPath: paragraphs),
      "CONCORD_DATA does not name a folder with xquad"),
    arguments: [
      (Language?.some(.arabic), "ar"), (.german, "de"), (.english, "en"), (.spanish, "es"),
      (.russian, "ru"), (.turkish, "tr"), (nil, "th"), (nil, "zh"),
    ])
  func languages(_ language: Language?, _ folder: String) throws {
    var guesses: [Language?] = []
    let corpus = try Corpus(path: "\(Self.paragraphs)/\(folder)/corpus.jsonl.zst")
    for file in corpus.list().files {
      corpus.read(file) { result in
        guard case .article(let article) = result else { return }
        guesses.append(Language(guessedFrom: article.document.fields["body"] ?? ""))
      }
    }
    #expect(guesses.count == 240)
    let rightCount = guesses.count { $0 == language }
    #expect(rightCount >= 234, "\(rightCount) in \(folder)")
    let wrongCount = guesses.count { $0 != nil && $0 != language }
    #expect(wrongCount <= 2, "\(wrongCount) in \(folder)")
  }
}
