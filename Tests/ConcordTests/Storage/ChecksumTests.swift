// Checks CRC-32C against published values and, on random bytes, against the definition computed
// one bit at a time.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Checksum")
struct ChecksumTests {
  /// The definition: divide by the polynomial, one bit at a time.
  static func oracle(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = ~0
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 {
        crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1
      }
    }
    return ~crc
  }

  @Test("the values that RFC 3720 publishes come out")
  func publishedValues() {
    #expect(Checksum.of([]) == 0)
    #expect(Checksum.of(Array("123456789".utf8)) == 0xE306_9283)
    #expect(Checksum.of([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(Checksum.of([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(Checksum.of(Array(0..<32)) == 0x46DD_794E)
    #expect(Checksum.of((0..<32).reversed()) == 0x113F_DB5C)
  }

  @Test("every byte count from 0 to 300 agrees with the definition")
  func agreesWithDefinition() {
    var random = SeededGenerator()
    let bytes = random.bytes(300)
    for count in 0...300 {
      let part = Array(bytes.prefix(count))
      #expect(Checksum.of(part) == Self.oracle(part), "\(random.replay), \(count) bytes")
    }
  }

  @Test("so do the byte counts around those that are taken in several stretches")
  func stretches() {
    var random = SeededGenerator()
    let bytes = random.bytes(10_000)
    for whole in [3 << 10, 6 << 10, 9 << 10] {
      for count in [whole - 8, whole - 1, whole, whole + 1, whole + 7, whole + 700] {
        let part = Array(bytes.prefix(count))
        #expect(Checksum.of(part) == Self.oracle(part), "\(random.replay), \(count) bytes")
      }
    }
  }

  @Test("bytes may come in pieces of any size")
  func pieces() {
    var random = SeededGenerator()
    let bytes = random.bytes(5_000)
    for _ in 0..<random.roundCount(100) {
      let most = Bool.random(using: &random) ? 40 : 4_000
      var checksum = Checksum()
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 0...most, using: &random))
        checksum.update(Array(piece).rawBytes)
        rest = rest.dropFirst(piece.count)
      }
      #expect(checksum.value == Checksum.of(bytes), "\(random.replay)")
    }
  }

  @Test("the checksum changes when any one bit does")
  func everyBit() {
    let bytes = Array("a segment never changes".utf8)
    for bit in 0..<(8 * bytes.count) {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(Checksum.of(damaged) != Checksum.of(bytes))
    }
  }
}
