import Concord

/// An article with what matched in it, and others like it.
struct ArticleAnswer {
  /// Similar articles that are shown.
  private static let similarLimit = 5

  let document: Document
  /// Where in the UTF-8 bytes of a field's text the words are that matched, in order.
  let matches: [String: [Range<Int>]]
  let similar: [HitAnswer]
  /// What was searched for.
  let parameters: SearchParameters

  /// The article with this key.
  init(key: String, _ parameters: SearchParameters, in snapshot: Snapshot) throws {
    guard let document = try snapshot.document(key: key) else {
      throw RequestError.notFound("there is no article with this key")
    }
    self.document = document
    self.parameters = parameters
    var matches: [String: [Range<Int>]] = [:]
    if !parameters.text.isEmpty,
      let hit = try snapshot.hit(for: try parameters.query(for: snapshot.schema).typed, key: key)
    {
      for match in try hit.matches() where matches[match.field] == nil {
        matches[match.field] = match.ranges
      }
    }
    self.matches = matches
    let hits = try snapshot.search(similarToKey: key, limit: Self.similarLimit)
    similar = try hits?.enumerated().map { try HitAnswer($1, rank: $0 + 1) } ?? []
  }

  /// One object for programs.
  var object: JSONObject {
    var object = JSONObject()
    object.add("key", document.key)
    var fields = JSONObject()
    for name in document.fields.keys.sorted() { fields.add(name, document.fields[name]) }
    object.add("fields", fields)
    let places = matches.keys.sorted().flatMap { field in
      (matches[field] ?? []).map { (field: field, range: $0) }
    }
    object.add("matches", places) { item, place in
      item.add("field", place.field)
      item.add("start", place.range.lowerBound)
      item.add("end", place.range.upperBound)
    }
    object.add("similar", similar.map { $0.object() })
    return object
  }
}
