package import Concord

/// A timeline for programs.
package struct TimelineAnswer {
  private let timeline: Timeline
  private let field: String

  package init(_ timeline: Timeline, field: String) {
    self.timeline = timeline
    self.field = field
  }

  /// All counts.
  package var object: JSONObject {
    var object = JSONObject()
    object.add("field", field)
    object.add("unit", "\(timeline.unit)")
    object.add("articles", timeline.documentCount)
    object.add("undated", timeline.undatedCount)
    object.add("vague", timeline.vagueCount)
    object.add("unreadable", timeline.unreadableCount)
    object.add("parts", timeline) { item, part in
      item.add("date", part.date)
      item.add("count", part.documentCount)
    }
    return object
  }
}
