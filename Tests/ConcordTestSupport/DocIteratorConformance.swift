@testable import Concord

/// Checks an iterator against the documents that it should visit, by the contract of `DocIterator`
/// and `Scorer`: whatever the order of calls, it behaves as a plain loop over an array would.
struct DocIteratorConformance {
  /// What is wrong, if anything.
  private(set) var failures: [String] = []
  /// The documents to visit, rising, and their scores if it is a scorer.
  let documents: [UInt32]
  var scores: [UInt32: Double] = [:]

  init(_ documents: [UInt32], scores: [UInt32: Double] = [:]) {
    self.documents = documents
    self.scores = scores
  }

  private func first(atLeast target: UInt32) -> DocID {
    var (low, high) = (0, documents.count)
    while low < high {
      let middle = (low + high) / 2
      if documents[middle] < target { low = middle + 1 } else { high = middle }
    }
    return low < documents.count ? DocID(documents[low]) : .end
  }

  private mutating func expect(_ found: DocID, _ expected: DocID, _ call: String) {
    guard found != expected, failures.count < 5 else { return }
    failures.append("\(call): \(found.rawValue), expected \(expected.rawValue)")
  }

  /// Visits all documents by `next()`.
  mutating func walk(
    _ iterator: any DocIterator, visit: (DocID) throws -> String? = { _ in nil }
  ) throws {
    for document in documents {
      expect(iterator.current, DocID(document), "current")
      guard failures.isEmpty else { return }
      if let failure = try visit(iterator.current) { failures.append(failure) }
      let found = try iterator.next()
      expect(found, first(atLeast: document + 1), "next() from \(document)")
      expect(iterator.current, found, "current after next()")
    }
    expect(try iterator.next(), .end, "next() at the end")
    expect(try iterator.advance(to: .end), .end, "advance(to:) at the end")
    expect(iterator.current, .end, "current at the end")
  }

  /// Calls everything in random order, steps of very different sizes among them.
  ///
  /// `visit` is called at most once a document.
  mutating func interleave(
    _ iterator: any DocIterator, _ random: inout SeededGenerator,
    visit: (DocID) throws -> String? = { _ in nil }
  ) throws {
    /// Documents before this one are not to be asked for: bounds beyond them were.
    var floor = DocID(0)
    let reach =
      [2, 50, 3000, 200_000, Int(documents.last ?? 0) + 2].randomElement(using: &random) ?? 2
    let span = max(1, Int(documents.last ?? 0) / max(1, documents.count))
    let step = [1, span, 100 * span, reach].randomElement(using: &random) ?? 1
    var visited: DocID?
    while iterator.current != .end, failures.isEmpty {
      let current = iterator.current
      if current >= floor, visited != current, Bool.random(using: &random) {
        visited = current
        if let failure = try visit(current) { failures.append(failure) }
        try checkScore(iterator)
      }
      switch Int.random(in: 0..<8, using: &random) {
      case 0...2 where current.next >= floor:
        expect(
          try iterator.next(), first(atLeast: current.rawValue + 1),
          "next() from \(current.rawValue)")
      case 3:
        let target = DocID(UInt32.random(in: 0...current.rawValue, using: &random))
        expect(try iterator.advance(to: target), current, "advance(to:) of an earlier document")
      case 4:
        let target = first(atLeast: max(floor.rawValue, current.rawValue + 1))
        expect(
          try iterator.advance(to: target), target,
          "advance(to: \(target.rawValue)), which is there")
      case 5...6:
        let far = Int(max(floor, current).rawValue) + Int.random(in: 0...step, using: &random)
        let target = DocID(UInt32(min(far, Int(UInt32.max))))
        expect(
          try iterator.advance(to: target), first(atLeast: target.rawValue),
          "advance(to: \(target.rawValue)) from \(current.rawValue)")
      default:
        try checkBounds(iterator, &floor, step, &random)
      }
      expect(iterator.current, max(iterator.current, current), "current never falls")
    }
  }

  private mutating func checkScore(_ iterator: any DocIterator) throws {
    guard let scorer = iterator as? any Scorer else { return }
    let (found, expected) = (try scorer.score(), scores[scorer.current.rawValue] ?? .nan)
    if found != expected {
      failures.append("score of \(scorer.current.rawValue): \(found), expected \(expected)")
    }
  }

  /// Asks for the end of a block and a bound up to there or to some place, both from a document on
  /// that may lie ahead.
  private mutating func checkBounds(
    _ iterator: any DocIterator, _ floor: inout DocID, _ step: Int, _ random: inout SeededGenerator
  ) throws {
    guard let scorer = iterator as? any Scorer else { return }
    let ahead = Bool.random(using: &random) ? 0 : Int.random(in: 0...step, using: &random)
    let from = DocID(
      UInt32(min(Int(max(floor, scorer.current).rawValue) + ahead, Int(UInt32.max) - 1)))
    floor = from
    var last: DocID
    switch Int.random(in: 0..<3, using: &random) {
    case 0: last = try scorer.lastDocumentOfBlock(from: from)
    case 1: last = try scorer.lastDocumentOfGroup(from: from)
    default: last = DocID(UInt32(min(Int(from.rawValue) + step, Int(UInt32.max))))
    }
    if last < from { failures.append("a block from \(from.rawValue) ends at \(last.rawValue)") }
    let bound = try scorer.bound(from: from, through: last)
    var document = first(atLeast: from.rawValue)
    while document != .end, document <= last {
      let score = scores[document.rawValue] ?? .nan
      if !(Float(score) <= bound) {
        failures.append("bound \(bound) < \(score) of \(document.rawValue)")
        return
      }
      document = first(atLeast: document.rawValue + 1)
    }
  }
}
