import Concord

extension Schema {
  /// Throws unless there is a field of this name, which an option has named.
  func requireField(_ name: String) throws(ConcordError) {
    guard fieldNames.contains(name) else { throw unknownField(name) }
  }
}
