// Feeds bytes that libFuzzer has thought of to whatever reads bytes that nobody has vouched for.
// Nothing is expected of the answers but that there is one: no trap, no hang, no wild allocation.
// CONCORD_FUZZ names what is fed: query, manifest, segment, livedocs or articles.

import Glibc

@testable import Concord
@testable import ConcordCorpus

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// Where the package manager's start-up code expects the program to begin.
@_cdecl("ConcordFuzzer_main")
public func main(
  _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
) -> Int32 {
  var count = count
  var arguments = arguments
  return runDriver(&count, &arguments) { start, count in
    Fuzz.chosen([UInt8](UnsafeBufferPointer(start: start, count: count)))
    return 0
  }
}

enum Fuzz {
  /// What the environment asks for.
  static let chosen: @Sendable ([UInt8]) -> Void = {
    switch getenv("CONCORD_FUZZ").map({ String(cString: $0) }) {
    case "query": query
    case "manifest": manifest
    case "segment": segment
    case "livedocs": liveDocs
    case "articles": articles
    default: fatalError("CONCORD_FUZZ is query, manifest, segment, livedocs or articles.")
    }
  }()

  /// The text of a query, parsed and, if that works, searched for.
  @Sendable static func query(_ bytes: [UInt8]) {
    guard let query = try? Query(String(decoding: bytes, as: UTF8.self)) else { return }
    _ = query.description
    _ = try? small.search(query, limit: 3)
  }

  private static let small: SearchIndex = {
    do {
      let index = try SearchIndex(inMemory: Schema(.text("title"), .text("body"), .keyword("date")))
      try index.write { writer in
        for i in 0..<9 {
          let text = "white whale \(i). The sea, the ship\n\nand the \(i % 3) boats"
          try writer.add(
            Document(key: "k\(i)", fields: ["title": "t\(i)", "body": text, "date": "202\(i)"]))
        }
      }
      return index
    } catch {
      fatalError("\(error)")
    }
  }()

  /// A manifest, its checksum put right.
  @Sendable static func manifest(_ bytes: [UInt8]) {
    var bytes = bytes
    Seal.end(&bytes)
    guard let manifest = try? Manifest(decoding: bytes.rawBytes, file: "manifest") else { return }
    _ = try? Schema(decoding: manifest.schema, file: "manifest")
  }

  /// A live docs file, its checksum put right.
  @Sendable static func liveDocs(_ bytes: [UInt8]) {
    var bytes = bytes
    Seal.end(&bytes)
    guard bytes.count >= 24 else { return }
    func word(_ offset: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    let entry = SegmentEntry(
      fileNumber: 1, documentCount: word(12), byteCount: 0, liveDocsGeneration: 1,
      deletedCount: word(16), checksum: 0)
    _ = try? LiveDocs(storage(["1.1.live": bytes]), entry)
  }

  /// A segment's file, all checksums put right: opened, checked, searched and rescued.
  @Sendable static func segment(_ bytes: [UInt8]) {
    var bytes = bytes
    guard let entry = Seal.segment(&bytes) else { return }
    let schema = Schema(.text("title"), .text("body"), .keyword("date"))
    let manifest = Manifest(
      generation: 1, nextFileNumber: 2, schema: schema.encode(), segments: [entry])
    let storage = storage(["1.segment": bytes, "manifest-1": manifest.encoded()])
    _ = try? IndexCheck.run(storage, quick: false)
    if let index = try? SearchIndex(storage, schema: nil, options: .init()) {
      for query in [Query.term("whale"), .prefix("s"), .everything] {
        guard let hits = try? index.search(query, limit: 5) else { continue }
        for hit in hits { _ = try? hit.document() }
      }
    }
    _ = try? SearchIndex.repair(storage)
  }

  private static func storage(_ files: [String: [UInt8]]) -> MemoryStorage {
    let storage = MemoryStorage()
    for (name, bytes) in files {
      if let file = try? storage.create(name) { storage.write(bytes.rawBytes, to: file) }
    }
    return storage
  }

  /// A file of articles, of the format that its first byte says.
  @Sendable static func articles(_ bytes: [UInt8]) {
    guard let first = bytes.first else { return }
    let bytes = Array(bytes.dropFirst())
    if first % 5 == 0 {
      _ = try? HTMLPage.read(bytes)
      return
    }
    guard let text = try? TextDecoding.decode(bytes) else { return }
    switch first % 5 {
    case 1: _ = Markdown.read(text)
    case 2: _ = PlainText.read(text)
    case 3:
      var fields = FieldCollector()
      _ = try? JSONArticles.object(text.bytes.span, &fields)
    default:
      var array = JSONArray()
      while array.next(in: text.bytes.span) != nil {}
    }
  }
}
