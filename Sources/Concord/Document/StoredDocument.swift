/// A document's record in the stored fields: its key, and the fields that are kept.
///
/// Format: IndexFormat.md, section 9.1.
enum StoredDocument {
  /// The record of a document.
  static func encode(key: String, fields: [(ordinal: UInt8, text: String)]) -> [UInt8] {
    var record: [UInt8] = []
    record.reserveCapacity(
      fields.reduce(key.utf8.count + Varint.maximumByteCount) {
        $0 + $1.text.utf8.count + 1 + Varint.maximumByteCount
      })
    append(key, to: &record)
    for field in fields {
      record.append(field.ordinal)
      append(field.text, to: &record)
    }
    return record
  }

  private static func append(_ text: String, to record: inout [UInt8]) {
    Varint.append(UInt64(text.utf8.count), to: &record)
    record.append(contentsOf: text.utf8)
  }

  /// Reads a record back.
  static func decode(
    _ record: [UInt8], schema: Schema, file: String
  ) throws(ConcordError) -> Document {
    var reader = ByteReader(record.rawBytes, file: file)
    var document = Document(key: try reader.text(), fields: [:])
    while reader.remaining > 0 {
      let ordinal = try reader.u8()
      guard ordinal > 0, Int(ordinal) <= schema.fields.count else {
        throw reader.corrupt("a stored field has the ordinal \(ordinal)")
      }
      document.fields[schema.field(ordinal).name] = try reader.text()
    }
    return document
  }

  /// The key alone.
  static func key(in record: [UInt8], file: String) throws(ConcordError) -> String {
    var reader = ByteReader(record.rawBytes, file: file)
    return try reader.text()
  }
}
