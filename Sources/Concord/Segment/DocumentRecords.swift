/// Writes one record of bytes for each document, in the order of the documents.
///
/// A record is its byte count as a varint and its bytes. Frames end with a record; one that is
/// larger than a frame goes on in frames of its own, in which no document begins.
///
/// Format: IndexFormat.md, section 9.
struct DocumentRecordsWriter {
  private var frames: FrameWriter
  /// The document of the first record that begins in each frame.
  private var firstDocuments: [UInt32] = []
  private(set) var documentCount: UInt32 = 0
  private var firstOfFrame: UInt32 = 0

  init(targetByteCount: Int, compressor: FrameWriter.Compressor) {
    frames = FrameWriter(targetByteCount: targetByteCount, compressor: compressor)
  }

  /// Adds the next document's record.
  mutating func add(_ record: [UInt8], to file: inout OutputFile) throws(ConcordError) {
    Varint.append(UInt64(record.count), to: &frames.raw)
    frames.raw.append(contentsOf: record)
    documentCount += 1
    try frames.boundary(&file)
    noteFrames()
  }

  /// Adds all records of another segment, frame by frame, without decompressing them.
  mutating func add(
    allOf records: DocumentRecords, to file: inout OutputFile
  ) throws(ConcordError) {
    try finish(&file)
    for i in 0..<records.frames.count {
      firstDocuments.append(documentCount + records.firstDocuments[i])
      try frames.copy(frame: i, of: records.frames, &file)
    }
    documentCount += UInt32(records.documentCount)
    firstOfFrame = documentCount
  }

  private mutating func noteFrames() {
    guard firstDocuments.count < frames.frameCount else { return }
    firstDocuments.append(firstOfFrame)
    while firstDocuments.count < frames.frameCount { firstDocuments.append(documentCount) }
    firstOfFrame = documentCount
  }

  /// Writes the last frame.
  mutating func finish(_ file: inout OutputFile) throws(ConcordError) {
    try frames.finish(&file)
    noteFrames()
  }

  /// Writes the frame table and the first documents.
  func writeTables(to output: inout ByteWriter) {
    frames.table.write(to: &output)
    for document in firstDocuments { output.append(u32: document) }
  }
}

/// Reads the record of any document.
///
/// Format: IndexFormat.md, section 9.
final class DocumentRecords: Sendable {
  let frames: FrameStore
  let firstDocuments: [UInt32]
  let documentCount: Int
  /// No record is longer than all frames together.
  private let byteCountLimit: Int

  init(
    tables reader: inout ByteReader, of file: InputFile, cache: FrameCache, documentCount: Int
  ) throws(ConcordError) {
    frames = try FrameStore(table: &reader, of: file, cache: cache)
    var firstDocuments: [UInt32] = []
    firstDocuments.reserveCapacity(frames.count)
    for _ in 0..<frames.count {
      let document = try reader.u32()
      guard document >= firstDocuments.last ?? 0, document <= UInt32(documentCount) else {
        throw reader.corrupt("the first documents of frames do not rise")
      }
      firstDocuments.append(document)
    }
    self.firstDocuments = firstDocuments
    self.documentCount = documentCount
    byteCountLimit = frames.rawByteCount
  }

  /// The record of `document`.
  ///
  /// - Complexity: one frame is decompressed unless it is in memory, and the records before it in
  ///   the frame are stepped over.
  func record(of document: DocID) throws(ConcordError) -> [UInt8] {
    precondition(Int(document.rawValue) < documentCount, "a document of another segment")
    var i = firstFrame(after: document.rawValue) - 1
    guard i >= 0 else { throw corrupt(document) }
    var frame = try frames.frame(UInt32(i))
    var reader = FrameReader(frame, at: 0, of: frames)
    for _ in firstDocuments[i]..<document.rawValue {
      try reader.skip(try reader.count(limit: reader.remaining, of: "bytes of a record"))
    }
    var left = try reader.count(limit: byteCountLimit, of: "bytes of a record")
    var record: [UInt8] = []
    while true {
      let count = min(left, reader.remaining)
      try reader.append(count, to: &record)
      left -= count
      if left == 0 { return record }
      i += 1
      guard i < frames.count else { throw corrupt(document) }
      frame = try frames.frame(UInt32(i))
      reader = FrameReader(frame, at: 0, of: frames)
    }
  }

  /// The first frame whose first document comes after `document`.
  private func firstFrame(after document: UInt32) -> Int {
    var low = 0
    var high = firstDocuments.count
    while low < high {
      let middle = (low + high) / 2
      if firstDocuments[middle] > document { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func corrupt(_ document: DocID) -> ConcordError {
    .corrupt(
      file: frames.fileName, offset: 0,
      reason: "the record of document \(document.rawValue) is missing")
  }
}
