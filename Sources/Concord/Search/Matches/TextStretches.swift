/// The parts of a text that lie around matches, so that the rest of a long text is left alone.
struct TextStretches {
  /// Bytes in all that are looked at, at most: some hundred thousand words.
  ///
  /// What matches beyond them is not shown.
  private static let byteLimit = 4 << 20

  /// In the order of the text, and apart; they begin and end between scalars.
  let list: [Range<Int>]
  /// Whether white space alone is before the first, and after the last.
  let beginsText: Bool
  let endsText: Bool

  /// The stretches with `margin` bytes or a little less around each of `ranges`, which are in order
  /// and apart; the beginning of the text if there are none.
  init(_ text: Span<UInt8>, around ranges: [Range<Int>], margin: Int) {
    var first = 0
    while first < text.count, text.scalar(at: first).value.isWhiteSpace {
      first += text.scalar(at: first).byteCount
    }
    var end = text.count
    while let scalar = text.scalar(before: end), scalar.value.isWhiteSpace {
      end -= scalar.byteCount
    }
    var list: [Range<Int>] = []
    var left = Self.byteLimit
    for range in ranges.isEmpty ? [first..<first] : ranges {
      let start = max(first, range.lowerBound - margin)
      let stop = min(text.count, range.upperBound + margin)
      guard start <= stop else { continue }
      // Those that are nearly one are one.
      if let last = list.last, start <= last.upperBound + margin {
        left -= max(0, stop - last.upperBound)
        if left < 0 { break }
        list[list.count - 1] = last.lowerBound..<max(last.upperBound, stop)
      } else {
        left -= stop - start
        if left < 0, !list.isEmpty { break }
        list.append(start..<stop)
      }
    }
    beginsText = (list.first?.lowerBound ?? 0) <= first
    endsText = (list.last?.upperBound ?? end) >= end
    for i in list.indices {
      let (start, stop) = (list[i].lowerBound, list[i].upperBound)
      list[i] = Self.scalarStart(start, text)..<Self.scalarStart(stop, text)
    }
    self.list = list
  }

  /// The first byte of the scalar that has the byte at `offset`.
  private static func scalarStart(_ offset: Int, _ text: Span<UInt8>) -> Int {
    var start = offset
    while start > 0, start < text.count, text[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }
}
