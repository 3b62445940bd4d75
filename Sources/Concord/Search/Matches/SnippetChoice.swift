/// Chooses the parts of a text that a snippet shows.
///
/// One part is best if it can hold a word for every word of the query that is in the text. Else
/// two parts of half the length are tried, the second for what the first has not.
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

  /// What two neighbours of different slots add, if they stand side by side, of the lighter one's
  /// weight.
  ///
  /// Less than one, so that no nearness outweighs another word of the query.
  private static let nearnessShare: Float = 0.5
  /// What a repetition adds, of its weight: enough to decide between equals.
  private static let repetitionShare: Float = 0.01

  /// The pieces of each part, in the order of the text: one part or two.
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
    let one = text.frame(whole.firstPiece, whole.lastPiece, width: length)
    guard whole.slots.count < search.slotCount,
      let first = search.best(width: length / 2, without: []),
      let second = search.best(width: length / 2, without: first.slots),
      first.value + second.value > whole.value
    else {
      parts = [one]
      return
    }
    var frames = [first, second].map {
      text.frame($0.firstPiece, $0.lastPiece, width: length / 2)
    }
    frames.sort { $0.lowerBound < $1.lowerBound }
    let doTouch = frames[0].upperBound + 1 >= frames[1].lowerBound
    let upper = max(frames[0].upperBound, frames[1].upperBound)
    parts = doTouch ? [frames[0].lowerBound...upper] : frames
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
        var value: Float = 0
        var last = first
        for i in first..<left.count {
          guard i == first || text.width(left[first].piece, left[i].piece) <= width else { break }
          let mark = left[i]
          if lastSeen[mark.slot] == first {
            value += repetitionShare * mark.weight
          } else {
            lastSeen[mark.slot] = first
            value += mark.weight
            last = i
            if i > first { value += nearness(left[i - 1], mark) }
          }
        }
        if best.map({ value > $0.value }) ?? true { best = (first, last, value) }
      }
      return best.map {
        Window(
          firstPiece: left[$0.first].piece, lastPiece: left[$0.last].piece,
          slots: Set(left[$0.first...$0.last].map(\.slot)), value: $0.value)
      }
    }

    private func nearness(_ left: Mark, _ right: Mark) -> Float {
      nearnessShare * min(left.weight, right.weight)
        / Float(max(1, right.position - left.position))
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
