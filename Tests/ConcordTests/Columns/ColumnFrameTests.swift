// The frames of columns: random values are what is read back, and bytes that no writer makes are
// refused.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Column frames")
struct ColumnFrameTests {
  private func read(_ bytes: [UInt8], count: Int) throws(ConcordError) -> [Int64] {
    var values: [Int64] = [1, 2, 3]
    try Column.read(bytes.rawBytes, count: count, into: &values, file: "test")
    return values
  }

  @Test("values of any width are what was written, the missing and the unreadable too")
  func roundTrip() throws {
    var random = SeededGenerator()
    let greatest = NumberValue(Array("1.7976931348623157e308".utf8))?.ordered ?? 0
    let ranges: [ClosedRange<Int64>] = [
      0...0, 5...5, 0...253, 0...254, -3...300, 0...65_533, 0...65_534, -(1 << 40)...(1 << 40),
      -greatest...greatest, greatest...greatest,
    ]
    for range in ranges {
      for count in [0, 1, 2, 100] {
        let values = (0..<count).map { _ -> Int64 in
          switch Int.random(in: 0..<5, using: &random) {
          case 0: ColumnValue.none
          case 1: ColumnValue.unreadable
          case 2: Bool.random(using: &random) ? range.lowerBound : range.upperBound
          default: Int64.random(in: range, using: &random)
          }
        }
        var bytes: [UInt8] = []
        ColumnWriter.append(values[...], to: &bytes)
        #expect(bytes.count <= 9 + 8 * count)
        #expect(try read(bytes, count: count) == values, "\(range) \(random.replay)")
      }
    }
  }

  @Test("a column without a value takes no bytes for any document")
  func empty() throws {
    var bytes: [UInt8] = []
    ColumnWriter.append([ColumnValue.none, ColumnValue.none], to: &bytes)
    #expect(bytes == [UInt8](repeating: 0, count: 9))
  }

  @Test(
    "bytes that do not fit are refused",
    arguments: [
      [], [0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0, 9, 1, 1],
      [0, 0, 0, 0, 0, 0, 0, 0, 1, 1], [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1],
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    ] as [[UInt8]])
  func malformed(_ bytes: [UInt8]) {
    #expect(throws: ConcordError.self) { try read(bytes, count: 2) }
  }

  @Test("any other bytes are some values, and trap nothing")
  func anyBytes() throws {
    var random = SeededGenerator()
    for width in 0...8 {
      var bytes = random.bytes(8) + [UInt8(width)] + random.bytes(width * 3)
      #expect(try read(bytes, count: 3).count == 3)
      for i in 9..<bytes.count { bytes[i] = 0xFF }
      for base in [0, 0x7F, 0x80, 0xFF] as [UInt8] {
        for i in 0..<8 { bytes[i] = base }
        for value in try read(bytes, count: 3) {
          for kind in [ColumnKind.ranks, .dates, .numbers] {
            _ = kind.isPossible(value, termCount: 5)
          }
        }
      }
    }
  }
}
