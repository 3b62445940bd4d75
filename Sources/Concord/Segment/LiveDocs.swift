/// Which documents of a segment are not deleted.
///
/// A value: a writer changes its own copy, and snapshots keep theirs. Beside the bits it keeps how
/// long the dead documents' fields are, so that averages are those of the living.
///
/// Format: IndexFormat.md, section 10.
struct LiveDocs: Hashable, Sendable {
  let documentCount: Int
  private(set) var deletedCount = 0
  /// One bit a document, set while it lives.
  private var words: [UInt64]
  /// Tokens of the dead documents, by the ordinal of the field.
  private(set) var deadLengths: [UInt64] = []
  /// The version of the format that they were read from; they are written in the newest.
  private(set) var formatVersion = SegmentFormat.version

  /// All documents live.
  init(documentCount: Int) {
    self.documentCount = documentCount
    words = Array(repeating: .max, count: (documentCount + 63) / 64)
    if documentCount % 64 > 0 { words[words.count - 1] = (1 << UInt64(documentCount % 64)) - 1 }
  }

  var liveCount: Int { documentCount - deletedCount }

  func contains(_ document: DocID) -> Bool {
    let i = Int(document.rawValue)
    return words[i / 64] >> UInt64(i % 64) & 1 == 1
  }

  /// Deletes a document whose text fields have these shapes; false if it was dead already.
  mutating func delete(_ document: DocID, shapes: [TextShape]) -> Bool {
    guard contains(document) else { return false }
    let i = Int(document.rawValue)
    words[i / 64] &= ~(1 << UInt64(i % 64))
    deletedCount += 1
    for shape in shapes {
      let field = Int(shape.field)
      while deadLengths.count <= field { deadLengths.append(0) }
      deadLengths[field] += UInt64(shape.length)
    }
    return true
  }

  /// The living documents.
  var bits: DocumentBits { DocumentBits(words, documentCount: documentCount) }

  /// Tokens of the dead documents in a field.
  func deadLength(ofField ordinal: UInt8) -> UInt64 {
    Int(ordinal) < deadLengths.count ? deadLengths[Int(ordinal)] : 0
  }
}

extension LiveDocs {
  private static let magic: [UInt8] = Array("ConcordL".utf8)

  func encode() -> [UInt8] {
    var output = ByteWriter()
    output.append(bytes: Self.magic)
    output.append(u32: UInt32(SegmentFormat.version))
    output.append(u32: UInt32(documentCount))
    output.append(u32: UInt32(deletedCount))
    output.append(varint: UInt64(deadLengths.count))
    for length in deadLengths { output.append(varint: length) }
    for word in words { output.append(u64: word) }
    output.append(u32: Checksum.of(output.bytes))
    return output.bytes
  }

  /// How many documents of a segment the live docs file says are deleted; nil if it does not say.
  static func deletedCount(_ storage: any Storage, _ entry: SegmentEntry) -> Int? {
    let name = FileName.liveDocs(
      segment: entry.fileNumber, generation: entry.liveDocsGeneration
    ).text
    guard let file = try? storage.open(name), file.count >= magic.count + 12 else { return nil }
    guard let bytes = try? file.bytes((magic.count + 8)..<(magic.count + 12)) else { return nil }
    var reader = ByteReader(bytes.rawBytes, file: name)
    return (try? reader.u32()).map { Int($0) }
  }

  /// How many bytes live docs of so many documents take at most.
  private static func byteCountLimit(documentCount: Int) -> Int {
    magic.count + 16 + Varint.maximumByteCount * (SegmentFormat.fieldLimit + 1)
      + (documentCount + 63) / 64 * 8
  }

  /// Reads the live docs of a manifest's entry.
  init(_ storage: any Storage, _ entry: SegmentEntry) throws(ConcordError) {
    let name = FileName.liveDocs(
      segment: entry.fileNumber, generation: entry.liveDocsGeneration
    ).text
    let file = try storage.open(name)
    guard file.count >= Self.magic.count + 16 else {
      throw .corrupt(file: name, offset: 0, reason: "\(file.count) bytes are too few")
    }
    // Before memory is taken for them: a bit for each document, and a number for each field.
    guard file.count <= Self.byteCountLimit(documentCount: entry.documentCount) else {
      throw .corrupt(file: name, offset: 0, reason: "\(file.count) bytes are too many")
    }
    let bytes = try file.bytes()
    var end = ByteReader(
      bytes.rawBytes.extracting(last: 4), file: name, at: bytes.count - 4)
    let checksum = Checksum.of(bytes.rawBytes.extracting(droppingLast: 4))
    guard try end.u32() == checksum else { throw end.corrupt("the checksum is wrong") }
    var reader = ByteReader(bytes.rawBytes.extracting(droppingLast: 4), file: name)
    for byte in Self.magic where try reader.u8() != byte {
      throw reader.corrupt("live docs begin with “ConcordL”")
    }
    let version = Int(try reader.u32())
    try SegmentFormat.check(version: version, ofFile: name)
    let documentCount = Int(try reader.u32())
    let deletedCount = Int(try reader.u32())
    guard documentCount == entry.documentCount, deletedCount == entry.deletedCount else {
      throw reader.corrupt("these are not the live docs that the manifest lists")
    }
    // Before memory is taken for them.
    guard reader.remaining / 8 >= (documentCount + 63) / 64 else {
      throw reader.corrupt("\(documentCount) documents need more bytes than there are")
    }
    self.init(documentCount: documentCount)
    for _ in 0..<(try reader.count(limit: SegmentFormat.fieldLimit, of: "fields")) {
      deadLengths.append(try reader.varint())
    }
    var living = 0
    for i in words.indices {
      let word = try reader.u64()
      guard word & ~words[i] == 0 else {
        throw reader.corrupt("a document that is not there lives")
      }
      words[i] = word
      living += word.nonzeroBitCount
    }
    guard living == documentCount - deletedCount, reader.remaining == 0 else {
      throw reader.corrupt("\(living) documents live, expected \(documentCount - deletedCount)")
    }
    self.deletedCount = deletedCount
    formatVersion = version
  }
}
