import ArgumentParser

/// A number of bytes as an option: `64MiB`, `256MB`, `1000000`.
struct ByteCount: ExpressibleByArgument {
  /// The number.
  let value: Int
  /// As it was written.
  let defaultValueDescription: String

  /// Nil if it is no number above zero with a known unit, or too large a one.
  init?(argument: String) {
    let units = [
      ("kib", 1 << 10), ("mib", 1 << 20), ("gib", 1 << 30), ("kb", 1_000), ("mb", 1_000_000),
      ("gb", 1_000_000_000), ("b", 1), ("", 1),
    ]
    let text = argument.lowercased()
    guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
      let number = Int(text.dropLast(unit.utf8.count)), number > 0
    else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    // Half of the numbers there are, so that sums of such counts cannot overflow.
    guard !overflow, product <= Int.max / 2 else { return nil }
    value = product
    defaultValueDescription = argument
  }

  /// So many MiB.
  init(mebibytes: Int) {
    value = mebibytes << 20
    defaultValueDescription = "\(mebibytes)MiB"
  }

  /// So many MB.
  init(megabytes: Int) {
    value = megabytes * 1_000_000
    defaultValueDescription = "\(megabytes)MB"
  }
}
