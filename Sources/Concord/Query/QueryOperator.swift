/// The operators that are words: `AND`, `NEAR/5`, `W/5` and their like.
enum QueryOperator {
  /// The token that this run of scalars means as an operator, or nil if it is a word.
  static func token(_ text: String) -> QueryToken.Kind? {
    switch text {
    case "AND", "&&": .and
    case "OR", "||": .or
    case "NOT": .not
    case "NEAR": .near(Proximity(within: Proximity.defaultDistance))
    case "ONEAR": .near(Proximity(within: Proximity.defaultDistance, inOrder: true))
    case "NOTNEAR": .near(Proximity(within: Proximity.defaultDistance, isNegated: true))
    default: proximity(text).map { .near($0) }
    }
  }

  /// The proximity of `NEAR/5`, `PRE/s` and so on; nil if the text is nothing of the kind, or if
  /// what stands behind the slash is no distance.
  private static func proximity(_ text: String) -> Proximity? {
    guard text.utf8.contains(UInt8(ascii: "/")) else { return nil }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = kind(parts[1]) else { return nil }
    return proximity(parts[0], kind)
  }

  /// The proximity that an operator of this name and a distance ask for.
  static func proximity(_ name: Substring, _ kind: Proximity.Kind) -> Proximity? {
    switch name {
    case "NEAR", "W": Proximity(kind)
    case "ONEAR", "PRE", "BEFORE": Proximity(kind, inOrder: true)
    case "NOTNEAR": Proximity(kind, isNegated: true)
    default: nil
    }
  }

  /// Whether the text can only be meant as a NEAR, whatever word stands behind its slash.
  static func looksLikeNear(_ text: String) -> Bool {
    guard text.utf8.contains(UInt8(ascii: "/")) else { return false }
    let name = text.prefix { $0 != "/" }
    guard ["NEAR", "ONEAR", "NOTNEAR"].contains(name) else { return false }
    let behind = text.unicodeScalars.dropFirst(name.count + 1)
    return behind.allSatisfy { $0.isASCII && $0.isSearchable }
  }

  /// What `5`, `s` or `p` behind a slash asks for.
  private static func kind(_ text: Substring) -> Proximity.Kind? {
    switch text {
    case "s", "S": .sentence
    case "p", "P": .paragraph
    default: distance(text.unicodeScalars).flatMap { $0 > 0 ? .within($0) : nil }
    }
  }

  /// A number of digits alone, up to ``QueryLimits/distance``.
  static func distance(_ digits: some Collection<Unicode.Scalar>) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit) else { return nil }
    var number = 0
    for digit in digits {
      number = number * 10 + Int(digit.value - 48)
      // Stop before the next digit could overflow.
      if number > QueryLimits.distance { return nil }
    }
    return number
  }
}
