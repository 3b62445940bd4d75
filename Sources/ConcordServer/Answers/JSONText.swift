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

  /// A text in quotation marks, every character of it kept.
  package static func string(_ text: String) -> String {
    var output: [UInt8] = [UInt8(ascii: "\"")]
    output.reserveCapacity(text.utf8.count + 2)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): output += Array(#"\""#.utf8)
      case UInt8(ascii: "\\"): output += Array(#"\\"#.utf8)
      case UInt8(ascii: "\n"): output += Array(#"\n"#.utf8)
      case UInt8(ascii: "\r"): output += Array(#"\r"#.utf8)
      case UInt8(ascii: "\t"): output += Array(#"\t"#.utf8)
      case 0..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        output += Array((digits.utf8.count < 2 ? "\\u000" : "\\u00").utf8) + Array(digits.utf8)
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
    return String(decoding: output, as: UTF8.self)
  }
}
