/// Chooses the parts of a text that a snippet shows.
///
/// One part is best if it can hold a word for every word of the query that is in the text. Else
/// two parts of half the length are tried, the second for what the first has not; and if the
/// snippet is long and words are still missing, three of a third, and so on.
struct SnippetChoice {
  /// A word that matched.
  struct Mark {
    /// The piece of the text that it is in.
    let piece: Int
    let position: UInt32
    /// Which word of the query it stands for, and what that weighs.
    let slot: Int
    let weight: Float
  }

  /// What neighbours of different slots add on average, if they stand side by side, of the lighter
  /// one's weight.
  ///
  /// Less than one, so that no nearness outweighs another word of the query that weighs as much.
  private static let nearnessShare: Float = 0.5
  /// The most that repetitions add, of the weight of all slots: enough to decide between equals.
  private static let repetitionShare: Float = 0.01

  /// The scalars that a third part and every further one must have: about a dozen words.
  ///
  /// There may be two parts in any case.
  private static let leastWidth = 80
  /// With more parts than this, nobody sees what belongs together.
  private static let mostParts = 8

  /// The pieces of each part, in the order of the text.
  let parts: [ClosedRange<Int>]

  /// The best parts of about `length` scalars together.
  ///
  /// There is at least one piece.
  init(_ text: TextPieces, _ marks: [Mark], length: Int) {
    let search = WindowSearch(text: text, marks: marks)
    guard let whole = search.best(width: length, without: []) else {
      parts = [text.frame(0, 0, width: length)]
      return
    }
    var windows = [whole]
    let mostParts = min(search.slotCount, Self.mostParts, max(2, length / Self.leastWidth))
    var count = 2
    while count <= mostParts, windows.reduce(0, { $0 + $1.slots.count }) < search.slotCount {
      let more = search.best(count, width: length / count)
      let gain = more.reduce(0) { $0 + $1.value } - windows.reduce(0) { $0 + $1.value }
      if gain > 0 { windows = more }
      count += 1
    }
    let frames = windows.map {
      text.frame($0.firstPiece, $0.lastPiece, width: length / windows.count)
    }
    parts = frames.sorted { $0.lowerBound < $1.lowerBound }.joined()
  }

  /// A run of pieces with marks at both ends.
  private struct Window {
    let firstPiece: Int
    let lastPiece: Int
    let slots: Set<Int>
    let value: Float
  }

  private struct WindowSearch {
    let text: TextPieces
    let marks: [Mark]

    var slotCount: Int { Set(marks.map(\.slot)).count }

    /// The most valuable window of at most `width` scalars, slots in `without` left out of
    /// account; nil if there is no other.
    func best(width: Int, without covered: Set<Int>) -> Window? {
      let left = marks.filter { !covered.contains($0.slot) }
      var lastSeen = [Int](repeating: -1, count: (left.map(\.slot).max() ?? -1) + 1)
      var best: (first: Int, last: Int, value: Float)?
      for first in left.indices {
        var worth = Worth()
        var last = first
        for i in first..<left.count {
          guard i == first || text.width(left[first].piece, left[i].piece) <= width else { break }
          let mark = left[i]
          if lastSeen[mark.slot] == first {
            worth.repetitions += mark.weight
          } else {
            lastSeen[mark.slot] = first
            worth.slots += mark.weight
            last = i
            if i > first { worth.addNearness(left[i - 1], mark) }
          }
        }
        let value = worth.value
        if best.map({ value > $0.value }) ?? true { best = (first, last, value) }
      }
      return best.map {
        Window(
          firstPiece: left[$0.first].piece, lastPiece: left[$0.last].piece,
          slots: Set(left[$0.first...$0.last].map(\.slot)), value: $0.value)
      }
    }

    /// The most valuable windows of at most `width` scalars, each for the slots that those before
    /// it don't have; fewer than `count` if no more are needed.
    func best(_ count: Int, width: Int) -> [Window] {
      var windows: [Window] = []
      var covered: Set<Int> = []
      while windows.count < count, let next = best(width: width, without: covered) {
        windows.append(next)
        covered.formUnion(next.slots)
      }
      return windows
    }
  }

  /// What a window is worth.
  private struct Worth {
    /// The weights of the slots, and of the marks that repeat one.
    var slots: Float = 0
    var repetitions: Float = 0
    private var nearness: Float = 0
    private var neighbours: Float = 0

    /// Counts how near the first mark of a slot is to the mark before it.
    mutating func addNearness(_ left: Mark, _ right: Mark) {
      neighbours += 1
      nearness += min(left.weight, right.weight) / Float(max(1, right.position - left.position))
    }

    var value: Float {
      let near = nearness / max(1, neighbours)
      let repeated = repetitions > 0 ? slots * repetitions / (slots + repetitions) : 0
      return slots + SnippetChoice.nearnessShare * near + SnippetChoice.repetitionShare * repeated
    }
  }
}

extension TextPieces {
  /// The pieces that show those from `first` to `last` with as much around them as `width` scalars
  /// have room for: from the nearest beginning of a sentence if it is that near, else with half of
  /// the room before them.
  fileprivate func frame(_ first: Int, _ last: Int, width: Int) -> ClosedRange<Int> {
    var start = first
    while start > 0, !pieces[start].startsSentence, self.width(start - 1, last) <= width {
      start -= 1
    }
    let beginsSentence = pieces[start].startsSentence
    if !beginsSentence {
      start = first
      let context = (width - self.width(first, last)) / 2
      while start > 0, pieces[first].column - pieces[start - 1].column <= context { start -= 1 }
    }
    var end = last
    while end + 1 < pieces.count, self.width(start, end + 1) <= width { end += 1 }
    // At the end of the text, what room is left is for what comes before.
    if end == pieces.count - 1 {
      var earlier = start
      while earlier > 0, self.width(earlier - 1, end) <= width {
        earlier -= 1
        if !beginsSentence || pieces[earlier].startsSentence { start = earlier }
      }
    }
    return start...end
  }
}

extension [ClosedRange<Int>] {
  /// Ranges that are in order, those that overlap or touch as one.
  fileprivate func joined() -> [ClosedRange<Int>] {
    var result: [ClosedRange<Int>] = []
    for range in self {
      if let last = result.last, range.lowerBound <= last.upperBound + 1 {
        let end = Swift.max(last.upperBound, range.upperBound)
        result[result.count - 1] = last.lowerBound...end
      } else {
        result.append(range)
      }
    }
    return result
  }
}
