/// Numbers as people read them.
package enum NumberText {
  /// A number as `1,234,567`.
  package static func grouped(_ number: Int) -> String {
    var digits = String(number.magnitude)
    var groups: [String] = []
    while digits.utf8.count > 3 {
      groups.append(String(digits.suffix(3)))
      digits.removeLast(3)
    }
    groups.append(digits)
    return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }

  /// A number of things, as `1 article` or `1,234 articles`.
  package static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
  }

  /// `12 bytes`, `3.4 kB`, `56 MB`: powers of ten, to two digits at least.
  package static func bytes(_ byteCount: Int) -> String {
    let units = ["kB", "MB", "GB", "TB"]
    guard byteCount >= 1_000 else { return count(byteCount, "byte") }
    var value = Double(byteCount) / 1_000
    var unit = 0
    // 999.95 would be rounded to 1000.
    while value >= 999.95, unit + 1 < units.count {
      value /= 1_000
      unit += 1
    }
    return "\(decimal(value, digits: value < 10 ? 1 : 0)) \(units[unit])"
  }

  /// A number with so many digits after the point, 0 to 4.
  package static func decimal(_ value: Double, digits: Int) -> String {
    let factor = [1, 10, 100, 1_000, 10_000][digits]
    guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
    let scaled = Int((value * Double(factor)).rounded())
    guard digits > 0 else { return String(scaled) }
    let fraction = String(scaled.magnitude % UInt(factor))
    let zeros = String(repeating: "0", count: digits - fraction.utf8.count)
    return "\(scaled < 0 ? "-" : "")\(scaled.magnitude / UInt(factor)).\(zeros)\(fraction)"
  }

  /// A time as `0:07`, `12:34` or `1:02:03`.
  package static func duration(seconds: Double) -> String {
    // A time that nobody can know yet is capped, not computed.
    let total = Int(min(max(0, seconds.isFinite ? seconds : 0), 359_999).rounded())
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes, rest) = (total / 3_600, total / 60 % 60, total % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
  }
}
