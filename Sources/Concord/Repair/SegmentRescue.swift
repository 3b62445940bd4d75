/// Reads the documents of a damaged segment, as far as they can be read.
///
/// The table of the stored fields' frames is believed even if the tables' checksum is wrong: each
/// frame has a checksum of its own, so a wrong entry of the table costs one frame. If the footer
/// does not say where the tables are, they are found by their first bytes. Without tables, as in a
/// file that was cut, zstd's frames are found by their magic number, and a frame is believed if
/// all of it reads as documents.
///
/// Format: IndexFormat.md, sections 4 and 9.
struct SegmentRescue {
  /// A document's record, and its number in the segment where that is known.
  typealias Record = (document: UInt32?, bytes: [UInt8])

  private let schema: Schema
  private let frames: FrameStore
  /// The document of the first record that begins in each frame; nil without tables.
  private let firstDocuments: [UInt32]?
  /// Whether each record comes from a frame whose checksum was found right.
  var isVouchedFor: Bool { firstDocuments != nil }
  /// Without tables, the first frame before which bytes are missing or make no sense.
  private let gapFrame: Int
  private var nextFrame = 0
  /// The number of the next record, if it is known.
  private var nextDocument: UInt32? = 0
  /// The beginning of a record that goes on in the next frame, and how many bytes it lacks.
  private var begun: (bytes: [UInt8], missing: Int)?

  /// Looks for the documents in the file.
  init(_ file: InputFile, schema: Schema) throws(ConcordError) {
    let cache = FrameCache(budget: 1 << 20)
    self.schema = schema
    if let records = Self.records(file, cache) {
      frames = records.frames
      firstDocuments = records.firstDocuments
      gapFrame = .max
    } else {
      (frames, gapFrame) = try Self.scan(file, cache)
      firstDocuments = nil
    }
  }

  /// The records that end in the next frame that can be read; nil after the last.
  mutating func next() -> [Record]? {
    while nextFrame < frames.count {
      let i = nextFrame
      nextFrame += 1
      let frame = try? frames.load(i)
      if frame == nil || i >= gapFrame { nextDocument = nil }
      if let firstDocuments, begun == nil { nextDocument = firstDocuments[i] }
      guard let frame, let records = records(of: frame, i) else {
        begun = nil
        continue
      }
      if records.isEmpty { continue }
      defer { nextDocument = nextDocument.map { $0 &+ UInt32(records.count) } }
      return records.enumerated().map { i, bytes in
        (nextDocument.map { $0 &+ UInt32(i) }, bytes)
      }
    }
    return nil
  }

  /// The records that end in a frame; nil if they cannot be told apart, or are none of documents.
  private mutating func records(of frame: Frame, _ i: Int) -> [[UInt8]]? {
    var reader = FrameReader(frame, at: 0, of: frames)
    do throws(ConcordError) {
      if let begun { return try goOn(begun, &reader) }
      // The rest of a record whose beginning is lost.
      if goesOn(i) { return [] }
      var records: [[UInt8]] = []
      while reader.remaining > 0 {
        let count = try reader.count(limit: frames.rawByteCount, of: "bytes of a record")
        var bytes: [UInt8] = []
        try reader.append(min(count, reader.remaining), to: &bytes)
        if bytes.count < count {
          guard firstDocuments != nil || frame.count == SegmentFormat.frameByteCountLimit / 2
          else { return nil }
          begun = (bytes, count - bytes.count)
          break
        }
        guard firstDocuments != nil || isDocument(bytes) else { return nil }
        records.append(bytes)
      }
      return records
    } catch {
      return nil
    }
  }

  private mutating func goOn(
    _ record: (bytes: [UInt8], missing: Int), _ reader: inout FrameReader
  ) throws(ConcordError) -> [[UInt8]]? {
    let count = min(record.missing, reader.remaining)
    var bytes = record.bytes
    try reader.append(count, to: &bytes)
    guard count == record.missing else {
      begun = (bytes, record.missing - count)
      return []
    }
    begun = nil
    return reader.remaining == 0 && isDocument(bytes) ? [bytes] : nil
  }

  /// Whether no record begins in a frame.
  private func goesOn(_ i: Int) -> Bool {
    guard let firstDocuments, i > 0, i + 1 < firstDocuments.count else { return false }
    return firstDocuments[i] == firstDocuments[i + 1]
  }

  /// Whether bytes that no table vouches for are a document's record, as far as one can tell.
  private func isDocument(_ record: [UInt8]) -> Bool {
    guard let document = try? StoredDocument.decode(record, schema: schema, file: frames.fileName)
    else { return false }
    // A short record of another kind can look like a document, but not like one with such a key.
    let keyCount = document.key.utf8.count
    guard (1...SegmentFormat.termByteCountLimit).contains(keyCount),
      document.key.utf8.allSatisfy({ $0 >= 0x20 })
    else { return false }
    var fields: [(ordinal: UInt8, text: String)] = []
    for (i, field) in schema.fields.enumerated() {
      if let text = document.fields[field.name] { fields.append((UInt8(i + 1), text)) }
    }
    return StoredDocument.encode(key: document.key, fields: fields) == record
  }
}

extension SegmentRescue {
  /// The stored fields' tables, wherever they can be found.
  private static func records(_ file: InputFile, _ cache: FrameCache) -> DocumentRecords? {
    let end = file.count - SegmentFooter.byteCount
    if let (footer, _) = try? SegmentFooter.read(file) {
      let range = Int(footer.tablesOffset)..<end
      let isSound = (try? file.checksum(of: range)) == footer.tablesChecksum
      if let records = records(file, range, cache, isSound: isSound) { return records }
    }
    // The first frame of a segment's file is one of stored fields, and the tables begin with how
    // many of those there are, a number of up to five bytes, and where the first one is.
    let firstOffset = UInt64(SegmentFormat.headerByteCount)
    let pattern = (0..<8).map { UInt8(truncatingIfNeeded: firstOffset >> (8 * UInt64($0))) }
    for place in file.places(of: pattern).reversed() where mayBeEntry(file, at: place) {
      for count in 1...5 where place - count >= 0 && place < end {
        if let records = records(file, (place - count)..<end, cache, isSound: false) {
          return records
        }
      }
    }
    return nil
  }

  /// Whether an entry of a frame table may be at a place: sizes that a frame can have tell it from
  /// norms, in which an article's length looks like the offset.
  private static func mayBeEntry(_ file: InputFile, at place: Int) -> Bool {
    guard place + FrameTableEntry.byteCount <= file.count,
      let bytes = try? file.bytes(place..<place + FrameTableEntry.byteCount)
    else { return false }
    var reader = ByteReader(bytes.rawBytes, file: file.name, at: place)
    guard (try? reader.u64()) != nil, let byteCount = try? reader.u32(),
      let rawCount = try? reader.u32()
    else { return false }
    // The frame that it lists ends before the tables begin.
    return byteCount > 0 && Int(byteCount) <= place
      && (1...UInt32(SegmentFormat.frameByteCountLimit)).contains(rawCount)
  }

  /// The stored fields' tables at the beginning of a range, if they are sound or a frame that they
  /// list is there.
  private static func records(
    _ file: InputFile, _ range: Range<Int>, _ cache: FrameCache, isSound: Bool
  ) -> DocumentRecords? {
    guard let bytes = try? file.bytes(range) else { return nil }
    var reader = ByteReader(bytes.rawBytes, file: file.name, at: range.lowerBound)
    let records = try? DocumentRecords(
      tables: &reader, of: file, cache: cache, documentCount: SegmentFormat.documentLimit)
    guard let records, !isSound else { return records }
    let isThere = (0..<records.frames.count).contains { i in
      records.frames.entry(i).byteCount > 0 && (try? records.frames.load(i)) != nil
    }
    return isThere ? records : nil
  }

  /// All frames of the file, of whatever kind, in their order, and the first one that does not
  /// begin where the one before it ends.
  private static func scan(
    _ file: InputFile, _ cache: FrameCache
  ) throws(ConcordError) -> (FrameStore, gapFrame: Int) {
    var table: [FrameTableEntry] = []
    var gapFrame = Int.max
    var end = SegmentFormat.headerByteCount
    for place in file.places(of: Zstd.magicBytes) where place >= end {
      guard let (bytes, rawCount) = frame(of: file, at: place) else { continue }
      if place > end { gapFrame = min(gapFrame, table.count) }
      table.append(
        FrameTableEntry(
          offset: UInt64(place), byteCount: UInt32(bytes.count), rawCount: rawCount,
          checksum: Checksum.of(bytes)))
      end = place + bytes.count
    }
    var output = ByteWriter()
    table.write(to: &output)
    let bytes = output.bytes
    var reader = ByteReader(bytes.rawBytes, file: file.name)
    return (try FrameStore(table: &reader, of: file, cache: cache), gapFrame)
  }
}

extension SegmentRescue {
  /// The frame that begins at a place, if one does, and how many bytes it has decompressed.
  private static func frame(of file: InputFile, at place: Int) -> ([UInt8], rawCount: UInt32)? {
    // What most frames take, and what the largest can take: zstd adds less than this to what it
    // cannot compress.
    for byteCount in [64 << 10, SegmentFormat.frameByteCountLimit + (64 << 10)] {
      let end = min(file.count, place + byteCount)
      guard let bytes = try? file.bytes(place..<end) else { return nil }
      if let frame = Zstd.measureFrame(bytes.rawBytes),
        frame.contentCount <= SegmentFormat.frameByteCountLimit
      {
        return (Array(bytes.prefix(frame.byteCount)), UInt32(frame.contentCount))
      }
      if end == file.count { return nil }
    }
    return nil
  }
}

extension InputFile {
  /// Where `pattern` occurs, in rising order; not in a part that cannot be read.
  fileprivate func places(of pattern: [UInt8]) -> [Int] {
    var places: [Int] = []
    var start = 0
    while start + pattern.count <= count {
      let end = min(count, start + Self.pieceByteCount)
      defer { start = end == count ? count : end - pattern.count + 1 }
      guard let piece = try? bytes(start..<end) else { continue }
      for i in 0...(piece.count - pattern.count)
      where piece[i] == pattern[0] && piece[i..<(i + pattern.count)].elementsEqual(pattern) {
        places.append(start + i)
      }
    }
    return places
  }
}
