// Runs `concord near`: whole outputs over the articles of the repository and over small ones, bars
// within the width, and JSON that adds up.

import Foundation
import Testing

@Suite("concord near")
struct NearCommandTests {
  /// Articles in which the two words stand at known distances.
  private static func folder() throws -> Folder {
    let folder = Folder()
    for (name, distance) in [("a", 1), ("b", 1), ("c", 3), ("d", 7), ("e", 15), ("f", 120)] {
      let between = String(repeating: "x ", count: distance - 1)
      folder.write("news/\(name).txt", "Title\n\nwhale \(between)ship")
    }
    folder.write("news/g.txt", "Title\n\nship x whale whale, and a white whale ship")
    folder.write("news/h.txt", "Title\n\nwhale")
    let run = try ToolRun.of(["index", "news"], in: folder)
    try #require(run.status == 0, "\(run.messages)")
    return folder
  }

  @Test(
    "outputs are as they were",
    arguments: [
      ("near-plain", ["near", "whale", "ship"]),
      ("near-narrow", ["near", "whale", "ship", "--width", "50"]),
      ("near-phrase", ["near", "white whale", "ship OR x"]),
      ("near-json", ["near", "whale", "ship", "--json"]),
      ("near-none", ["near", "whale", "zeppelin"]),
      ("near-refused", ["near", "whale AND ship", "x"]),
      ("near-bad-query", ["near", "whale", "(ship"]),
      ("near-one", ["near", "whale"]),
    ])
  func outputs(_ name: String, _ arguments: [String]) throws {
    let run = try ToolRun.of(arguments, in: try Self.folder())
    try expectSnapshot(
      "\(run.output)--- messages\n\(run.messages)--- exit status \(run.status)\n", name)
  }

  @Test("no line is wider than asked for, and on a terminal than it", arguments: [50, 64, 200])
  func width(_ width: Int) throws {
    let folder = try Self.folder()
    let run = try ToolRun.of(["near", "whale", "ship", "--width", "\(width)"], in: folder)
    let counts = run.output.split(separator: "\n").map(\.count)
    #expect(counts.max() == width)
    let (_, screen) = try ToolRun.onTerminal(
      ["near", "whale", "ship"], in: folder, environment: ["NO_COLOR": "1"])
    #expect(screen.split(separator: "\r\n").map(\.count).max() == 60)
  }

  @Test("the last column counts the articles that NEAR finds")
  func agrees() throws {
    let folder = try Self.folder()
    let run = try ToolRun.of(["near", "whale", "ship", "--json"], in: folder)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let items = try #require(object["distances"] as? [[String: Int]])
    var articles = 0
    for item in items {
      articles += item["articles"] ?? 0
      let count = try ToolRun.of(
        ["search", "--count", "whale NEAR/\(item["distance"] ?? 0) ship"], in: folder)
      #expect(count.output == "\(articles)\n")
    }
    #expect(object["articles"] as? Int == articles && articles == 7)
  }
}
