/// Where the lexer and the parser report mistakes: a strict reading stops at the first, a lenient
/// one goes on and collects them.
struct QueryDiagnostics {
  enum Mode { case strict, lenient }

  let mode: Mode
  /// The options of the reading, so that a suggestion can be tried before it is offered.
  let options: QueryOptions
  /// A suggestion being tried needs no suggestions of its own.
  var offersSuggestions = true
  private(set) var errors: [QueryError] = []

  init(mode: Mode, options: QueryOptions) {
    self.mode = mode
    self.options = options
  }

  /// Throws the mistake, or keeps it if the reading is lenient.
  ///
  /// Then the caller goes on. `suggestion` is the whole mended text; it is offered only if it
  /// parses.
  mutating func report(
    _ message: String, in text: QueryText, at range: Range<Int>, expected: String? = nil,
    suggestion: @autoclosure () -> String? = nil
  ) throws(QueryError) {
    if mode == .lenient, errors.count == QueryLimits.diagnosticCount { return }
    var mended: String?
    // Beside a second mistake, mending one alone would not make the text parse.
    if offersSuggestions, errors.isEmpty, let candidate = suggestion(), parses(candidate) {
      mended = candidate
    }
    let error = QueryError(
      message, in: text.string, at: text.stringRange(range), expected: expected,
      suggestion: mended)
    if mode == .strict { throw error }
    errors.append(error)
  }

  private func parses(_ candidate: String) -> Bool {
    var quiet = QueryDiagnostics(mode: .strict, options: options)
    quiet.offersSuggestions = false
    guard var parser = try? QueryParser(candidate, options: options, diagnostics: quiet) else {
      return false
    }
    return (try? parser.query()) != nil
  }
}
