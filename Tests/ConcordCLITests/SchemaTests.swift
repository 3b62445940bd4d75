// Compares what every command writes with --json with the schema of the documentation.

import ConcordTestSupport
import Foundation
import Testing

@Suite("JSON and its schema")
struct SchemaTests {
  /// Commands, and what each of their lines is.
  private static let outputs: [(arguments: [String], definitions: [String])] = [
    (["search", "storm"], ["hit", "hit"]),
    (["search", "sea", "--fields", "author,body", "--limit", "1"], ["hit"]),
    (
      ["search", "sea", "--limit", "0", "--facet", "author", "--facet", "date:month"],
      ["facet", "facet"]
    ),
    (["search", "strom"], ["nothing"]), (["search", "took NEAR/2 boats"], ["nothing"]),
    (["search", "title:harbour AND calm"], ["nothing"]),
    (["search", "storm NOT storm"], ["nothing"]),
    (["search", "storm AND letter"], ["nothing"]), (["search", "storm", "--count"], ["total"]),
    (["search", "storm NEAR/s sea -film", "--explain-query"], ["outline"]),
    (["kwic", "storm"], Array(repeating: "concordanceLine", count: 3)),
    (["near", "storm", "harbour"], ["distances"]),
    (["explain", "storm NEAR harbour", "storm.txt"], ["explanation"]),
    (["explain", "zeppelin", "storm.txt"], ["explanation"]),
    (["similar", "storm.txt"], ["hit", "hit"]),
    (["similar", "storm.txt", "--explain-query"], ["outline"]),
    (["suggest", "ha"], ["completion", "completion"]), (["timeline", "sea"], ["timeline"]),
    (["stats"], ["statistics"]), (["check"], ["soundness"]), (["repair"], ["repair"]),
    (["inspect", "--document", "l1"], ["part", "part"]), (["merge"], ["merge"]),
    (["delete", "--key", "l2"], ["deletion"]), (["delete", "--key", "l2"], ["deletion"]),
    (["index", "news"], ["update"]), (["index", "-"], ["update"]),
  ]

  @Test("every line of every command is as it is described")
  func outputs() throws {
    let schema = try JSONSchema()
    let folder = try Folder.indexed()
    for (arguments, definitions) in Self.outputs {
      let run = try ToolRun.of(arguments + ["--json"], in: folder)
      let lines = run.output.split(separator: "\n")
      #expect(lines.count == definitions.count, "\(arguments): \(run.output) \(run.messages)")
      for (line, definition) in zip(lines, definitions) {
        #expect(schema.errors(in: line, as: definition) == [], "\(arguments)")
      }
    }
  }

  @Test("watch writes an update for the beginning, and one for each change")
  func watch() throws {
    let schema = try JSONSchema()
    let folder = try Folder.withArticles()
    let run = try RunningTool(["watch", "news", "--json"], in: folder)
    #expect(RunningTool.eventually { run.output.hasSuffix("}\n") })
    folder.write("news/new.txt", "New\n\nA new article.")
    #expect(RunningTool.eventually { run.output.contains(#"{"added":1,"#) })
    run.send(SIGINT)
    #expect(run.wait() == 0)
    #expect(run.output.hasPrefix(#"{"added":4,"#))
    for line in run.output.split(separator: "\n") {
      #expect(schema.errors(in: line, as: "update") == [])
    }
  }

  @Test("damage is described, too")
  func damage() throws {
    let folder = try Folder.indexed()
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: folder.path + "/.concord")
        .first { $0.hasSuffix(".segment") })
    var bytes = [UInt8](try Data(contentsOf: folder.url(".concord/" + name)))
    bytes[bytes.count / 2] ^= 0xFF
    folder.write(".concord/" + name, bytes)
    let run = try ToolRun.of(["check", "--json"], in: folder)
    #expect(run.status == 2 && run.output.contains(#""sound":false"#))
    #expect(try JSONSchema().errors(in: run.output, as: "soundness") == [])
  }

  @Test("every object and each of its members says what it means")
  func descriptions() throws {
    #expect(try JSONSchema().undescribed.sorted() == [])
  }

  @Test("and the comparison finds what is wrong")
  func wrong() throws {
    let schema = try JSONSchema()
    #expect(schema.names.count > 20)
    for (text, part) in [
      (#"{"deleted":-1}"#, "too small"), (#"{"deleted":1.5}"#, "not integer"),
      (#"{"deleted":"1"}"#, "not integer"), ("{}", "missing"), ("[]", "not object"),
      (#"{"deleted":1,"x":2}"#, "not described"), ("{", "no JSON"),
    ] {
      let errors = schema.errors(in: text, as: "deletion")
      #expect(errors.contains { $0.contains(part) }, "\(text) \(errors)")
    }
  }
}
