// A run of the tool that goes on while the test does something else.

import Foundation
import Glibc
import Testing

/// A process that is ended, at the latest, with this object.
final class RunningTool {
  private let process = Process()
  private let streams = Folder()
  let folder: Folder

  /// Starts the tool in `folder`.
  init(_ arguments: [String], in folder: Folder) throws {
    self.folder = folder
    process.executableURL = ToolRun.executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ["PATH": "/usr/bin:/bin"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: streams.write("output", ""))
    let messages = streams.write("messages", "")
    process.standardError = try FileHandle(forWritingTo: messages)
    try process.run()
  }

  deinit {
    if process.isRunning { _ = kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  /// What it has written so far.
  var output: String { contents("output") }

  /// What it has said so far.
  var messages: String { contents("messages") }

  private func contents(_ name: String) -> String {
    (try? String(contentsOf: streams.url(name), encoding: .utf8)) ?? ""
  }

  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { _ = kill(process.processIdentifier, signal) }

  /// Waits for its end, and gives the status; a signal's number is negative.
  func wait() -> Int32 {
    process.waitUntilExit()
    let status = process.terminationStatus
    return process.terminationReason == .exit ? status : -status
  }

  /// Asks again and again until `condition` holds; false if it never does.
  ///
  /// A minute is far more than anything takes here, and is waited for only by a test that fails.
  static func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<3_000 {
      if try condition() { return true }
      usleep(20_000)
    }
    return false
  }
}
