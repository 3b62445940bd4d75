// Articles whose every part would steer a terminal: title, text, author, date, path, id, names of
// fields. No command may let a byte of that through, in results or in messages.

import Foundation
import Testing

@Suite("Hostile text")
struct HostileTextTests {
  /// Clears the screen, in C0 and C1 form; a bell, DEL, and turns of direction.
  private static let hostile = "a\u{1B}[2Jb\u{9B}2Jc\u{7}d\u{7F}e\u{202E}f\u{2066}g\rh\u{8}i"

  private static func folder() throws -> Folder {
    let folder = Folder()
    func json(_ text: String) throws -> String {
      String(
        decoding: try JSONSerialization.data(withJSONObject: [text]).dropFirst().dropLast(),
        as: UTF8.self)
    }
    let text = try json("whale " + hostile + " ship")
    for i in 0..<3 {
      folder.write(
        "news/\(i)-\(hostile).json",
        """
        {"title": \(text), "body": \(text), "author": \(text), "date": "2025-0\(i + 1)-01", \
        "url": \(text), \(try json("field" + hostile)): \(text)}
        """)
    }
    folder.write(
      "news/lines.jsonl",
      #"{"id": \#(try json("id" + hostile)), "title": \#(text), "date": \#(text)}"# + "\n{")
    folder.write("news/broken\n\(hostile).json", "[")
    folder.write("news/empty-\(hostile).txt", "")
    return folder
  }

  /// What would steer a terminal.
  private func steering(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      scalar != "\n"
        && (scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
          || scalar.properties.isBidiControl || scalar == "\u{2028}" || scalar == "\u{2029}")
    }
  }

  private func run(_ arguments: [String], in folder: Folder) throws -> ToolRun {
    let run = try ToolRun.of(arguments, in: folder)
    #expect(steering(run.output) == [], "\(arguments)")
    #expect(steering(run.messages) == [], "\(arguments)")
    return run
  }

  @Test("no command lets it through")
  func commands() throws {
    let folder = try Self.folder()
    let indexed = try run(["index", "news"], in: folder)
    #expect(indexed.status == 0 && indexed.messages.contains("4 articles added"))
    // A name with a newline cannot look like a line of its own.
    #expect(indexed.messages.split(separator: "\n").contains { $0.hasPrefix("skipped broken a") })
    #expect(try run(["search", "whale"], in: folder).output.contains("\\x1b"))
    let key = "0-\(Self.hostile).json"
    let query = "whale" + Self.hostile
    for arguments in [
      ["search", "whale"], ["search", "whale", "--sort", "date"], ["search", "whale", "--json"],
      ["kwic", "whale", "--json"], ["near", "whale", "ship", "--json"], ["stats", "--json"],
      ["explain", "whale", key, "--json"], ["search", query, "--json", "--facet", "url"],
      ["suggest", "fie"], ["similar", key], ["similar", key, "--json"], ["timeline", "whale"],
      ["analyze", Self.hostile], ["search", query, "--explain-query"],
      ["search", "whale", "--format", "{key} {title} {snippet}"],
      ["search", "whale", "--facet", "author"], ["search", "whale", "--facet", "url"],
      ["search", query], ["search", "\"" + query], ["search", "nothing:" + query],
      ["kwic", "whale"], ["kwic", "ship", "--sort", "left"], ["near", "whale", "ship"],
      ["explain", "whale", key], ["explain", query, key], ["explain", "whale", Self.hostile],
      ["stats"], ["inspect"], ["inspect", "1"], ["inspect", "1", "--document", key],
      ["inspect", "1", "--term", "whale"], ["inspect", "1", "--term", query],
      ["inspect", "1", "--frames"], ["search", "--index", Self.hostile, "whale"],
      ["index", Self.hostile], ["delete", "--key", Self.hostile],
      ["eval", "--topics", Self.hostile, "--qrels", Self.hostile], [Self.hostile],
      ["search", "whale", "--limit", Self.hostile], ["check"], ["delete", "--key", key], ["merge"],
      ["index", "news"], ["delete", query], ["repair"],
    ] {
      _ = try run(arguments, in: folder)
    }
  }

  @Test("a terminal gets the tool's own styles and nothing else")
  func terminal() throws {
    let folder = try Self.folder()
    _ = try run(["index", "news"], in: folder)
    for arguments in [["search", "whale"], ["kwic", "whale"], ["index", "news"]] {
      var (_, screen) = try ToolRun.onTerminal(arguments, in: folder)
      for own in ["\u{1B}[0m", "\u{1B}[1m", "\u{1B}[2m", "\u{1B}[1;31m", "\r\u{1B}[K", "\r\n"] {
        screen = screen.replacingOccurrences(of: own, with: "\n")
      }
      #expect(steering(screen) == [], "\(arguments)")
    }
  }

  @Test("damage is told with safe names")
  func damage() throws {
    let folder = try Self.folder()
    _ = try run(["index", "news", "--index", "i"], in: folder)
    let path = folder.path + "/i/1.segment"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[20] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    folder.rename("i", to: Self.hostile)
    #expect(try run(["check", "--index", Self.hostile], in: folder).status == 2)
    _ = try run(["search", "whale", "--index", Self.hostile], in: folder)
    #expect(try run(["repair", "--index", Self.hostile], in: folder).status == 1)
  }
}
