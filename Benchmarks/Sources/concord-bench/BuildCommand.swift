import ArgumentParser
import Concord
import ConcordCorpus
import Foundation

/// The command `concord-bench build`.
struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build", abstract: "Make an index of a corpus",
    discussion: """
      The index has one segment. With --segment-documents it has as many as it takes, each merged \
      by itself, so that it has all that a merged segment has.
      """)

  @Argument(help: "A JSON Lines file, or a directory of articles.") var corpus: String
  @Argument(help: "Where the index will be, in place of what is there.") var index: String
  @Option(help: "MiB of memory that new documents may take.") var budget = 256
  @Option(help: "Documents of a segment, if the index is to have several.")
  var segmentDocuments: Int?
  @Flag(help: "Put documents with the same words side by side.") var reorder = false
  @Flag(help: "Leave the segments as they are flushed.") var withoutMerge = false

  func run() throws {
    try? FileManager.default.removeItem(atPath: index)
    var options = SearchIndex.Options()
    options.memoryBudget = budget << 20
    if segmentDocuments != nil || withoutMerge { options.mergePolicy = .never }
    let index = try SearchIndex(path: index, schema: ConcordBench.schema, options: options)
    try index.write { writer in try add(to: &writer) }
    if !withoutMerge {
      try index.merge(downTo: segmentDocuments == nil ? 1 : .max, reordering: reorder)
    }
  }

  private func add(to writer: inout IndexWriter) throws {
    let corpus = try Corpus(path: corpus)
    var count = 0
    for file in corpus.list().files {
      try corpus.read(file) { result in
        guard case .article(let article) = result else { return }
        let fields = article.document.fields
        let text = (fields["title"] ?? "") + "\n" + (fields["body"] ?? "")
        try writer.add(Document(key: article.document.key, fields: ["text": text]))
        count += 1
        if let segmentDocuments, count.isMultiple(of: segmentDocuments) { try writer.commit() }
      }
    }
  }
}
