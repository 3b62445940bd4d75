// Ranks real test collections, and holds the measures against Lucene's with the same settings. The
// collections are not part of the repository: CONCORD_DATA names the folder that holds them, and
// without it the tests are skipped.

import Concord
import ConcordCorpus
import Foundation
import Testing

@testable import ConcordCLI

@Suite("Ranking of real collections")
struct RealRankingTests {
  static let data = ProcessInfo.processInfo.environment["CONCORD_DATA"] ?? ""

  private static let hasData = FileManager.default.fileExists(atPath: data + "/cacm/qrels.txt")

  /// An index of the collection `name` with title and body as one text.
  static func snapshot(_ name: String, _ analyzer: Analyzer) throws -> Snapshot {
    let corpus = try Corpus(path: data + "/\(name)/corpus.jsonl.zst")
    let index = try SearchIndex(inMemory: Schema(.text("text", analyzer)))
    try index.write { writer in
      for file in corpus.list().files {
        _ = try corpus.read(file) { result in
          guard case .article(let article) = result else { return }
          let fields = article.document.fields
          let text = [fields["title"], fields["body"]].compactMap { $0 }.joined(separator: "\n")
          try writer.add(Document(key: article.document.key, fields: ["text": text]))
        }
      }
    }
    return index.snapshot()
  }

  /// The measures of the plain words of every `step`-th topic, without stop words of `language`.
  static func evaluation(
    _ name: String, in snapshot: Snapshot, step: Int = 1, scoring: BM25 = BM25(),
    withoutStopWordsOf language: Language? = nil, _ refine: (Query) -> Query = { $0 }
  ) throws -> Evaluation {
    let topics = try Topics(TextFile(path: data + "/\(name)/queries.tsv")).list
    let chosen = topics.enumerated().filter { $0.offset % step == 0 }.map(\.element)
    let names = Set(chosen.map(\.name))
    let qrels = try String(contentsOfFile: data + "/\(name)/qrels.txt", encoding: .utf8)
      .split(separator: "\n")
      .filter { names.contains(Array($0.utf8.prefix { $0 != UInt8(ascii: " ") })) }
      .joined(separator: "\n")
    var run = Run()
    for topic in chosen {
      let query = refine(.words(topic.text, withoutStopWordsOf: language))
      let hits = try snapshot.search(query, limit: 1_000, scoring: scoring)
      run.add(
        topic.name, try hits.map { Run.Entry(key: Array(try $0.key.utf8), score: $0.score) })
    }
    return Evaluation(run, by: try Judgements(TextFile(path: "qrels", text: qrels)))
  }

  // The figures are those of Anserini 1.2 (Lucene 9.9) on the same texts.
  @Test(
    "with Lucene's settings, rankings are no worse than Lucene's",
    .enabled(if: hasData, "CONCORD_DATA does not name a folder with cacm/qrels.txt"),
    arguments: [("cacm", 0.3232), ("cranfield", 0.3967)])
  func lucene(_ name: String, _ figure: Double) throws {
    // Anserini's: Lucene's StandardTokenizer, lower case, stop words, Porter's first stemmer.
    let analyzer = Analyzer(
      tokenizer: .unicodeWords, filters: [.foldCase, .stopWords(.english), .stemmer(.porter)])
    let snapshot = try Self.snapshot(name, analyzer)
    let evaluation = try Self.evaluation(name, in: snapshot, scoring: BM25(k1: 0.9, b: 0.4))
    #expect(evaluation.mean(.averagePrecision) >= figure)
  }

  // The figures are those of the same Lucene's analyzers with the same parameters, for the
  // languages in which Concord is close to them (Ranking.md has all).
  @Test(
    "questions in each language find their paragraph no later than with Lucene's analyzer",
    .enabled(
      if: FileManager.default.fileExists(atPath: data + "/xquad/zh/qrels.txt"),
      "CONCORD_DATA does not name a folder with xquad/zh/qrels.txt"),
    arguments: [("zh", 0.9576), ("de", 0.9382), ("ar", 0.9240)])
  func languages(_ code: String, _ figure: Double) throws {
    let language = Language(code)
    let snapshot = try Self.snapshot("xquad/\(code)", language.map { .language($0) } ?? .standard)
    let evaluation = try Self.evaluation(
      "xquad/\(code)", in: snapshot, scoring: BM25(k1: 0.9, b: 0.4), withoutStopWordsOf: language)
    // Figures of four digits are compared as such.
    let mean = (evaluation.mean(.reciprocalRank) * 10_000).rounded() / 10_000
    #expect(mean >= figure)
  }
}
