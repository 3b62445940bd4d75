import Concord

/// What a search finds, with all that a page or a program is told of it.
struct SearchAnswer {
  /// A value of a field, and how many of the articles have it.
  typealias Count = (value: String, count: Int)

  /// Values of a facet that are shown.
  private static let facetLimit = 10

  let parameters: SearchParameters
  let hits: [HitAnswer]
  let total: Int
  let authors: [Count]
  /// Months, the latest first.
  let months: [Count]
  /// Why nothing is found, or what looks misspelt.
  let advice: [String]
  /// A query to try in its place.
  let correction: String?

  init(_ parameters: SearchParameters, in snapshot: Snapshot) async throws {
    self.parameters = parameters
    let (typed, query) = try parameters.query(for: snapshot.schema)
    let found = try await snapshot.search(
      query, sortedBy: parameters.sort, limit: parameters.limit, offset: parameters.offset,
      countingAll: true)
    total = try found.exactTotal()
    hits = try found.enumerated().map { try HitAnswer($1, rank: parameters.offset + $0 + 1) }
    try Task.checkCancellation()
    authors = try Self.counts("author", nil, query, snapshot)
    months = try Self.counts("date", .month, query, snapshot).sorted { $0.value > $1.value }
    if total == 0, !parameters.text.isEmpty {
      let diagnosis = try snapshot.diagnosis(of: typed)
      let unknownFields = snapshot.schema.unknownFields(in: parameters.text)
      advice = diagnosis.sentences(noun: "article") + unknownFields.map(\.sentence)
      correction = diagnosis.correction?.query.description
    } else {
      advice = []
      correction = nil
    }
  }

  /// The most frequent values of a field; none if the index has no such field with a column.
  private static func counts(
    _ field: String, _ unit: Facets.DateUnit?, _ query: Query, _ snapshot: Snapshot
  ) throws -> [Count] {
    let hasColumn = snapshot.schema.fields.contains { known in
      guard known.name == field else { return false }
      switch known.kind {
      case .date: return true
      case .keyword, .number: return unit == nil
      default: return false
      }
    }
    guard hasColumn else { return [] }
    return try snapshot.facets(of: field, for: query, by: unit, limit: facetLimit).map {
      ($0.text, $0.documentCount)
    }
  }

  /// One object for programs.
  var object: JSONObject {
    var object = JSONObject()
    object.add("query", parameters.text)
    object.add("total", total)
    object.add("offset", parameters.offset)
    object.add("hits", hits.map { $0.object() })
    var facets = JSONObject()
    for (name, counts) in [("author", authors), ("date", months)] {
      facets.add(name, counts) { item, count in
        item.add("value", count.value)
        item.add("count", count.count)
      }
    }
    object.add("facets", facets)
    object.add("advice", advice)
    object.add("try", correction)
    return object
  }
}
