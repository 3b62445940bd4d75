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
      let hit = try snapshot.hit(for: try parameters.query(for: snapshot.fields).typed, key: key)
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
    object.add(
      "matches",
      matches.keys.sorted().flatMap { field -> [JSONObject] in
        (matches[field] ?? []).map { range -> JSONObject in
          var item = JSONObject()
          item.add("field", field)
          item.add("start", range.lowerBound)
          item.add("end", range.upperBound)
          return item
        }
      })
    object.add("similar", similar.map { $0.object() })
    return object
  }
}
