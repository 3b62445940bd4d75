/// Puts a line of a concordance into columns: the article, what stands left of the match to the
/// right of its column, the match, and what comes after it.
///
/// Columns are those of a terminal, so that matches stand one below the other whatever the script.
/// Context is cut between words, or between characters where there is no space; no character is
/// ever cut.
struct KwicLayout {
  /// The fewest columns in which a line says anything: ten for a name, and twice as many.
  static let leastWidth = 30
  /// The most columns for the article's title: the beginning of most, and room is for context.
  private static let longestLabel = 24

  private let label: Int
  private let before: Int
  private let after: Int

  init(width: Int) {
    label = min(Self.longestLabel, width / 4)
    let rest = width - label - 2
    // The match takes room from the right side; so that has a little more.
    before = rest * 2 / 5
    after = rest - before
  }

  func line(_ line: KwicLine) -> TerminalText {
    let name = Self.name(line.title ?? line.key, columns: label)
    var text = TerminalText(name.text, .dim)
    let left = Self.end(of: line.before, columns: before)
    text.add(String(repeating: " ", count: label - name.columns + 2 + before - left.columns))
    text.add(left.text)
    let match = line.match.map(\.text).joined()
    let isWhole = Self.start(of: match, columns: after).text.utf8.count == match.utf8.count
    // A match that is too long for the line ends in a space and an ellipsis.
    var room = isWhole ? after : after - 2
    for piece in line.match {
      let shown = Self.start(of: piece.text, columns: room)
      let isCut = shown.text.utf8.count < piece.text.utf8.count
      text.add(
        isCut ? Self.words(atStartOf: piece.text, columns: room) : shown.text,
        piece.isAsked ? .match : .plain)
      room -= shown.columns
      if isCut {
        text.add(" …")
        return text
      }
    }
    text.add(Self.words(atStartOf: line.after, columns: room))
    return text
  }

  /// A title, cut with an ellipsis where it is too long.
  private static func name(_ title: String, columns: Int) -> (text: String, columns: Int) {
    let whole = start(of: title, columns: columns)
    guard whole.text.utf8.count < title.utf8.count else { return whole }
    let cut = start(of: title, columns: columns - 1)
    return (cut.text + "…", cut.columns + 1)
  }

  /// As many of the first characters as fit.
  private static func start(of text: String, columns: Int) -> (text: String, columns: Int) {
    var end = text.startIndex
    var taken = 0
    while end < text.endIndex {
      let next = TerminalText.cell(text[end]).columns
      if taken + next > columns { break }
      taken += next
      end = text.index(after: end)
    }
    return (String(text[..<end]), taken)
  }

  /// As many of the first characters as fit, without the beginning of a word.
  private static func words(atStartOf text: String, columns: Int) -> String {
    let shown = start(of: text, columns: columns).text
    let next = text.utf8.index(text.startIndex, offsetBy: shown.utf8.count)
    guard next < text.endIndex, text[next] != " ", let space = shown.lastIndex(of: " ") else {
      return shown
    }
    return String(shown[..<space])
  }

  /// As many of the last characters as fit, without the end of a word.
  private static func end(of text: String, columns: Int) -> (text: String, columns: Int) {
    var start = text.endIndex
    var taken = 0
    // The columns behind the first space of what is shown, and where it is.
    var space: (index: String.Index, columns: Int)?
    while start > text.startIndex {
      let previous = text.index(before: start)
      let next = TerminalText.cell(text[previous]).columns
      if taken + next > columns {
        // Cut in a word: it is left out, unless it is all there is.
        if text[previous] != " ", let space { return (String(text[space.index...]), space.columns) }
        break
      }
      if text[previous] == " ", start < text.endIndex { space = (start, taken) }
      taken += next
      start = previous
    }
    return (String(text[start...]), taken)
  }
}
