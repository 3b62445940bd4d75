// The interactive prompt: keys byte by byte, and a whole session in a terminal of tmux.

import Foundation
import Testing

@testable import ConcordCLI

@Suite("The interactive prompt")
struct PromptTests {
  @Test(
    "keys are told apart, however the terminal sends them",
    arguments: [
      ("ab\r", [Key.text("a"), .text("b"), .enter]), ("\u{1B}[A\u{1B}[B", [.up, .down]),
      ("\u{1B}OA", [.up]), ("\u{1B}[1;5B", [.down]), ("\u{1B}[3~x", [.text("x")]),
      ("\u{1B}", [.escape]), ("\u{3}", [.escape]), ("é汉👩", [.text("é"), .text("汉"), .text("👩")]),
      ("\u{7F}\u{15}\u{10}\u{E}", [.backspace, .deleteLine, .up, .down]), ("\u{1}\t", []),
    ])
  func keys(_ text: String, _ expected: [Key]) {
    var bytes = Array(text.utf8)
    #expect(Key.take(from: &bytes) == expected && bytes.isEmpty)
  }

  @Test("a character may come in pieces, and rubbish is passed over")
  func pieces() {
    var bytes: [UInt8] = [0x61, 0xE6, 0xB1]
    #expect(Key.take(from: &bytes) == [.text("a")])
    bytes.append(0x89)
    #expect(Key.take(from: &bytes) == [.text("汉")] && bytes.isEmpty)
    bytes = [0xFF, 0x80, 0x62]
    #expect(Key.take(from: &bytes) == [.text("b")])
  }

  @Test("without a terminal, a search without a query is an error")
  func noTerminal() throws {
    let run = try ToolRun.of(["search"], in: try Folder.indexed())
    #expect(run.status == 2 && run.messages.contains("There is nothing to search for."))
  }

  private static let tmux = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/bin/tmux"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(
    "results come while one types, arrows choose, Enter opens at the match",
    .enabled(if: tmux != nil, "tmux is not installed, and the prompt is NOT tested"))
  func session() throws {
    let folder = try Folder.indexed()
    let lines = (1...90).map { "Line \($0)" } + ["Here lies the zeppelin."]
    folder.write("news/long.txt", "Long\n\n" + lines.joined(separator: "\n"))
    try ToolRun.of(["index", "news"], in: folder)
    let terminal = try TmuxTerminal(path: try #require(Self.tmux), in: folder)
    defer { terminal.end() }
    try terminal.run(
      "PAGER=less; LESS=R; export PAGER LESS; \(ToolRun.executable.path) search; echo end")
    try terminal.expect("5 articles")
    try terminal.type("stor")
    try terminal.expect("Storm at sea")
    try terminal.expect("▸ ")
    try terminal.key("C-u")
    try terminal.type("harbour")
    try terminal.expect("2 articles")
    try terminal.key("Down")
    try terminal.key("Enter")
    try terminal.expect("Not a wave")
    try terminal.key("q")
    try terminal.expect("Enter opens")
    try terminal.key("C-u")
    try terminal.type("zeppelin")
    try terminal.expect("1 article")
    try terminal.key("Enter")
    try terminal.expect("Here lies the zeppelin.")
    try terminal.key("q")
    try terminal.expect("Enter opens")
    try terminal.type(" \"open AND (")
    try terminal.expect("Enter opens")
    try terminal.key("Escape")
    try terminal.expect("end")
  }
}

/// A terminal of 80 columns and 24 rows in a tmux of its own.
private struct TmuxTerminal {
  private let path: String
  private let folder: Folder
  private let socket: String

  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  init(path: String, in folder: Folder) throws {
    self.path = path
    self.folder = folder
    socket = folder.path + "/tmux"
    try call("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "/bin/sh")
  }

  @discardableResult
  private func call(_ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-u", "-S", socket] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = [
      "PATH": "/usr/bin:/bin", "TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": folder.path,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  func run(_ command: String) throws {
    try type(command)
    try key("Enter")
  }

  func type(_ text: String) throws { try call("send-keys", "-l", text) }

  func key(_ name: String) throws { try call("send-keys", name) }

  /// Waits until the screen shows a text.
  func expect(_ text: String) throws {
    var screen = ""
    let isShown = try RunningTool.eventually {
      screen = try call("capture-pane", "-p")
      return screen.contains(text)
    }
    if !isShown { throw Failed(description: "\(text) is not on the screen:\n\(screen)") }
  }

  func end() { _ = try? call("kill-server") }
}
