import Concord

extension Schema {
  /// The names of the fields, each once.
  var fieldNames: [String] {
    fields.reduce(into: []) { names, field in
      if !names.contains(field.name) { names.append(field.name) }
    }
  }

  /// Throws unless there is a field of this name, which an option has named; nil is none.
  func requireField(_ name: String?) throws(Failure) {
    let known = fieldNames
    guard let name, !known.contains(name) else { return }
    let suggestion = NameSuggestion.sentence(for: name, among: known)
    throw Failure(
      """
      The index has no field "\(name)".\(suggestion)
      It has: \(known.joined(separator: ", "))
      """)
  }
}
