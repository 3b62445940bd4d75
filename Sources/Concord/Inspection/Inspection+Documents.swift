extension IndexInspector {
  /// Where the living document with this key is; nil if no segment has it.
  package func segmentNumber(ofDocument key: String) throws(ConcordError) -> UInt64? {
    for number in segmentNumbers where try open(number).document(key: key) != nil { return number }
    return nil
  }

  /// The record and the shapes of a document; nothing if the segment does not have it.
  package func documentParts(
    key: String, segment number: UInt64
  ) throws(ConcordError) -> [Inspection] {
    let open = try open(number)
    guard let document = try open.document(key: key) else { return [] }
    return [try recordPart(document, open.segment), try shapesPart(document, open.segment)]
  }

  private func recordPart(
    _ document: DocID, _ segment: Segment
  ) throws(ConcordError) -> Inspection {
    let record = try segment.stored.record(of: document)
    var part = Inspection(
      "\(segment.file.name): the stored record of document \(document.rawValue), "
        + "\(record.count) bytes (section 9.1)")
    var reader = ByteReader(record.rawBytes, file: segment.file.name)
    part.addText("key", try reader.text())
    while reader.remaining > 0 {
      let ordinal = try reader.u8()
      part.add("field", 1, name(ofField: Int(ordinal)))
      part.addText("  text", try reader.text())
    }
    return part
  }

  private func shapesPart(
    _ document: DocID, _ segment: Segment
  ) throws(ConcordError) -> Inspection {
    let record = try segment.shapes.record(of: document)
    var part = Inspection(
      "\(segment.file.name): the text shapes of document \(document.rawValue), "
        + "\(record.count) bytes (section 9.2)")
    for shape in try TextShape.shapes(in: record, file: segment.file.name) {
      var bytes: [UInt8] = []
      shape.append(to: &bytes)
      part.add("field", 1, name(ofField: Int(shape.field)))
      part.add("  length", varint: UInt64(shape.length))
      part.add("  sentenceCount", varint: UInt64(shape.sentenceStarts.count))
      let headByteCount =
        1 + Varint.byteCount(of: UInt64(shape.length))
        + Varint.byteCount(of: UInt64(shape.sentenceStarts.count))
      part.add(
        "  sentenceStarts", bytes.count - headByteCount, Inspection.list(shape.sentenceStarts))
      part.note("  paragraphStarts", Inspection.list(shape.paragraphStarts))
      let norm = segment.norms(ofField: shape.field)?[document.rawValue]
      part.note("  norm", norm.map { "\($0): a length of \(Norm.decode($0)) or more" } ?? "none")
    }
    return part
  }
}

extension Inspection {
  /// Adds a text with its byte count.
  fileprivate mutating func addText(_ name: String, _ text: String) {
    let count = text.utf8.count
    add(name, Varint.byteCount(of: UInt64(count)) + count, text)
  }
}
