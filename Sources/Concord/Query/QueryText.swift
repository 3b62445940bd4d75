/// A query's text as an array of Unicode scalars, so that the lexer can look ahead and back.
struct QueryText {
  let string: String
  let scalars: [Unicode.Scalar]

  init(_ string: String) {
    self.string = string
    scalars = Array(string.unicodeScalars)
  }

  var count: Int { scalars.count }

  /// The scalar at `i`, or nil outside the text.
  subscript(i: Int) -> Unicode.Scalar? {
    scalars.indices.contains(i) ? scalars[i] : nil
  }

  /// The text of a range.
  subscript(range: Range<Int>) -> String { String(scalars: scalars[range]) }

  /// The place of a range in `string`, for an error.
  ///
  /// - Complexity: linear in the text's length.
  func stringRange(_ range: Range<Int>) -> Range<String.Index> {
    let places = string.unicodeScalars
    let low = places.index(places.startIndex, offsetBy: range.lowerBound)
    return low..<places.index(low, offsetBy: range.count)
  }

  /// The whole text with one range replaced.
  func replacing(_ range: Range<Int>, with replacement: String) -> String {
    self[0..<range.lowerBound] + replacement + self[range.upperBound..<count]
  }

  /// The whole text without one range; where that leaves two spaces, or one at an end, they go.
  func removing(_ range: Range<Int>) -> String {
    var low = range.lowerBound
    var high = range.upperBound
    while low > 0, scalars[low - 1].isSpace { low -= 1 }
    while high < count, scalars[high].isSpace { high += 1 }
    let touchesSpace = low < range.lowerBound || high > range.upperBound
    return replacing(low..<high, with: touchesSpace && low > 0 && high < count ? " " : "")
  }

  /// The first place at or after `i` that is no white space.
  func skippingSpace(from i: Int) -> Int {
    var i = i
    while i < count, scalars[i].isSpace { i += 1 }
    return i
  }

  /// The end of the run of scalars without white space that begins at `i`.
  func chunkEnd(from i: Int) -> Int {
    var i = i
    while i < count, !scalars[i].isSpace { i += 1 }
    return i
  }

  /// Whether anything in the range could become a token.
  func isSearchable(_ range: Range<Int>) -> Bool {
    scalars[range].contains(where: \.isSearchable)
  }
}

extension String {
  /// The text of some scalars, which a view of scalars would be ten times as long about.
  init(scalars: some Collection<Unicode.Scalar>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(scalars.count)
    for scalar in scalars {
      if scalar.isASCII {
        bytes.append(UInt8(scalar.value))
      } else {
        bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    self = String(decoding: bytes, as: UTF8.self)
  }
}

extension Unicode.Scalar {
  var isSpace: Bool {
    // White space below 0x80 is the space itself and five control characters.
    isASCII ? value == 0x20 || 0x09...0x0D ~= value : properties.isWhitespace
  }

  var isASCIIDigit: Bool { "0"..."9" ~= self }

  // Nearly all that is asked for is ASCII, and to look Unicode's properties up takes long.
  private var isASCIILetter: Bool { 0x61...0x7A ~= value | 0x20 }

  var isLetter: Bool { isASCII ? isASCIILetter : properties.isAlphabetic }

  /// Whether it is a digit, or means a number in any other way.
  var isNumeric: Bool { isASCII ? isASCIIDigit : properties.numericType != nil }

  /// Whether an analyzer may make a token of this: letters, numbers, pictures, but not punctuation.
  ///
  /// What Unicode does not know yet counts as searchable.
  var isSearchable: Bool {
    if isASCII { return isASCIILetter || isASCIIDigit }
    return switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber,
      .otherSymbol, .privateUse, .unassigned:
      true
    default: false
    }
  }

  /// The marks that may close a quotation that this one opens; nil if it opens none.
  ///
  /// The first is the usual one.
  var closingQuotes: [Unicode.Scalar]? {
    switch self {
    case "\"": ["\"", "”", "“"]
    case "“", "”", "„": ["”", "“", "\""]
    case "«": ["»", "\""]
    case "»": ["«", "»", "\""]
    default: nil
    }
  }
}
