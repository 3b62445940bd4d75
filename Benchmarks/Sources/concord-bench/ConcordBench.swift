import Concord
import Foundation

/// Builds an index of a corpus, or serves queries on standard input, as the peers' engines do in a
/// comparison of search engines:
///
///     concord-bench build CORPUS.jsonl INDEX
///     concord-bench serve INDEX
///
/// A line of input is `COMMAND<TAB>QUERY`, where the command is `COUNT`, `TOP_10`, `TOP_100`,
/// `TOP_1000` or `TOP_10_COUNT`; `TOP_10#50` runs the query fifty times and answers once. With `IDS`
/// in the environment the answers hold keys, else `?`. One field, cut into runs of letters and
/// digits, as for the other engines.
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

  struct Line: Decodable {
    let id: String
    let title: String?
    let body: String
  }

  static func build(corpus: String, index path: String) throws {
    try? FileManager.default.removeItem(atPath: path)
    var options = SearchIndex.Options()
    options.memoryBudget = 256 << 20
    let index = try SearchIndex(path: path, schema: schema, options: options)
    let decoder = JSONDecoder()
    try index.write { writer in
      let data = try Data(contentsOf: URL(filePath: corpus), options: .mappedIfSafe)
      var start = data.startIndex
      while start < data.endIndex {
        let end = data[start...].firstIndex(of: 10) ?? data.endIndex
        let line = try decoder.decode(Line.self, from: data[start..<end])
        start = end + 1
        try writer.add(
          Document(key: line.id, fields: ["text": (line.title ?? "") + "\n" + line.body]))
      }
    }
    try index.merge(downTo: 1)
  }
}
