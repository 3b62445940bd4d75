/// A number as a number field understands it: an IEEE 754 binary64.
///
/// That is exact for all integers up to 2⁵³ and for what JSON and spreadsheets hold; an integer
/// type would refuse prices, and a decimal one would be slower and no more familiar. Larger
/// integers that round to the same number are equal for ranges and sorting.
struct NumberValue: Hashable, Sendable {
  /// Finite, and not the negative zero.
  let value: Double

  /// The number that `text` says: a sign, digits, a point and digits, an exponent, as far as they
  /// are there: `1999`, `-3.5`, `.5`, `6e23`; nil if it says none, or one that is too large.
  init?(_ text: some Collection<UInt8>) {
    guard Self.isDecimal(text), let value = Double(String(decoding: text, as: UTF8.self)),
      value.isFinite
    else { return nil }
    self.value = value == 0 ? 0 : value
  }

  /// Longer texts are no numbers that anyone wrote down.
  private static let byteCountLimit = 400

  /// Whether the text is written as above; what else Swift reads (`0x1p3`, `nan`) is no number.
  private static func isDecimal(_ text: some Collection<UInt8>) -> Bool {
    guard text.count <= byteCountLimit else { return false }
    var rest = text[...]
    func dropDigits() -> Int {
      let before = rest.count
      rest = rest.drop { (0x30...0x39).contains($0) }
      return before - rest.count
    }
    func dropOne(of scalars: Unicode.Scalar...) -> Bool {
      guard let first = rest.first, scalars.contains(Unicode.Scalar(first)) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = dropOne(of: "-", "+")
    var digitCount = dropDigits()
    if dropOne(of: ".") { digitCount += dropDigits() }
    guard digitCount > 0 else { return false }
    if dropOne(of: "e", "E") {
      _ = dropOne(of: "-", "+")
      guard dropDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  // MARK: As an integer in a column

  /// The number as an integer that sorts as it does: its bits, those of negative numbers reversed.
  ///
  /// Format: IndexFormat.md, section 9.3.
  var ordered: Int64 {
    let bits = Int64(bitPattern: value.bitPattern)
    return bits >= 0 ? bits : bits ^ .max
  }

  /// Reads an integer back; nil if it is no number's.
  init?(ordered: Int64) {
    let bits = ordered >= 0 ? ordered : ordered ^ .max
    value = Double(bitPattern: UInt64(bitPattern: bits))
    guard value.isFinite, bits != .min else { return nil }
  }

  /// The number in decimal, whole ones without a point.
  var text: String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
