// Compresses texts and gets them back, with reused contexts and dictionaries; then damages frames
// and lies about byte counts: the answer is `corrupt`, or the right bytes.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Zstd")
struct ZstdTests {
  static let words = ["whale", "ship", "sea", "captain", "white", "harpoon", "storm", "deck"]

  static func text(_ wordCount: Int, _ random: inout SeededGenerator) -> [UInt8] {
    Array(
      (0..<wordCount).map { _ in words.randomElement(using: &random) ?? "" }
        .joined(separator: " ").utf8)
  }

  static func decompress(
    _ frame: [UInt8], count: Int, _ decompressor: ZstdDecompressor,
    dictionary: ZstdDictionary? = nil
  ) throws(ConcordError) -> [UInt8] {
    var output: [UInt8] = [1, 2, 3]
    try decompressor.decompress(
      frame.rawBytes, count: count, into: &output, dictionary: dictionary, file: "7.segment",
      offset: 4096)
    return output
  }

  @Test("frames of every size come back, from one pair of contexts", arguments: [1, 3, 19])
  func roundTrip(level: Int) throws {
    var random = SeededGenerator()
    let compressor = try ZstdCompressor(level: level)
    let decompressor = try ZstdDecompressor()
    for count in [0, 1, 2, 100, 5_000, 3, 40_000, 0] {
      for source in [Self.text(count, &random), random.bytes(count)] {
        var output: [UInt8] = [9, 9]
        let byteCount = try compressor.compress(source, into: &output)
        #expect(output.prefix(2) == [9, 9])
        #expect(output.count == byteCount + 2)
        let back = try Self.decompress(
          Array(output.dropFirst(2)), count: source.count, decompressor)
        #expect(back == source, "\(random.replay)")
      }
    }
  }

  @Test("another byte count than the declared one is corrupt")
  func wrongCount() throws {
    var random = SeededGenerator()
    let source = Self.text(100, &random)
    var frame: [UInt8] = []
    try ZstdCompressor(level: 3).compress(source, into: &frame)
    let decompressor = try ZstdDecompressor()
    for count in [0, source.count - 1, source.count + 1, 2 * source.count] {
      do throws(ConcordError) {
        _ = try Self.decompress(frame, count: count, decompressor)
        Issue.record("\(count) bytes were accepted in place of \(source.count).")
      } catch {
        guard case .corrupt("7.segment", 4096, _) = error else {
          Issue.record("\(error)")
          continue
        }
      }
    }
  }

  @Test("a frame cut anywhere is corrupt, and one with a flipped bit never gives other sizes")
  func damage() throws {
    var random = SeededGenerator()
    let source = Self.text(60, &random)
    var frame: [UInt8] = []
    try ZstdCompressor(level: 3).compress(source, into: &frame)
    let decompressor = try ZstdDecompressor()
    for count in 0..<frame.count {
      #expect(throws: ConcordError.self) {
        try Self.decompress(Array(frame.prefix(count)), count: source.count, decompressor)
      }
    }
    for bit in 0..<(8 * frame.count) {
      var damaged = frame
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      // Checksums of ours find wrong content; here it is enough that nothing goes too far.
      let found = try? Self.decompress(damaged, count: source.count, decompressor)
      #expect(found == nil || found?.count == source.count)
    }
    #expect(try Self.decompress(frame, count: source.count, decompressor) == source)
  }

  @Test("tiny frames that ask for huge memory are corrupt")
  func bombs() throws {
    let decompressor = try ZstdDecompressor()
    let bombs: [[UInt8]] = [
      // A window of 2^41 bytes.
      [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0xF8, 0x01, 0x00, 0x00],
      // A content of 2^62 bytes, as one block that repeats a byte.
      [0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x03, 0x00, 0x10, 0x41],
      // A frame to be skipped, which an index never has.
      [0x50, 0x2A, 0x4D, 0x18, 0, 0, 0, 0],
    ]
    for bomb in bombs {
      #expect(throws: ConcordError.self) {
        try Self.decompress(bomb, count: 100, decompressor)
      }
    }
  }

  @Test("a trained dictionary makes small frames smaller, and only it opens them")
  func dictionary() throws {
    var random = SeededGenerator(seed: 1)
    let samples = (0..<2_000).map { _ in Self.text(20, &random) }
    let bytes = Zstd.trainDictionary(samples: samples, byteCount: 4_096)
    #expect((1...4_096).contains(bytes.count))
    let dictionary = try ZstdDictionary(bytes, level: 6, file: "7.segment", offset: 0)
    let readable = try ZstdDictionary(bytes, file: "7.segment", offset: 0)
    let source = Self.text(20, &random)
    var small: [UInt8] = []
    var large: [UInt8] = []
    try ZstdCompressor(level: 6, dictionary: dictionary).compress(source, into: &small)
    try ZstdCompressor(level: 6).compress(source, into: &large)
    #expect(small.count < large.count)
    let decompressor = try ZstdDecompressor()
    for prepared in [dictionary, readable] {
      let back = try Self.decompress(
        small, count: source.count, decompressor, dictionary: prepared)
      #expect(back == source)
    }
    let without = try? Self.decompress(small, count: source.count, decompressor)
    #expect(without != source)
    #expect(try Self.decompress(large, count: source.count, decompressor) == source)
  }

  @Test("too few samples make no dictionary")
  func noDictionary() {
    #expect(Zstd.trainDictionary(samples: [], byteCount: 1_000) == [])
    #expect(Zstd.trainDictionary(samples: [[1, 2, 3]], byteCount: 1_000) == [])
  }

  @Test("a damaged dictionary is corrupt")
  func damagedDictionary() {
    // The magic number of a trained dictionary and nothing behind it.
    let bytes: [UInt8] = [0x37, 0xA4, 0x30, 0xEC] + [UInt8](repeating: 0xFF, count: 60)
    #expect(throws: ConcordError.self) {
      _ = try ZstdDictionary(bytes, file: "7.segment", offset: 0)
    }
  }
}
