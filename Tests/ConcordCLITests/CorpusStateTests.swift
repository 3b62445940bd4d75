// Encodes random states and reads them back; then damages the bytes in every way, which must give
// nil or a state, never a trap.

import ConcordTestSupport
import Testing

@testable import ConcordCLI

@Suite("CorpusState")
struct CorpusStateTests {
  private func randomState(_ random: inout SeededGenerator) -> CorpusState {
    var state = CorpusState()
    state.limits.maxFileSize = Int.random(in: 0...Int.max, using: &random)
    state.limits.maxExpandedSize = Int.random(in: 0...Int.max, using: &random)
    state.limits.maxRatio = Int.random(in: 0...Int.max, using: &random)
    for i in 0..<Int.random(in: 0...3, using: &random) {
      state.roots.append(
        CorpusState.Root(path: Array("/folder/\(i)".utf8), prefix: Array("\(i)/".utf8)))
    }
    var paths: Set<[UInt8]> = []
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      let parts = ["a", "letters", "1912", "é", "\u{1F433}", "x.txt"]
      let count = Int.random(in: 1...4, using: &random)
      let path = (0..<count).compactMap { _ in parts.randomElement(using: &random) }
      paths.insert(Array(path.joined(separator: "/").utf8))
    }
    for path in paths.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      var file = CorpusState.File(path: path)
      file.byteCount = Int.random(in: 0...Int.max, using: &random)
      file.modified = Int.random(in: Int.min...Int.max, using: &random)
      file.inode = UInt64.random(in: 0...UInt64.max, using: &random)
      file.articleCount = Int.random(in: 0...300, using: &random)
      file.skippedCount = Int.random(in: 0...3, using: &random)
      file.isKeyedByPath = Bool.random(using: &random)
      file.isSettled = Bool.random(using: &random)
      state.files.append(file)
    }
    return state
  }

  @Test("reads back what it wrote")
  func roundTrip() {
    var random = SeededGenerator()
    for _ in 0..<100 {
      let state = randomState(&random)
      #expect(CorpusState(state.encode()) == state, "\(random.replay)")
    }
  }

  @Test("takes any bytes")
  func hostile() {
    var random = SeededGenerator()
    let bytes = randomState(&random).encode()
    for count in 0..<bytes.count {
      #expect(CorpusState(Array(bytes[..<count])) == nil, "cut at \(count), \(random.replay)")
    }
    #expect(CorpusState(bytes + [0]) == nil)
    for _ in 0..<5_000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      if let state = CorpusState(damaged) {
        #expect(CorpusState(state.encode()) == state, "\(random.replay)")
      }
    }
    let counts =
      Array("concord corpus".utf8) + [2, 0, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 9) + [1]
    #expect(CorpusState(counts) == nil)
    for version: UInt8 in [0, 3] {
      #expect(CorpusState(Array("concord corpus".utf8) + [version, 0, 0, 0, 0, 0]) == nil)
    }
  }

  @Test("reads states without limits")
  func versionOne() throws {
    let path: [UInt8] = [0x61]
    let bytes = Array("concord corpus".utf8) + [1, 0, 1, 0, 1] + path + [5, 0, 7, 1, 0, 3]
    let state = try #require(CorpusState(bytes))
    #expect(state.limits == CorpusState.Limits())
    #expect(state.files.map(\.path) == [path])
    #expect(state.files.first?.isSettled == true)
  }
}
