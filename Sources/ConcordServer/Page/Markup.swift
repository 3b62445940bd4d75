/// HTML that is safe by its type: what is interpolated is escaped, unless it is `Markup` itself.
///
/// ```swift
/// let title: Markup = "<h1>\(document.title)</h1>"  // A title of <script> is shown, not run.
/// ```
struct Markup: ExpressibleByStringInterpolation, Sendable {
  /// The HTML.
  private(set) var text: String

  init(stringLiteral text: String) { self.text = text }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// What is built from literals and values.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    /// What stands in our own source is HTML.
    mutating func appendLiteral(_ literal: String) { text += literal }

    /// What comes from elsewhere is text.
    mutating func appendInterpolation(_ value: String) { text += MarkupText.escaped(value) }

    mutating func appendInterpolation(_ value: Int) { text += String(value) }

    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
  }

  static func += (left: inout Markup, right: Markup) { left.text += right.text }
}

extension Sequence<Markup> {
  /// All of them, one after the other.
  func joined() -> Markup { reduce(into: "") { $0 += $1 } }
}
