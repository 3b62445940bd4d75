/// An object of JSON (RFC 8259) on one line, member by member.
package struct JSONObject {
  private var members: [String] = []

  /// An object without members.
  package init() {}

  /// Adds a text, or null.
  package mutating func add(_ name: String, _ text: String?) {
    members.append("\(Self.string(name)):\(text.map(Self.string) ?? "null")")
  }

  /// Adds a number.
  package mutating func add(_ name: String, _ number: Int) {
    members.append("\(Self.string(name)):\(number)")
  }

  /// Adds a number, or null.
  package mutating func add(_ name: String, known number: Int?) {
    members.append("\(Self.string(name)):\(number.map(String.init) ?? "null")")
  }

  /// Adds a number; null if JSON has no way to write it.
  package mutating func add(_ name: String, _ number: Float) {
    members.append("\(Self.string(name)):\(number.isFinite ? "\(number)" : "null")")
  }

  /// Adds a number; null if JSON has no way to write it.
  package mutating func add(_ name: String, _ number: Double) {
    members.append("\(Self.string(name)):\(number.isFinite ? "\(number)" : "null")")
  }

  /// Adds true or false.
  package mutating func add(_ name: String, _ isTrue: Bool) {
    members.append("\(Self.string(name)):\(isTrue)")
  }

  /// Adds an array of objects.
  package mutating func add(_ name: String, _ objects: [JSONObject]) {
    members.append("\(Self.string(name)):[\(objects.map(\.text).joined(separator: ","))]")
  }

  /// Adds an array of objects, each of which `fill` fills with what it is to say of an element.
  package mutating func add<Elements: Sequence>(
    _ name: String, _ elements: Elements, _ fill: (inout JSONObject, Elements.Element) -> Void
  ) {
    let objects = elements.map { element in
      var object = JSONObject()
      fill(&object, element)
      return object
    }
    add(name, objects)
  }

  /// Adds an object.
  package mutating func add(_ name: String, _ object: JSONObject) {
    members.append("\(Self.string(name)):\(object.text)")
  }

  /// Adds an array of texts.
  package mutating func add(_ name: String, _ texts: [String]) {
    members.append("\(Self.string(name)):[\(texts.map(Self.string).joined(separator: ","))]")
  }

  /// The object as text.
  package var text: String { "{" + members.joined(separator: ",") + "}" }

  /// A text in quotation marks, every character of it kept; what a terminal might obey is written
  /// as an escape.
  package static func string(_ text: String) -> String {
    var output = "\""
    output.reserveCapacity(text.utf8.count + 2)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += #"\""#
      case "\\": output += #"\\"#
      case "\n": output += #"\n"#
      case "\r": output += #"\r"#
      case "\t": output += #"\t"#
      // C0, DEL and C1; separators of lines; and all that is Bidi_Control in Unicode 15.
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{61C}", "\u{200E}", "\u{200F}",
        "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }
}
