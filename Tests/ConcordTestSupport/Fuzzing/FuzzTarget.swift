// What the fuzzers of Tests/Programme and the test of their seeds feed with bytes.

@testable import Concord
@testable import ConcordCorpus

/// Something that reads bytes for which nobody has vouched.
///
/// Nothing is expected of its answers but that there is one: no trap, no hang, no wild allocation.
enum FuzzTarget: String, CaseIterable, Sendable {
  /// The text of a query, parsed and searched for.
  case query
  /// A manifest, its checksum put right.
  case manifest
  /// A live docs file, its checksum put right.
  case livedocs
  /// A segment's file, all checksums put right: opened, checked, searched and rescued.
  case segment
  /// A file of articles, of the format that its first byte says.
  case articles

  /// Feeds the target; false if it has refused the bytes at the door.
  @discardableResult
  func run(_ bytes: [UInt8]) -> Bool {
    switch self {
    case .query: Self.query(bytes)
    case .manifest: Self.manifest(bytes)
    case .livedocs: Self.liveDocs(bytes)
    case .segment: Self.segment(bytes)
    case .articles: Self.articles(bytes)
    }
  }

  private static func query(_ bytes: [UInt8]) -> Bool {
    guard let query = try? Query(String(decoding: bytes, as: UTF8.self)) else { return false }
    _ = query.description
    return (try? small.search(query, limit: 3)) != nil
  }

  private static let schema = Schema(.text("title"), .text("body"), .keyword("date"))

  private static let small: SearchIndex = {
    do {
      let index = try SearchIndex(inMemory: schema)
      try index.write { writer in
        for i in 0..<9 {
          let text = "white whale \(i). The sea, the ship\n\nand the \(i % 3) boats"
          try writer.add(
            Document(key: "k\(i)", fields: ["title": "t\(i)", "body": text, "date": "202\(i)"]))
        }
      }
      return index
    } catch {
      // In memory, with documents that break no limit: there is nothing that could fail.
      fatalError("\(error)")
    }
  }()

  private static func manifest(_ bytes: [UInt8]) -> Bool {
    var bytes = bytes
    Seal.end(&bytes)
    guard let manifest = try? Manifest(decoding: bytes.rawBytes, file: "manifest") else {
      return false
    }
    return (try? Schema(decoding: manifest.schema, customs: .none, file: "manifest")) != nil
  }

  private static func liveDocs(_ bytes: [UInt8]) -> Bool {
    var bytes = bytes
    Seal.end(&bytes)
    guard bytes.count >= 24 else { return false }
    func word(_ offset: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    let entry = SegmentEntry(
      fileNumber: 1, documentCount: word(12), byteCount: 0, liveDocsGeneration: 1,
      deletedCount: word(16), checksum: 0)
    return (try? LiveDocs(storage(["1.1.live": bytes]), entry)) != nil
  }

  private static func segment(_ bytes: [UInt8]) -> Bool {
    var bytes = bytes
    guard let entry = Seal.segment(&bytes) else { return false }
    let manifest = Manifest(
      generation: 1, nextFileNumber: 2, schema: schema.encode(), segments: [entry])
    let storage = storage(["1.segment": bytes, "manifest-1": manifest.encoded()])
    _ = try? IndexCheck.run(storage, quick: false)
    let index = try? SearchIndex(storage, schema: nil, options: .init())
    if let index {
      let phrase = Query.phrase(["and", "the", "ship"].map(PhrasePart.word))
      let queries = [Query.term("whale"), phrase, .prefix("s"), .everything]
      for query in queries {
        guard let hits = try? index.search(query, limit: 5) else { continue }
        for hit in hits { _ = try? hit.document() }
      }
    }
    _ = try? SearchIndex.repair(storage)
    return index != nil
  }

  private static func storage(_ files: [String: [UInt8]]) -> MemoryStorage {
    let storage = MemoryStorage()
    for (name, bytes) in files {
      if let file = try? storage.create(name) { storage.write(bytes.rawBytes, to: file) }
    }
    return storage
  }

  private static func articles(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    let bytes = Array(bytes.dropFirst())
    if first % 5 == 0 { return (try? HTMLPage.read(bytes)) != nil }
    guard let text = try? TextDecoding.decode(bytes) else { return false }
    switch first % 5 {
    case 1: _ = Markdown.read(text)
    case 2: _ = PlainText.read(text)
    case 3:
      var fields = FieldCollector()
      return (try? JSONArticles.object(text.bytes.span, &fields)) != nil
    default:
      var array = JSONArray()
      while array.next(in: text.bytes.span) != nil {}
    }
    return true
  }
}
