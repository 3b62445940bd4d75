import Concord

/// The occurrences that made an article match, for programs.
struct MatchReport {
  /// How many are written of an article: more than a page can highlight, and a few kilobytes.
  private static let limit = 100

  /// The first of them, and one more if there are more than are written.
  private let found: [MatchedOccurrence]

  init(_ hit: Hit) throws(ConcordError) {
    found = try hit.occurrences(limit: Self.limit + 1)
  }

  /// Adds the occurrences, and whether there are more of them.
  func add(to object: inout JSONObject) {
    object.add("matches", found.prefix(Self.limit).map(Self.object))
    object.add("hasMoreMatches", found.count > Self.limit)
  }

  private static func object(_ match: MatchedOccurrence) -> JSONObject {
    var object = JSONObject()
    object.add("field", match.field)
    object.add("query", match.query.description)
    object.add("firstPosition", match.positions.lowerBound)
    object.add("lastPosition", match.positions.upperBound)
    if let range = match.range {
      object.add("start", range.lowerBound)
      object.add("end", range.upperBound)
    }
    object.add("words", match.words.map(Self.object))
    return object
  }

  private static func object(_ word: MatchedOccurrence.Word) -> JSONObject {
    var object = JSONObject()
    object.add("operand", word.operand)
    object.add("position", word.position)
    if let range = word.range {
      object.add("start", range.lowerBound)
      object.add("end", range.upperBound)
    }
    return object
  }
}
