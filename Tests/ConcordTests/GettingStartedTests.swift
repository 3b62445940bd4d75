// The code of the page GettingStarted is compiled and run here, and its text is compared with the
// page's, so that the two cannot drift apart.

import Concord
import ConcordTestSupport
import Testing

@Suite("Getting started")
struct GettingStartedTests {
  @Test("the page's examples find what they say")
  func examples() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/news.concord"
    // Begin: four steps.
    // 1. Name the fields. Those of words are searched, the others sort, count and narrow down.
    let schema = Schema(
      .text("title", .english, weight: 2), .text("body", .english), .date("date"))

    // 2. Open the index, which is a directory; it is made if it is not there.
    let index = try SearchIndex(path: path, schema: schema)

    // 3. Add documents. All of it is committed when the closure returns, or nothing if it throws.
    try index.write { writer in
      try writer.add(
        Document(
          key: "1",
          fields: ["title": "Summit", "body": "The leaders met.", "date": "2025-09-04"]))
    }

    // 4. Ask.
    for hit in try index.search(Query("leader date:>=2025-09")) {
      print(try hit.key, hit.score, try hit.snippet()?.text ?? "")
    }
    // End.
    #expect(try index.search(Query("leader date:>=2025-09")).map { try $0.key } == ["1"])

    // Begin: the answer.
    let hits = try index.search(
      Query("leader"), sortedBy: .descending("date"), limit: 10, offset: 0)
    for hit in hits {
      let title = try hit.text(of: "title") ?? "untitled"
      let snippet = try hit.snippet()?.marked(before: "[", after: "]") ?? ""
      print("\(title): \(snippet)")
    }
    print("\(hits.count) of \(try hits.exactTotal())")
    // End.
    #expect(try hits[0].snippet()?.marked(before: "[", after: "]") == "The [leaders] met.")

    do {
      // Begin: in memory.
      let index = try SearchIndex(inMemory: Schema(.text("text")))
      try index.write { try $0.add(Document(key: "a", fields: ["text": "reassurance force"])) }
      let isFound = try index.search(Query("\"reassurance force\"")).total == .exactly(1)
      // End.
      #expect(isFound)
    }

    // Begin: a search box.
    let options = QueryOptions(schema: index.snapshot().schema)
    let lenient = Query.parseLeniently("leader date:soon", options: options)
    let found = try index.search(lenient.query)
    let remarks = lenient.diagnostics.map(\.message)  // “soon” is not a date: …
    // End.
    #expect(try found.map { try $0.key } == ["1"])
    #expect(remarks.count == 1 && remarks[0].hasPrefix("“soon” is not a date: "))
  }

  @Test("the page shows the examples that are tested")
  func text() throws {
    let tested = Self.blocks(
      in: try Repository.lines(of: "Tests/ConcordTests/GettingStartedTests.swift"),
      from: { $0.hasPrefix("// Begin: ") }, to: { $0 == "// End." })
    let page = Self.blocks(
      in: try Repository.lines(of: "Sources/Concord/Concord.docc/GettingStarted.md"),
      from: { $0 == "```swift" }, to: { $0 == "```" }
    ).filter { !$0[0].hasPrefix("dependencies:") }
    #expect(page.count == 4)
    // The test writes to a directory of its own.
    let shown = page.map { block in
      block.filter { $0 != "import Concord" }.drop { $0.isEmpty }.map { line in
        line.replacing("path: \"news.concord\"", with: "path: path")
      }
    }
    #expect(shown.map(Array.init) == tested)
  }

  /// The lines between others, as far to the left as the first of them.
  private static func blocks(
    in lines: [String], from isBegin: (Substring) -> Bool, to isEnd: (Substring) -> Bool
  ) -> [[String]] {
    var blocks: [[String]] = []
    var block: [String]?
    for line in lines {
      let text = line.drop { $0 == " " }
      if block == nil {
        if isBegin(text) { block = [] }
      } else if isEnd(text) {
        let indent = block?.first?.prefix { $0 == " " }.count ?? 0
        blocks.append((block ?? []).map { String($0.dropFirst(indent)) })
        block = nil
      } else {
        block?.append(line)
      }
    }
    return blocks
  }
}
