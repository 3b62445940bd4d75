// Writes values with ByteWriter and reads them back; then cuts the bytes at each count and feeds
// random ones: each read gives a value or throws `corrupt` with its place, and none goes too far.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("ByteReader and ByteWriter")
struct ByteReaderTests {
  static let file = "7.segment"

  /// One of each kind, twice over.
  static var sample: [UInt8] {
    var writer = ByteWriter()
    for _ in 0..<2 {
      writer.append(u8: 0xAB)
      writer.append(u16: 0x1234)
      writer.append(u32: 0xDEAD_BEEF)
      writer.append(u64: 0x0123_4567_89AB_CDEF)
      writer.append(varint: 300)
      writer.append(varint: UInt64(UInt32.max))
      writer.append(text: "naïve 🐳")
      writer.append(bytes: [1, 2, 3])
    }
    return writer.bytes
  }

  static func readSample(_ bytes: [UInt8]) throws(ConcordError) {
    var reader = ByteReader(bytes.rawBytes, file: file, at: 100)
    for _ in 0..<2 {
      #expect(try reader.u8() == 0xAB)
      #expect(try reader.u16() == 0x1234)
      #expect(try reader.u32() == 0xDEAD_BEEF)
      #expect(try reader.u64() == 0x0123_4567_89AB_CDEF)
      #expect(try reader.varint() == 300)
      #expect(try reader.varint32() == UInt32.max)
      #expect(try reader.text() == "naïve 🐳")
      #expect([UInt8](try reader.bytes(3)) == [1, 2, 3])
    }
    #expect(reader.remaining == 0)
    #expect(reader.offset == 100 + bytes.count)
  }

  @Test("what was written is read back")
  func roundTrip() throws {
    try Self.readSample(Self.sample)
  }

  @Test("numbers are little-endian")
  func byteOrder() {
    var writer = ByteWriter()
    writer.append(u16: 0x0102)
    writer.append(u32: 0x0304_0506)
    writer.append(u64: 0x0708_090A_0B0C_0D0E)
    #expect(writer.bytes == [2, 1, 6, 5, 4, 3, 14, 13, 12, 11, 10, 9, 8, 7])
    #expect(writer.count == 14)
    writer.removeAll()
    #expect(writer.count == 0)
  }

  @Test("bytes cut at any count throw corrupt, with a place inside of the bytes")
  func everyCut() throws {
    let whole = Self.sample
    for count in 0..<whole.count {
      let part = Array(whole.prefix(count))
      var thrown: ConcordError?
      do throws(ConcordError) { try Self.readSample(part) } catch { thrown = error }
      guard case .corrupt(Self.file, let offset, _) = thrown else {
        Issue.record("\(count) bytes: \(String(describing: thrown))")
        continue
      }
      #expect((100...100 + count).contains(offset))
    }
  }

  @Test("a reader that threw stays where it was")
  func staysAfterError() throws {
    let bytes: [UInt8] = [5, 0x61, 0x62]
    var reader = ByteReader(bytes.rawBytes, file: Self.file)
    for _ in 0..<2 {
      do throws(ConcordError) {
        _ = try reader.text()
        Issue.record("A text that is too long was read.")
      } catch {
        #expect(reader.offset == 0)
      }
    }
    #expect(try reader.u8() == 5)
  }

  @Test("a count is read up to its limit and no further", arguments: [9, 10, 11] as [UInt64])
  func countLimit(value: UInt64) throws {
    var writer = ByteWriter()
    writer.append(varint: value)
    let bytes = writer.bytes
    var reader = ByteReader(bytes.rawBytes, file: Self.file, at: 40)
    do throws(ConcordError) {
      #expect(try reader.count(limit: 10, of: "blocks") == Int(value))
      #expect(value <= 10)
    } catch {
      #expect(value == 11)
      #expect(
        error
          == .corrupt(
            file: Self.file, offset: 40,
            reason: "it claims 11 blocks, and at most 10 are possible"))
    }
  }

  @Test("counts and 32-bit numbers of more bits are refused")
  func largeNumbers() {
    for value in [UInt64(UInt32.max) + 1, UInt64(Int.max) + 1, .max] {
      var writer = ByteWriter()
      writer.append(varint: value)
      let bytes = writer.bytes
      var reader = ByteReader(bytes.rawBytes, file: Self.file)
      var errorCount = 0
      do throws(ConcordError) { _ = try reader.varint32() } catch { errorCount += 1 }
      do throws(ConcordError) { _ = try reader.count(limit: 9, of: "terms") } catch {
        errorCount += 1
      }
      #expect(errorCount == 2)
      #expect(reader.offset == 0)
    }
  }

  @Test("bytes of a negative count are refused, and none is fine")
  func bytesOfNoCount() throws {
    let bytes: [UInt8] = [1]
    var reader = ByteReader(bytes.rawBytes, file: Self.file)
    #expect(try reader.bytes(0).byteCount == 0)
    var isRefused = false
    do throws(ConcordError) { _ = try reader.bytes(-1) } catch { isRefused = true }
    #expect(isRefused)
  }

  @Test("a text that is not UTF-8 is refused", arguments: [[0xFF], [0xC3], [0xED, 0xA0, 0x80]])
  func brokenText(utf8: [UInt8]) {
    let bytes = [UInt8(utf8.count)] + utf8
    var reader = ByteReader(bytes.rawBytes, file: Self.file)
    var thrown: ConcordError?
    do throws(ConcordError) { _ = try reader.text() } catch { thrown = error }
    #expect(thrown == .corrupt(file: Self.file, offset: 0, reason: "a text is not UTF-8"))
  }

  @Test("random bytes are read or refused, and the reader never moves back or too far")
  func randomBytes() {
    var random = SeededGenerator()
    for _ in 0..<random.roundCount(2_000) {
      let bytes = random.bytes(Int.random(in: 0...40, using: &random))
      var reader = ByteReader(bytes.rawBytes, file: Self.file)
      for _ in 0..<8 {
        let before = reader.offset
        do throws(ConcordError) {
          switch Int.random(in: 0..<6, using: &random) {
          case 0: _ = try reader.u16()
          case 1: _ = try reader.u64()
          case 2: _ = try reader.varint()
          case 3: _ = try reader.text()
          case 4: _ = try reader.count(limit: 20, of: "things")
          default: _ = try reader.bytes(Int.random(in: 0...50, using: &random))
          }
        } catch {
          #expect(reader.offset == before, "\(random.replay)")
        }
        #expect(reader.offset >= before && reader.remaining >= 0, "\(random.replay)")
      }
    }
  }
}

@Suite("Varint")
struct VarintTests {
  /// Values on both sides of each change of byte count.
  static let edges: [UInt64] =
    (0..<64).flatMap { [1 << $0, (1 << $0) - 1] } + [UInt64.max, UInt64.max - 1]

  @Test("known values have known bytes")
  func examples() {
    let examples: [(UInt64, [UInt8])] = [
      (0, [0]), (1, [1]), (127, [0x7F]), (128, [0x80, 1]), (300, [0xAC, 2]),
      (16_383, [0xFF, 0x7F]), (16_384, [0x80, 0x80, 1]),
      (.max, [UInt8](repeating: 0xFF, count: 9) + [1]),
    ]
    for (value, bytes) in examples {
      var encoded: [UInt8] = []
      Varint.append(value, to: &encoded)
      #expect(encoded == bytes)
    }
  }

  @Test("both ways of writing agree with the byte count, and decoding gives the value back")
  func roundTrip() {
    var random = SeededGenerator()
    let values = Self.edges + (0..<1_000).map { _ in random.next() >> UInt64.random(in: 0..<64) }
    for value in values {
      var appended: [UInt8] = [0xEE]
      Varint.append(value, to: &appended)
      var stored = [UInt8](repeating: 0xEE, count: appended.count)
      var end = 1
      var span = stored.mutableSpan
      Varint.encode(value, into: &span, at: &end)
      #expect(stored == appended)
      #expect(end == appended.count)
      #expect(Varint.byteCount(of: value) == appended.count - 1)
      var offset = 1
      #expect(Varint.decode(appended.rawBytes, at: &offset) == value, "\(random.replay)")
      #expect(offset == appended.count)
    }
  }

  @Test("numbers that are cut short, too long, or not in their shortest form are refused")
  func refusals() {
    let refused: [[UInt8]] = [
      [], [0x80], [0xFF, 0xFF], [UInt8](repeating: 0x80, count: 9), [0x80, 0], [0xFF, 0x80, 0],
      [UInt8](repeating: 0xFF, count: 9) + [2], [UInt8](repeating: 0xFF, count: 9) + [0x81, 0],
      [UInt8](repeating: 0xFF, count: 20),
    ]
    for bytes in refused {
      var offset = 0
      #expect(Varint.decode(bytes.rawBytes, at: &offset) == nil)
      #expect(offset == 0)
    }
  }
}
