/// How close the operands of a NEAR are to each other.
///
/// Distances count positions, stop words included. The distance of two occurrences that don't
/// overlap is the later one's start minus the earlier one's end, so neighbours are at distance 1.
public struct Proximity: Sendable, Hashable {
  /// What the operands have to share.
  @nonexhaustive public enum Kind: Sendable, Hashable {
    /// At most this distance, at least 1.
    case within(Int)
    /// One sentence.
    case sentence
    /// One paragraph.
    case paragraph
  }

  /// The distance of a NEAR without a number.
  ///
  /// Xapian and SQLite use the same; it is about half an English sentence.
  public static let defaultDistance = 10

  /// What the operands have to share.
  public let kind: Kind
  /// Whether each operand ends before the next one starts: `ONEAR`.
  public let inOrder: Bool
  /// Whether what is asked for is the left operand *without* the right one near: `NOTNEAR`.
  public let isNegated: Bool

  /// Makes a proximity.
  ///
  /// A negated one has two operands and no order.
  public init(_ kind: Kind, inOrder: Bool = false, isNegated: Bool = false) {
    precondition(!(inOrder && isNegated), "A NOTNEAR has no order: either side counts as near.")
    self.kind = kind
    self.inOrder = inOrder
    self.isNegated = isNegated
  }

  /// At most `distance` positions apart, at least 1.
  public init(within distance: Int, inOrder: Bool = false, isNegated: Bool = false) {
    self.init(.within(distance), inOrder: inOrder, isNegated: isNegated)
  }
}

extension Proximity: CustomStringConvertible {
  /// The proximity in words: "within 5 words, in either order".
  public var description: String {
    let place =
      switch kind {
      case .within(1): "side by side"
      case .within(let distance): "within \(distance) words"
      case .sentence: "in the same sentence"
      case .paragraph: "in the same paragraph"
      }
    if isNegated { return "not \(place), in either order" }
    return inOrder ? "\(place), in this order" : "\(place), in either order"
  }

  /// The operator between two operands: `NEAR/5`, `ONEAR/s`.
  var operatorText: String { "\(name)\(suffix)" }

  /// The operator's name: `NEAR`, `ONEAR` or `NOTNEAR`.
  var name: String { isNegated ? "NOTNEAR" : inOrder ? "ONEAR" : "NEAR" }

  /// What follows the comma of a list: `5`, `/s` or `/p`.
  var listSuffix: String {
    if case .within(let distance) = kind { return "\(distance)" }
    return suffix
  }

  private var suffix: String {
    switch kind {
    case .within(let distance): "/\(distance)"
    case .sentence: "/s"
    case .paragraph: "/p"
    }
  }
}
