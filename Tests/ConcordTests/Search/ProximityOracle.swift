// The oracles of proximity: they try every choice, by the words of the specification.

import ConcordTestSupport

@testable import Concord

enum ProximityOracle {
  struct Answer: Equatable {
    var ranges: [Occurrence]
    var closest: UInt32?
  }

  /// Every choice of one element from each list, handed to `visit`.
  static func forEachChoice<T>(of lists: [[T]], _ visit: ([T]) -> Void) {
    guard !lists.contains(where: \.isEmpty) else { return }
    var indices = [Int](repeating: 0, count: lists.count)
    var choice = lists.map { $0[0] }
    while true {
      visit(choice)
      var list = 0
      while list < lists.count {
        indices[list] += 1
        if indices[list] < lists[list].count { break }
        indices[list] = 0
        choice[list] = lists[list][0]
        list += 1
      }
      if list == lists.count { return }
      choice[list] = lists[list][indices[list]]
    }
  }

  static func matches(
    _ operands: [[Occurrence]], _ proximity: Proximity, breaks: TextBreaks
  ) -> Answer {
    if proximity.isNegated {
      let near = Proximity(proximity.kind)
      let ranges = operands[0].filter { left in
        !operands[1].contains { right in
          let sharesPosition = left.start <= right.end && right.start <= left.end
          return sharesPosition || measure([left, right], near, breaks) != nil
        }
      }
      return Answer(ranges: ranges, closest: ranges.isEmpty ? nil : .max)
    }
    var ranges: Set<Occurrence> = []
    var closest: UInt32?
    forEachChoice(of: operands) { choice in
      guard let measure = measure(choice, proximity, breaks) else { return }
      ranges.insert(covering(choice))
      closest = min(closest ?? .max, measure)
    }
    return Answer(ranges: ranges.sorted(), closest: closest)
  }

  private static func covering(_ choice: [Occurrence]) -> Occurrence {
    var range = choice[0]
    for occurrence in choice {
      range.start = min(range.start, occurrence.start)
      range.end = max(range.end, occurrence.end)
    }
    return range
  }

  /// last end − first start − Σ(length − 1), if the choice satisfies the proximity.
  private static func measure(
    _ choice: [Occurrence], _ proximity: Proximity, _ breaks: TextBreaks
  ) -> UInt32? {
    for i in choice.indices.dropFirst() {
      for j in 0..<i {
        let isBefore = choice[j].end < choice[i].start
        let isBehind = choice[i].end < choice[j].start
        if proximity.inOrder ? !isBefore : !(isBefore || isBehind) { return nil }
      }
    }
    let range = covering(choice)
    var measure = range.end - range.start
    for occurrence in choice { measure -= occurrence.end - occurrence.start }
    switch proximity.kind {
    case .within(let distance):
      if measure > distance { return nil }
    case .sentence:
      if breaks.sentenceStarts.contains(where: { range.start < $0 && $0 <= range.end }) {
        return nil
      }
    case .paragraph:
      if breaks.paragraphStarts.contains(where: { range.start < $0 && $0 <= range.end }) {
        return nil
      }
    }
    return measure
  }

  /// Sloppy phrases: all choices of different positions with a spread of at most `slop`.
  static func sloppy(_ slots: [[UInt32]], offsets: [UInt32], slop: UInt32) -> Answer {
    var ranges: Set<Occurrence> = []
    var closest: UInt32?
    forEachChoice(of: slots) { choice in
      var least = Int.max
      var greatest = Int.min
      for (i, position) in choice.enumerated() {
        if choice[..<i].contains(position) { return }
        least = min(least, Int(position) - Int(offsets[i]))
        greatest = max(greatest, Int(position) - Int(offsets[i]))
      }
      guard greatest - least <= Int(slop), let first = choice.min(), let last = choice.max() else {
        return
      }
      ranges.insert(Occurrence(start: first, end: last))
      closest = min(closest ?? .max, UInt32(greatest - least))
    }
    return Answer(ranges: ranges.sorted(), closest: closest)
  }
}

/// Small random texts, and what may stand beside a NEAR in them.
struct RandomProximityText {
  var words: [Int]
  var breaks = TextBreaks()

  init(_ random: inout SeededGenerator, length: ClosedRange<Int> = 1...10) {
    let alphabet = Int.random(in: 2...4, using: &random)
    let count = Int.random(in: length, using: &random)
    words = (0..<count).map { _ in Int.random(in: 0..<alphabet, using: &random) }
    for position in 1..<UInt32(max(count, 2)) where Int.random(in: 0..<4, using: &random) == 0 {
      breaks.sentenceStarts.append(position)
      if Bool.random(using: &random) { breaks.paragraphStarts.append(position) }
    }
  }

  func word(_ word: Int) -> [Occurrence] { phrase([word]) }

  func phrase(_ phrase: [Int]) -> [Occurrence] {
    guard phrase.count <= words.count else { return [] }
    return (0...words.count - phrase.count)
      .filter { Array(words[$0..<$0 + phrase.count]) == phrase }
      .map { Occurrence(start: UInt32($0), end: UInt32($0 + phrase.count - 1)) }
  }

  /// A phrase of up to `length` words that mostly stands in the text.
  func somePhrase(_ length: Int, _ random: inout SeededGenerator) -> [Occurrence] {
    let start = Int.random(in: 0..<words.count, using: &random)
    let count = Int.random(in: 1...length, using: &random)
    return phrase(Array(words[start...].prefix(count)))
  }

  /// Any ranges at all, as prefixes, OR groups and nested NEARs may give together.
  func someRanges(_ count: Int, _ random: inout SeededGenerator) -> [Occurrence] {
    var ranges: Set<Occurrence> = []
    for _ in 0..<count {
      let start = UInt32.random(in: 0..<UInt32(words.count), using: &random)
      let end = UInt32.random(in: start...min(start + 4, UInt32(words.count) - 1), using: &random)
      ranges.insert(Occurrence(start: start, end: end))
    }
    return ranges.sorted()
  }
}

extension Proximity {
  /// Any proximity for `count` operands.
  static func random(operands count: Int, _ random: inout SeededGenerator) -> Proximity {
    let shape = Int.random(in: 0..<(count == 2 ? 5 : 4), using: &random)
    let kind: Kind =
      switch Int.random(in: 0..<6, using: &random) {
      case 0: .sentence
      case 1: .paragraph
      default: .within(Int.random(in: 1...count + 3, using: &random))
      }
    return Proximity(kind, inOrder: shape < 2, isNegated: shape == 4)
  }
}
