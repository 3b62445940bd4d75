// Blocks of integers: what is packed comes back, for every width and count, with and without large
// exceptions, and damaged blocks are refused within their bounds.

import ConcordTestSupport
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("BitPacking and PatchedBlock")
struct PackingTests {
  static func largest(_ width: Int) -> UInt32 {
    width == 32 ? .max : UInt32(1) << UInt32(width) - 1
  }

  @Test("packed integers come back, for every width and count")
  func packing() {
    var random = SeededGenerator()
    let values = FixedBuffer<UInt32>(count: 128, repeating: 0)
    let unpacked = FixedBuffer<UInt32>(count: 128, repeating: 0)
    for width in 0...32 {
      for count in 1...128 {
        for i in 0..<128 {
          values[i] = i < count ? .random(in: 0...Self.largest(width), using: &random) : 0
        }
        values[count - 1] = Self.largest(width)
        let byteCount = BitPacking.byteCount(of: count, width: width)
        var bytes = [UInt8](repeating: 0xAA, count: byteCount + 16)
        unsafe bytes.withUnsafeMutableBytes { memory in
          guard let base = memory.baseAddress else { return }
          // Safe: the memory has the byte count that the layout asks for; buffers have 128 values.
          unsafe BitPacking.pack(values.base, count: count, width: width, into: base)
          unsafe BitPacking.unpack(base, count: count, width: width, into: unpacked.base)
        }
        #expect((0..<count).allSatisfy { unpacked[$0] == values[$0] }, "\(width) \(count)")
        #expect(bytes[byteCount...].allSatisfy { $0 == 0xAA }, "it writes beyond \(byteCount)")
      }
    }
  }

  /// Encodes, decodes and compares; gives the bytes.
  @discardableResult
  private func roundTrip(_ list: [UInt32], _ comment: String) -> [UInt8] {
    let values = FixedBuffer<UInt32>(count: 128, repeating: 0)
    for i in list.indices { values[i] = list[i] }
    var bytes: [UInt8] = [7]
    values.appendPatchedBlock(count: list.count, to: &bytes)
    bytes.removeFirst()
    #expect(bytes.count <= PatchedBlock.byteCountLimit, "\(comment)")
    let decoded = FixedBuffer<UInt32>(count: 128, repeating: 9)
    let padded = bytes + [UInt8](repeating: 0xFF, count: Frame.slack)
    unsafe padded.withUnsafeBytes { memory in
      guard let base = memory.baseAddress else { return }
      for available in 0...(bytes.count + 1) {
        // Safe: the slack of a frame follows the bytes, and `decoded` has 128 values.
        let count = unsafe PatchedBlock.byteCount(
          at: base, available: available, count: list.count)
        #expect(count == (available < bytes.count ? nil : bytes.count), "\(comment)")
      }
      let count = unsafe PatchedBlock.decode(
        base, available: bytes.count, count: list.count, into: decoded.base)
      #expect(count == bytes.count, "\(comment)")
    }
    #expect(list.indices.allSatisfy { decoded[$0] == list[$0] }, "\(comment): \(list)")
    return bytes
  }

  @Test("patched blocks come back, for every width and some outliers")
  func patching() {
    var random = SeededGenerator()
    for width in 0...32 {
      for count in [1, 2, 3, 4, 5, 31, 63, 64, 65, 127, 128] {
        for outlierCount in [0, 1, 2, count / 4, count] where outlierCount <= count {
          var list = (0..<count).map { _ in
            UInt32.random(in: 0...Self.largest(width), using: &random)
          }
          for _ in 0..<outlierCount {
            list[Int.random(in: 0..<count, using: &random)] = Self.largest(
              .random(in: width...32, using: &random))
          }
          roundTrip(list, "\(width) \(count) \(outlierCount) \(random.replay)")
        }
      }
    }
  }

  @Test("one large value among small ones does not make the block large")
  func outlierIsCheap() {
    var list = [UInt32](repeating: 1, count: 128)
    list[77] = .max
    #expect(roundTrip(list, "outlier").count == 2 + 16 + 1 + 4)
  }

  @Test("random bytes are decoded within their bounds or refused")
  func randomBytes() {
    var random = SeededGenerator()
    // A guard follows the 128 values.
    let decoded = FixedBuffer<UInt32>(count: 256, repeating: 0xABCD)
    for _ in 0..<2000 {
      let count = Int.random(in: 0...600, using: &random)
      let bytes = random.bytes(count) + [UInt8](repeating: 0, count: Frame.slack)
      let taken = unsafe bytes.withUnsafeBytes { memory -> Int? in
        guard let base = memory.baseAddress else { return nil }
        // Safe: as in `roundTrip`.
        return unsafe PatchedBlock.decode(base, available: count, count: 128, into: decoded.base)
      }
      #expect(taken ?? 0 <= count)
      #expect((128..<256).allSatisfy { decoded[$0] == 0xABCD }, "\(random.replay)")
    }
  }

  @Test("impacts are the postings that no other beats, by rising norm")
  func impacts() {
    var random = SeededGenerator()
    var collector = ImpactCollector()
    var found: [Impact] = []
    for _ in 0..<200 {
      let postings = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        Impact(
          frequency: .random(in: 1...9, using: &random), norm: .random(in: 0...40, using: &random))
      }
      for posting in postings { collector.add(posting) }
      collector.take(into: &found)
      let expected = Set(postings).filter { one in
        !postings.contains { $0 != one && $0.frequency >= one.frequency && $0.norm <= one.norm }
      }
      #expect(found == expected.sorted { $0.norm < $1.norm }, "\(random.replay)")
    }
  }
}
