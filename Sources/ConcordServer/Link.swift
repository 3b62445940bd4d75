/// The address of a page, with its parameters.
struct Link {
  private let path: String
  private var parameters: [(name: String, value: String)] = []

  init(_ path: String) { self.path = path }

  /// The same with another parameter, which is left out if there is no value.
  func with(_ name: String, _ value: String?) -> Link {
    guard let value, !value.isEmpty else { return self }
    var link = self
    link.parameters.append((name, value))
    return link
  }

  /// The address as it stands in a link, before the escapes of HTML.
  var text: String {
    guard !parameters.isEmpty else { return path }
    return path + "?"
      + parameters.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }
      .joined(separator: "&")
  }

  /// Everything but the unreserved characters of RFC 3986 as `%` and two digits.
  private static func encoded(_ text: String) -> String {
    var output = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        output.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        output += (digits.utf8.count < 2 ? "%0" : "%") + digits
      }
    }
    return output
  }
}
