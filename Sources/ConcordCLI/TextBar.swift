/// Bars of a chart in a terminal.
enum TextBar {
  /// A bar as long as `count` is great beside `most`, to the eighth of a column; nothing for
  /// nothing.
  static func bar(_ count: Int, of most: Int, columns: Int) -> String {
    let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    guard count > 0 else { return "" }
    let length = max(1, Int(Double(count) / Double(most) * Double(columns * 8)))
    return String(repeating: "█", count: length / 8) + eighths[length % 8]
  }
}
