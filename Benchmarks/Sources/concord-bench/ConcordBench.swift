import Concord
import ConcordCorpus
import Foundation

/// Builds an index of a corpus, or serves queries on standard input.
///
/// Other engines do the same in a comparison of search engines:
///
///     concord-bench build CORPUS.jsonl INDEX
///     concord-bench serve INDEX
///
/// A line of input is `COMMAND<TAB>QUERY`, where the command is `COUNT`, `TOP_10`, `TOP_100`,
/// `TOP_1000` or `TOP_10_COUNT`; `TOP_10#50` runs the query fifty times and answers once. With
/// `IDS` in the environment the answers hold keys, else `?`. One field, cut into runs of letters
/// and digits, as for the other engines.
@main
enum ConcordBench {
  static let schema = Schema(.text("text", .simple))

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.count) {
    case ("build", 3): try build(corpus: arguments[2], index: arguments[3])
    case ("serve", 2): try Server(index: arguments[2]).run()
    default:
      FileHandle.standardError.write(
        Data("usage: concord-bench build CORPUS.jsonl INDEX | serve INDEX\n".utf8))
      exit(2)
    }
  }

  static func build(corpus path: String, index indexPath: String) throws {
    try? FileManager.default.removeItem(atPath: indexPath)
    var options = SearchIndex.Options()
    options.memoryBudget = 256 << 20
    let index = try SearchIndex(path: indexPath, schema: schema, options: options)
    let corpus = try Corpus(path: path)
    try index.write { writer in
      for file in corpus.list().files {
        try corpus.read(file) { result in
          guard case .article(let article) = result else { return }
          let fields = article.document.fields
          let text = (fields["title"] ?? "") + "\n" + (fields["body"] ?? "")
          try writer.add(Document(key: article.document.key, fields: ["text": text]))
        }
      }
    }
    try index.merge(downTo: 1)
  }
}
