import Concord
import ConcordCorpus

/// One run of `concord index -`: adds the articles that come in, and leaves all others as they are.
struct InputUpdate {
  private struct Interrupted: Error {}

  private var report = IndexReport()
  private let snapshot: Snapshot
  private let guessesLanguages: Bool
  private let options: CorpusUpdate.Options
  private var uncommittedByteCount = 0

  private init(_ snapshot: Snapshot, _ options: CorpusUpdate.Options) {
    self.snapshot = snapshot
    guessesLanguages = snapshot.schema.guessesLanguages
    self.options = options
  }

  /// Adds JSON Lines from standard input to `index`, and tells what that came to.
  static func run(
    _ index: SearchIndex, reading corpusOptions: CorpusOptions, _ options: CorpusUpdate.Options
  ) throws -> IndexReport {
    try index.write { writer in
      // Under the lock, so that the newest commit stays the newest.
      try index.refresh()
      var update = InputUpdate(index.snapshot(), options)
      do {
        try Corpus.readStandardInput(options: corpusOptions) { result in
          try update.take(result, &writer)
        }
      } catch is Interrupted {
        update.report.isInterrupted = true
      }
      update.report.cutTermCount = writer.summary.cutTermCount
      update.report.unreadableDateCount = writer.summary.unreadableValueCount
      return update.report
    }
  }

  private mutating func take(_ result: ReadResult, _ writer: inout IndexWriter) throws {
    switch result {
    case .skipped(let skipped): report.note(skipped.description)
    case .article(let article):
      var document = article.document
      if guessesLanguages { document.nameLanguage() }
      try put(document, &writer)
      uncommittedByteCount += article.document.fields.values.reduce(0) { $0 + $1.utf8.count }
    }
    if options.isInterrupted() { throw Interrupted() }
    if uncommittedByteCount >= options.commitByteCount {
      try writer.commit()
      uncommittedByteCount = 0
    }
  }

  /// Adds a document, in place of the one with its key, unless that is the same.
  private mutating func put(_ document: Document, _ writer: inout IndexWriter) throws {
    let deletedBefore = writer.summary.deletedCount
    if let stored = try snapshot.document(key: document.key), stored.hasSameBytes(as: document) {
      report.unchangedCount += 1
      return
    }
    do throws(ConcordError) {
      try writer.add(document)
    } catch {
      guard case .documentRefused(let key, let reason) = error else { throw error }
      return report.note("skipped \(key): \(reason)")
    }
    if writer.summary.deletedCount > deletedBefore {
      report.changedCount += 1
    } else {
      report.addedCount += 1
    }
  }
}
