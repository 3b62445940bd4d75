// What the tests share: runs of the built executable, a folder of files that goes when the test
// is done, and snapshots of outputs.

import Foundation
import Glibc
import Testing

/// What came of a run of the tool.
struct ToolRun {
  var status: Int32
  var output: String
  var messages: String

  /// The executable, which the build puts beside the tests.
  static let executable: URL = {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["CONCORD_EXECUTABLE"] { return URL(fileURLWithPath: path) }
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("concord")
  }()

  /// Runs the tool in `folder`, with `output` in place of a file that is read in the end.
  @discardableResult
  static func of(
    _ arguments: [String], in folder: Folder, environment: [String: String] = [:],
    output: FileHandle? = nil, input: String = ""
  ) throws -> ToolRun {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
    // Files, not pipes: a full pipe would stop the tool while nobody reads.
    let streams = Folder()
    let inputURL = streams.write("input", input)
    let outputURL = streams.write("output", "")
    let messagesURL = streams.write("messages", "")
    process.standardInput = try FileHandle(forReadingFrom: inputURL)
    process.standardOutput = try output ?? FileHandle(forWritingTo: outputURL)
    process.standardError = try FileHandle(forWritingTo: messagesURL)
    try process.run()
    process.waitUntilExit()
    return ToolRun(
      status: process.terminationReason == .exit
        ? process.terminationStatus : -process.terminationStatus,
      output: String(decoding: try Data(contentsOf: outputURL), as: UTF8.self),
      messages: String(decoding: try Data(contentsOf: messagesURL), as: UTF8.self))
  }

  /// Runs the tool with a terminal for all its streams, and gives what it shows, without a pager
  /// unless one is named.
  static func onTerminal(
    _ arguments: [String], in folder: Folder, environment: [String: String] = [:],
    columns: UInt16 = 60, typing input: String = ""
  ) throws -> (status: Int32, screen: String) {
    let master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var isLocked: Int32 = 0
    var number: Int32 = 0
    // Safe: the requests (TIOCSPTLCK and TIOCGPTN, which the headers hide) read and fill a number
    // each, and the one below reads a structure.
    guard master >= 0, unsafe ioctl(master, 0x4004_5431, &isLocked) == 0,
      unsafe ioctl(master, 0x8004_5430, &number) == 0
    else { throw NoTerminal() }
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
    let terminal = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    guard terminal >= 0 else { throw NoTerminal() }
    let handle = FileHandle(fileDescriptor: terminal, closeOnDealloc: true)
    let screen = FileHandle(fileDescriptor: master, closeOnDealloc: true)
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ["PATH": "/usr/bin:/bin", "TERM": "xterm", "PAGER": "cat"]
      .merging(environment) { $1 }
    (process.standardInput, process.standardOutput, process.standardError) = (
      handle, handle, handle
    )
    try process.run()
    if !input.isEmpty { try screen.write(contentsOf: Data(input.utf8)) }
    process.waitUntilExit()
    try handle.close()
    // What was written stays to be read; then the closed terminal gives an error.
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = unsafe read(master, &buffer, buffer.count)
      if count <= 0 { break }
      bytes += buffer[..<count]
    }
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }

  struct NoTerminal: Error {}
}

/// A temporary folder.
final class Folder: Sendable {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "concord-cli-" + UUID().uuidString
    _ = unsafe mkdir(path, 0o755)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func url(_ name: String) -> URL { URL(fileURLWithPath: path + "/" + name) }

  /// Writes a file, last changed at `time`, in seconds since 2020 so that it counts as settled.
  @discardableResult
  func write(_ name: String, _ bytes: [UInt8], time: Int = 0) -> URL {
    let file = url(name)
    try? FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? Data(bytes).write(to: file)
    touch(name, time: time)
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String, time: Int = 0) -> URL {
    write(name, Array(text.utf8), time: time)
  }

  func touch(_ name: String, time: Int) {
    let date = Date(timeIntervalSince1970: 1_577_836_800 + Double(time))
    try? FileManager.default.setAttributes(
      [.modificationDate: date], ofItemAtPath: path + "/" + name)
  }

  func rename(_ name: String, to other: String) {
    try? FileManager.default.moveItem(at: url(name), to: url(other))
  }

  func remove(_ name: String) {
    try? FileManager.default.removeItem(at: url(name))
  }

  /// A folder with the few articles that most tests search.
  static func withArticles() throws -> Folder {
    let folder = Folder()
    folder.write("news/storm.txt", "Storm at sea\n\nThe storm took the harbour wall and two boats.")
    folder.write("news/calm.md", "# Calm\n\nNot a wave in the harbour. The boats lie still.")
    folder.write(
      "news/letters.jsonl",
      """
      {"id": "l1", "title": "A letter", "body": "Dear sea, be calm.", "author": "Ada Venn", \
      "date": "2025-09-04", "url": "https://example.org/1"}
      {"id": "l2", "title": "Another", "body": "The storm has gone."}

      """)
    return folder
  }

  /// The same, and an index of it.
  static func indexed() throws -> Folder {
    let folder = try withArticles()
    let run = try ToolRun.of(["index", "news"], in: folder)
    try #require(run.status == 0, "\(run.messages)")
    return folder
  }
}

/// Compares a text with a file in Snapshots, or writes the file if CONCORD_SNAPSHOTS=write.
func expectSnapshot(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots/\(name).txt")
  if ProcessInfo.processInfo.environment["CONCORD_SNAPSHOTS"] == "write" {
    try Data(text.utf8).write(to: file)
  }
  let expected = try String(contentsOf: file, encoding: .utf8)
  #expect(text == expected, "CONCORD_SNAPSHOTS=write takes it over", sourceLocation: sourceLocation)
}
