import ArgumentParser
import Concord
import Foundation
import Synchronization

/// The command `concord-bench load`.
struct LoadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Measure how many queries several threads answer together",
    discussion: "Each thread takes the next query as soon as it is done with one.")

  @Argument(help: "An index.") var index: String
  @Argument(help: "A file of queries.") var queries: String
  @Option(help: "The most threads.") var threads = 2
  @Option(help: "How often to ask each query.") var rounds = 20

  func run() throws {
    let index = try SearchIndex(path: index)
    let queries = try QueryFile(path: queries).lines.map { try Query($0.query) }
    for query in queries { _ = try index.search(query) }
    print("| threads | queries a second |")
    print("|---|---|")
    for count in 1...threads {
      let elapsed = ContinuousClock().measure { ask(queries, of: index, threads: count) }
      let rate = Double(queries.count * rounds) / (elapsed / .seconds(1))
      print("| \(count) | \(Int(rate)) |")
    }
  }

  private func ask(_ queries: [Query], of index: SearchIndex, threads: Int) {
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let i = next.add(1, ordering: .relaxed).oldValue
        guard i < queries.count * rounds else { return }
        // Each was asked before, and had no error then.
        _ = try? index.search(queries[i % queries.count])
      }
    }
  }
}
