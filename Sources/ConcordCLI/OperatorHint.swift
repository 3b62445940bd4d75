/// What to say of words that were looked for as text, and look as if they were to be a NEAR: in
/// small letters, or as other engines write it.
struct OperatorHint {
  /// A word of the query, and the operator that it was likely to be.
  private let found: [(word: String, meant: String)]

  /// The operators that a name may stand for, in small letters.
  private static let operators = [
    "near": "NEAR", "onear": "ONEAR", "notnear": "NOTNEAR", "w": "NEAR", "within": "NEAR",
    "pre": "ONEAR", "before": "ONEAR", "adj": "ONEAR",
  ]

  /// The words in a query's text that are not in quotation marks.
  init(_ text: String) {
    // Every second part stands between two quotation marks.
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    let words = parts.enumerated().filter { $0.offset % 2 == 0 }.flatMap { part in
      part.element.split { $0.isWhitespace || $0 == "(" || $0 == ")" }
    }
    found = words.compactMap { word in
      Self.meant(by: word).map { (word: String(word), meant: $0) }
    }
  }

  /// The operator that `near/5`, `NEAR5` or `adj5` was to be; nil for one that is right, and for
  /// any other word.
  private static func meant(by word: Substring) -> String? {
    let name = word.prefix { $0.isASCII && $0.isLetter }
    var distance = word.dropFirst(name.count)
    let hasSlash = distance.first == "/"
    if hasSlash { distance = distance.dropFirst() }
    let isNumber = !distance.isEmpty && distance.allSatisfy { $0.isASCII && $0.isNumber }
    guard isNumber || hasSlash && ["s", "p", "S", "P"].contains(distance),
      // Without a slash, a W5 is more likely a name.
      hasSlash || name.count > 2, let meant = operators[name.lowercased()]
    else { return nil }
    let isRight = hasSlash && name.allSatisfy(\.isUppercase) && !["WITHIN", "ADJ"].contains(name)
    return isRight ? nil : "\(meant)/\(distance.lowercased())"
  }

  /// Says it, aside from the results.
  func say() {
    for (word, meant) in found {
      Messages.say("“\(word)” was looked for as text; the operator is \(meant).")
    }
  }
}
