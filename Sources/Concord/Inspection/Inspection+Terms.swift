extension IndexInspector {
  /// A term of a field in a segment.
  package struct FoundTerm: Sendable {
    let segment: Segment
    let key: [UInt8]
  }

  /// Finds `text` in a segment: as it is, and as the analyzer of each field cuts it.
  package func find(
    _ text: String, field name: String?, segment number: UInt64
  ) throws(ConcordError) -> [FoundTerm] {
    if let name, name != "key", schema.ordinal(of: name) == nil { throw schema.unknownField(name) }
    let segment = try open(number).segment
    var found: [FoundTerm] = []
    for key in keys(of: text, field: name) where try segment.dictionary.find(key) != nil {
      found.append(FoundTerm(segment: segment, key: key))
    }
    return found
  }

  private func keys(of text: String, field name: String?) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    if name == nil || name == "key" { keys.append([Schema.keyOrdinal] + Array(text.utf8)) }
    for (i, field) in schema.fields.enumerated() where name == nil || field.name == name {
      let ordinal = UInt8(i + 1)
      keys.append([ordinal] + Array(text.utf8))
      keys.append([ordinal, TermKey.stemMark] + Array(text.utf8))
      for analyzer in field.analyzer.forDocumentsOfAllLanguages {
        var tokens = TokenBuffer()
        AnalyzerRun(analyzer).analyze(text.utf8.span, into: &tokens)
        for i in tokens.tokens.indices {
          let word = [ordinal] + tokens.form(of: i)
          let stem = [ordinal, TermKey.stemMark] + tokens.bytes(of: i)
          for key in tokens.forms.isEmpty ? [word] : [word, stem] where !keys.contains(key) {
            keys.append(key)
          }
        }
      }
    }
    return keys
  }

  /// A term's entry in the dictionary, and its posting list.
  package func termParts(_ term: FoundTerm) throws(ConcordError) -> [Inspection] {
    let cursor = try term.segment.dictionary.cursor(from: term.key)
    guard cursor.isValid, cursor.term == term.key else { return [] }
    let isText = term.key[0] != Schema.keyOrdinal && schema.field(term.key[0]).isText
    let list = PostingList(
      cursor.found, hasPositions: isText, source: term.segment.postings)
    var parts = [try entryPart(term, cursor)]
    if case .frames(_, _, let address?) = list.info.place {
      parts += try skipParts(list, at: address, term.segment)
    }
    parts.append(try postingsPart(list, term.segment))
    return parts
  }

  private func entryPart(
    _ term: FoundTerm, _ cursor: TermCursor
  ) throws(ConcordError) -> Inspection {
    let frames = term.segment.dictionary.frames
    let shown = "\(TermKey.isStem(term.key) ? "the stem " : "")“\(TermKey.text(of: term.key))”"
    var part = Inspection(
      "\(frames.fileName), dictionary frame \(cursor.frameOrdinal): the entry of \(shown) in "
        + "field \(name(ofField: Int(term.key[0]))) (section 5)")
    part.addFrame(cursor.frameOrdinal, frames.entry(cursor.frameOrdinal))
    var reader = FrameReader(cursor.found.frame, at: cursor.entryOffset, of: frames)
    try part.varint("shared", &reader)
    let count = try part.varint("count", &reader)
    _ = try part.read(
      "bytes", &reader,
      { reader throws(ConcordError) -> [UInt8] in
        var bytes: [UInt8] = []
        try reader.append(Int(clamping: count), to: &bytes)
        return bytes
      },
      as: { bytes in
        // A stem's mark is no text, and may be among the bytes that are shared.
        let text = bytes.split(separator: TermKey.stemMark, omittingEmptySubsequences: false)
          .map { String(decoding: $0, as: UTF8.self) }
        return text.joined(separator: "\\xff")
      })
    let head = try part.varint("head", &reader) {
      "document frequency \($0 >> 1), \($0 & 1 == 0 ? "list follows" : "list in frames")"
    }
    try part.varint("more", &reader) { "total frequency \((head >> 1) &+ $0)" }
    switch cursor.found.info.place {
    case .inline:
      let count = try part.u8("byteCount", &reader)
      _ = try part.read(
        "list", &reader, { reader throws(ConcordError) in try reader.skip(Int(count)) },
        as: { "see below" })
    case .frames(let documents, let positions, let skips):
      var address = FrameAddress(frame: 0, offset: 0)
      for (name, value) in [("documents", documents), ("positions", positions), ("skips", skips)] {
        guard let value else { continue }
        _ = try part.read(
          name, &reader, { reader throws(ConcordError) in try reader.step(&address) },
          as: { "frame \(value.frame), byte \(value.offset)" })
      }
    }
    return part
  }

  /// The groups of skip data, and the blocks of the first.
  private func skipParts(
    _ list: PostingList, at address: FrameAddress, _ segment: Segment
  ) throws(ConcordError) -> [Inspection] {
    var part = Inspection(
      "\(segment.file.name), from skip data frame \(address.frame), byte \(address.offset) "
        + "(section 6.3)")
    let skips = try SkipCursor(
      list.source.skips, at: address, documentFrequency: list.documentFrequency,
      documentCount: list.source.documentCount)
    while try skips.advance(to: skips.endOfGroup) {
      var impacts: [String] = []
      _ = try skips.maximumOfGroup { impact in
        impacts.append("\(impact.frequency)/\(impact.norm)")
        return 0
      }
      part.note(
        "group \(skips.groupOrdinal)",
        "last document \(skips.endOfGroup - 1), \(skips.blockCount) blocks, impacts "
          + "(frequency/norm) \(Inspection.list(impacts))")
      guard skips.groupOrdinal == 0 else { continue }
      for i in 0..<min(skips.blockCount, Self.blockLimit) {
        try part.addBlock(i, of: skips, list)
      }
    }
    return [part]
  }

  /// Blocks and postings that are shown of a list.
  private static let blockLimit = 4
  private static let postingLimit = 8

  /// The first postings, decoded.
  private func postingsPart(
    _ list: PostingList, _ segment: Segment
  ) throws(ConcordError) -> Inspection {
    let place =
      switch list.info.place {
      case .inline: "in the dictionary, byte \(list.inlineOffset) of the frame"
      case .frames(let documents, _, _):
        "in postings frame \(documents.frame), byte \(documents.offset)"
      }
    var part = Inspection("\(segment.file.name): the posting list, \(place) (sections 6 and 7)")
    let cursor = try PostingCursor(list)
    let positions = PositionList()
    for _ in 0..<Self.postingLimit {
      guard cursor.current != .end else { break }
      var text = "frequency \(try cursor.frequency())"
      if list.hasPositions {
        positions.removeAll()
        try cursor.positions(into: positions)
        text += ", positions \(Inspection.list(positions.array))"
      }
      part.note("document \(cursor.current.rawValue)", text)
      try cursor.next()
    }
    let rest = list.documentFrequency - Self.postingLimit
    if rest > 0 { part.note("…", "and \(rest) more documents") }
    return part
  }
}

extension Inspection {
  /// Adds a block as its skip data have it.
  fileprivate mutating func addBlock(
    _ i: Int, of skips: SkipCursor, _ list: PostingList
  ) throws(ConcordError) {
    let documents = skips.documents(ofBlock: i)
    let positions = skips.positions(ofBlock: i)
    var impacts: [String] = []
    _ = try skips.maximum(ofBlock: i) { impact in
      impacts.append("\(impact.frequency)/\(impact.norm)")
      return 0
    }
    note(
      "  block \(i)",
      "last document \(skips.lastDocument(ofBlock: i)), impacts \(Inspection.list(impacts))")
    note(
      "",
      "postings at \(documents.frame):\(documents.offset), positions at "
        + "\(positions.address.frame):\(positions.address.offset) after \(positions.index)")
    let isTail =
      list.documentFrequency % SegmentFormat.blockCount > 0 && skips.isLastGroup
      && i == skips.blockCount - 1
    guard !isTail else {
      note("", "a tail: each posting is a variable-length number or two")
      return
    }
    let frames = list.source.documents
    let frame = try frames.frame(documents.frame)
    var reader = FrameReader(frame, at: Int(documents.offset), of: frames)
    try addHeader("gaps", &reader)
    if list.hasPositions { try addHeader("frequencies", &reader) }
  }

  /// Adds the header of a patched block (section 6.1), and passes over the rest.
  private mutating func addHeader(
    _ name: String, _ reader: inout FrameReader
  ) throws(ConcordError) {
    let start = reader.offset
    let header = Int(try reader.u8())
    let width = min(header & 63, 32)
    var byteCount = BitPacking.byteCount(of: SegmentFormat.blockCount, width: width)
    var exceptions = ""
    if header >> 6 > 0 {
      let count = Int(try reader.u8())
      let highByteCount = [0, 1, 2, 4][header >> 6]
      byteCount += count * (1 + highByteCount)
      exceptions = ", \(count) exceptions with \(highByteCount) bytes more"
    }
    try reader.skip(byteCount)
    addAt(start, "    \(name)", reader.offset - start, "\(width) bits each\(exceptions)")
  }
}
