import Benchmark
import ConcordCorpus
import Foundation

@testable import Concord

/// The articles of the repository, cut into tokens.
func tokenizeBenchmarks() {
  let path = URL(fileURLWithPath: #filePath).appending(path: "../../../../../Corpus")
    .standardizedFileURL.path
  guard let corpus = try? Corpus(path: path) else {
    preconditionFailure("There are no articles in \(path).")
  }
  var texts: [String] = []
  for file in corpus.list().files {
    corpus.read(file) { result in
      guard case .article(let article) = result else { return }
      texts.append(article.document.fields["body"] ?? "")
    }
  }
  let text = texts.joined(separator: "\n\n")
  let analyzers: [(String, Analyzer)] = [
    ("letters and digits", .simple), ("Unicode words, English stems", .language(.english)),
  ]
  for (name, analyzer) in analyzers {
    let byteCount = text.utf8.count
    Benchmark("tokenize, \(byteCount) bytes: \(name)") { benchmark in
      let run = AnalyzerRun(analyzer)
      var tokens = TokenBuffer()
      run.analyze(text.utf8.span, into: &tokens)
      benchmark.startMeasurement()
      run.analyze(text.utf8.span, into: &tokens)
      benchmark.stopMeasurement()
      blackHole(tokens.tokens.count)
    }
  }
}
