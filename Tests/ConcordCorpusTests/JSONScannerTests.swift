// JSON against Foundation's JSONSerialization as the oracle: the same texts are accepted, and give
// the same values; and by hand, where the two are meant to differ.

import Foundation
import Testing

@testable import ConcordCorpus

@Suite struct JSONScannerTests {
  private func scan(_ bytes: [UInt8]) -> Result<[String: String], SkipReason> {
    var fields = FieldCollector()
    return Result { () throws(SkipReason) in try JSONArticles.object(bytes.span, &fields).fields }
  }

  private func scan(_ text: String) -> Result<[String: String], SkipReason> {
    scan(Array(text.utf8))
  }

  @Test(
    "escapes stand for what RFC 8259 says, lone surrogates for U+FFFD",
    arguments: [
      (#"\n\t\r\b\f\"\\\/"#, "\n\t\r\u{8}\u{C}\"\\/"), (#"\u0041\u00e9\u20AC"#, "Aé€"),
      (#"\ud83d\ude00"#, "😀"), (#"\ud83d"#, "\u{FFFD}"), (#"\ude00x"#, "\u{FFFD}x"),
      (#"\ud83d\u0041"#, "\u{FFFD}A"), (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"),
      (#"\ud83d\n"#, "\u{FFFD}\n"),
      (#"\u0000"#, "\0"),
    ])
  func escapes(text: String, expected: String) throws {
    #expect(try scan(#"{"a":"\#(text)"}"#).get() == ["a": expected])
  }

  @Test(
    "what is not JSON is refused",
    arguments: [
      "{", "}", "{}x", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{'a':1}"#, #"{a:1}"#,
      #"{"a":01}"#,
      #"{"a":+1}"#, #"{"a":.5}"#, #"{"a":1.}"#, #"{"a":1e}"#, #"{"a":-}"#, #"{"a":NaN}"#,
      #"{"a":tru}"#,
      #"{"a":True}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#, #"{"a":"\u12g4"}"#, "{\"a\":\"\n\"}",
      #"{"a":"b}"#,
      #"{"a":"b\"#, #"{"a":[1,]}"#, #"{"a":[,1]}"#, #"{"a":[1 2]}"#, #"{"a":1 "b":2}"#, "/*c*/{}",
      "{}//c",
      "", " ", "\u{FEFF}{}", #"{"a":1}}"#, #"{"a":0x1}"#, #"{"a":nul"#, #"{"a":--1}"#,
    ])
  func refused(text: String) {
    guard case .failure(.notJSON) = scan(text) else {
      Issue.record("accepted: \(text)")
      return
    }
  }

  @Test("nesting stops at the limit, in time, and on a small stack")
  func depth() throws {
    func nested(_ count: Int) -> String {
      "{\"a\":" + String(repeating: "[", count: count) + "1" + String(repeating: "]", count: count)
        + "}"
    }
    #expect(try scan(nested(JSONScanner.depthLimit - 1)).get() == ["a": "1"])
    #expect(throws: SkipReason.self) { try scan(nested(JSONScanner.depthLimit)).get() }
    #expect(throws: SkipReason.self) {
      try scan("{\"a\":" + String(repeating: "[", count: 1 << 20)).get()
    }
    #expect(throws: SkipReason.self) {
      try scan(String(repeating: "{\"a\":", count: 1 << 20)).get()
    }
  }

  @Test("fields and their names are bounded")
  func bounds() throws {
    let many = (0..<5_000).map { "\"f\($0)\":1" }.joined(separator: ",")
    #expect(try scan("{\(many)}").get().count == FieldCollector.countLimit)
    let name = String(repeating: "n", count: FieldCollector.nameLimit)
    #expect(try scan("{\"\(name)\":1,\"a\":{\"\(name)\":{\"b\":2}},\"c\":3}").get() == ["c": "3"])
  }

  @Test("bytes that are not UTF-8 become U+FFFD and are counted")
  func invalidUTF8() throws {
    var fields = FieldCollector()
    let bytes = Array(#"{"a":"x"#.utf8) + [0xFF, 0xC3] + Array(#"y"}"#.utf8)
    let content = try JSONArticles.object(bytes.span, &fields)
    #expect(content == ArticleContent(fields: ["a": "x\u{FFFD}\u{FFFD}y"], replacedCount: 2))
  }

  @Test("a run ends at the same byte as a plain loop says")
  func plainRuns() {
    var random = SeededGenerator(seed: SeededGenerator.seed)
    for _ in 0..<SeededGenerator.rounds(2_000) {
      let bytes = (0..<Int.random(in: 0..<70, using: &random)).map { _ in
        Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : 0x61
      }
      for start in 0...bytes.count {
        let expected = bytes[start...].firstIndex { $0 == 0x22 || $0 == 0x5C || $0 < 0x20 }
        #expect(
          ByteScan.endOfPlainJSON(in: bytes.span, from: start) == expected ?? bytes.count,
          "CONCORD_SEED=\(SeededGenerator.seed)")
      }
    }
  }

  @Test("random objects read as JSONSerialization reads them, also after random damage")
  func oracle() throws {
    var random = SeededGenerator(seed: SeededGenerator.seed)
    var acceptedCount = 0
    for _ in 0..<SeededGenerator.rounds(3_000) {
      var bytes = Array(Self.randomObject(depth: 0, &random).utf8)
      if Bool.random(using: &random) {
        // Damaged letters and surrogates are where the two differ on purpose, and the oracle does
        // not keep how a number was written.
        let places = bytes.indices.filter { bytes[$0] < 0x80 }
        let i = places.randomElement(using: &random) ?? 0
        bytes[i] = "{}[]:,\"\\123456789+u tfn\n".utf8.randomElement(using: &random) ?? 0x20
      }
      let expected = Self.oracle(bytes)
      let found = try? scan(bytes).get()
      if expected != nil { acceptedCount += 1 }
      // The oracle takes a comma after the last member, which RFC 8259 forbids and we refuse.
      let isLenient = found == nil && Self.hasCommaBeforeEnd(bytes)
      #expect(
        found == expected || isLenient,
        "CONCORD_SEED=\(SeededGenerator.seed) \(String(decoding: bytes, as: UTF8.self))")
    }
    // Were it never or always so, the comparison would prove nothing.
    #expect(acceptedCount > 0)
  }

  /// Whether a comma is followed by nothing but white space and the end of an object or array.
  private static func hasCommaBeforeEnd(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { i in
      guard bytes[i] == UInt8(ascii: ",") else { return false }
      let next = bytes[(i + 1)...].first { !" \t\n\r".utf8.contains($0) }
      return next == UInt8(ascii: "}") || next == UInt8(ascii: "]")
    }
  }

  // Names never repeat in an object, not even with a byte changed, and are none of the aliases.
  // Numbers are whole and short, as the oracle does not keep how they were written.
  private static func randomObject(depth: Int, _ random: inout SeededGenerator) -> String {
    let names = ["aaa", "b\\u0031bb", "c c c", "ééé", "\\\"dd\\\""].shuffled(using: &random)
    let members = names.prefix(Int.random(in: 0...5, using: &random)).map {
      let space = Bool.random(using: &random) ? " " : ""
      return "\"\($0)\"\(space):\(randomValue(depth: depth + 1, &random))"
    }
    return "{" + members.joined(separator: ",\t") + "}"
  }

  private static func randomValue(depth: Int, _ random: inout SeededGenerator) -> String {
    switch Int.random(in: 0..<(depth > 4 ? 5 : 7), using: &random) {
    case 0: return String(Int.random(in: -1_000...1_000, using: &random))
    case 1: return ["true", "false", "null"].randomElement(using: &random) ?? "null"
    case 2...4:
      let pieces = ["a", "\\n", "é", "😀", "\\u00e9", "\\\\", "\\\"", " ", "long text here"]
      let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
        pieces.randomElement(using: &random) ?? ""
      }
      return "\"" + text.joined() + "\""
    case 5: return randomObject(depth: depth, &random)
    default:
      let elements = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
        randomValue(depth: depth + 1, &random)
      }
      return "[" + elements.joined(separator: " ,") + "]"
    }
  }

  /// The same flattening over JSONSerialization's tree, with maps whose order does not matter.
  private static func oracle(_ bytes: [UInt8]) -> [String: String]? {
    guard let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
      return nil
    }
    var fields: [String: String] = [:]
    flatten(object, "", &fields)
    return fields
  }

  private static func flatten(_ value: Any, _ name: String, _ fields: inout [String: String]) {
    func add(_ text: String) {
      if text.isEmpty { return }
      fields[name] = fields[name].map { $0 + ", " + text } ?? text
    }
    switch value {
    case let object as [String: Any]:
      for (key, value) in object { flatten(value, name.isEmpty ? key : name + "." + key, &fields) }
    case let array as [Any]: for value in array { flatten(value, name, &fields) }
    case let text as String: add(text)
    case let number as NSNumber:
      let isBool = unsafe number.objCType.pointee == 0x63
      add(isBool ? (number.boolValue ? "true" : "false") : "\(number)")
    default: break
    }
  }
}
