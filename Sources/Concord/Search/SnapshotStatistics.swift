/// The numbers that ranking needs, over all living documents of a snapshot.
final class SnapshotStatistics {
  let documentCount: Int
  /// The scales that were made already: most leaves of a query look in the same fields.
  private var scales: [[UInt8]: LengthScale] = [:]
  private let segments: [OpenSegment]
  private let schema: Schema
  private let scoring: BM25

  init(_ segments: [OpenSegment], schema: Schema, scoring: BM25) {
    self.segments = segments
    self.schema = schema
    self.scoring = scoring
    documentCount = segments.reduce(0) { $0 + $1.liveCount }
  }

  /// How many living documents hold a term.
  func documentFrequency(_ key: TermKey) throws(ConcordError) -> Int {
    var count = 0
    for open in segments {
      guard let found = try open.segment.dictionary.find(key) else { continue }
      guard let liveDocs = open.liveDocs else {
        count += Int(found.info.documentFrequency)
        continue
      }
      // The dictionary counts the dead; scores must not.
      let hasPositions = key.field != Schema.keyOrdinal && schema.field(key.field).isText
      let cursor = try PostingCursor(
        PostingList(found, hasPositions: hasPositions, source: open.segment.postings))
      while cursor.current != .end {
        if liveDocs.contains(cursor.current) { count += 1 }
        try cursor.next()
      }
    }
    return count
  }

  /// The idf of a term.
  func idf(_ key: TermKey) throws(ConcordError) -> Double {
    BM25.idf(
      documentFrequency: try documentFrequency(key), documentCount: documentCount)
  }

  /// The scale of document lengths when these fields count as one.
  func lengthScale(_ ordinals: [UInt8]) -> LengthScale {
    if let scale = scales[ordinals] { return scale }
    let scale = LengthScale(
      scoring,
      fields: ordinals.map { ordinal in
        let total = segments.reduce(0) { $0 + $1.totalLength(ofField: ordinal) }
        let weight = ordinal == Schema.keyOrdinal ? 1 : schema.field(ordinal).weight
        return (ordinal, weight, total)
      },
      documentCount: documentCount)
    scales[ordinals] = scale
    return scale
  }
}
