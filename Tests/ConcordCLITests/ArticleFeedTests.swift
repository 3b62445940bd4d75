// Reads corpora with several threads and compares the order and the pieces with plain reading.

import Concord
import ConcordCorpus
import Testing

@testable import ConcordCLI

@Suite("ArticleFeed")
struct ArticleFeedTests {
  private struct Enough: Error {}

  private func files(_ folder: Folder) throws -> [FileToRead] {
    let roots = CorpusRoot.open([folder.path], options: CorpusOptions()).roots
    let root = try #require(roots.first)
    return root.corpus.list().files.map { FileToRead(root: root, file: $0) }
  }

  private func folder() -> Folder {
    let folder = Folder()
    for i in 0..<40 { folder.write("\(i).txt", "Title \(i)\n\nbody") }
    folder.write("broken.json", "{")
    // More than a reader may be ahead with.
    let line = "{\"body\": \"\(String(repeating: "sea ", count: 25_000))\"}\n"
    folder.write("long.jsonl", String(repeating: line, count: 200))
    folder.write("zlong.jsonl", String(repeating: line, count: 200))
    return folder
  }

  @Test("gives what plain reading gives, in its order", arguments: [1, 2, 7])
  func order(threadCount: Int) throws {
    let folder = folder()
    let files = try files(folder)
    var expected: [String] = []
    for file in files {
      let summary = file.root.corpus.read(file.file) { result in
        if case .article(let article) = result { expected.append(article.document.key) }
      }
      expected.append("\(file.path) \(summary.articleCount) \(summary.skippedCount)")
    }
    var found: [String] = []
    try ArticleFeed.read(files, threadCount: threadCount) { file, piece in
      switch piece {
      case .result(.article(let article)): found.append(article.document.key)
      case .result(.skipped): break
      case .end(let summary):
        found.append("\(file.path) \(summary.articleCount) \(summary.skippedCount)")
      }
    }
    #expect(found == expected)
  }

  @Test("ends when the taker throws", arguments: [1, 3])
  func stops(threadCount: Int) throws {
    let folder = folder()
    let files = try files(folder)
    #expect(throws: Enough.self) {
      try ArticleFeed.read(files, threadCount: threadCount) { _, _ in throw Enough() }
    }
  }
}
