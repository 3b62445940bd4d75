/// Rows of cells as lines, every column as wide as its widest cell.
enum TextTable {
  /// The side of a column at which its cells stand.
  enum Side {
    /// For words.
    case left
    /// For numbers.
    case right
  }

  /// The lines of some rows, whose cells are as many as there are sides.
  static func lines(_ rows: [[String]], _ sides: [Side]) -> [String] {
    let columns = rows.map { row in row.map { TerminalText($0).columnCount } }
    let widths = sides.indices.map { i in columns.map { $0[i] }.max() ?? 0 }
    return rows.indices.map { row in
      let cells = sides.indices.map { i in
        let gap = String(repeating: " ", count: widths[i] - columns[row][i])
        let isLast = i == sides.count - 1
        return sides[i] == .right ? gap + rows[row][i] : rows[row][i] + (isLast ? "" : gap)
      }
      return cells.joined(separator: "  ")
    }
  }
}
