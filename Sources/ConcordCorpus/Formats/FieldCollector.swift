// From the members of an object, however deep, to the flat fields of a document.

/// Gathers the fields of one article.
///
/// A value's name is the path of member names that leads to it, joined with dots; arrays add
/// nothing to the path, and values with the same path are joined with ", ". So
/// `{"author": {"name": "Ada"}, "tags": ["a", "b"]}` gives `author.name` and `tags` = `a, b`.
struct FieldCollector {
  /// Fields an article may have.
  ///
  /// Beyond it, values are read and left out: a hostile line of millions of members would otherwise
  /// take many times its own size of memory.
  static let countLimit = 1_000
  /// Bytes a field's name may have, path and dots included; values under longer ones are left out.
  static let nameLimit = 256

  private(set) var fields: [String: String] = [:]
  /// Room to work in for the scanner.
  var scratch: [UInt8] = []

  /// The name of a member, under `prefix`: nil if the prefix is nil or the name is over the limit.
  static func path(_ prefix: String?, _ member: String) -> String? {
    guard let prefix else { return nil }
    guard prefix.utf8.count + member.utf8.count < nameLimit else { return nil }
    return prefix.isEmpty ? member : prefix + "." + member
  }

  /// Adds a value.
  ///
  /// A nil or empty name, or an empty value, adds nothing.
  mutating func add(_ value: String, to name: String?) {
    guard let name, !name.isEmpty, !value.isEmpty else { return }
    if fields[name] != nil {
      fields[name, default: ""] += ", "
      fields[name, default: ""] += value
    } else if fields.count < Self.countLimit {
      fields[name] = value
    }
  }

  /// Puts the fields under their standard names and empties the collector.
  mutating func take() -> [String: String] {
    let result = FieldNames.standardized(fields)
    fields = [:]
    return result
  }
}
