/// The frames of one kind in one segment, decompressed when they are asked for.
///
/// Format: IndexFormat.md, section 4.2.
final class FrameStore: Sendable {
  private let file: InputFile
  private let table: [FrameTableEntry]
  private let slots: FrameSlots
  private let cache: FrameCache

  /// Reads the frame table in `reader`, whose bytes have been checked against their checksum.
  init(
    table reader: inout ByteReader, of file: InputFile, cache: FrameCache
  ) throws(ConcordError) {
    let count = try reader.count(
      limit: reader.remaining / FrameTableEntry.byteCount, of: "frames in a table")
    var table: [FrameTableEntry] = []
    table.reserveCapacity(count)
    for _ in 0..<count {
      let entry = FrameTableEntry(
        offset: try reader.u64(), byteCount: try reader.u32(), rawCount: try reader.u32(),
        checksum: try reader.u32())
      guard entry.offset <= UInt64(file.count),
        UInt64(entry.byteCount) <= UInt64(file.count) - entry.offset
      else { throw reader.corrupt("a frame reaches beyond the file") }
      guard entry.rawCount <= SegmentFormat.frameByteCountLimit else {
        throw reader.corrupt(
          "a frame of \(entry.rawCount) bytes is over \(SegmentFormat.frameByteCountLimit)")
      }
      table.append(entry)
    }
    self.file = file
    self.table = table
    self.cache = cache
    slots = FrameSlots(count: count)
  }

  /// The frames of a table that has just been written.
  init(_ table: [FrameTableEntry], of file: InputFile, cache: FrameCache) {
    self.file = file
    self.table = table
    self.cache = cache
    slots = FrameSlots(count: table.count)
  }

  /// The same frames, kept elsewhere.
  func reopened(_ cache: FrameCache) -> FrameStore { FrameStore(table, of: file, cache: cache) }

  deinit {
    cache.forget(slots)
  }

  var count: Int { table.count }

  var fileName: String { file.name }

  /// Bytes in the file, all frames together.
  var byteCount: Int { table.reduce(0) { $0 + Int($1.byteCount) } }

  /// Bytes decompressed, all frames together.
  var rawByteCount: Int { table.reduce(0) { $0 + Int($1.rawCount) } }

  func entry(_ ordinal: Int) -> FrameTableEntry { table[ordinal] }

  /// The frame, from memory or decompressed now.
  func frame(_ ordinal: UInt32) throws(ConcordError) -> Frame {
    guard Int(ordinal) < table.count else {
      throw .corrupt(
        file: file.name, offset: 0,
        reason: "frame \(ordinal) is asked for, and there are \(table.count)")
    }
    if let frame = slots.frame(Int(ordinal)) { return frame }
    let (frame, isNew) = slots.put(try load(Int(ordinal)), at: Int(ordinal))
    if isNew { cache.didLoad(frame, into: slots, at: Int(ordinal)) }
    return frame
  }

  /// The frame, decompressed past the cache: for passes over a whole segment, which would only push
  /// out what searches need.
  func load(_ ordinal: Int) throws(ConcordError) -> Frame {
    let entry = table[ordinal]
    return try withCompressedBytes(ordinal) { (bytes) throws(ConcordError) -> Frame in
      try cache.withDecompressor { (decompressor) throws(ConcordError) -> Frame in
        // Safe: the decompressor fills the memory and not more.
        try unsafe Frame(count: Int(entry.rawCount)) { (memory) throws(ConcordError) in
          try unsafe decompressor.decompress(
            bytes, into: memory, file: file.name, offset: Int(entry.offset))
        }
      }
    }
  }

  /// Runs `body` with the frame's bytes in the file, checked against their checksum.
  func withCompressedBytes<T>(
    _ ordinal: Int, _ body: (RawSpan) throws(ConcordError) -> T
  ) throws(ConcordError) -> T {
    let entry = table[ordinal]
    let offset = Int(entry.offset)
    let bytes = try file.bytes(offset..<(offset + Int(entry.byteCount)))
    let checksum = Checksum.of(bytes)
    guard checksum == entry.checksum else {
      throw .corrupt(
        file: file.name, offset: offset,
        reason: "the frame's checksum is \(checksum.hexadecimal), "
          + "expected \(entry.checksum.hexadecimal)")
    }
    return try body(bytes.rawBytes)
  }
}
