/// Builds bytes in memory, in the conventions of the file format: little-endian numbers, varints,
/// and texts that begin with their byte count.
///
/// Read back by ``ByteReader``. Format: IndexFormat.md, section 3.
struct ByteWriter: Sendable {
  /// What was written so far.
  private(set) var bytes: [UInt8] = []

  /// How many bytes were written so far.
  var count: Int { bytes.count }

  /// Appends one byte.
  mutating func append(u8 value: UInt8) {
    bytes.append(value)
  }

  /// Appends two bytes.
  mutating func append(u16 value: UInt16) {
    append(value)
  }

  /// Appends four bytes.
  mutating func append(u32 value: UInt32) {
    append(value)
  }

  /// Appends eight bytes.
  mutating func append(u64 value: UInt64) {
    append(value)
  }

  /// Appends a number in as few bytes as it needs, 1 to 10.
  mutating func append(varint value: UInt64) {
    Varint.append(value, to: &bytes)
  }

  /// Appends bytes as they are.
  mutating func append(bytes more: [UInt8]) {
    bytes += more
  }

  /// Appends bytes as they are.
  mutating func append(span: Span<UInt8>) {
    bytes.append(span.rawBytes)
  }

  /// Appends the varint of a text's byte count, then its UTF-8 bytes.
  mutating func append(text: String) {
    append(varint: UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// Empties the writer and keeps its memory for the next use.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func append<Number: FixedWidthInteger>(_ value: Number) {
    var rest = value
    for _ in 0..<(Number.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}
