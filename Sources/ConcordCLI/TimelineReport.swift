import Concord
import ConcordServer

/// A timeline as people read it, or as programs do.
struct TimelineReport {
  /// The fewest columns that hold a day, a number and a bar.
  static let leastWidth = 30

  let timeline: Timeline
  /// The field of the dates.
  let field: String

  /// A line with a bar for each part.
  func lines(columns: Int) -> [TerminalText] {
    let numbers = timeline.map { NumberText.grouped($0.documentCount) }
    let width = numbers.map(\.utf8.count).max() ?? 0
    let most = timeline.map(\.documentCount).max() ?? 0
    return zip(timeline, numbers).map { part, number in
      var line = TerminalText(part.date, .dim)
      line.add(String(repeating: " ", count: 2 + width - number.utf8.count) + number)
      let bar = TextBar.bar(
        part.documentCount, of: most, columns: columns - part.date.utf8.count - width - 4)
      if !bar.isEmpty { line.add("  " + bar) }
      return line
    }
  }

  /// Says what is in no bar.
  func sayOthers() {
    var others: [String] = []
    func note(_ count: Int, _ one: String, _ many: String) {
      if count > 0 {
        others.append("\(NumberText.count(count, "article")) \(count == 1 ? one : many)")
      }
    }
    note(timeline.undatedCount, "has no \(field)", "have no \(field)")
    note(timeline.vagueCount, "does not tell the \(unit)", "do not tell the \(unit)")
    note(timeline.unreadableCount, "has no readable \(field)", "have no readable \(field)")
    if !others.isEmpty { Messages.say("Not shown: \(others.joined(separator: ", ")).") }
  }

  private var unit: String { "\(timeline.unit)" }

  /// Everything.
  var object: JSONObject { TimelineAnswer(timeline, field: field).object }
}
