/// A mistake in a query's text: what is wrong, where, and how it might be mended.
public struct QueryError: Error, Sendable, Hashable {
  /// What is wrong, as a sentence without capital and full stop, to stand after "concord: ".
  public let message: String
  /// The whole text of the query.
  public let query: String
  /// The place in `query`.
  public let range: Range<String.Index>
  /// What could stand there, if that helps.
  public let expected: String?
  /// The query with this mistake mended, and those behind it, if there is a likely way.
  ///
  /// It parses.
  public let suggestion: String?

  init(
    _ message: String, in query: String, at range: Range<String.Index>, expected: String? = nil,
    suggestion: String? = nil
  ) {
    self.message = message
    self.query = query
    self.range = range
    self.expected = expected
    self.suggestion = suggestion
  }
}

extension QueryError: CustomStringConvertible {
  /// The message, the text with a caret under the place, and the suggestion, on lines of their own.
  public var description: String { rendered() }
}
