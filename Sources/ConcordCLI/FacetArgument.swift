import ArgumentParser
import Concord

/// A field whose values are counted, as an option: `author`, `date:month`.
struct FacetArgument: ExpressibleByArgument {
  /// The option as it was typed, which is also what its counts are called.
  let text: String
  /// The field's name.
  let field: String
  /// The part of the calendar by which its dates are counted.
  let unit: Facets.DateUnit?

  private static let units: [(name: String, unit: Facets.DateUnit)] = [
    ("year", .year), ("month", .month), ("day", .day),
  ]

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard let field = parts.first, !field.isEmpty, parts.count <= 2 else { return nil }
    text = argument
    self.field = String(field)
    guard parts.count == 2 else {
      unit = nil
      return
    }
    guard let named = Self.units.first(where: { $0.name == parts[1] }) else { return nil }
    unit = named.unit
  }
}
