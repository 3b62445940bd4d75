import Concord

/// The fields of an index of articles.
enum ArticleSchema {
  /// The fields, for text of one language or of any.
  static func schema(_ language: Language?) -> Schema {
    let analyzer = language.map { Analyzer.language($0) } ?? .standard
    return Schema(
      // What a text is called says more of what it is about than any of its other words.
      .text("title", analyzer, weight: 2), .text("body", analyzer),
      // Names have no stems. Articles are looked for by one of an author's names, but sorted and
      // counted by all of them.
      .text("author", isDefault: false), .keyword("author", stored: false),
      .date("date"), .keyword("url"), .keyword("path"),
      otherFields: analyzer)
  }

  /// Throws unless `schema` is that of an index of articles, in `language` if one is named.
  static func require(_ schema: Schema, language: Language?, path: String) throws(Failure) {
    guard let isLanguage = languages.first(where: { has(schema, self.schema($0)) }) else {
      throw Failure(
        """
        The index in \(path) was not made by "concord index".
        Use another one: --index DIRECTORY
        """)
    }
    guard let language, language != isLanguage else { return }
    throw Failure(
      """
      The index in \(path) was made for \(isLanguage?.rawValue ?? "text of any language"), not \
      for \(language.rawValue).
      Use another index (--index), or delete \(path) to make it anew.
      """)
  }

  private static let languages: [Language?] = [nil] + Language.allCases

  private static func has(_ schema: Schema, _ wanted: Schema) -> Bool {
    // An index keeps the analyzers that an earlier release made it with.
    wanted.fields.allSatisfy { field in schema.fields.contains { $0.serves(for: field) } }
  }
}
