/// Why a pattern cannot be used.
enum AutomatonError: Error, Sendable, Hashable {
  /// The pattern breaks the rules of its language at the scalar number `offset`, counted from 0;
  /// `offset` may be the pattern's end.
  case malformed(message: String, offset: Int)
  /// The pattern would need an automaton of more than `limit` states.
  case tooComplex(pattern: String, limit: Int)
  /// Running the pattern over the terms took more than `limit` steps.
  case tooMuchWork(pattern: String, limit: Int)
}

extension AutomatonError: CustomStringConvertible {
  /// What is wrong and what to do, without capital and full stop, to stand after "concord: ".
  var description: String {
    switch self {
    case .malformed(let message, _):
      message
    case .tooComplex(let pattern, let limit):
      "\(Self.shortened(pattern)) is too complex (over \(limit) states): "
        + "make it shorter, or its repeat counts smaller"
    case .tooMuchWork(let pattern, let limit):
      "\(Self.shortened(pattern)) takes too long to match (over \(limit) steps): "
        + "begin it with letters, or repeat less inside repeats"
    }
  }

  private static func shortened(_ pattern: String) -> String {
    // As much as fits a line beside the sentence.
    let limit = 40
    var text = String.UnicodeScalarView()
    text.append(contentsOf: pattern.unicodeScalars.prefix(limit))
    return String(text) + (pattern.unicodeScalars.count > limit ? "…" : "")
  }
}
