// The library example of README.md is compiled and run here, and its text is compared with the
// README's, so that the two cannot drift apart.

import Concord
import ConcordTestSupport
import Testing

@Suite struct ReadmeTests {
  @Test("the README's example finds Moby-Dick")
  func example() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/novels.concord"
    // Begin of the README's example.
    let index = try SearchIndex(
      path: path,
      schema: Schema(.keyword("author"), .text("title"), .text("body", .english)))

    try index.write { writer in
      try writer.add(
        Document(
          key: "moby-dick",
          fields: [
            "author": "Herman Melville", "title": "Moby-Dick",
            "body": "The white whale swam before him as the monomaniac incarnation of malice.",
          ]))
    }  // Committed: on the disk, and in every search from here on.

    for hit in try index.search(Query(#""white whale" NEAR/5 him"#), limit: 5) {
      print(hit.score, try hit.key, try hit.snippet()?.text ?? "")
    }
    // End of the README's example.
    let hits = try index.search(Query(#""white whale" NEAR/5 him"#))
    #expect(try hits.map { try $0.key } == ["moby-dick"])
  }

  @Test("the README shows the example that is tested")
  func text() throws {
    let source = try Repository.lines(of: "Tests/ConcordTests/ReadmeTests.swift")
    let begin = try #require(source.firstIndex { $0 == "    // Begin of the README's example." })
    let end = try #require(source.firstIndex { $0 == "    // End of the README's example." })
    let example = source[(begin + 1)..<end].map {
      $0.hasPrefix("    ") ? String($0.dropFirst(4)) : $0
    }

    let readme = try Repository.lines(of: "README.md")
    let fence = try #require(readme.firstIndex(of: "```swift"))
    let rest = readme[(fence + 1)...]
    let close = try #require(rest.firstIndex(of: "```"))
    // The test writes to a directory of its own.
    let shown = rest[..<close].drop { $0 == "import Concord" || $0.isEmpty }
      .map { $0 == #"  path: "novels.concord","# ? "  path: path," : $0 }
    #expect(Array(shown) == example)
  }
}
