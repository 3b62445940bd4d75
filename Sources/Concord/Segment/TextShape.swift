/// How the text of one field of one document is laid out: its exact length, and where sentences
/// and paragraphs begin.
///
/// Norms are rounded; merges and averages need the exact length, and `NEAR/s` and `NEAR/p` the
/// boundaries.
///
/// Format: IndexFormat.md, section 9.2.
struct TextShape: Hashable, Sendable {
  /// The field's ordinal.
  var field: UInt8
  /// Positions in the field.
  var length: UInt32
  /// Positions at which sentences begin, without 0, rising.
  var sentenceStarts: [UInt32] = []
  /// Those of them at which paragraphs begin too.
  var paragraphStarts: [UInt32] = []

  /// Appends the shape to a document's record.
  func append(to record: inout [UInt8]) {
    record.append(field)
    Varint.append(UInt64(length), to: &record)
    Varint.append(UInt64(sentenceStarts.count), to: &record)
    var last: UInt32 = 0
    var paragraph = 0
    for start in sentenceStarts {
      while paragraph < paragraphStarts.count, paragraphStarts[paragraph] < start { paragraph += 1 }
      let isParagraph = paragraph < paragraphStarts.count && paragraphStarts[paragraph] == start
      Varint.append(UInt64(start - last) << 1 | (isParagraph ? 1 : 0), to: &record)
      last = start
    }
  }

  /// Reads all shapes of a document's record.
  static func shapes(in record: [UInt8], file: String) throws(ConcordError) -> [TextShape] {
    var reader = ByteReader(record.rawBytes, file: file)
    var shapes: [TextShape] = []
    while reader.remaining > 0 {
      var shape = TextShape(field: try reader.u8(), length: try reader.varint32())
      guard shape.field > shapes.last?.field ?? 0 else {
        throw reader.corrupt("the fields of a document do not rise")
      }
      var start: UInt32 = 0
      for _ in 0..<(try reader.count(limit: reader.remaining, of: "sentences")) {
        let step = try reader.varint32()
        guard step > 1, UInt64(start) + UInt64(step >> 1) <= UInt64(SegmentFormat.positionLimit)
        else { throw reader.corrupt("the sentences of a document do not rise") }
        start += step >> 1
        shape.sentenceStarts.append(start)
        if step & 1 == 1 { shape.paragraphStarts.append(start) }
      }
      shapes.append(shape)
    }
    return shapes
  }
}
