import Benchmark
import Concord

/// The documents that two lists share: counted as sets, and the ten best of them found.
func intersectBenchmarks() {
  for (name, gap) in [("alike", 3), ("one in sixteen", 48), ("one in 256", 768)] {
    intersectBenchmark("intersect, \(name)", gap: gap)
  }
}

/// Two words of an index in memory, one in every third document, one in every `gap`th.
private func intersectBenchmark(_ name: String, gap: Int) {
  do {
    let index = try SearchIndex(inMemory: Schema(.text("text", .simple)))
    var generator = SeededGenerator()
    try index.write { writer in
      for i in 0..<100_000 {
        var words = ["every"]
        if Int.random(in: 0..<3, using: &generator) == 0 { words.append("third") }
        if Int.random(in: 0..<gap, using: &generator) == 0 { words.append("other") }
        let text = words.joined(separator: " ")
        try writer.add(Document(key: "\(i)", fields: ["text": text]))
      }
    }
    try index.merge()
    let snapshot = index.snapshot()
    let query = try Query("+third +other")
    Benchmark(name + ", count") { _ in blackHole(try snapshot.count(query)) }
    Benchmark(name + ", ten best") { _ in blackHole(try snapshot.search(query)) }
  } catch {
    preconditionFailure("An index in memory fails at nothing: \(error)")
  }
}
