/// The values between two bounds, as typed: the field decides how to read and compare them.
public struct QueryRange: Sendable, Hashable {
  /// One end of a range.
  public struct Bound: Sendable, Hashable {
    /// The value as typed.
    public var text: String
    /// Whether the value itself belongs to the range.
    public var isInclusive: Bool

    /// Makes a bound.
    public init(_ text: String, isInclusive: Bool = true) {
      self.text = text
      self.isInclusive = isInclusive
    }
  }

  /// The lower end; nil is open, so that the range begins with the smallest value.
  public var low: Bound?
  /// The upper end; nil is open, so that the range ends with the greatest value.
  public var high: Bound?

  /// Makes a range.
  ///
  /// Open at both ends, it fits every document that has a value in the field.
  public init(from low: Bound?, to high: Bound?) {
    self.low = low
    self.high = high
  }
}
