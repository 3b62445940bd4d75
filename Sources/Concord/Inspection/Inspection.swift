#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A part of an index's files with the meaning of its bytes, in the words of IndexFormat.md: what
/// `concord inspect` shows.
package struct Inspection: Sendable {
  /// Some bytes and what they mean.
  package struct Line: Sendable {
    /// Where they begin: in the file, or in the frame if the title names one.
    ///
    /// Nil for what has no bytes of its own.
    package let offset: Int?
    /// How many bytes they are.
    package let byteCount: Int?
    /// The field of the format.
    package let name: String
    /// Its value.
    package let value: String
  }

  /// What part it is.
  package let title: String
  /// Its fields, in the order of their bytes.
  package private(set) var lines: [Line] = []
  private var offset: Int

  /// A part that begins at `offset`.
  init(_ title: String, at offset: Int = 0) {
    self.title = title
    self.offset = offset
  }

  /// Adds the next `byteCount` bytes.
  mutating func add(_ name: String, _ byteCount: Int, _ value: String) {
    lines.append(Line(offset: offset, byteCount: byteCount, name: name, value: value))
    offset += byteCount
  }

  /// Adds bytes that are elsewhere.
  mutating func addAt(_ offset: Int, _ name: String, _ byteCount: Int, _ value: String) {
    lines.append(Line(offset: offset, byteCount: byteCount, name: name, value: value))
  }

  /// Adds the bytes of a number that fills as many as it has bits for.
  mutating func add(_ name: String, _ number: some FixedWidthInteger & Sendable) {
    add(name, number.bitWidth / 8, "\(number)")
  }

  /// Adds the bytes of a variable-length number.
  mutating func add(_ name: String, varint number: UInt64) {
    add(name, Varint.byteCount(of: number), "\(number)")
  }

  /// Adds the bytes of a checksum.
  mutating func add(_ name: String, checksum: UInt32) {
    add(name, 4, checksum.hexadecimal)
  }

  /// Adds a line that is no bytes of this part.
  mutating func note(_ name: String, _ value: String) {
    lines.append(Line(offset: nil, byteCount: nil, name: name, value: value))
  }

  /// Adds what `read` takes from `reader`, and returns it.
  mutating func read<Value>(
    _ name: String, _ reader: inout FrameReader,
    _ read: (inout FrameReader) throws(ConcordError) -> Value,
    as text: (Value) -> String = { "\($0)" }
  ) throws(ConcordError) -> Value {
    offset = reader.offset
    let value = try read(&reader)
    add(name, reader.offset - offset, text(value))
    return value
  }

  /// Adds a variable-length number of `reader`.
  @discardableResult
  mutating func varint(
    _ name: String, _ reader: inout FrameReader, as text: (UInt64) -> String = { "\($0)" }
  ) throws(ConcordError) -> UInt64 {
    try read(name, &reader, { reader throws(ConcordError) in try reader.varint() }, as: text)
  }

  /// Adds a byte of `reader`.
  @discardableResult
  mutating func u8(
    _ name: String, _ reader: inout FrameReader, as text: (UInt8) -> String = { "\($0)" }
  ) throws(ConcordError) -> UInt8 {
    try read(name, &reader, { reader throws(ConcordError) in try reader.u8() }, as: text)
  }

  /// The first few of `values`, and how many there are.
  static func list(_ values: [some CustomStringConvertible], most limit: Int = 8) -> String {
    let shown = values.prefix(limit).map(\.description).joined(separator: " ")
    return values.count > limit ? "\(shown) … (\(values.count))" : shown
  }
}

/// Takes an index apart, part by part.
///
/// Opens what it needs and no more, so that it goes far into an index that is damaged.
package struct IndexInspector {
  let storage: any Storage
  let manifest: Manifest
  let schema: Schema
  private let cache = FrameCache(budget: 8 << 20)

  /// Reads the newest manifest in the directory at `path`.
  package init(path: String) throws(ConcordError) {
    try self.init(DiskStorage(path: path))
  }

  init(_ storage: any Storage) throws(ConcordError) {
    self.storage = storage
    manifest = try Commit.readNewest(storage)
    schema = try Schema(
      decoding: manifest.schema, customs: .unknown,
      file: FileName.manifest(manifest.generation).text)
  }

  /// The numbers of the segments, oldest first.
  package var segmentNumbers: [UInt64] { manifest.segments.map(\.fileNumber) }

  /// Opens a segment of the manifest.
  func open(_ number: UInt64) throws(ConcordError) -> OpenSegment {
    guard let entry = manifest.segments.first(where: { $0.fileNumber == number }) else {
      throw .system(call: "open", path: FileName.segment(number).text, errno: ENOENT)
    }
    return try OpenSegment(storage, entry, cache: cache)
  }

  /// A field as it is shown: its ordinal and its name.
  func name(ofField ordinal: Int) -> String {
    if ordinal == Int(Schema.keyOrdinal) { return "0 (key)" }
    guard ordinal <= schema.fields.count else { return "\(ordinal) (unknown)" }
    return "\(ordinal) (\(schema.fields[ordinal - 1].name))"
  }
}
