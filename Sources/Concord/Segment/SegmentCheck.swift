/// Checks one segment and its live docs, from the outside to the inside.
///
/// What lies outside vouches for what lies inside: a part whose place or checksum is wrong is not
/// looked into.
///
/// Format: IndexFormat.md, sections 4 and 10.
struct SegmentCheck {
  private let storage: any Storage
  private let entry: SegmentEntry
  private let schema: Schema?
  private let isQuick: Bool
  private let cache: FrameCache
  private let problems: ProblemList
  private let name: String

  init(
    _ storage: any Storage, _ entry: SegmentEntry, schema: Schema?, isQuick: Bool,
    cache: FrameCache, problems: ProblemList
  ) {
    self.storage = storage
    self.entry = entry
    self.schema = schema
    self.isQuick = isQuick
    self.cache = cache
    self.problems = problems
    name = FileName.segment(entry.fileNumber).text
  }

  /// Checks all of it, and gives the segment if it could be opened.
  func run() -> OpenSegment? {
    let liveDocs = readLiveDocs()
    guard checkFile(), var open = open() else { return nil }
    open.liveDocs = liveDocs
    checkLayout(of: open.segment)
    if !isQuick { checkFrames(of: open.segment) }
    guard let schema else { return open }
    ContentsCheck(open, schema: schema, isQuick: isQuick, problems: problems).run()
    return open
  }

  private func readLiveDocs() -> LiveDocs? {
    guard entry.liveDocsGeneration > 0 else { return nil }
    let name = FileName.liveDocs(
      segment: entry.fileNumber, generation: entry.liveDocsGeneration
    ).text
    return problems.catching(in: name) { () throws(ConcordError) in
      try LiveDocs(storage, entry)
    }
  }

  /// Checks the file as a whole; false if nothing can be found in it.
  private func checkFile() -> Bool {
    let isReadable: Bool? = problems.catching(in: name) { () throws(ConcordError) in
      let file = try storage.open(name)
      if file.count != entry.byteCount {
        problems.add(
          name, nil, "it has \(file.count) bytes, and the manifest says \(entry.byteCount)")
      }
      let (footer, _) = try SegmentFooter.read(file)
      if isQuick { return true }
      let start = file.count - SegmentFooter.byteCount
      let checksum = try file.checksum(of: 0..<start)
      if checksum != footer.fileChecksum {
        problems.add(
          name, nil,
          "the checksum of the whole file is \(checksum.hexadecimal), "
            + "expected \(footer.fileChecksum.hexadecimal)")
      }
      return true
    }
    return isReadable ?? false
  }

  /// Opens the segment without its live docs, which are checked apart.
  private func open() -> OpenSegment? {
    problems.catching(in: name) { () throws(ConcordError) in
      var fileEntry = entry
      fileEntry.liveDocsGeneration = 0
      fileEntry.deletedCount = 0
      return try OpenSegment(storage, fileEntry, cache: cache)
    }
  }

  /// Finds bytes that belong to nothing, and bytes that belong to two things.
  private func checkLayout(of segment: Segment) {
    var ranges: [Range<Int>] = []
    for (_, frames) in segment.frameStores {
      for i in 0..<frames.count {
        let start = Int(frames.entry(i).offset)
        ranges.append(start..<(start + Int(frames.entry(i).byteCount)))
      }
    }
    for field in segment.fields where field.normsOffset > 0 {
      let start = Int(field.normsOffset)
      ranges.append(start..<(start + segment.documentCount))
    }
    ranges.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    ranges.append(Int(segment.footer.tablesOffset)..<(segment.file.count))
    var end = SegmentFormat.headerByteCount
    for range in ranges {
      if range.lowerBound > end {
        problems.add(name, end, "\(range.lowerBound - end) bytes belong to nothing")
      } else if range.lowerBound < end {
        problems.add(name, range.lowerBound, "two parts of the file overlap")
      }
      end = max(end, range.upperBound)
    }
  }

  private func checkFrames(of segment: Segment) {
    for (_, frames) in segment.frameStores {
      for i in 0..<frames.count {
        _ = problems.catching(in: name) { () throws(ConcordError) in try frames.load(i) }
      }
    }
  }
}

extension Segment {
  /// The frames of each kind, with the kind's name, in the order of the tables.
  var frameStores: [(name: String, frames: FrameStore)] {
    let stores = [
      ("stored fields", stored.frames), ("text shapes", shapes.frames),
      ("postings", postings.documents), ("positions", postings.positions),
      ("skip data", postings.skips), ("columns", columns), ("dictionary", dictionary.frames),
    ]
    return hasPairTables ? stores + [("pairs", pairs.frames)] : stores
  }

  /// Bytes of the norms of all fields.
  var normsByteCount: Int {
    fields.count { $0.normsOffset > 0 } * documentCount
  }
}
