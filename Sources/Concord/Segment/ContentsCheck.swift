/// Checks that the parts of a segment agree: documents, texts' shapes, norms, terms, postings and
/// columns.
struct ContentsCheck {
  /// Bytes for the exact lengths of fields, which are kept while the fields' postings are checked:
  /// a small segment's fields are all read at once, a large one's in several passes.
  private static let lengthsBudget = 8 << 20

  private let open: OpenSegment
  private let segment: Segment
  private let schema: Schema
  private let isQuick: Bool
  private let problems: ProblemList
  private var name: String { segment.file.name }

  init(_ open: OpenSegment, schema: Schema, isQuick: Bool, problems: ProblemList) {
    self.open = open
    segment = open.segment
    self.schema = schema
    self.isQuick = isQuick
    self.problems = problems
  }

  func run() {
    guard segment.fields.count <= schema.fields.count + 1 else {
      problems.add(
        name, Int(segment.footer.tablesOffset),
        "it has \(segment.fields.count - 1) fields, and the schema \(schema.fields.count)")
      return
    }
    guard !isQuick else {
      var terms = TermCheck(segment, schema: schema, keys: nil, isQuick: true, problems)
      for field in segment.fields.indices { terms.check(field: UInt8(field), lengths: nil) }
      terms.finish()
      return
    }
    var terms = TermCheck(
      segment, schema: schema, keys: readKeys(), isQuick: false, problems)
    let batchCount = max(1, Self.lengthsBudget / 4 / max(1, segment.documentCount))
    for first in stride(from: 0, to: segment.fields.count, by: batchCount) {
      let batch = first..<min(segment.fields.count, first + batchCount)
      let lengths = readLengths(of: batch)
      for field in batch {
        let lengths = lengths?[field - first]
        if let lengths { check(lengths, ofField: UInt8(field)) }
        terms.check(field: UInt8(field), lengths: lengths)
      }
    }
    terms.finish()
    ColumnCheck(segment, schema: schema, problems).run()
    PairCheck(segment, schema: schema, problems).run()
  }

  /// Reads every stored document, and gives a checksum of each one's key: four bytes a document, in
  /// place of the keys, to compare with the dictionary's.
  private func readKeys() -> [UInt32]? {
    var stream = RecordStream(segment.stored)
    var keys: [UInt32] = []
    do throws(ConcordError) {
      while let record = try stream.next() {
        let document = try StoredDocument.decode(record, schema: schema, file: name)
        keys.append(Checksum.of(Array(document.key.utf8)))
      }
    } catch {
      problems.add(error, in: name, reading: "the stored fields from document \(keys.count) on")
      return nil
    }
    return keys
  }

  /// Reads every text shape, and gives the documents' lengths in a range of fields.
  private func readLengths(of fields: Range<Int>) -> [[UInt32]]? {
    var stream = RecordStream(segment.shapes)
    var lengths = fields.map { _ in [UInt32](repeating: 0, count: segment.documentCount) }
    var document = 0
    do throws(ConcordError) {
      while let record = try stream.next() {
        let shapes = try TextShape.shapes(in: record, file: name)
        try check(shapes)
        for shape in shapes where fields.contains(Int(shape.field)) {
          lengths[Int(shape.field) - fields.lowerBound][document] = shape.length
        }
        document += 1
      }
    } catch {
      problems.add(error, in: name, reading: "the text shapes from document \(document) on")
      return nil
    }
    return lengths
  }

  private func check(_ shapes: [TextShape]) throws(ConcordError) {
    for shape in shapes {
      let ordinal = Int(shape.field)
      guard ordinal > 0, ordinal < segment.fields.count, schema.field(shape.field).isText else {
        throw .corrupt(
          file: name, offset: 0, reason: "field \(ordinal) is not one of words")
      }
      guard shape.sentenceStarts.last.map({ $0 < shape.length }) ?? true else {
        throw .corrupt(
          file: name, offset: 0, reason: "a sentence begins after the end of its text")
      }
    }
  }

  /// Compares exact lengths with the norms, the field's summary and the live docs.
  private func check(_ lengths: [UInt32], ofField ordinal: UInt8) {
    let norms = segment.norms(ofField: ordinal)
    var documentCount: UInt32 = 0
    var totalLength: UInt64 = 0
    var deadLength: UInt64 = 0
    for (i, length) in lengths.enumerated() {
      documentCount += length > 0 ? 1 : 0
      totalLength += UInt64(length)
      if !open.isLive(DocID(UInt32(i))) { deadLength += UInt64(length) }
      let norm = norms?[UInt32(i)] ?? 0
      if norm != Norm.encode(length) {
        problems.add(
          name, norms == nil ? nil : Int(segment.fields[Int(ordinal)].normsOffset) + i,
          "document \(i) has \(length) tokens in field \(ordinal), and the norm \(norm)")
      }
    }
    let summary = segment.summary(ofField: ordinal)
    // Of a field with a column, the count is that of its values, which the column's check knows.
    let isText = ordinal == Schema.keyOrdinal || schema.field(ordinal).isText
    if (isText && summary.documentCount != documentCount) || summary.totalLength != totalLength {
      problems.add(
        name, Int(segment.footer.tablesOffset),
        "field \(ordinal) has \(totalLength) tokens in \(documentCount) documents, and the tables "
          + "say \(summary.totalLength) in \(summary.documentCount)")
    }
    if let liveDocs = open.liveDocs, liveDocs.deadLength(ofField: ordinal) != deadLength {
      problems.add(
        name, nil,
        "the dead documents have \(deadLength) tokens in field \(ordinal), and the live docs say "
          + "\(liveDocs.deadLength(ofField: ordinal))")
    }
  }
}
