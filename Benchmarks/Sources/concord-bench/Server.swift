import Concord
import Foundation

/// Answers the lines of the protocol.
struct Server {
  private let index: SearchIndex
  private let hasIDs = ProcessInfo.processInfo.environment["IDS"] != nil

  init(index path: String) throws {
    index = try SearchIndex(path: path)
  }

  func run() throws {
    while let line = readLine() {
      let parts = line.split(separator: "\t", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let command = parts[0].split(separator: "#")
      let times = command.count > 1 ? Int(command[1]) ?? 1 : 1
      let answer = answer(String(command[0]), String(parts[1]), times: times)
      try FileHandle.standardOutput.write(contentsOf: Data((answer + "\n").utf8))
    }
  }

  private func answer(_ command: String, _ text: String, times: Int) -> String {
    do {
      if command == "COUNT" {
        var count = 0
        for _ in 0..<times { count = try index.snapshot().count(Query(text)) }
        return "\(count)"
      }
      let words = command.split(separator: "_")
      guard words.count >= 2, words[0] == "TOP", let limit = Int(words[1]) else {
        return "UNSUPPORTED"
      }
      var total = 0
      var hits: Hits?
      for _ in 0..<times {
        let query = try Query(text)
        let found = try index.search(query, limit: limit)
        total = command.hasSuffix("COUNT") ? try index.snapshot().count(query) : found.count
        hits = found
      }
      let best = hits.map { Array($0.prefix(10)) } ?? []
      let shown = try best.map { "\(hasIDs ? try $0.key : "?"):\($0.score)" }
      return "\(total)\t\(shown.joined(separator: " "))"
    } catch {
      FileHandle.standardError.write(Data("\(text): \(error)\n".utf8))
      return "UNSUPPORTED"
    }
  }
}
