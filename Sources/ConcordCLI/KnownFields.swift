import Concord

extension Schema {
  /// The names of the fields, each once.
  var fieldNames: [String] {
    fields.reduce(into: []) { names, field in
      if !names.contains(field.name) { names.append(field.name) }
    }
  }

  /// Throws unless there is a field of this name, which an option has named.
  func requireField(_ name: String) throws(ConcordError) {
    let known = fieldNames
    guard known.contains(name) else { throw .unknownField(name, known: known) }
  }
}
