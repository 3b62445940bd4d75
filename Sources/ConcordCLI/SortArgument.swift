import ArgumentParser
import Concord

/// An order as an option: `date`, `-date`, `score`.
struct SortArgument: ExpressibleByArgument {
  /// The order.
  let order: SortOrder

  init?(argument: String) {
    if argument == "score" {
      order = .score
    } else if argument.hasPrefix("-") {
      order = .descending(String(argument.dropFirst()))
    } else {
      order = .ascending(argument)
    }
    if order.field?.isEmpty ?? false { return nil }
  }
}
