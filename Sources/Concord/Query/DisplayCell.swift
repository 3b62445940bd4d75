/// A character as a terminal shows it: a printable text and the columns that it takes.
struct DisplayCell {
  /// The character, or its escape if it is one that a terminal would obey rather than show.
  let text: String
  /// The columns `text` takes: 2 for wide East Asian characters and emoji, 0 for lone marks.
  let columns: Int

  init(_ character: Character) {
    let scalars = character.unicodeScalars
    if scalars.contains(where: \.steersTerminal) {
      // White space that would leave the line is shown as a space, all else as its number.
      text = scalars.map { scalar in
        if "\t\n\r\u{B}\u{C}\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar) { return " " }
        return scalar.steersTerminal ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
      }.joined()
      columns = text.unicodeScalars.reduce(0) { $0 + $1.columns }
    } else {
      text = String(character)
      // Emoji are one picture, however many scalars they are joined from; U+FE0F asks for it.
      let isPicture = scalars.contains("\u{FE0F}") && scalars.count > 1
      columns = isPicture ? 2 : scalars.reduce(0) { max($0, $1.columns) }
    }
  }
}

extension Unicode.Scalar {
  /// Whether a terminal may obey this scalar: controls, line separators, changes of direction.
  fileprivate var steersTerminal: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: properties.isBidiControl
    }
  }

  /// The columns of the scalar in a terminal.
  fileprivate var columns: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if properties.isEmojiPresentation { return 2 }
    return Unicode.Scalar.wideRanges.contains { $0.contains(value) } ? 2 : 1
  }

  /// What EastAsianWidth.txt (Unicode 15.0) calls W or F, except emoji, which have a property of
  /// their own.
  ///
  /// Unassigned numbers between wide ones are taken in: they are kept for such.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
    0x4E00...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB,
    0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
