/// Reads a regular expression.
///
///     regex    = branch { "|" branch }
///     branch   = { atom [ quantifier ["?"] ] }
///     atom     = "." | class | "(" regex ")" | "(?:" regex ")" | escape | literal
///     quantifier = "*" | "+" | "?" | "{" n "}" | "{" n "," [ n ] "}"
///     class    = "[" [ "^" ] item { item } "]"
///     item     = scalar [ "-" scalar ] | escape          a hyphen first or last is itself
///     escape   = "\d" | "\D" | "\w" | "\W" | "\s" | "\S" | "\" punctuation
///
/// The expression has to match the whole term, so that `^` at its beginning and `$` at its end
/// change nothing; elsewhere they are errors. The `?` behind a quantifier, which elsewhere asks
/// for the shortest match, changes nothing either.
struct RegexParser {
  /// The deepest nesting of groups, as in the rest of the query language.
  static let depthLimit = 64
  /// The highest repeat count, as in RE2.
  static let repeatLimit = 1_000

  private let scalars: [Unicode.Scalar]
  private var at = 0
  private var depth = 0

  init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  mutating func parse() throws(AutomatonError) -> RegexNode {
    if current == "^" { at += 1 }
    let node = try alternatives()
    guard current == nil else {
      throw error("this ) closes no group: write \\) for the character")
    }
    return node
  }

  // MARK: The grammar

  private mutating func alternatives() throws(AutomatonError) -> RegexNode {
    var branches = [try branch()]
    while current == "|" {
      at += 1
      branches.append(try branch())
    }
    return .eitherOf(branches)
  }

  private mutating func branch() throws(AutomatonError) -> RegexNode {
    var nodes: [RegexNode] = []
    while let scalar = current, scalar != "|", scalar != ")" {
      if scalar == "$", at == scalars.count - 1 {
        at += 1
        break
      }
      let atom = try atom(scalar)
      nodes.append(try quantified(atom))
    }
    return .sequenceOf(nodes)
  }

  private mutating func atom(_ scalar: Unicode.Scalar) throws(AutomatonError) -> RegexNode {
    switch scalar {
    case ".":
      at += 1
      return .scalar(.any)
    case "[":
      return .scalar(try scalarClass())
    case "(":
      return try group()
    case "\\":
      return .scalar(try escape())
    case "*", "+", "?", "{":
      throw error(
        "there is nothing to repeat before this \(scalar): write \\\(scalar) for the character")
    case "^", "$":
      throw error(
        "a regular expression matches whole words, so \(scalar) has no place inside: "
          + "write \\\(scalar) for the character")
    default:
      at += 1
      return .scalar(ScalarSet(scalar))
    }
  }

  private mutating func group() throws(AutomatonError) -> RegexNode {
    let open = at
    guard depth < Self.depthLimit else {
      throw error("groups are nested deeper than \(Self.depthLimit) levels")
    }
    depth += 1
    at += 1
    if current == "?" {
      guard scalar(at + 1) == ":" else {
        throw error("only groups of the kinds ( ) and (?: ) are known")
      }
      at += 2
    }
    let node = try alternatives()
    guard current == ")" else { throw error("this group is never closed: add a )", at: open) }
    at += 1
    depth -= 1
    return node
  }

  // MARK: Quantifiers

  private mutating func quantified(_ node: RegexNode) throws(AutomatonError) -> RegexNode {
    guard let (least, most) = try quantifier() else { return node }
    if current == "?" { at += 1 }
    if let scalar = current, scalar == "*" || scalar == "+" || scalar == "?" || scalar == "{" {
      throw error("this repeats a repeat: put the first one in parentheses, as in (a{2}){3}")
    }
    return .repeating(node, least: least, most: most)
  }

  private mutating func quantifier() throws(AutomatonError) -> (least: Int, most: Int?)? {
    switch current {
    case "*":
      at += 1
      return (0, nil)
    case "+":
      at += 1
      return (1, nil)
    case "?":
      at += 1
      return (0, 1)
    case "{":
      return try counts()
    default:
      return nil
    }
  }

  private mutating func counts() throws(AutomatonError) -> (least: Int, most: Int?) {
    let open = at
    at += 1
    let least = try number()
    var most = least
    if current == "," {
      at += 1
      most = current == "}" ? nil : try number()
    }
    guard let least, current == "}" else {
      throw error(
        "a repeat count is written {2}, {2,} or {2,5}: write \\{ for the character", at: open)
    }
    at += 1
    if let most, most < least {
      throw error("this repeats at least \(least) and at most \(most) times", at: open)
    }
    return (least, most)
  }

  /// The number at hand, or nil if there is none.
  private mutating func number() throws(AutomatonError) -> Int? {
    let start = at
    var value = 0
    while let digit = current, "0"..."9" ~= digit {
      value = value * 10 + Int(digit.value - 0x30)
      guard value <= Self.repeatLimit else {
        throw error("a repeat count is at most \(Self.repeatLimit)", at: start)
      }
      at += 1
    }
    return at > start ? value : nil
  }

  // MARK: Classes

  private mutating func scalarClass() throws(AutomatonError) -> ScalarSet {
    let open = at
    at += 1
    let isInverted = current == "^"
    if isInverted { at += 1 }
    var ranges: [ClosedRange<UInt32>] = []
    let first = at
    while let scalar = current, scalar != "]" {
      let start = at
      let low = try classItem(scalar)
      guard current == "-", let highScalar = self.scalar(at + 1), highScalar != "]" else {
        ranges += low.ranges
        continue
      }
      at += 1
      let high = try classItem(highScalar)
      guard let low = low.onlyScalar, let high = high.onlyScalar, low <= high else {
        throw error("a range in a class goes from a lower to a higher character", at: start)
      }
      ranges.append(low.value...high.value)
    }
    guard current == "]" else { throw error("this class is never closed: add a ]", at: open) }
    guard at > first else {
      throw error("this class is empty: write \\[ for the character", at: open)
    }
    at += 1
    let set = ScalarSet(ranges)
    let result = isInverted ? set.inverted : set
    guard !result.isEmpty else { throw error("no character fits this class", at: open) }
    return result
  }

  private mutating func classItem(_ scalar: Unicode.Scalar) throws(AutomatonError) -> ScalarSet {
    if scalar == "\\" { return try escape() }
    at += 1
    return ScalarSet(scalar)
  }

  private mutating func escape() throws(AutomatonError) -> ScalarSet {
    guard let scalar = scalar(at + 1) else {
      throw error("a backslash needs a character behind it: write \\\\ for the character")
    }
    let set: ScalarSet
    switch scalar {
    case "d": set = .digits
    case "D": set = ScalarSet.digits.inverted
    case "w": set = .wordScalars
    case "W": set = ScalarSet.wordScalars.inverted
    case "s": set = .spaces
    case "S": set = ScalarSet.spaces.inverted
    case "1"..."9":
      throw error("a regular expression cannot refer back to a group")
    case "0", "a"..."z", "A"..."Z":
      throw error("\\\(scalar) means nothing: \\d, \\w, \\s, \\D, \\W and \\S are known")
    default: set = ScalarSet(scalar)
    }
    at += 2
    return set
  }

  // MARK: Reading

  private var current: Unicode.Scalar? { scalar(at) }

  private func scalar(_ i: Int) -> Unicode.Scalar? {
    i < scalars.count ? scalars[i] : nil
  }

  private func error(_ message: String, at offset: Int? = nil) -> AutomatonError {
    .malformed(message: message, offset: offset ?? at)
  }
}
