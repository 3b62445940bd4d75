/// What goes into an index: a key of the user's choosing and named fields of text.
///
/// Adding a document replaces the one with the same key. Keys are compared as UTF-8 bytes.
public struct Document: Sendable, Hashable {
  /// The user's name for the document, unique in an index; 1 to 1,024 UTF-8 bytes.
  public var key: String
  /// The text of each field, by the field's name.
  ///
  /// Fields that the schema does not name are refused.
  public var fields: [String: String]

  /// Makes a document.
  public init(key: String, fields: [String: String]) {
    self.key = key
    self.fields = fields
  }
}
