/// Reads all records of a kind in the order of the documents, one frame at a time, past the cache,
/// and checks that the first documents of frames are what the tables say.
///
/// Format: IndexFormat.md, section 9.
struct RecordStream {
  private let records: DocumentRecords
  private let byteCountLimit: Int
  private var nextFrame = 0
  private var reader: FrameReader
  /// The document whose record is next.
  private(set) var document = 0

  init(_ records: DocumentRecords) {
    self.records = records
    byteCountLimit = records.frames.rawByteCount
    reader = FrameReader(Frame.empty, at: 0, of: records.frames)
  }

  /// The next record; nil after the last.
  mutating func next() throws(ConcordError) -> [UInt8]? {
    guard document < records.documentCount else {
      guard reader.remaining == 0, nextFrame == records.frames.count else {
        throw reader.corrupt("bytes are left after the last record")
      }
      return nil
    }
    if reader.remaining == 0 { try loadFrame(firstDocument: document) }
    var left = try reader.count(limit: byteCountLimit, of: "bytes of a record")
    var record: [UInt8] = []
    var isContinued = false
    while true {
      let count = min(left, reader.remaining)
      try reader.append(count, to: &record)
      left -= count
      if left == 0 { break }
      try loadFrame(firstDocument: document + 1)
      isContinued = true
    }
    guard !isContinued || reader.remaining == 0 else {
      throw reader.corrupt("a document begins in a frame that another one goes on in")
    }
    document += 1
    return record
  }

  private mutating func loadFrame(firstDocument: Int) throws(ConcordError) {
    guard nextFrame < records.frames.count else {
      throw reader.corrupt("the record of document \(document) is missing")
    }
    reader = FrameReader(try records.frames.load(nextFrame), at: 0, of: records.frames)
    guard records.firstDocuments[nextFrame] == firstDocument else {
      throw reader.corrupt(
        "it begins with document \(firstDocument), and the tables say "
          + "\(records.firstDocuments[nextFrame])")
    }
    nextFrame += 1
  }
}
