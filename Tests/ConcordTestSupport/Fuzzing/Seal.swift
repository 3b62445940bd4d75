@testable import Concord

/// Puts checksums right, so that what lies behind them is reached.
enum Seal {
  /// The last four bytes are the checksum of all others.
  static func end(_ bytes: inout [UInt8]) {
    guard bytes.count >= 4 else { return }
    let start = bytes.count - 4
    put(Checksum.of(Array(bytes[..<start])), at: start, &bytes)
  }

  private static func put(_ value: UInt32, at offset: Int, _ bytes: inout [UInt8]) {
    for i in 0..<4 { bytes[offset + i] = UInt8(truncatingIfNeeded: value >> (8 * UInt32(i))) }
  }

  private static func number(_ count: Int, at offset: Int, _ bytes: [UInt8]) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) &<< (8 * $1) }
  }

  /// The checksums of a segment's frames, tables and footer, as far as they can be found; gives the
  /// manifest's entry for it.
  ///
  /// Format: IndexFormat.md, section 4.
  static func segment(_ bytes: inout [UInt8]) -> SegmentEntry? {
    let footer = bytes.count - SegmentFooter.byteCount
    guard footer >= SegmentFormat.headerByteCount else { return nil }
    let tables = number(8, at: footer, bytes)
    if tables >= 0, tables <= footer {
      frames(tables..<footer, &bytes)
      put(Checksum.of(Array(bytes[tables..<footer])), at: footer + 16, &bytes)
    }
    put(Checksum.of(Array(bytes[..<footer])), at: footer + 24, &bytes)
    let checksum = Checksum.of(Array(bytes[footer..<(footer + 36)]))
    put(checksum, at: footer + 36, &bytes)
    return SegmentEntry(
      fileNumber: 1, documentCount: number(4, at: footer + 20, bytes), byteCount: bytes.count,
      liveDocsGeneration: 0, deletedCount: 0, checksum: checksum)
  }

  /// The checksums in the frame tables: of stored fields, shapes, postings, positions, skip data,
  /// columns, the dictionary and the pairs.
  private static func frames(_ range: Range<Int>, _ bytes: inout [UInt8]) {
    var place = range.lowerBound
    for kind in 0..<8 {
      // A count of up to two bytes, which is more than seeds have.
      guard place + 1 < range.upperBound else { return }
      var count = Int(bytes[place] & 0x7F)
      if bytes[place] >= 0x80 {
        place += 1
        count |= Int(bytes[place] & 0x7F) << 7
      }
      place += 1
      for _ in 0..<count {
        guard place + FrameTableEntry.byteCount <= range.upperBound else { return }
        let start = number(8, at: place, bytes)
        let byteCount = number(4, at: place + 8, bytes)
        if start >= 0, start <= bytes.count, byteCount <= bytes.count - start {
          put(Checksum.of(Array(bytes[start..<(start + byteCount)])), at: place + 16, &bytes)
        }
        place += FrameTableEntry.byteCount
      }
      // Stored fields and shapes have the first documents of their frames besides.
      if kind < 2 { place += 4 * count }
    }
  }
}
