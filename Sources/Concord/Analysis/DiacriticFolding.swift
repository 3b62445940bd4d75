/// Takes the marks off Latin and Greek letters, scalar by scalar of a word.
///
/// Only there, because in other scripts a mark makes another letter: Cyrillic `й` is no `и`, and
/// vowel signs of Hindi are spelled with marks.
struct DiacriticFolding {
  private let table = ScalarProperties.table
  private let normalization = Normalization.shared
  /// Whether the marks that follow are dropped, because the letter before them is folded.
  private var dropsMarks = false
  private var parts: [UInt32] = []

  init() {}

  /// Appends what becomes of `scalar` to `output`.
  mutating func fold(_ scalar: UInt32, into output: inout [UInt8]) {
    if table[scalar].has(.nonspacingMark) {
      if !dropsMarks { output.append(scalar: scalar) }
      return
    }
    parts.removeAll(keepingCapacity: true)
    normalization.decompose(scalar, into: &parts)
    let base = parts[0]
    dropsMarks = table[base].has(.latinOrGreek)
    if let spelling = Self.spelling(of: base) {
      output.append(contentsOf: spelling.utf8)
    } else {
      output.append(scalar: dropsMarks ? base : scalar)
    }
  }

  /// Letters that have no decomposition, though people type them as plain ones.
  private static func spelling(of scalar: UInt32) -> String? {
    switch scalar {
    case 0x00C6, 0x00E6: "ae"
    case 0x00D0, 0x00F0, 0x0110, 0x0111: "d"
    case 0x00D8, 0x00F8: "o"
    case 0x00DE, 0x00FE: "th"
    case 0x00DF, 0x1E9E: "ss"
    case 0x0126, 0x0127: "h"
    case 0x0131: "i"
    case 0x0141, 0x0142: "l"
    case 0x0152, 0x0153: "oe"
    case 0x0166, 0x0167: "t"
    default: nil
    }
  }
}
