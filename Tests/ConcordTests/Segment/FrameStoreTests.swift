// Frames where few tests would make them: beyond four gigabytes of a file, and of more bytes than a
// frame may have.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Frames")
struct FrameStoreTests {
  /// The store of a table with one entry, as it is read from a file.
  private static func store(
    _ entry: FrameTableEntry, of file: InputFile
  ) throws -> FrameStore {
    var output = ByteWriter()
    [entry].write(to: &output)
    let bytes = output.bytes
    var reader = ByteReader(bytes.rawBytes, file: file.name)
    return try FrameStore(table: &reader, of: file, cache: FrameCache(budget: 1 << 20))
  }

  @Test("a frame beyond four gigabytes is found")
  func farAway() throws {
    let directory = try TemporaryDirectory()
    let storage = DiskStorage(path: directory.path)
    try storage.put("far", [])
    let text = Array("far away".utf8)
    var frame: [UInt8] = []
    _ = try ZstdCompressor(level: 1).compress(text, into: &frame)
    let offset = 1 << 32 + 123
    let path = directory.path + "/far"
    // Safe: the calls only read their text, and the bytes that they are given.
    let descriptor = unsafe open(path, O_WRONLY)
    #expect(unsafe pwrite(descriptor, frame, frame.count, off_t(offset)) == frame.count)
    close(descriptor)
    let entry = FrameTableEntry(
      offset: UInt64(offset), byteCount: UInt32(frame.count), rawCount: UInt32(text.count),
      checksum: Checksum.of(frame))
    let found = try Self.store(entry, of: storage.open("far")).frame(0)
    var reader = ByteReader(found.bytes, file: "far")
    #expect(try [UInt8](reader.bytes(found.count)) == text)
  }

  @Test("a frame of more than a MiB is refused before memory is taken", arguments: [-1, 0, 1])
  func sizes(beyond: Int) throws {
    let rawCount = UInt32(SegmentFormat.frameByteCountLimit + beyond)
    let entry = FrameTableEntry(offset: 0, byteCount: 9, rawCount: rawCount, checksum: 0)
    let file = InputFile(name: "a", bytes: [UInt8](repeating: 0, count: 9))
    if beyond <= 0 {
      #expect(try Self.store(entry, of: file).count == 1)
    } else {
      let error = #expect(throws: ConcordError.self) { try Self.store(entry, of: file) }
      #expect("\(error, default: "")".contains("is over"))
    }
  }
}
