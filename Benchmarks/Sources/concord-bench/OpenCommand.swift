import ArgumentParser
import Concord
import Foundation

/// The command `concord-bench open`.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Measure opening an index, and the first query after it",
    discussion: """
      The index is opened anew for each query, so that nothing of it is decompressed; the files \
      should be in the system's cache. The query is then repeated, and the fastest run is the warm \
      one.
      """)

  @Argument(help: "An index.") var index: String
  @Argument(help: "A file of queries.") var queries: String

  func run() throws {
    let file = try QueryFile(path: queries)
    // What a process does only once is no part of opening.
    _ = try SearchIndex(path: index).search(Query("warm up"))
    let clock = ContinuousClock()
    var openings: [Double] = []
    var times: [String: [(first: Double, warm: Double)]] = [:]
    for line in file.lines {
      let query = try Query(line.query)
      var opened: SearchIndex?
      openings.append(try clock.measure { opened = try SearchIndex(path: index) }.microseconds)
      guard let opened else { continue }
      let first = try clock.measure { _ = try opened.search(query) }.microseconds
      var warm = Double.infinity
      for _ in 0..<5 {
        warm = min(warm, try clock.measure { _ = try opened.search(query) }.microseconds)
      }
      times[line.name, default: []].append((first, warm))
    }
    print("opening, µs: mean \(Int(openings.mean)), p99 \(Int(openings.quantile(0.99)))\n")
    print("| class | first, µs | warm, µs | ratio of the means | p99 of first, µs |")
    print("|---|---|---|---|---|")
    for name in file.classes {
      let firsts = times[name, default: []].map(\.first)
      let warms = times[name, default: []].map(\.warm)
      let ratio = String(format: "%.1f", firsts.mean / warms.mean)
      let p99 = Int(firsts.quantile(0.99))
      print("| \(name) | \(Int(firsts.mean)) | \(Int(warms.mean)) | \(ratio) | \(p99) |")
    }
  }
}
