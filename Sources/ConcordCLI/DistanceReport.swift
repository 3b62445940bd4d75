import Concord
import ConcordServer

/// The distances of two operands as people read them, or as programs do.
struct DistanceReport {
  /// The fewest columns that hold the numbers and a bar.
  static let leastWidth = 50

  private let distances: Distances
  private let left: String
  private let right: String

  init(_ distances: Distances, left: String, right: String) {
    self.distances = distances
    self.left = left
    self.right = right
  }

  /// The distances that one line stands for.
  ///
  /// Near ones one by one, since there a word more or less decides; then up to a sentence, two, a
  /// paragraph, and what is hardly near.
  private static let buckets = [
    1...1, 2...2, 3...3, 4...4, 5...5, 6...10, 11...20, 21...50, 51...100, 101...Int.max,
  ]

  private struct Row {
    let name: String
    let leftFirst: Int
    let rightFirst: Int
    /// Documents that have both so near or nearer.
    let documents: Int
    var count: Int { leftFirst + rightFirst }
  }

  private var rows: [Row] {
    Self.buckets.map { bucket in
      let counts = distances.counts.filter { bucket.contains($0.distance) }
      let name =
        bucket.upperBound == .max
        ? ">\(bucket.lowerBound - 1)"
        : bucket.count == 1 ? "\(bucket.lowerBound)" : "\(bucket.lowerBound)–\(bucket.upperBound)"
      return Row(
        name: name, leftFirst: counts.reduce(0) { $0 + $1.leftFirst },
        rightFirst: counts.reduce(0) { $0 + $1.rightFirst },
        documents: distances.documentCount(within: bucket.upperBound))
    }
  }

  /// A table with a bar for each line.
  func lines(columns: Int) -> [TerminalText] {
    var lines = [
      operand("A", left, distances.left), operand("B", right, distances.right), TerminalText(),
    ]
    guard !distances.counts.isEmpty else {
      return lines + [TerminalText("Nowhere do the two stand in one field.")]
    }
    let rows = rows
    let head = ["distance", "A first", "B first", "articles"]
    let table = rows.map { row in
      [row.name] + [row.leftFirst, row.rightFirst, row.documents].map(NumberText.grouped)
    }
    let widths = head.indices.map { i in table.reduce(head[i].count) { max($0, $1[i].count) } }
    let room = columns - widths.reduce(0) { $0 + $1 + 2 }
    lines.append(TerminalText(Self.cells(head, widths), .dim))
    let most = rows.reduce(1) { max($0, $1.count) }
    for (cells, row) in zip(table, rows) {
      var line = TerminalText(Self.cells(cells, widths))
      let bar = TextBar.bar(row.count, of: most, columns: room)
      if !bar.isEmpty { line.add("  " + bar) }
      lines.append(line)
    }
    if distances.isolatedCount > 0 {
      lines.append(TerminalText())
      lines.append(
        TerminalText(
          "A without a B in its field: \(NumberText.grouped(distances.isolatedCount))", .dim))
    }
    return lines
  }

  private func operand(
    _ name: String, _ text: String, _ operand: Distances.Operand
  ) -> TerminalText {
    var line = TerminalText("\(name)  ")
    line.add(text, .bold)
    let times = NumberText.count(operand.occurrenceCount, "time")
    line.add("  \(times) in \(NumberText.count(operand.documentCount, "article"))", .dim)
    return line
  }

  /// Cells to the right of their columns, with two spaces between.
  private static func cells(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }
      .joined(separator: "  ")
  }

  /// Everything, every distance by itself.
  var object: JSONObject {
    var object = JSONObject()
    for (name, text, operand) in [("a", left, distances.left), ("b", right, distances.right)] {
      var side = JSONObject()
      side.add("query", text)
      side.add("occurrences", operand.occurrenceCount)
      side.add("articles", operand.documentCount)
      object.add(name, side)
    }
    object.add("articles", distances.documentCount(within: .max))
    object.add("isolated", distances.isolatedCount)
    object.add("distances", distances.counts) { item, count in
      item.add("distance", count.distance)
      item.add("aFirst", count.leftFirst)
      item.add("bFirst", count.rightFirst)
      item.add("articles", count.documentCount)
    }
    return object
  }
}
