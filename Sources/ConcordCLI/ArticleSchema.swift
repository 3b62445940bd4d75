import Concord

/// The fields of an index of articles.
enum ArticleSchema {
  /// The fields, for text of one language, of each article's own, or of any.
  static func schema(_ language: ArticleLanguage?) -> Schema {
    let analyzer = language?.analyzer ?? .standard
    var fields: [Field] = [
      // What a text is called says more of what it is about than any of its other words.
      .text("title", analyzer, weight: 2), .text("body", analyzer),
      // Names have no stems. Articles are looked for by one of an author's names, but sorted and
      // counted by all of them.
      .text("author", isDefault: false), .keyword("author", stored: false),
      .date("date"), .keyword("url"), .keyword("path"),
    ]
    if language == .guessed { fields.append(.keyword(ArticleLanguage.field)) }
    return Schema(fields, otherFields: analyzer)
  }

  /// The language of an index of articles; nil for any.
  static func language(of schema: Schema) -> ArticleLanguage?? {
    languages.first { has(schema, self.schema($0)) }
  }

  /// Throws unless `schema` is that of an index of articles, in `language` if one is named.
  static func require(
    _ schema: Schema, language: ArticleLanguage?, path: String
  ) throws(Failure) {
    guard let isLanguage = self.language(of: schema) else {
      throw Failure(
        """
        The index in \(path) was not made by "concord index".
        Use another one: --index DIRECTORY
        """)
    }
    guard let language, language != isLanguage else { return }
    throw Failure(
      """
      The index in \(path) was made for \(isLanguage?.description ?? "text of any language"), not \
      for \(language).
      Use another index (--index), or delete \(path) to make it anew.
      """)
  }

  private static let languages: [ArticleLanguage?] =
    [nil, .guessed] + Language.allCases.map { .one($0) }

  private static func has(_ schema: Schema, _ wanted: Schema) -> Bool {
    // An index keeps the analyzers that an earlier release made it with.
    wanted.fields.allSatisfy { field in schema.fields.contains { $0.serves(for: field) } }
  }
}
