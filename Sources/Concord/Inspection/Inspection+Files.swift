extension IndexInspector {
  /// The newest manifest.
  package func manifestPart() -> Inspection {
    let name = FileName.manifest(manifest.generation).text
    var part = Inspection("\(name): the manifest (section 11)")
    part.add("magic", 8, "ConcordM")
    part.add("version", manifest.formatVersion)
    let byteCount = manifest.encoded().count
    part.add("byteCount", UInt32(clamping: byteCount - 20))
    part.add("generation", manifest.generation)
    part.add("nextFileNumber", manifest.nextFileNumber)
    part.add("schemaByteCount", varint: UInt64(manifest.schema.count))
    let fields = schema.fields.map { "\($0.name):\($0.kindName)" }
    part.add("schema", manifest.schema.count, fields.joined(separator: " "))
    part.add("attachmentByteCount", varint: UInt64(manifest.attachment.count))
    part.add("attachment", manifest.attachment.count, "the user's own bytes")
    part.add("segmentCount", varint: UInt64(manifest.segments.count))
    for entry in manifest.segments {
      part.add("fileNumber", varint: entry.fileNumber)
      part.add("  documentCount", varint: UInt64(entry.documentCount))
      part.add("  byteCount", varint: UInt64(entry.byteCount))
      part.add("  liveDocsGeneration", varint: entry.liveDocsGeneration)
      part.add("  deletedCount", varint: UInt64(entry.deletedCount))
      part.add("  checksum", checksum: entry.checksum)
    }
    part.add("checksum", 4, "of all bytes before it")
    return part
  }

  /// A segment file from its last bytes to its first: footer, tables, fields, and the frames if
  /// they are wanted.
  package func segmentParts(
    _ number: UInt64, showsFrames: Bool
  ) throws(ConcordError) -> [Inspection] {
    let open = try open(number)
    let segment = open.segment
    var parts = [footerPart(segment), tablesPart(segment), fieldsPart(segment)]
    if let liveDocs = open.liveDocs { parts.append(liveDocsPart(liveDocs, open.entry)) }
    guard showsFrames else { return parts }
    for (name, frames) in segment.frameStores where frames.count > 0 {
      var part = Inspection("\(segment.file.name): frames of \(name) (section 4.2)")
      for i in 0..<frames.count {
        let entry = frames.entry(i)
        part.addFrame(i, entry)
      }
      parts.append(part)
    }
    return parts
  }

  private func footerPart(_ segment: Segment) -> Inspection {
    let footer = segment.footer
    var part = Inspection(
      "\(segment.file.name): the footer (section 4.3)",
      at: segment.file.count - SegmentFooter.byteCount)
    part.add("tablesOffset", footer.tablesOffset)
    part.add("tablesByteCount", footer.tablesByteCount)
    part.add("tablesChecksum", checksum: footer.tablesChecksum)
    part.add("documentCount", footer.documentCount)
    part.add("fileChecksum", checksum: footer.fileChecksum)
    part.add("version", UInt32(footer.version))
    part.add("reserved", UInt32(0))
    part.add("checksum", 4, "of the 36 bytes before it")
    part.add("magic", 8, "Concord\\x9C")
    return part
  }

  private func tablesPart(_ segment: Segment) -> Inspection {
    var part = Inspection(
      "\(segment.file.name): the tables (section 4.4)", at: Int(segment.footer.tablesOffset))
    for (i, (name, frames)) in segment.frameStores.enumerated() {
      part.add("frameCount", varint: UInt64(frames.count))
      part.add(
        "  frames", FrameTableEntry.byteCount * frames.count,
        "\(name): \(frames.byteCount) bytes, decompressed \(frames.rawByteCount)")
      guard i < 2 else { continue }
      let records = i == 0 ? segment.stored : segment.shapes
      part.add(
        "  firstDocuments", 4 * frames.count, Inspection.list(records.firstDocuments))
    }
    part.add("termCount", varint: UInt64(segment.dictionary.termCount))
    part.note("firstTerms", "the first term of each dictionary frame")
    if segment.hasPairTables {
      part.note("pairThreshold", "\(segment.pairThreshold)")
      part.note("pairCount", "\(segment.pairs.termCount)")
      part.note("firstTerms", "the first pair of each frame of pairs, up to the fields")
    }
    return part
  }

  private func fieldsPart(_ segment: Segment) -> Inspection {
    let count = segment.fields.count
    let byteCount = FieldSummary.byteCount * count + Varint.byteCount(of: UInt64(count))
    var part = Inspection(
      "\(segment.file.name): the fields (sections 4.4 and 8)",
      at: segment.file.count - SegmentFooter.byteCount - byteCount)
    part.add("fieldCount", varint: UInt64(count))
    for (i, field) in segment.fields.enumerated() {
      part.note("field", name(ofField: i))
      part.add("  documentCount", field.documentCount)
      part.add("  totalLength", field.totalLength)
      part.add("  termCount", field.termCount)
      part.add("  normsOffset", field.normsOffset)
      part.add("  normsChecksum", checksum: field.normsChecksum)
      part.add("  columnFrame", field.columnFrame)
      part.add("  unreadableCount", field.unreadableCount)
    }
    return part
  }

  private func liveDocsPart(_ liveDocs: LiveDocs, _ entry: SegmentEntry) -> Inspection {
    let file = FileName.liveDocs(
      segment: entry.fileNumber, generation: entry.liveDocsGeneration)
    var part = Inspection("\(file.text): the live docs (section 10)")
    part.add("magic", 8, "ConcordL")
    part.add("version", UInt32(liveDocs.formatVersion))
    part.add("documentCount", UInt32(clamping: liveDocs.documentCount))
    part.add("deletedCount", UInt32(clamping: liveDocs.deletedCount))
    part.add("fieldCount", varint: UInt64(liveDocs.deadLengths.count))
    for (i, length) in liveDocs.deadLengths.enumerated() {
      part.add(
        "  deadLength", Varint.byteCount(of: length), "\(length) in field \(name(ofField: i))")
    }
    var dead: [UInt32] = []
    for i in 0..<liveDocs.documentCount where !liveDocs.contains(DocID(UInt32(i))) {
      dead.append(UInt32(i))
    }
    part.add(
      "words", (liveDocs.documentCount + 63) / 64 * 8, "dead: " + Inspection.list(dead))
    part.add("checksum", 4, "of all bytes before it")
    return part
  }
}

extension Inspection {
  /// Adds a frame as its table has it.
  mutating func addFrame(_ i: Int, _ entry: FrameTableEntry) {
    self.addAt(
      Int(entry.offset), "frame \(i)", Int(entry.byteCount),
      "decompressed \(entry.rawCount), checksum \(entry.checksum.hexadecimal)")
  }
}
