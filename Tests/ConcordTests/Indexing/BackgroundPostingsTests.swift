// Postings that another thread piles up, beside those that this one does: both must give the same
// file, and say at the same document that the memory is full, whichever thread is the faster.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("BackgroundPostings")
struct BackgroundPostingsTests {
  private static let schema = Schema(.text("body", .english), .text("title"))

  /// Enough tokens for some batches; a few documents are larger than one, and some are empty.
  private static func documents(_ random: inout SeededGenerator) -> [AnalyzedDocument] {
    let analysis = DocumentAnalysis(schema)
    let words = ["run", "runs", "running", "house", "houses", "of", "the", "tide"]
    return (0..<300).map { key in
      let most = key % 100 == 7 ? 140_000 : 10_000
      let count = [0, 10, 1_000, most].randomElement(using: &random) ?? 0
      let text = (0..<count).map { i in
        words[Int.random(in: 0..<words.count, using: &random)] + (i % 50 == 0 ? "\(key)" : "")
      }
      return analysis.analyze(
        Document(
          key: "\(key)",
          fields: ["body": text.joined(separator: " "), "title": "the tide \(key % 9)"]))
    }
  }

  private static func segment(
    _ fill: (inout SegmentWriter) throws(ConcordError) -> Void
  ) throws -> [UInt8] {
    let storage = MemoryStorage()
    var writer = try SegmentWriter(storage, fileNumber: 1, schema: schema)
    for _ in 0..<300 { try writer.addDocument(stored: [], shapes: []) }
    try writer.finishDocuments()
    try fill(&writer)
    _ = try writer.finish()
    return try storage.open("1.segment").bytes()
  }

  @Test("give the same postings as without a thread, and are full at the same document")
  func sameAsWithoutThread() throws {
    var random = SeededGenerator()
    let documents = Self.documents(&random)
    let expected = try Self.segment { writer throws(ConcordError) in
      var buffer = PostingsBuffer()
      for (i, document) in documents.enumerated() {
        for field in document.fields {
          buffer.add(field.tokens, field: field.ordinal, document: UInt32(i))
        }
      }
      try buffer.flush(to: &writer)
    }
    var byteCounts: [[Int]] = []
    for isSlow in [false, true] {
      var counts: [Int] = []
      let found = try Self.segment { writer throws(ConcordError) in
        let postings = BackgroundPostings()
        for (i, document) in documents.enumerated() {
          postings.add(document.fields, document: UInt32(i))
          counts.append(postings.byteCount)
          if isSlow, i % 20 == 0 { usleep(2_000) }
        }
        try postings.withBuffer { buffer throws(ConcordError) in try buffer.flush(to: &writer) }
      }
      #expect(found == expected, "\(random.replay)")
      byteCounts.append(counts)
    }
    #expect(byteCounts[0] == byteCounts[1], "\(random.replay)")
    #expect(Set(byteCounts[0]).count > 3)
  }
}
