// Runs `concord analyze`, and `concord search` with synonyms.

import Foundation
import Testing

@Suite("concord analyze, and synonyms")
struct AnalyzeCommandTests {
  @Test(
    "outputs are as they were",
    arguments: [
      ("analyze-plain", ["Don’t count “whales”", "in Köln!"]),
      ("analyze-german", ["--language", "german", "Die Häuser an der Küste"]),
      ("analyze-guess", ["--language", "guess", "Die Häuser an der Küste sind groß"]),
      ("analyze-signs", ["3.14 O'Reilly's e-mail п’ять 東京タワー ไทย שָׁלוֹם 👩‍👩‍👧 a@b.org C++"]),
      ("analyze-none", ["… :-)"]),
      ("analyze-json", ["--json", "--language", "fr", "L’été à 東京"]),
      ("analyze-field", ["--field", "author", "Ada Lovelace"]),
      ("analyze-keyword", ["--field", "path", "a b/c.txt"]),
      ("analyze-no-field", ["--field", "colour", "red"]),
      ("analyze-both", ["--field", "body", "--language", "en", "red"]),
    ])
  func outputs(_ name: String, _ arguments: [String]) throws {
    let run = try ToolRun.of(["analyze"] + arguments, in: try Folder.indexed())
    try expectSnapshot(
      "\(run.output)--- messages\n\(run.messages)--- exit status \(run.status)\n", name)
  }

  @Test("a search with synonyms finds what they find, and says what is wrong with their file")
  func synonyms() throws {
    let folder = try Folder.indexed()
    folder.write("synonyms", "# at sea\ntempest, storm\n")
    folder.write("broken", "tempest, storm\n\nsea\n")
    func search(_ arguments: String...) throws -> ToolRun {
      try ToolRun.of(["search", "--count"] + arguments, in: folder)
    }
    #expect(try search("tempest").output == "0\n")
    let storms = try search("storm").output
    #expect(storms != "0\n")
    #expect(try search("tempest", "--synonyms", "synonyms").output == storms)
    for command in ["kwic", "timeline"] {
      let run = try ToolRun.of([command, "tempest", "--synonyms", "synonyms"], in: folder)
      #expect(run.output == (try ToolRun.of([command, "storm"], in: folder).output))
    }
    let broken = try search("tempest", "--synonyms", "broken")
    #expect(broken.status == 2 && broken.messages.hasPrefix("concord: broken:3: A set has two"))
    let missing = try search("tempest", "--synonyms", "none")
    #expect(missing.status == 2 && missing.messages.contains("none cannot be read"))
  }
}
