/// A set of Unicode scalars: what one place of a pattern may read.
struct ScalarSet: Hashable, Sendable {
  /// The scalars as ranges, in order, with gaps between them.
  ///
  /// Surrogates are never among them.
  let ranges: [ClosedRange<UInt32>]

  /// The scalars in any of `ranges`, which may overlap and stand in any order.
  init(_ ranges: [ClosedRange<UInt32>]) {
    let sorted = ranges.flatMap(Self.withoutSurrogates).sorted { $0.lowerBound < $1.lowerBound }
    var merged: [ClosedRange<UInt32>] = []
    for range in sorted {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// The set of one scalar.
  init(_ scalar: Unicode.Scalar) {
    ranges = [scalar.value...scalar.value]
  }

  /// Every scalar.
  static let any = ScalarSet([0...0x10FFFF])

  var isEmpty: Bool { ranges.isEmpty }

  /// The only scalar of the set, or nil if there are more or none.
  var onlyScalar: Unicode.Scalar? {
    guard ranges.count == 1, ranges[0].count == 1 else { return nil }
    return Unicode.Scalar(ranges[0].lowerBound)
  }

  /// The scalars that are not in the set.
  var inverted: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { gaps.append(next...0x10FFFF) }
    return ScalarSet(gaps)
  }

  private static func withoutSurrogates(_ range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
    let surrogates: ClosedRange<UInt32> = 0xD800...0xDFFF
    guard range.overlaps(surrogates) else { return [range] }
    var parts: [ClosedRange<UInt32>] = []
    if range.lowerBound < surrogates.lowerBound {
      parts.append(range.lowerBound...surrogates.lowerBound - 1)
    }
    if range.upperBound > surrogates.upperBound {
      parts.append(surrogates.upperBound + 1...range.upperBound)
    }
    return parts
  }
}

extension ScalarSet {
  /// Decimal digits of all scripts (general category Nd): `\d`.
  static let digits = ScalarSet { $0.properties.generalCategory == .decimalNumber }

  /// What words are made of, in all scripts: letters, marks, numbers and connecting punctuation
  /// such as the underscore (general categories L, M, N, Pc): `\w`.
  static let wordScalars = ScalarSet {
    switch $0.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .connectorPunctuation:
      true
    default: false
    }
  }

  /// White space (property White_Space): `\s`.
  static let spaces = ScalarSet { $0.properties.isWhitespace }

  /// The scalars with a property.
  ///
  /// - Complexity: asks of 327,680 scalars, some ten milliseconds; keep the set.
  private init(where hasProperty: (Unicode.Scalar) -> Bool) {
    // Unicode has given out no others, and reserves most of them for private use.
    let planes: [ClosedRange<UInt32>] = [0...0x3FFFF, 0xE0000...0xEFFFF]
    var ranges: [ClosedRange<UInt32>] = []
    for value in planes.joined() {
      guard let scalar = Unicode.Scalar(value), hasProperty(scalar) else { continue }
      if let last = ranges.last, last.upperBound + 1 == value {
        ranges[ranges.count - 1] = last.lowerBound...value
      } else {
        ranges.append(value...value)
      }
    }
    self.init(ranges)
  }
}
