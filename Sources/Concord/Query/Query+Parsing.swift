extension Query {
  /// Reads a query in the query language, with the default options.
  ///
  /// - Throws: a ``QueryError`` that shows the place and, where it can, a mended text.
  /// - Complexity: linear in the text's length.
  public init(_ text: String) throws(QueryError) {
    self = try Query.parse(text)
  }

  /// Reads a query in the query language.
  ///
  /// - Throws: a ``QueryError`` that shows the place and, where it can, a mended text.
  public static func parse(
    _ text: String, options: QueryOptions = QueryOptions()
  ) throws(QueryError) -> Query {
    var parser = try QueryParser(
      text, options: options, diagnostics: QueryDiagnostics(mode: .strict, options: options))
    return try parser.query()
  }

  /// Reads any text at all as a query, as a search box has to: what cannot be understood is left
  /// out or read as text, and told in the diagnostics.
  public static func parseLeniently(
    _ text: String, options: QueryOptions = QueryOptions()
  ) -> LenientQuery {
    let lenient = QueryDiagnostics(mode: .lenient, options: options)
    do throws(QueryError) {
      var parser = try QueryParser(text, options: options, diagnostics: lenient)
      let query = try parser.query()
      return LenientQuery(query: query, diagnostics: parser.diagnostics.errors)
    } catch {
      // Lenient diagnostics collect and never throw; should one, it is told all the same.
      return LenientQuery(query: .nothing, diagnostics: [error])
    }
  }
}
