package import Concord

/// A hit with what is shown of it.
package struct HitAnswer {
  /// Its place among all hits, from 1.
  package let rank: Int
  package let hit: Hit
  package let document: Document
  /// The piece of the text that shows best why it matched; nil if it has no text.
  package let snippet: Snippet?
  /// What made it match.
  private let matches: MatchReport

  /// Fields that every answer names.
  private static let usualFields = ["title", "path", "date", "author", "url"]

  package init(_ hit: Hit, rank: Int) throws(ConcordError) {
    self.hit = hit
    self.rank = rank
    document = try hit.document()
    matches = try MatchReport(hit)
    // The title has a line of its own already.
    snippet = try hit.snippet(of: document.fields["body"] == nil ? nil : "body")
  }

  /// The title, or the key where there is none.
  package var title: String { document.fields["title"] ?? document.key }

  /// The snippet with `…` where text was left out.
  package var snippetText: String? {
    snippet.map { ($0.isCutAtStart ? "… " : "") + $0.text + ($0.isCutAtEnd ? " …" : "") }
  }

  /// The hit for programs.
  package func object(total: Int? = nil, fields: [String] = []) -> JSONObject {
    var object = JSONObject()
    object.add("rank", rank)
    object.add("score", hit.score)
    object.add("key", document.key)
    for name in Self.usualFields { object.add(name, document.fields[name]) }
    object.add("snippet", snippetText)
    matches.add(to: &object)
    if let total { object.add("total", total) }
    if !fields.isEmpty {
      var further = JSONObject()
      for name in fields { further.add(name, document.fields[name]) }
      object.add("fields", further)
    }
    return object
  }
}
