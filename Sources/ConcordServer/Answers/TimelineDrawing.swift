package import Concord

/// A timeline as a bar chart in SVG 1.1, which scales to any width and follows a dark theme.
///
/// Each bar has a title that a browser shows under the pointer. The text of the query is the only
/// part that is not our own, and it is escaped.
package struct TimelineDrawing {
  /// The drawing, ready for a file.
  package let text: String

  /// Units of the drawing: about the pixels of a chart in a column of text.
  private static let width = 720.0
  private static let height = 240.0
  /// Room for the title, the numbers and the dates.
  private static let plot = (left: 48.0, top: 36.0, right: 12.0, bottom: 32.0)
  /// Units that a date takes, so that labels do not run into each other.
  private static let labelWidth = 84.0

  /// Draws `timeline` with a title above.
  package init(_ timeline: Timeline, title: String) {
    let plotWidth = Self.width - Self.plot.left - Self.plot.right
    let plotHeight = Self.height - Self.plot.top - Self.plot.bottom
    let baseline = Self.height - Self.plot.bottom
    let most = Double(max(1, timeline.map(\.documentCount).max() ?? 0))
    let step = plotWidth / Double(max(1, timeline.count))
    var body: [String] = []
    for share in [0.0, 0.5, 1.0] where (most * share).rounded() == most * share {
      let y = Self.number(baseline - share * plotHeight)
      let (left, width) = (Self.number(Self.plot.left), Self.number(plotWidth))
      body.append(#"<path class="rule" d="M\#(left) \#(y)h\#(width)"/>"#)
      body.append(
        #"<text class="count" x="\#(Self.number(Self.plot.left - 8))" y="\#(y)" dy="4">"#
          + "\(NumberText.grouped(Int(most * share)))</text>")
    }
    let labelEvery = max(1, Int((Self.labelWidth / step).rounded(.up)))
    for (i, part) in timeline.enumerated() {
      let left = Self.plot.left + Double(i) * step
      let height = Double(part.documentCount) / most * plotHeight
      if part.documentCount > 0 {
        // A gap of a fifth between bars, but none where bars are hairlines.
        let gap = step > 3 ? step / 5 : 0
        let rectangle = [left + gap / 2, baseline - height, step - gap, height].map(Self.number)
        body.append(
          #"<rect x="\#(rectangle[0])" y="\#(rectangle[1])" width="\#(rectangle[2])" "#
            + #"height="\#(rectangle[3])"><title>\#(part.date): "#
            + "\(NumberText.count(part.documentCount, "article"))</title></rect>")
      }
      if i % labelEvery == 0 {
        body.append(
          #"<text class="date" x="\#(Self.number(left + step / 2))" "#
            + #"y="\#(Self.number(baseline + 20))">\#(part.date)</text>"#)
      }
    }
    text = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" \
      role="img">
      <title>\(MarkupText.escaped(title))</title>
      <style>
      text { font: 12px system-ui, sans-serif; fill: #555 }
      .title { font-weight: 600; fill: #222 }
      .count { text-anchor: end }
      .date { text-anchor: middle }
      .rule { stroke: #ddd }
      rect { fill: #2a6f97 }
      @media (prefers-color-scheme: dark) {
        text { fill: #aaa } .title { fill: #eee } .rule { stroke: #444 } rect { fill: #61a5c2 }
      }
      </style>
      <text class="title" x="\(Int(Self.plot.left))" y="20">\(MarkupText.escaped(title))</text>
      \(body.joined(separator: "\n"))
      </svg>

      """
  }

  /// A coordinate to the hundredth, without a locale's comma.
  private static func number(_ value: Double) -> String {
    NumberText.decimal(value, digits: 2)
  }
}
