import Foundation
import Glibc

/// A browser without a window that does what it is told: Chromium over the DevTools Protocol, each
/// message an object of JSON with a zero byte behind it, on descriptors 3 and 4.
final class BrowserSession: @unchecked Sendable {
  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  private let folder: URL
  private let process = Process()
  private let sending: FileHandle
  private let receiving: FileHandle
  private var received = Data()
  private var lastNumber = 0
  /// The page among the things that the browser talks of.
  private var page: String?

  /// How long the browser may be silent: far longer than it ever takes.
  private static let patience: Int32 = 60_000

  /// Opens `address`.
  init(browser: String, address: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("concord-session-" + UUID().uuidString)
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let pipes = ["in", "out"].map { folder.appendingPathComponent($0).path }
    for pipe in pipes {
      guard unsafe mkfifo(pipe, 0o600) == 0 else { throw Failed(description: "No pipe.") }
    }
    // For both ways, so that opening waits for nobody.
    let descriptors = pipes.map { unsafe open($0, O_RDWR | O_CLOEXEC) }
    sending = FileHandle(fileDescriptor: descriptors[0], closeOnDealloc: true)
    receiving = FileHandle(fileDescriptor: descriptors[1], closeOnDealloc: true)
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", #"exec "$0" "$@" 3<in 4>out"#, browser, "--headless", "--no-sandbox", "--disable-gpu",
      "--remote-debugging-pipe", "--user-data-dir=\(folder.path)/profile",
      "--window-size=1000,700", address,
    ]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let targets = try call("Target.getTargets")["targetInfos"] as? [[String: Any]] ?? []
    let target = targets.first { $0["type"] as? String == "page" }?["targetId"] as? String
    let attached = try call(
      "Target.attachToTarget", ["targetId": target ?? "", "flatten": true])
    page = attached["sessionId"] as? String
  }

  deinit {
    if process.isRunning {
      process.terminate()
      process.waitUntilExit()
    }
    try? FileManager.default.removeItem(at: folder)
  }

  /// Types a text where the cursor is.
  func type(_ text: String) throws {
    _ = try call("Input.insertText", ["text": text])
  }

  /// Presses a key that has a name.
  func press(_ key: String) throws {
    for type in ["rawKeyDown", "keyUp"] {
      _ = try call("Input.dispatchKeyEvent", ["type": type, "key": key, "code": key])
    }
  }

  /// What an expression of JavaScript is, as text.
  func value(of expression: String) throws -> String {
    let answer = try call(
      "Runtime.evaluate", ["expression": "String(\(expression))", "returnByValue": true])
    return (answer["result"] as? [String: Any])?["value"] as? String ?? "\(answer)"
  }

  /// Waits until an expression of JavaScript has a value.
  func expect(_ expression: String, toBe expected: String) throws {
    var found = ""
    for _ in 0..<600 {
      // Between two pages there is none to ask.
      do { found = try value(of: expression) } catch let error as Failed { found = "\(error)" }
      if found == expected { return }
      usleep(100_000)
    }
    throw Failed(description: "\(expression) is \(found), not \(expected)")
  }

  /// Calls a method of the protocol, and gives its result.
  private func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    lastNumber += 1
    var message: [String: Any] = ["id": lastNumber, "method": method, "params": parameters]
    message["sessionId"] = page
    let bytes = try JSONSerialization.data(withJSONObject: message)
    try sending.write(contentsOf: bytes + [0])
    while true {
      let answer = try nextMessage()
      // All else tells of what goes on.
      guard answer["id"] as? Int == lastNumber else { continue }
      if let error = answer["error"] { throw Failed(description: "\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  private func nextMessage() throws -> [String: Any] {
    while true {
      if let end = received.firstIndex(of: 0) {
        let message = received[..<end]
        received = Data(received[(end + 1)...])
        return try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
      }
      var waiting = pollfd(fd: receiving.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&waiting, 1, Self.patience) == 1 else {
        throw Failed(description: "The browser says nothing.")
      }
      received += receiving.availableData
    }
  }
}
