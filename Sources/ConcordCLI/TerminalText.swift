/// A line of text in several styles, made safe for a terminal when it is shown.
///
/// Whatever comes from documents, file names or queries is shown through this type: a character
/// that a terminal would obey rather than show is written as its number.
struct TerminalText {
  /// How a run of text looks on a terminal.
  ///
  /// Where there is none, all runs look alike.
  enum Style {
    case plain, bold, dim
    /// What matched: red and bold, as grep shows it.
    case match

    /// What switches the style on (ECMA-48, SGR).
    var start: String {
      switch self {
      case .plain: ""
      case .bold: "\u{1B}[1m"
      case .dim: "\u{1B}[2m"
      case .match: "\u{1B}[1;31m"
      }
    }
  }

  private var runs: [(text: String, style: Style)] = []

  /// Text in one style.
  init(_ text: String = "", _ style: Style = .plain) {
    add(text, style)
  }

  /// Adds text at the end.
  mutating func add(_ text: String, _ style: Style = .plain) {
    if !text.isEmpty { runs.append((text, style)) }
  }

  /// Adds a text in its own styles at the end.
  mutating func add(_ text: TerminalText) {
    runs += text.runs
  }

  /// The text as it is written: cut to so many columns if there is a limit, with an ellipsis, and
  /// with the codes of its styles if `isStyled`.
  func rendered(columns: Int?, isStyled: Bool) -> String {
    var output = ""
    var left = columns.map { fits($0) ? $0 : max(0, $0 - 1) } ?? .max
    var isCut = false
    for (text, style) in runs where !isCut {
      var shown = ""
      for character in text {
        let cell = Self.cell(character)
        isCut = cell.columns > left
        if isCut { break }
        left -= cell.columns
        shown += cell.text
      }
      if isCut { shown += "…" }
      let isPlain = !isStyled || style == .plain || shown.isEmpty
      output += isPlain ? shown : style.start + shown + "\u{1B}[0m"
    }
    return output
  }

  /// The columns that it takes as a whole.
  var columnCount: Int {
    runs.reduce(0) { sum, run in run.text.reduce(sum) { $0 + Self.cell($1).columns } }
  }

  private func fits(_ columns: Int) -> Bool {
    var left = columns
    for run in runs {
      for character in run.text {
        left -= Self.cell(character).columns
        if left < 0 { return false }
      }
    }
    return true
  }

  /// `text` as one line or, if it may, as several, without anything that a terminal would obey.
  static func safe(_ text: String, keepsLines: Bool = false) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      if keepsLines, scalar == "\n" { output += "\n" } else { output += safe(scalar) }
    }
    return output
  }

  /// A character as it is shown, and the columns that it takes.
  static func cell(_ character: Character) -> (text: String, columns: Int) {
    let scalars = character.unicodeScalars
    if scalars.contains(where: steersTerminal) {
      let text = character == "\r\n" ? " " : scalars.map(safe).joined()
      return (text, text.unicodeScalars.reduce(0) { $0 + columns($1) })
    }
    // A picture of several scalars is as wide as its widest; U+FE0F asks for the wide form.
    let isPicture = scalars.count > 1 && scalars.contains("\u{FE0F}")
    return (String(character), isPicture ? 2 : scalars.reduce(0) { max($0, columns($1)) })
  }

  private static func safe(_ scalar: Unicode.Scalar) -> String {
    guard steersTerminal(scalar) else { return String(scalar) }
    switch scalar {
    case "\t", "\n", "\r", "\u{2028}", "\u{2029}": return " "
    default: break
    }
    let number = String(scalar.value, radix: 16)
    guard scalar.value < 0x100 else { return "\\u{\(number)}" }
    return "\\x" + (number.utf8.count < 2 ? "0" : "") + number
  }

  /// Whether a terminal may obey this scalar: C0, DEL, C1, line separators, changes of direction.
  private static func steersTerminal(_ scalar: Unicode.Scalar) -> Bool {
    // Most text is ASCII, and asking for properties is slow.
    if scalar.value < 0x7F { return scalar.value < 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    default: return scalar.properties.isBidiControl
    }
  }

  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if scalar.properties.isEmojiPresentation { return 2 }
    return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// What EastAsianWidth.txt (Unicode 15.0) calls W or F, in blocks; emoji have a property.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4C6,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
    0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB, 0x1F200...0x1F265,
    0x20000...0x3FFFD,
  ]
}
