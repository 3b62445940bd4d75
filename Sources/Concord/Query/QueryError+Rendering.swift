// An error as a terminal shows it:
//
//     the quotation mark is never closed
//       "reassurance force NEAR Macron
//       ^
//     try: "reassurance force" NEAR Macron
//
// The caret stands under the place by columns, not by characters or bytes, and a long query is
// cut to a window around the place.

extension QueryError {
  /// The message, the text with a caret under the place, what was expected, and the suggestion.
  ///
  /// Control characters of the query are escaped, so that a terminal cannot be steered with them.
  /// The line with the text becomes at most `columns` wide, which is at least 20.
  public func rendered(columns: Int = 78) -> String {
    precondition(columns >= 20, "An error needs at least 20 columns to show its place.")
    var lines = [message]
    // In a text of nothing there is no place to point at.
    if query.contains(where: { !$0.isWhitespace }) {
      let (line, caret) = window(columns: columns - QueryError.indent.count)
      lines.append(QueryError.indent + line)
      lines.append(QueryError.indent + String(repeating: " ", count: caret) + "^")
    }
    if let expected { lines.append("expected: \(expected)") }
    if let suggestion {
      lines.append("try: " + suggestion.map { DisplayCell($0).text }.joined())
    }
    return lines.joined(separator: "\n")
  }

  private static let indent = "  "
  private static let ellipsis = "…"

  /// The part of the query around the place that fits, and the caret's column in it.
  private func window(columns: Int) -> (line: String, caret: Int) {
    var cells: [DisplayCell] = []
    var place: Int?
    var i = query.startIndex
    while i < query.endIndex {
      let next = query.index(after: i)
      // A place inside a character (a mark on its letter) is shown under the character.
      if place == nil, range.lowerBound < next { place = cells.count }
      cells.append(DisplayCell(query[i]))
      i = next
    }
    let caretCell = place ?? cells.count
    // Grow from the place to both sides, first to a third before it so that more comes after.
    // Two columns are kept for the ellipses, one for a caret behind the end.
    var first = caretCell
    var end = caretCell
    var used = 3
    func take(_ cell: Int, upTo limit: Int) -> Bool {
      guard cells.indices.contains(cell), used + cells[cell].columns <= limit else { return false }
      used += cells[cell].columns
      return true
    }
    while take(first - 1, upTo: columns / 3) { first -= 1 }
    while take(end, upTo: columns) { end += 1 }
    while take(first - 1, upTo: columns) { first -= 1 }
    let before = first > 0 ? QueryError.ellipsis : ""
    let after = end < cells.count ? QueryError.ellipsis : ""
    let line = before + cells[first..<end].map(\.text).joined() + after
    let caret = before.count + cells[first..<caretCell].reduce(0) { $0 + $1.columns }
    return (line, caret)
  }
}
