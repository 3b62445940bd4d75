// A real collection, from the file to the hits: newswire articles, whose words are also looked for
// by plain loops over the text. The collection is not part of the repository: CONCORD_DATA names
// the folder that holds it, and without it the test is skipped.

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
}
