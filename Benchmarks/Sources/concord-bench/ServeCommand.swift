import ArgumentParser
import Concord
import Foundation

/// The command `concord-bench serve`, in the line protocol of comparisons.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answer queries on standard input",
    discussion: """
      A line of input is a command, a tab and a query, where the command is COUNT, TOP_10, \
      TOP_100, TOP_1000 or TOP_10_COUNT; TOP_10#50 runs the query fifty times and answers once. \
      The answer to COUNT is the number of matches; to TOP_10 the number of hits, a tab and up to \
      ten of them, a key and a score each, joined by ':'; to TOP_10_COUNT the same with the number \
      of matches; to what an engine does not have, UNSUPPORTED. Without IDS in the environment '?' \
      stands for the keys.
      """)

  @Argument(help: "An index that concord-bench has made.") var index: String

  func run() throws {
    let server = Server(
      index: try SearchIndex(path: index),
      hasIDs: ProcessInfo.processInfo.environment["IDS"] != nil)
    while let line = readLine() {
      guard let answer = server.answer(line) else { continue }
      try FileHandle.standardOutput.write(contentsOf: Data((answer + "\n").utf8))
    }
  }
}

/// Answers the lines of the protocol.
private struct Server {
  let index: SearchIndex
  let hasIDs: Bool

  /// The answer to a line; nil if it is not one of the protocol.
  func answer(_ line: String) -> String? {
    let parts = line.split(separator: "\t", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let command = parts[0].split(separator: "#")
    let times = command.count > 1 ? Int(command[1]) ?? 1 : 1
    return answer(String(command[0]), String(parts[1]), times: times)
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
        let isCounting = command.hasSuffix("COUNT")
        let found = try index.snapshot().search(query, limit: limit, countingAll: isCounting)
        total = isCounting ? try found.exactTotal() : found.count
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
