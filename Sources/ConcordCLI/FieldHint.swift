import Concord

/// What to say of names in a query that look like fields, but are none.
struct FieldHint {
  private let unknown: [UnknownField]
  private let known: [String]

  /// The names in `text`, for an index with the fields of `schema`.
  init(_ text: String, _ schema: Schema) {
    unknown = schema.unknownFields(in: text)
    known = schema.fieldNames
  }

  /// Says it, aside from the results, if nothing was found or a name is nearly that of a field.
  func say(isFound: Bool) {
    let told = unknown.filter { !isFound || $0.suggestion != nil }
    guard !told.isEmpty else { return }
    for field in told { Messages.say(TerminalText.safe(field.sentence)) }
    Messages.say("The fields are: \(known.joined(separator: ", "))")
  }
}
