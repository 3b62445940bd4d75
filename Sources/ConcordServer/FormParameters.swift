/// The fields of a form, as browsers send them in an address or a body
/// (application/x-www-form-urlencoded).
struct FormParameters {
  private var values: [String: String] = [:]

  /// Fields beyond these are an attack or a mistake.
  private static let limit = 32

  /// Reads `text`; nil if it is not in the format, or not UTF-8, or has too many fields.
  ///
  /// Of fields with the same name, the last one counts.
  init?(_ text: some Collection<UInt8>) {
    guard !text.isEmpty else { return }
    let fields = text.split(separator: UInt8(ascii: "&"))
    guard fields.count <= Self.limit else { return nil }
    for field in fields {
      let parts = field.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(parts[0]),
        let value = parts.count > 1 ? Self.decoded(parts[1]) : ""
      else { return nil }
      values[name] = value
    }
  }

  subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

  private static func decoded(_ bytes: some Collection<UInt8>) -> String? {
    var output: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): output.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else { return nil }
        output.append(high << 4 | low)
      default: output.append(byte)
      }
    }
    return String(validating: output, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
