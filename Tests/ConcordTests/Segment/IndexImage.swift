// Indexes whose files can be damaged: made once in memory, then copied with a bit flipped, the end
// cut off, or other bytes under checksums that are right.

import ConcordTestSupport
import Testing

@testable import Concord

/// The files of an index, as they are or damaged.
struct IndexImage {
  var files: [String: [UInt8]] = [:]

  /// Files of `storage`, but for the lock.
  init(_ storage: any Storage) throws {
    for name in try storage.list() where name != FileName.lock.text {
      let file = try storage.open(name)
      files[name] = try file.bytes()
    }
  }

  var names: [String] { files.keys.sorted() }

  var byteCount: Int { files.values.reduce(0) { $0 + $1.count } }

  /// The image with one bit of a file flipped.
  func flipping(bit: Int, of name: String) -> IndexImage {
    var bytes = files[name, default: []]
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    var image = self
    image.files[name] = bytes
    return image
  }

  /// The image with a file cut to `count` bytes.
  func cutting(_ name: String, to count: Int) -> IndexImage {
    var image = self
    image.files[name] = Array(files[name, default: []].prefix(count))
    return image
  }

  /// Storage for reading.
  var storage: ImageStorage { ImageStorage(files) }
}

/// A directory that can be read and not changed.
struct ImageStorage: Storage {
  let path = "image"
  private let files: [String: InputFile]

  init(_ files: [String: [UInt8]]) {
    self.files = Dictionary(
      uniqueKeysWithValues: files.map { ($0.key, InputFile(name: $0.key, bytes: $0.value)) })
  }

  func list() -> [String] { Array(files.keys) }

  func open(_ name: String) throws(ConcordError) -> InputFile {
    guard let file = files[name] else {
      throw .system(call: "open", path: "image/" + name, errno: ENOENT)
    }
    return file
  }

  func byteCount(of name: String) throws(ConcordError) -> Int { try open(name).count }

  private var readOnly: ConcordError { .system(call: "open", path: path, errno: EROFS) }

  func createDirectory() throws(ConcordError) { throw readOnly }
  func create(_ name: String) throws(ConcordError) -> OpenFile { throw readOnly }
  func write(_ bytes: RawSpan, to file: OpenFile) throws(ConcordError) { throw readOnly }
  func sync(_ file: OpenFile) throws(ConcordError) { throw readOnly }
  func close(_ file: OpenFile) {}
  func rename(_ name: String, to newName: String) throws(ConcordError) { throw readOnly }
  func delete(_ name: String) throws(ConcordError) { throw readOnly }
  func syncDirectory() throws(ConcordError) { throw readOnly }
  func lock(_ name: String) throws(ConcordError) -> OpenFile { throw readOnly }
}

/// What an index answers to some queries, in full.
struct Answers: Equatable {
  private var texts: [String] = []

  init(_ index: SearchIndex, _ queries: [Query]) throws {
    let snapshot = index.snapshot()
    for query in queries {
      texts.append("\(query): \(try snapshot.count(query))")
      for hit in try snapshot.search(query, limit: 20) {
        let document = try hit.document()
        let fields = document.fields.sorted { $0.key < $1.key }
        texts.append("\(hit.score) \(document.key) \(fields)")
      }
    }
    for field in SampleIndex.columns where snapshot.schema.ordinal(of: field) != nil {
      let hits = try snapshot.search(.everything, sortedBy: .descending(field), limit: 20)
      texts.append("\(field): \(try hits.map { try $0.key })")
      let counts = try snapshot.facets(of: field)
      texts.append("\(field): \(Array(counts)) \(counts.valueCount) \(counts.unreadableCount)")
    }
  }
}

extension IndexImage {
  /// Opens, checks and searches the image.
  ///
  /// Returns the problems, and the answers unless an error came before them.
  func examine(_ queries: [Query]) throws -> (problems: [Problem], answers: Answers?) {
    let storage = storage
    var problems: [Problem] = []
    do {
      problems = try IndexCheck.run(storage, quick: false)
    } catch ConcordError.notAnIndex(let path) {
      problems = [Problem(file: path, offset: nil, reason: "not an index")]
    }
    do {
      let index = try SearchIndex(storage, schema: nil, options: SearchIndex.Options())
      return (problems, try Answers(index, queries))
    } catch let error as ConcordError {
      switch error {
      // A version can be damaged too, and there is nothing to be read without a manifest. A schema
      // with a right checksum can have fields of other names and kinds.
      case .corrupt, .versionTooNew, .versionTooOld, .unknownAnalyzer, .unknownField, .notAnIndex:
        return (problems, nil)
      default: throw error
      }
    }
  }
}
