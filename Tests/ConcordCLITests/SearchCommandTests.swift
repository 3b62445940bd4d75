// Runs `concord search` on small indexes. Whole outputs are compared with files in Snapshots; JSON
// is read back by Foundation's parser.

import Foundation
import Glibc
import Testing

@Suite("concord search")
struct SearchCommandTests {
  @Test(
    "outputs are as they were",
    arguments: [
      ("search-plain", ["search", "storm", "harbour"]),
      ("search-fields", ["search", "sea", "--fields", "date,author"]),
      ("search-json", ["search", "--json", "letter"]),
      (
        "search-json-fields",
        ["search", "--json", "sea", "--fields", "date,author", "--limit", "1"]
      ),
      ("search-format", ["search", "storm", "--format", "{rank}\\t{key}\\t{title} {{x}} {date}|"]),
      ("search-format-snippet", ["search", "storm", "--format", "{snippet}\\\\"]),
      ("search-bad-format", ["search", "storm", "--format", "{colour}"]),
      ("search-open-format", ["search", "storm", "--format", "{rank"]),
      ("search-closed-format", ["search", "storm", "--format", "rank}"]),
      ("search-json-format", ["search", "storm", "--format", "{rank}", "--json"]),
      ("search-json-count", ["search", "storm", "--json", "--count"]),
      ("search-offset", ["search", "storm", "--offset", "1", "--limit", "1"]),
      ("search-none", ["search", "zeppelin"]),
      ("search-none-near", ["search", "took NEAR/2 boats"]),
      ("search-none-json", ["search", "--json", "strom", "AND", "title:harbour"]),
      ("search-query", ["search", "--explain-query", "\"sea storm\" NEAR/5 harb* -film"]),
      ("search-query-json", ["search", "--explain-query", "--json", "storm NEAR/s sea"]),
      ("search-bad-query", ["search", "\"reassurance force NEAR Macron"]),
      ("search-bad-option", ["search", "storm", "--limt", "3"]),
      ("search-bad-limit", ["search", "storm", "--limit=-1"]),
      ("search-no-query", ["search"]),
      ("search-unknown-field", ["search", "storm", "--fields", "colour"]),
      ("search-wrong-field", ["search", "titel:storm"]),
      ("search-wrong-field-found", ["search", "storm", "autor:venn", "--limit", "1"]),
      ("search-no-field", ["search", "storm", "harbour:12", "--limit", "1"]),
      ("search-no-field-none", ["search", "zeppelin:12"]),
      ("explain-wrong-field", ["explain", "titel:storm", "storm.txt"]),
      ("search-sorted", ["search", "sea", "storm", "--sort", "-date"]),
      (
        "search-facets",
        ["search", "sea", "storm", "--limit", "0", "--facet", "author", "--facet", "date:month"]
      ),
      (
        "search-json-facets",
        ["search", "--json", "sea", "--limit", "1", "--sort=author", "--facet", "date:year"]
      ),
      ("search-bad-sort", ["search", "storm", "--sort", "body"]),
      ("search-wrong-sort", ["search", "storm", "--sort", "-dat"]),
      ("search-wrong-facet", ["search", "storm", "--facet", "colour"]),
      (
        "search-small-near",
        ["search", "(storm near/5 boats) \"w/5\" ADJ3 NEAR/2 wall NEAR7 Onear/S W5", "--count"]
      ),
      ("search-bad-facet", ["search", "storm", "--facet", "date:century"]),
      ("search-bad-date", ["search", "date:2025-13"]),
    ])
  func outputs(_ name: String, _ arguments: [String]) throws {
    let run = try ToolRun.of(arguments, in: try Folder.indexed())
    try expectSnapshot(
      "\(run.output)--- messages\n\(run.messages)--- exit status \(run.status)\n", name)
  }

  @Test("the words of the command line are the query, exclusions included, in their order")
  func words() throws {
    let folder = try Folder.indexed()
    func count(_ words: String...) throws -> String {
      try ToolRun.of(["search", "--count"] + words, in: folder).output
    }
    #expect(try count("storm") == "2\n")
    #expect(try count("storm", "-harbour") == "1\n")
    #expect(try count("-harbour", "storm") == "1\n")
    #expect(try count("--", "-harbour") == "2\n")
    #expect(try count("storm", "--", "--limit") == "2\n")
    #expect(try count("storm", "-harbour", "calm", "-letter") == "1\n")
    #expect(try count("boats", "harbour", "--all") == "2\n")
    #expect(try count("\"harbour wall\"") == "1\n")
    #expect(try count("harbour wall") == "2\n")
    #expect(try count("title:storm") == "1\n")
    #expect(try count("date:2025-09-04") == "1\n")
    #expect(try count("date:2025-09") == "1\n")
    #expect(try count("date:>2025-09") == "0\n")
    #expect(try count("storm", "--sort", "-date") == "2\n")
    #expect(try count("author:venn") == "1\n")
    #expect(try count("--facet", "author", "sea") == "2\nauthor\n    1  Ada Venn\n")
    #expect(try count("-house", "storm") == "2\n")
    let run = try ToolRun.of(["search", "one", "-two", "three", "-four", "("], in: folder)
    #expect(run.messages.contains("\n  one -two three -four (\n"), "\(run.messages)")
  }

  @Test("the exit status is 0 with hits, 1 without, 2 for errors")
  func status() throws {
    let folder = try Folder.indexed()
    func status(_ arguments: String...) throws -> Int32 {
      try ToolRun.of(["search"] + arguments, in: folder).status
    }
    #expect(try status("storm") == 0)
    #expect(try status("zeppelin") == 1)
    #expect(try status("zeppelin", "--count") == 1)
    #expect(try status("(storm") == 2)
    #expect(try status("storm", "--limit", "x") == 2)
    #expect(try status("--help") == 0)
    #expect(try status("storm", "--index", "nowhere") == 2)
  }

  @Test("without an index, the message says how to make one")
  func noIndex() throws {
    let folder = try Folder.withArticles()
    let run = try ToolRun.of(["search", "storm"], in: folder)
    #expect(
      run.messages == """
        concord: There is no index in .concord.
        Make one with: concord index DIRECTORY

        """)
    let named = try ToolRun.of(["search", "storm", "--index", "x"], in: folder)
    #expect(named.messages.contains("Make one with: concord index --index x DIRECTORY"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/.concord"))
  }

  @Test("a read-only index can be searched")
  func readOnly() throws {
    let folder = try Folder.indexed()
    let index = folder.path + "/.concord"
    for name in try FileManager.default.contentsOfDirectory(atPath: index) {
      _ = unsafe chmod(index + "/" + name, 0o444)
    }
    _ = unsafe chmod(index, 0o555)
    defer { _ = unsafe chmod(index, 0o755) }
    #expect(try ToolRun.of(["search", "storm", "--count"], in: folder).output == "2\n")
  }

  @Test("a damaged index is an error, not a crash")
  func damaged() throws {
    let folder = try Folder.indexed()
    let index = folder.path + "/.concord"
    for name in try FileManager.default.contentsOfDirectory(atPath: index) where name != "lock" {
      let bytes = try Data(contentsOf: folder.url(".concord/" + name))
      folder.write(".concord/" + name, bytes.map { $0 ^ 0x55 })
    }
    let run = try ToolRun.of(["search", "storm"], in: folder)
    #expect(run.status == 2)
    #expect(run.messages.hasPrefix("concord: manifest-"), "\(run.messages)")
  }

  @Test("JSON keeps every character, and its lines are objects")
  func json() throws {
    let folder = Folder()
    let title = "Quotes \" back\\slash \u{1B}[31m \u{7F} \u{9B}2J tab\t \u{202E}bidi é 🐳 \u{1}"
    let object = try JSONSerialization.data(withJSONObject: ["title": title, "body": "whale"])
    folder.write("news/a.json", Array(object))
    #expect(try ToolRun.of(["index", "news"], in: folder).status == 0)
    let run = try ToolRun.of(["search", "--json", "whale"], in: folder)
    let found = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(found["title"] as? String == title)
    #expect(found["rank"] as? Int == 1 && found["total"] as? Int == 1)
    #expect((found["score"] as? Double ?? 0) > 0)
    #expect(found["date"] is NSNull)
    #expect(!run.output.utf8.contains { $0 < 0x20 && $0 != 0x0A || $0 == 0x7F })
  }

  @Test("JSON has the occurrences that matched, by the bytes of the stored text")
  func matches() throws {
    let folder = Folder()
    let body = "Een café: the storm, de storm 東京"
    let object = try JSONSerialization.data(
      withJSONObject: ["title": "Storm", "body": body, "date": "2025-09-04"])
    folder.write("news/a.json", Array(object))
    #expect(try ToolRun.of(["index", "news"], in: folder).status == 0)
    func matches(_ query: String) throws -> [[String: Any]] {
      let run = try ToolRun.of(["search", "--json", query, "--fields", "body"], in: folder)
      let hit = try #require(
        try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
      #expect(hit["hasMoreMatches"] as? Bool == false)
      return try #require(hit["matches"] as? [[String: Any]])
    }
    func text(_ object: [String: Any]) throws -> String {
      let (start, end) = (object["start"] as? Int ?? 0, object["end"] as? Int ?? 0)
      return String(decoding: Array(body.utf8)[start..<end], as: UTF8.self)
    }
    let found = try matches("storm NEAR/3 cafe date:2025-09")
    #expect(found.map { $0["field"] as? String } == ["body", "date"])
    #expect(found.map { $0["query"] as? String } == ["storm NEAR/3 cafe", "date:2025-09"])
    #expect(try text(found[0]) == "café: the storm")
    #expect(found[0]["firstPosition"] as? Int == 1 && found[0]["lastPosition"] as? Int == 3)
    let words = try #require(found[0]["words"] as? [[String: Any]])
    #expect(try words.map(text) == ["café", "storm"])
    #expect(words.map { $0["operand"] as? Int } == [1, 0])
    #expect(words.map { $0["position"] as? Int } == [1, 3])
    #expect(found[1]["start"] as? Int == 0 && found[1]["end"] as? Int == 10)
    #expect(try matches("storm").count == 3)
  }

  @Test(
    "the limits of the work can be set, and the error names them", arguments: ["search", "kwic"])
  func limits(command: String) throws {
    let folder = try Folder.indexed()
    for (option, sentence) in [
      ("--max-steps", "(over 3 steps)"), ("--max-terms", "matches over 3 terms"),
    ] {
      let refused = try ToolRun.of([command, "*a*", option, "3"], in: folder)
      #expect(refused.status == 2 && refused.messages.contains(sentence), "\(refused.messages)")
      #expect(refused.messages.contains(option))
      #expect(try ToolRun.of([command, "*a*", option, "100000"], in: folder).status == 0)
      #expect(try ToolRun.of([command, "*a*", option, "0"], in: folder).status == 2)
    }
  }

  @Test("what articles say never steers a terminal")
  func terminalSafety() throws {
    let folder = Folder()
    let evil = "evil\u{1B}[2J\u{9B}31m\u{7}\u{8}\u{202E}\u{7F}"
    let object = try JSONSerialization.data(
      withJSONObject: ["title": "Title " + evil, "body": "whale " + evil, "author": evil])
    folder.write("news/name\u{1B}]0;x\u{7}.json", Array(object))
    let indexed = try ToolRun.onTerminal(["index", "news"], in: folder)
    #expect(indexed.status == 0)
    let arguments = ["search", "whale", "--fields", "author"]
    let plain = try ToolRun.of(arguments, in: folder)
    let colorless = try ToolRun.onTerminal(
      arguments, in: folder, environment: ["NO_COLOR": "1"])
    let error = try ToolRun.of(["search", "(whale\u{1B}[2J"], in: folder)
    let none = try ToolRun.of(["search", "zeppelin\u{1B}[2J"], in: folder)
    for text in [plain.output, plain.messages, colorless.screen, error.messages, none.messages] {
      let controls = text.unicodeScalars.filter { scalar in
        scalar.properties.isBidiControl || (0x7F...0x9F).contains(scalar.value)
          || scalar.value < 0x20 && scalar != "\n" && scalar != "\r"
      }
      #expect(controls.isEmpty, "\(text.debugDescription)")
    }
    #expect(plain.output.contains("Title evil\\x1b[2J\\x9b31m\\x07\\x08\\u{202e}\\x7f"))
  }

  @Test("a terminal has styles and lines of its width")
  func terminal() throws {
    let folder = try Folder.indexed()
    folder.write("news/long.txt", "汉字 " + String(repeating: "Long title ", count: 20) + "\n\nfog")
    #expect(try ToolRun.of(["index", "news"], in: folder).status == 0)
    let (status, screen) = try ToolRun.onTerminal(["search", "fog"], in: folder)
    #expect(status == 0)
    try expectSnapshot(screen.replacingOccurrences(of: "\r\n", with: "\n"), "search-terminal")
  }
}
