/// Checks that each column of a segment says what the field's terms and posting lists say.
///
/// Format: IndexFormat.md, section 9.3.
struct ColumnCheck {
  private let segment: Segment
  private let schema: Schema
  private let problems: ProblemList
  private var name: String { segment.file.name }

  init(_ segment: Segment, schema: Schema, _ problems: ProblemList) {
    self.segment = segment
    self.schema = schema
    self.problems = problems
  }

  func run() {
    var nextFrame = 0
    for field in segment.fields.indices {
      let summary = segment.fields[field]
      let kind = field == 0 ? nil : schema.field(UInt8(field)).columnKind
      guard let kind, let column = segment.column(ofField: UInt8(field), kind) else {
        if summary.columnFrame != 0 || summary.unreadableCount != 0 {
          report("field \(field) has no column, and the tables say that it has")
        }
        if let kind { check(nil, kind, ofField: UInt8(field)) }
        continue
      }
      if Int(summary.columnFrame) != nextFrame {
        report(
          "the column of field \(field) begins with frame \(nextFrame), and the tables say "
            + "\(summary.columnFrame)")
      }
      nextFrame += Column.frameCount(documentCount: segment.documentCount)
      guard nextFrame <= segment.columns.count else {
        report("the column of field \(field) ends after the last frame")
        return
      }
      check(column, kind, ofField: UInt8(field))
    }
    if nextFrame != segment.columns.count {
      report("the columns have \(nextFrame) frames, and the tables \(segment.columns.count)")
    }
  }

  private func report(_ reason: String) {
    problems.add(name, Int(segment.footer.tablesOffset), reason)
  }

  /// Compares a column with what it should be.
  private func check(_ column: Column?, _ kind: ColumnKind, ofField ordinal: UInt8) {
    do throws(ConcordError) {
      let expected = try values(ofField: ordinal, kind)
      var found: [Int64] = []
      var start = 0
      while let column, start < expected.count {
        try column.readFrame(
          start / ColumnWriter.documentsPerFrame, into: &found, pastCache: true)
        for (i, value) in found.enumerated() where value != expected[start + i] {
          problems.add(
            name, nil, "the column of field \(ordinal) has another value for document \(start + i)")
        }
        start += found.count
      }
      compareCounts(expected, ofField: ordinal)
    } catch {
      problems.add(error, in: name, reading: "the column of field \(ordinal)")
    }
  }

  private func compareCounts(_ expected: [Int64], ofField ordinal: UInt8) {
    let summary = segment.summary(ofField: ordinal)
    let documentCount = expected.count { $0 != ColumnValue.none }
    let unreadableCount = expected.count { $0 == ColumnValue.unreadable }
    if Int(summary.documentCount) != documentCount
      || Int(summary.unreadableCount) != unreadableCount
    {
      report(
        "field \(ordinal) has values in \(documentCount) documents, of which \(unreadableCount) "
          + "cannot be read, and the tables say \(summary.documentCount) and "
          + "\(summary.unreadableCount)")
    }
  }

  /// The value of each document by the posting lists of the field's terms.
  private func values(
    ofField ordinal: UInt8, _ kind: ColumnKind
  ) throws(ConcordError) -> [Int64] {
    var values = [Int64](repeating: ColumnValue.none, count: segment.documentCount)
    var cursor = try segment.dictionary.cursor(from: [ordinal])
    var rank: UInt64 = 0
    while cursor.isValid, cursor.term[0] == ordinal {
      let value = kind.value(ofTerm: cursor.term.dropFirst(), rank: rank)
      let postings = try PostingCursor(
        PostingList(cursor.found, hasPositions: false, source: segment.postings))
      while postings.current != .end {
        let document = Int(postings.current.rawValue)
        if values[document] != ColumnValue.none {
          problems.add(name, nil, "document \(document) has several values in field \(ordinal)")
        }
        values[document] = value ?? ColumnValue.unreadable
        try postings.next()
      }
      rank += 1
      try cursor.next()
    }
    return values
  }
}
