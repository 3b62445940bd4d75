// Feeds the seeds that the fuzzers have kept to what they are for, in every run of the tests. What
// a fuzzer of Tests/Programme finds becomes a seed, and so stays found. The first seeds of each
// kind are made here; CONCORD_SEEDS=write writes them, which a new version of the format asks for.

import ConcordTestSupport
import Foundation
import Testing

@testable import Concord
@testable import ConcordTestSupport

@Suite("Seeds of the fuzzers")
struct FuzzSeedTests {
  private static let folder = "Tests/Programme/Fuzzers/Seeds"

  @Test("each has an answer, and not all are refused at the door", arguments: FuzzTarget.allCases)
  func seeds(target: FuzzTarget) throws {
    let folder = "\(Self.folder)/\(target.rawValue)"
    if ProcessInfo.processInfo.environment["CONCORD_SEEDS"] == "write" {
      try Self.write(try Self.firstSeeds(of: target), to: folder)
    }
    var acceptedCount = 0
    let files = Repository.files(in: folder, endingWith: "")
    for file in files {
      let url = URL(fileURLWithPath: Repository.path + "/" + file)
      if target.run([UInt8](try Data(contentsOf: url))) { acceptedCount += 1 }
    }
    #expect(files.count >= 3)
    #expect(acceptedCount >= 1, "CONCORD_SEEDS=write makes seeds of this version of the format")
  }

  private static func write(_ seeds: [[UInt8]], to folder: String) throws {
    let path = Repository.path + "/" + folder
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (i, seed) in seeds.enumerated() {
      try Data(seed).write(to: URL(fileURLWithPath: "\(path)/first-\(i)"))
    }
  }

  private static func firstSeeds(of target: FuzzTarget) throws -> [[UInt8]] {
    switch target {
    case .query:
      return [
        #"a AND "b c"~2 NOT d*"#, "/a+b/ NEAR/5 (x OR y)", "date:[1 TO 2] z~1^2",
        #""white * whale" ONEAR/3 title:sea"#, "NEAR(a b c, 4) NOTNEAR/s d?e",
      ].map { Array($0.utf8) }
    case .articles:
      let texts = [
        "<html><head><meta charset=koi8-r><title>x</title><p>a<nav>b</nav>&lt;<!-- c -->",
        "---\ntitle: A\nlist: [b, 'c']\n---\n# T\n\n[a](b \"c\") `x` **y** &amp; ![i](j)\n",
        "Title\n\nBody of the text.\n", #"{"title":"a","body":["b",{"c":1e3}],"d":"\ud83d"}"#,
        #"[{"a":1},{"b":[]},3]"#, "+++\na = [\"b\"]\n[c]\nd = 2020-01-01\n+++\n- e\n",
      ]
      return zip([0, 1, 2, 3, 4, 1] as [UInt8], texts).map { [$0] + Array($1.utf8) }
    case .manifest, .livedocs, .segment:
      let suffix = ["manifest": "manifest", "livedocs": ".live", "segment": ".segment"]
      let wanted = suffix[target.rawValue] ?? ""
      let files = try sample()
      return files.keys.filter { $0.contains(wanted) }.sorted().compactMap { files[$0] }
    }
  }

  /// The files of indexes of several sizes, of the schema that the targets know; the largest is
  /// merged and has lists of pairs.
  private static func sample() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for count in [1, 3, 9, 40, 140] {
      let storage = MemoryStorage()
      let schema = Schema(.text("title"), .text("body"), .keyword("date"))
      let index = try SearchIndex(storage, schema: schema, options: .init())
      try index.write { writer in
        for i in 0..<count {
          let body = "the whale and the ship \(i % 7), seas of \(i * i)"
          try writer.add(
            Document(key: "k\(i)", fields: ["title": "t\(i)", "body": body, "date": "\(i % 3)"]))
        }
      }
      if count > 1 { _ = try index.write { try $0.delete(key: "k1") } }
      if count > 100 { try index.merge() }
      for name in storage.list() where !name.contains("lock") {
        files["\(count)-\(name)"] = try storage.open(name).bytes()
      }
    }
    return files
  }
}
