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
    try terminal.run(
      "PAGER=less; LESS=R; export PAGER LESS; \(ToolRun.executable.path) search; echo end")
    try terminal.expect("5 articles")
    try terminal.type("stor")
    try terminal.expect("Storm at sea")
    try terminal.expect("▸ ")
    try terminal.key("C-u")
    try terminal.type("harbour")
    try terminal.expect("2 articles")
    try terminal.resize(columns: 60, rows: 8)
    try terminal.expect("Enter opens")
    try terminal.resize(columns: 80, rows: 24)
    try terminal.expect("Enter opens")
    try terminal.key("Down")
    try terminal.key("Enter")
    try terminal.expect("The storm took")
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

  @Test(
    "a signal that ends the prompt leaves the terminal as it was",
    .enabled(if: tmux != nil, "tmux is not installed, and the prompt is NOT tested"),
    arguments: [SIGTERM, SIGHUP, SIGINT])
  func signals(_ signal: Int32) throws {
    let folder = try Folder.indexed()
    let terminal = try TmuxTerminal(path: try #require(Self.tmux), in: folder)
    // Without the trap, the shell would do no more after a program that SIGINT has ended.
    try terminal.run(
      "trap : INT; stty -a > before; sh -c 'echo $$ > pid; exec \(ToolRun.executable.path) search';"
        + " echo status $?; stty -a > after; echo end")
    try terminal.expect("4 articles")
    // After the pager, too, which takes Ctrl-C for itself.
    try terminal.type("storm")
    try terminal.expect("Storm at sea")
    try terminal.key("Enter")
    try terminal.expect("(END)")
    try terminal.key("q")
    try terminal.expect("Enter opens")
    let process = try String(contentsOf: folder.url("pid"), encoding: .utf8)
    #expect(kill(try #require(Int32(process.dropLast())), signal) == 0)
    try terminal.expect("status \(128 + signal)\nend")
    let before = try String(contentsOf: folder.url("before"), encoding: .utf8)
    let after = try String(contentsOf: folder.url("after"), encoding: .utf8)
    #expect(before == after && before.contains(" icanon"))
  }
}

/// A terminal of 80 columns and 24 rows in a tmux of its own, which ends, at the latest, with this
/// object.
private final class TmuxTerminal {
  private let path: String
  private let folder: Folder
  private let socket: String
  private let server = Process()

  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  init(path: String, in folder: Folder) throws {
    self.path = path
    self.folder = folder
    socket = folder.path + "/tmux"
    // In the foreground: a server in the background is a copy of the client that starts it, by
    // which Process does not learn that the client has ended.
    prepare(server, ["-f", "/dev/null", "-D"])
    try server.run()
    let isReady = try RunningTool.eventually {
      try call("new-session", "-d", "-x", "80", "-y", "24", "/bin/sh").status == 0
    }
    if !isReady { throw Failed(description: "tmux does not start.") }
  }

  deinit {
    // The signals that would end it in order may be blocked in what Process starts.
    _ = kill(server.processIdentifier, SIGKILL)
    server.waitUntilExit()
  }

  private func prepare(_ process: Process, _ arguments: [String]) {
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-u", "-S", socket] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = [
      "PATH": "/usr/bin:/bin", "TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": folder.path,
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
  }

  @discardableResult
  private func call(_ arguments: String...) throws -> (status: Int32, output: String) {
    let process = Process()
    prepare(process, ["-N"] + arguments)
    let output = folder.write("tmux-output", "")
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOf: output, encoding: .utf8))
  }

  func run(_ command: String) throws {
    try type(command)
    try key("Enter")
  }

  /// Makes the terminal so large, and so an end of what is below.
  func resize(columns: Int, rows: Int) throws {
    try call("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  func type(_ text: String) throws { try call("send-keys", "-l", text) }

  func key(_ name: String) throws { try call("send-keys", name) }

  /// Waits until the screen shows a text.
  func expect(_ text: String) throws {
    var screen = ""
    let isShown = try RunningTool.eventually {
      screen = try call("capture-pane", "-p").output
      return screen.contains(text)
    }
    if !isShown { throw Failed(description: "\(text) is not on the screen:\n\(screen)") }
  }
}
