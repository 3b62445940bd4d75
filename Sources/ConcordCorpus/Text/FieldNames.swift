// The five fields that articles have in common, and the names under which they come.

/// The standard names of fields, and what other names stand for them.
public enum FieldNames {
  /// Each standard name with the names that stand for it, the preferred one first.
  ///
  /// A standard name that is present is never replaced; an alias that was not needed stays a field
  /// of its own. Names are compared as they are written.
  public static let aliases: [(standard: String, others: [String])] = [
    ("title", ["headline", "Title", "subject", "og:title"]),
    ("body", ["text", "content", "articleBody", "Body", "content_text"]),
    (
      "date",
      [
        "published", "date_published", "datePublished", "published_at", "publishedAt", "pubDate",
        "pubdate", "created", "created_at", "timestamp", "Date",
      ]
    ),
    ("author", ["author.name", "authors", "authors.name", "byline", "creator", "Author"]),
    ("url", ["link", "canonical", "uri", "permalink", "URL"]),
  ]

  private static let standardNames: [String: (standard: String, rank: Int)] = {
    var names: [String: (standard: String, rank: Int)] = [:]
    for (standard, others) in aliases {
      for (rank, other) in others.enumerated() { names[other] = (standard, rank) }
    }
    return names
  }()

  /// Renames aliases to the standard names and rewrites the date in ISO 8601 where it parses.
  static func standardized(_ fields: [String: String]) -> [String: String] {
    var chosen: [String: (name: String, rank: Int)] = [:]
    for name in fields.keys {
      guard let (standard, rank) = standardNames[name], fields[standard] == nil else { continue }
      if let rival = chosen[standard], rival.rank < rank { continue }
      chosen[standard] = (name, rank)
    }
    var result = fields
    for (standard, choice) in chosen {
      result[standard] = result.removeValue(forKey: choice.name)
    }
    if let date = result["date"], let iso = DateText.iso8601(date) { result["date"] = iso }
    return result
  }
}
