/// Where the lexer and the parser report mistakes: a strict reading stops at the first, a lenient
/// one goes on and collects them.
struct QueryDiagnostics {
  enum Mode { case strict, lenient }

  let mode: Mode
  /// The options of the reading, so that a suggestion can be tried before it is offered.
  let options: QueryOptions
  /// How many mistakes a suggestion may mend one after the other.
  ///
  /// More than three, and the text would hardly be what was meant.
  private var mendsLeft = 3
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
    // Behind a mistake that was told already, mending this one would not make the text parse.
    if mendsLeft > 0, errors.isEmpty, let candidate = suggestion() { mended = mend(candidate) }
    let error = QueryError(
      message, in: text.string, at: text.stringRange(range), expected: expected,
      suggestion: mended)
    if mode == .strict { throw error }
    errors.append(error)
  }

  /// The candidate if it parses, or with its own first mistake mended in turn; nil if that has no
  /// mend.
  private func mend(_ candidate: String) -> String? {
    var inner = QueryDiagnostics(mode: .strict, options: options)
    inner.mendsLeft = mendsLeft - 1
    do throws(QueryError) {
      var parser = try QueryParser(candidate, options: options, diagnostics: inner)
      _ = try parser.query()
      return candidate
    } catch {
      return error.suggestion
    }
  }
}
