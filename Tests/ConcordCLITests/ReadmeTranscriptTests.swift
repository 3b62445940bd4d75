// What the README and the documentation show of the tool is what it shows: each command of their
// transcripts is run on the folder Corpus, on a terminal as wide as the README's lines.

import Foundation
import Testing

@Suite("The transcripts of the README and the documentation")
struct ReadmeTranscriptTests {
  private static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL

  private static func lines(of page: String) throws -> [String] {
    try String(contentsOf: repository.appendingPathComponent(page), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The commands that a page shows, each with the lines below it.
  private static func transcript(of page: String) throws -> [(command: String, lines: [String])] {
    var transcript: [(command: String, lines: [String])] = []
    var isShown = false
    for line in try lines(of: page) {
      if line.hasPrefix("```") {
        isShown = line == "```console"
      } else if isShown, line.hasPrefix("$ ") {
        transcript.append((String(line.dropFirst(2)), []))
      } else if isShown, !transcript.isEmpty {
        transcript[transcript.count - 1].lines.append(line)
      }
    }
    return transcript
  }

  /// The arguments of a command, where single quotation marks keep spaces.
  private static func arguments(_ command: String) -> [String] {
    var arguments: [String] = []
    for (i, part) in command.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
      if i % 2 == 1 {
        arguments.append(String(part))
      } else {
        arguments += part.split(separator: " ").map(String.init)
      }
    }
    return Array(arguments.dropFirst())
  }

  /// What stays on the screen: a line that shows progress is written over.
  private static func shown(on screen: String) -> [String] {
    screen.replacingOccurrences(of: "\r\n", with: "\n").split(
      separator: "\n", omittingEmptySubsequences: false
    ).dropLast().map { line in
      String(line.components(separatedBy: "\r\u{1B}[K").last ?? "")
    }
  }

  private static let pages = [
    "README.md", "Sources/Concord/Concord.docc/WhyAndWhyNot.md",
    "Sources/Concord/Concord.docc/WordsOfManyLanguages.md",
  ]

  @Test("every command shows what the page says", arguments: pages)
  func transcripts(_ page: String) throws {
    let folder = Folder()
    try FileManager.default.copyItem(
      at: Self.repository.appendingPathComponent("Corpus"), to: folder.url("Corpus"))
    let transcript = try Self.transcript(of: page)
    #expect(transcript.count >= (page == "README.md" ? 4 : 1))
    if page != "README.md" { try ToolRun.of(["index", "Corpus"], in: folder) }
    for (command, shown) in transcript {
      try #require(command.hasPrefix("concord "))
      let run = try ToolRun.onTerminal(
        Self.arguments(command), in: folder, environment: ["NO_COLOR": "1"], columns: 100)
      let lines = Self.shown(on: run.screen)
      guard command.hasPrefix("concord index") else {
        #expect(lines == shown, "\(command)")
        continue
      }
      // The size of an index is a matter of its format: as it is shown, but for a tenth.
      #expect(lines.first == shown.first && lines.count == shown.count, "\(lines)")
      let sizes = zip(Self.numbers(lines[1]), Self.numbers(shown[1]))
      #expect(Self.words(lines[1]) == Self.words(shown[1]))
      for (size, shownSize) in sizes { #expect(abs(size - shownSize) <= shownSize / 10) }
    }
  }

  private static func numbers(_ line: String) -> [Int] {
    line.split { !$0.isNumber }.compactMap { Int($0) }
  }

  private static func words(_ line: String) -> [Substring] {
    line.split { $0.isNumber }
  }

  @Test("every query of the README's table finds an article of Corpus")
  func queries() throws {
    let folder = Folder()
    let index = try ToolRun.of(
      ["index", Self.repository.appendingPathComponent("Corpus").path], in: folder)
    try #require(index.status == 0, "\(index.messages)")
    let readme = try Self.lines(of: "README.md")
    let head = try #require(readme.firstIndex { $0.hasPrefix("| Type |") })
    var count = 0
    for row in readme[(head + 2)...].prefix(while: { $0.hasPrefix("|") }) {
      // The first column has queries alone; in the second, there are parts of them, too.
      let cell = row.dropFirst().prefix { $0 != "|" }
      for (i, query) in cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      where i % 2 == 1 {
        let run = try ToolRun.of(["search", "--count", String(query)], in: folder)
        #expect(run.status == 0 && run.messages.isEmpty, "\(query): \(run.messages)")
        count += 1
      }
    }
    #expect(count >= 17)
  }
}
