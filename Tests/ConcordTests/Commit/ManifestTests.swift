// Manifests are written and read back; then every bit of one is flipped, every byte count cut, and
// contents that no writer makes are given a right checksum: all of it throws, nothing traps.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Manifest")
struct ManifestTests {
  static let name = "manifest-12"

  static let sample = Manifest(
    generation: 12, nextFileNumber: 10, schema: Array("title body".utf8),
    segments: [
      SegmentEntry(
        fileNumber: 3, documentCount: 70_000, byteCount: 5 << 30, liveDocsGeneration: 12,
        deletedCount: 17, checksum: 0xDEAD_BEEF),
      SegmentEntry(
        fileNumber: 9, documentCount: 1, byteCount: 300, liveDocsGeneration: 0, deletedCount: 0,
        checksum: 7),
    ])

  static func decode(_ bytes: [UInt8]) throws(ConcordError) -> Manifest {
    try Manifest(decoding: bytes.rawBytes, file: name)
  }

  static func isRefusedAsCorrupt(_ bytes: [UInt8]) -> Bool {
    do throws(ConcordError) { _ = try decode(bytes) } catch {
      if case .corrupt(name, let offset, _) = error { return (0...bytes.count).contains(offset) }
    }
    return false
  }

  @Test("what was encoded is decoded")
  func roundTrip() throws {
    #expect(try Self.decode(Self.sample.encoded()) == Self.sample)
    let empty = Manifest(generation: 1, nextFileNumber: 1, schema: [], segments: [])
    #expect(try Self.decode(empty.encoded()) == empty)
    var large = Self.sample
    large.nextFileNumber = 100_001
    large.segments = (0..<100_000).map { number in
      SegmentEntry(
        fileNumber: number, documentCount: Manifest.documentLimit, byteCount: Int.max,
        liveDocsGeneration: 0, deletedCount: 0, checksum: UInt32.max)
    }
    #expect(try Self.decode(large.encoded()) == large)
  }

  @Test("it names all files that the commit needs")
  func fileNames() {
    #expect(
      Set(Self.sample.fileNames.map(\.text)) == [
        "manifest-12", "3.segment", "3.12.live", "9.segment",
      ])
  }

  @Test("any one bit flipped is corrupt")
  func everyBit() {
    let bytes = Self.sample.encoded()
    for bit in 0..<(8 * bytes.count) {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(Self.isRefusedAsCorrupt(damaged), "bit \(bit)")
    }
  }

  @Test("bytes missing or added at the end are corrupt")
  func everyCount() {
    let bytes = Self.sample.encoded()
    for count in 0..<bytes.count {
      #expect(Self.isRefusedAsCorrupt(Array(bytes.prefix(count))), "\(count) bytes")
    }
    #expect(Self.isRefusedAsCorrupt(bytes + [0]))
    #expect(Self.isRefusedAsCorrupt(bytes + bytes))
  }

  @Test("a newer version and one that is no longer read are refused as such")
  func otherVersions() {
    var other = Self.sample
    other.formatVersion = 4
    #expect(throws: ConcordError.versionTooNew(file: Self.name, found: 4, newestReadable: 3)) {
      _ = try Self.decode(other.encoded())
    }
    other.formatVersion = 1
    #expect(throws: ConcordError.versionTooOld(file: Self.name, found: 1, oldestReadable: 2)) {
      _ = try Self.decode(other.encoded())
    }
    other.formatVersion = 0
    #expect(Self.isRefusedAsCorrupt(other.encoded()))
  }

  @Test("contents that no writer makes are corrupt even if the checksum is right")
  func impossibleContents() {
    let changes: [(inout Manifest) -> Void] = [
      { $0.generation = 0 },
      { $0.generation = FileName.numberLimit },
      { $0.nextFileNumber = .max },
      { $0.nextFileNumber = 9 },
      { $0.segments[1].fileNumber = 3 },
      { $0.segments[0].documentCount = Manifest.documentLimit + 1 },
      { $0.segments[0].deletedCount = 70_001 },
      { $0.segments[0].deletedCount = 0 },
      { $0.segments[1].deletedCount = 1 },
      { $0.segments[0].liveDocsGeneration = 13 },
    ]
    for (i, change) in changes.enumerated() {
      var manifest = Self.sample
      change(&manifest)
      #expect(Self.isRefusedAsCorrupt(manifest.encoded()), "change \(i)")
    }
  }

  @Test("random contents with a right checksum are decoded or refused, and never trap")
  func randomContents() {
    var random = SeededGenerator()
    let whole = Self.sample.encoded()
    for _ in 0..<random.roundCount(5_000) {
      var bytes = Array(whole.dropLast(4))
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let place = Int.random(in: 8..<bytes.count, using: &random)
        bytes[place] =
          [0, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)]
          .randomElement(using: &random) ?? 0
      }
      var checksum = ByteWriter()
      checksum.append(u32: Checksum.of(bytes))
      do throws(ConcordError) {
        let manifest = try Self.decode(bytes + checksum.bytes)
        #expect(try Self.decode(manifest.encoded()) == manifest, "\(random.replay)")
      } catch {
        switch error {
        case .corrupt, .versionTooNew, .versionTooOld: break
        default: Issue.record("\(error), \(random.replay)")
        }
      }
    }
  }

  @Test("the bytes are those of the format document")
  func knownBytes() {
    let manifest = Manifest(
      generation: 2, nextFileNumber: 8, schema: [0x61],
      segments: [
        SegmentEntry(
          fileNumber: 7, documentCount: 300, byteCount: 4_096, liveDocsGeneration: 2,
          deletedCount: 1, checksum: 0x0102_0304)
      ])
    let body: [UInt8] =
      [2, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1, 0x61, 0, 1]
      + [7, 0xAC, 2, 0x80, 0x20, 2, 1, 4, 3, 2, 1]
    let file = Array("ConcordM".utf8) + [3, 0, 0, 0, UInt8(body.count), 0, 0, 0] + body
    #expect(Array(manifest.encoded().dropLast(4)) == file)
  }
}

@Suite("FileName")
struct FileNameTests {
  @Test("names are read back to what they were made of")
  func roundTrip() {
    let names: [FileName: String] = [
      .segment(7): "7.segment", .liveDocs(segment: 7, generation: 12): "7.12.live",
      .manifest(12): "manifest-12", .newManifest(12): "manifest-12.new", .lock: "lock",
      .segment(FileName.numberLimit - 1): "4611686018427387903.segment",
      .keep(.segment(7)): "7.segment.keep", .keep(.manifest(12)): "manifest-12.keep",
      .keep(.liveDocs(segment: 7, generation: 1)): "7.1.live.keep",
    ]
    for (name, text) in names {
      #expect(name.text == text)
      #expect(FileName(text) == name)
    }
  }

  @Test(
    "names of other files are not taken for ours",
    arguments: [
      "", ".", "..", "7", "segment", ".segment", "07.segment", "+7.segment", "-7.segment",
      "7.segment.", "7.segment.bak", "7.Segment", " 7.segment", "7..live", "7.live", "7.1.2.live",
      "manifest", "manifest-", "manifest-01", "manifest-1.new.new", "manifest--1", "lock.new",
      "4611686018427387904.segment", "99999999999999999999.segment", "manifest-x", "٧.segment",
      ".keep", "keep", "lock.keep", "7.segment.keep.keep", "manifest-1.new.keep",
      "7.segment.damaged",
    ])
  func strangers(name: String) {
    #expect(FileName(name) == nil)
  }
}
