// Opens the page in Chromium, if there is one, and looks at what the browser makes of it.

import Foundation
import Testing

@testable import ConcordServer

@Suite("The page in a browser", .serialized)
struct BrowserTests {
  private static let browser = ["chromium", "chromium-browser", "google-chrome"]
    .map { "/usr/bin/" + $0 }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// What a browser without a window did with a page.
  private struct Visit {
    /// The page after its script has run.
    var document: String
    /// What the page wrote to the console, and what the browser refused it.
    var console: [Substring]
    /// A picture of the page, as PNG.
    var picture: Data
  }

  private func visit(_ address: String) async throws -> Visit {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("concord-browser-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let browser = try #require(Self.browser)
    return try await RunningServer.blocking {
      // Files, not pipes: the browser's own processes would keep a pipe open.
      let files = try ["document", "messages"].map { name in
        let file = folder.appendingPathComponent(name)
        try Data().write(to: file)
        return file
      }
      let picture = folder.appendingPathComponent("page.png")
      let process = Process()
      process.executableURL = URL(fileURLWithPath: browser)
      process.arguments = [
        "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        "--user-data-dir=\(folder.path)/profile", "--window-size=1000,700",
        "--screenshot=\(picture.path)", "--dump-dom", address,
      ]
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: files[0])
      process.standardError = try FileHandle(forWritingTo: files[1])
      try process.run()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0)
      let messages = try String(contentsOf: files[1], encoding: .utf8)
      return Visit(
        document: try String(contentsOf: files[0], encoding: .utf8),
        console: messages.split(separator: "\n").filter { $0.contains("CONSOLE") },
        picture: try Data(contentsOf: picture))
    }
  }

  @Test(
    "pages look like something, and the browser has nothing to refuse",
    .enabled(if: browser != nil, "Chromium is not installed, and the page is NOT seen"))
  func pages() async throws {
    let server = try await RunningServer()
    let address = "http://127.0.0.1:\(server.port)/"
    let results = try await visit(address + "?q=harbour")
    #expect(results.console == [])
    #expect(results.document.contains("<mark>harbour</mark>"))
    #expect(results.picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    let start = try await visit(address)
    #expect(start.console == [])
    #expect(start.document.contains("Search 28 articles"))
    // An empty picture of this size takes far less; the two differ if styles and text are drawn.
    #expect(min(results.picture.count, start.picture.count) > 10_000)
    #expect(results.picture != start.picture)
    // What an article may try reaches the screen as text, and no script of its own runs.
    let hostile = try await visit(address + "?q=storm")
    #expect(hostile.console == [])
    #expect(hostile.document.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
  }

  @Test(
    "results come while one types, on the same page, and keys choose among them",
    .enabled(if: browser != nil, "Chromium is not installed, and the page is NOT typed into"))
  func typing() async throws {
    let server = try await RunningServer()
    let address = "http://127.0.0.1:\(server.port)/"
    let browser = try #require(Self.browser)
    try await RunningServer.blocking {
      let session = try BrowserSession(browser: browser, address: address)
      try session.expect("location.href", toBe: address)
      try session.expect("document.readyState", toBe: "complete")
      #expect(try session.value(of: "document.querySelectorAll('.hit').length") == "0")
      // A page that is loaded anew forgets it.
      #expect(try session.value(of: "window.isSamePage = true") == "true")
      try session.press("/")
      #expect(try session.value(of: "document.activeElement.type") == "search")
      try session.type("harb")
      try session.type("our")
      try session.expect("document.querySelector('#results mark')?.textContent", toBe: "harbour")
      try session.expect("location.search", toBe: "?q=harbour")
      try session.press("ArrowDown")
      try session.expect("document.querySelectorAll('.hit.chosen').length", toBe: "1")
      try session.press("/")
      try session.type("zeppelin AND")
      try session.expect("document.querySelectorAll('#results mark').length", toBe: "0")
      #expect(try session.value(of: "window.isSamePage") == "true")
    }
  }
}
