// Reads JSON as RFC 8259 defines it, and nothing more: no comments, no trailing commas, no NaN.
//
// An article is a flat set of named texts, so the scanner builds no tree: it walks the value once
// and hands every string, number and Boolean to a `FieldCollector` under the path of member names
// that leads to it. Any bytes at all either scan or throw; recursion stops at `depthLimit`.

/// Where and why bytes are not JSON.
struct JSONError: Error, Hashable {
  /// The offset of the first byte that does not fit.
  var offset: Int
  /// What is wrong there, as the end of a sentence.
  var reason: String
}

/// Walks one JSON text.
struct JSONScanner: ~Escapable {
  /// How deep arrays and objects may nest.
  ///
  /// Real articles nest three or four deep; the limit keeps hostile nesting far from the end of the
  /// stack.
  static let depthLimit = 128

  private let bytes: Span<UInt8>
  /// The offset of the next byte.
  private(set) var offset: Int
  /// How many bytes were not UTF-8 and became U+FFFD.
  private(set) var replacedCount = 0

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, from offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
  }

  // MARK: Values

  /// The next byte that is not white space, which stays unread; nil at the end.
  mutating func peek() -> UInt8? {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return bytes[offset]
      }
    }
    return nil
  }

  /// Checks that only white space is left.
  mutating func end() throws(JSONError) {
    if peek() != nil { throw error("more bytes follow the value") }
  }

  /// Reads one value into `fields`, under `name`; a nil name reads it and keeps nothing.
  mutating func value(
    named name: String?, depth: Int, into fields: inout FieldCollector
  ) throws(JSONError) {
    guard let byte = peek() else { throw error("the text ends where a value should be") }
    switch byte {
    case UInt8(ascii: "{"):
      try object(prefix: name, depth: depth + 1, into: &fields)
    case UInt8(ascii: "["):
      offset += 1
      var isFirst = true
      while try nextElement(isFirst: isFirst, depth: depth + 1) {
        try value(named: name, depth: depth + 1, into: &fields)
        isFirst = false
      }
    case UInt8(ascii: "\""):
      let text = try string(scratch: &fields.scratch)
      fields.add(text, to: name)
    case UInt8(ascii: "t"):
      try literal("true")
      fields.add("true", to: name)
    case UInt8(ascii: "f"):
      try literal("false")
      fields.add("false", to: name)
    case UInt8(ascii: "n"):
      try literal("null")
    default:
      let text = try number()
      fields.add(text, to: name)
    }
  }

  /// Reads one object; the paths of its members start with `prefix` (empty for the article itself).
  mutating func object(
    prefix: String?, depth: Int, into fields: inout FieldCollector
  ) throws(JSONError) {
    try checkDepth(depth)
    try expect(UInt8(ascii: "{"), "an object should start here")
    if peek() == UInt8(ascii: "}") {
      offset += 1
      return
    }
    while true {
      guard peek() == UInt8(ascii: "\"") else { throw error("a member's name should be here") }
      let member = try string(scratch: &fields.scratch)
      guard peek() == UInt8(ascii: ":") else { throw error("a colon should be here") }
      offset += 1
      try value(
        named: FieldCollector.path(prefix, member), depth: depth, into: &fields)
      switch peek() {
      case UInt8(ascii: ","): offset += 1
      case UInt8(ascii: "}"):
        offset += 1
        return
      default: throw error("a comma or a closing brace should be here")
      }
    }
  }

  /// Steps to the next element of the array whose bracket has been read: false at its end.
  mutating func nextElement(isFirst: Bool, depth: Int) throws(JSONError) -> Bool {
    try checkDepth(depth)
    let byte = peek()
    if byte == UInt8(ascii: "]") {
      offset += 1
      return false
    }
    if isFirst { return true }
    guard byte == UInt8(ascii: ",") else {
      throw error("a comma or a closing bracket should be here")
    }
    offset += 1
    if peek() == UInt8(ascii: "]") { throw error("a value should follow the comma") }
    return true
  }

  /// Reads `byte`, or throws `reason`.
  mutating func expect(_ byte: UInt8, _ reason: String) throws(JSONError) {
    guard peek() == byte else { throw error(reason) }
    offset += 1
  }

  private func error(_ reason: String) -> JSONError {
    JSONError(offset: offset, reason: reason)
  }

  private func checkDepth(_ depth: Int) throws(JSONError) {
    if depth > Self.depthLimit { throw error("nested over \(Self.depthLimit) deep") }
  }

  // MARK: Literals and numbers

  private mutating func literal(_ word: StaticString) throws(JSONError) {
    let matches = offset + word.utf8CodeUnitCount <= bytes.count
    var i = 0
    guard matches else { throw error("a value should be here") }
    for byte in word.description.utf8 {
      if bytes[offset + i] != byte { throw error("a value should be here") }
      i += 1
    }
    offset += i
  }

  /// Reads a number and returns it as it is written: `1.50` stays `1.50`.
  mutating func number() throws(JSONError) -> String {
    let start = offset
    if isNext(UInt8(ascii: "-")) { offset += 1 }
    if isNext(UInt8(ascii: "0")) {
      offset += 1
    } else {
      try digits(start == offset ? "a value should be here" : "a digit should be here")
    }
    if isNext(UInt8(ascii: ".")) {
      offset += 1
      try digits("a digit should follow the point")
    }
    if isNext(UInt8(ascii: "e")) || isNext(UInt8(ascii: "E")) {
      offset += 1
      if isNext(UInt8(ascii: "+")) || isNext(UInt8(ascii: "-")) { offset += 1 }
      try digits("a digit should be in the exponent")
    }
    var text: [UInt8] = []
    ByteScan.append(start..<offset, of: bytes, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private func isNext(_ byte: UInt8) -> Bool {
    offset < bytes.count && bytes[offset] == byte
  }

  private mutating func digits(_ reason: String) throws(JSONError) {
    let start = offset
    while offset < bytes.count, bytes[offset] >= 0x30, bytes[offset] <= 0x39 { offset += 1 }
    if offset == start { throw error(reason) }
  }

  // MARK: Strings

  /// Reads a string.
  ///
  /// Surrogates without a partner and bytes that are not UTF-8 become U+FFFD.
  ///
  /// `scratch` is only room to work in, kept by the caller so that lines do not allocate it anew.
  mutating func string(scratch: inout [UInt8]) throws(JSONError) -> String {
    let start = offset
    offset += 1
    scratch.removeAll(keepingCapacity: true)
    while true {
      let end = ByteScan.endOfPlainJSON(in: bytes, from: offset)
      if end > offset { ByteScan.append(offset..<end, of: bytes, to: &scratch) }
      offset = end
      guard end < bytes.count else {
        offset = start
        throw error("the string that starts here is never closed")
      }
      switch bytes[end] {
      case UInt8(ascii: "\""):
        offset += 1
        return text(of: scratch)
      case UInt8(ascii: "\\"):
        try escape(into: &scratch)
      default:
        throw error("a control character must be escaped")
      }
    }
  }

  private mutating func text(of scratch: [UInt8]) -> String {
    if let text = String(validating: scratch, as: UTF8.self) { return text }
    let repaired = UTF8Repair.repair(scratch)
    replacedCount += repaired.replacedCount
    return String(decoding: repaired.bytes, as: UTF8.self)
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard offset + 1 < bytes.count else { throw error("the escape is cut short") }
    switch bytes[offset + 1] {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "\""): text.append(0x22)
    case UInt8(ascii: "\\"): text.append(0x5C)
    case UInt8(ascii: "/"): text.append(0x2F)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"):
      try unicodeEscape(into: &text)
      return
    default: throw error("no such escape")
    }
    offset += 2
  }

  /// Reads `\uXXXX`, and its partner if it is the first half of a surrogate pair.
  private mutating func unicodeEscape(into text: inout [UInt8]) throws(JSONError) {
    let first = try codeUnit()
    var scalar = Unicode.Scalar(first)
    if scalar == nil, first < 0xDC00, isNext(UInt8(ascii: "\\")), offset + 1 < bytes.count,
      bytes[offset + 1] == UInt8(ascii: "u")
    {
      let back = offset
      let second = try codeUnit()
      if second >= 0xDC00, second <= 0xDFFF {
        let high = UInt32(first) - 0xD800
        let low = UInt32(second) - 0xDC00
        scalar = Unicode.Scalar(0x10000 + (high << 10) + low)
      } else {
        // The second escape stands for itself and is read again by the caller.
        offset = back
      }
    }
    text.append(contentsOf: String(Character(scalar ?? "\u{FFFD}")).utf8)
  }

  private mutating func codeUnit() throws(JSONError) -> UInt16 {
    guard offset + 6 <= bytes.count else { throw error("the escape is cut short") }
    var unit: UInt16 = 0
    for i in offset + 2..<offset + 6 {
      guard let digit = hexDigit(bytes[i]) else { throw error("\\u needs four hex digits") }
      unit = unit << 4 | UInt16(digit)
    }
    offset += 6
    return unit
  }
}

/// The value of a hexadecimal digit, or nil.
func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x30...0x39: byte - 0x30
  case 0x41...0x46: byte - 0x41 + 10
  case 0x61...0x66: byte - 0x61 + 10
  default: nil
  }
}
