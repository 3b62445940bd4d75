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
    if isPlainWord(text) { return .term(text) }
    var parser = try QueryParser(
      text, options: options, diagnostics: QueryDiagnostics(mode: .strict, options: options))
    return try parser.query()
  }

  /// Whether a text is one word of small letters and digits, of which the language has nothing to
  /// say: all its operators have capitals or signs.
  ///
  /// The commonest query of all, for which to look the word up takes less than to parse it.
  private static func isPlainWord(_ text: String) -> Bool {
    let isShort = (1...SegmentFormat.termByteCountLimit).contains(text.utf8.count)
    return isShort
      && text.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0
      }
  }

  /// Reads any text at all as a query, as a search box has to: what cannot be understood is left
  /// out or read as text, and told in the diagnostics.
  ///
  /// ```swift
  /// let options = QueryOptions(schema: snapshot.schema)
  /// let lenient = Query.parseLeniently("summit date:soon", options: options)
  /// lenient.query                  // summit soon
  /// lenient.diagnostics[0].message // “soon” is not a date: write 2025, 2025-09 …
  /// ```
  ///
  /// With the schema, a search for the query fails no more for what was typed, but only for what it
  /// costs (``SearchLimits``), which nobody knows beforehand, and with the disk. Without, it is a
  /// query for any index, and only the search can tell that there is no such field or date.
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
