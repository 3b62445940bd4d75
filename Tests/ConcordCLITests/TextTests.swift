// Checks how texts, numbers and sizes are written, value by value.

import ConcordServer
import Testing

@testable import ConcordCLI

@Suite("Texts for people and programs")
struct TextTests {
  @Test(
    "lines are cut by columns",
    arguments: [
      ("storm", 5, "storm"), ("storms", 5, "stor…"), ("汉字汉字", 8, "汉字汉字"), ("汉字汉字", 7, "汉字汉…"),
      ("汉字汉字", 6, "汉字…"), ("cafe\u{301}s", 5, "cafe\u{301}s"), ("a\u{1B}b", 6, "a\\x1bb"),
      ("a\u{1B}bc", 5, "a…"), ("👩‍👩‍👧‍👧👩‍👩‍👧‍👧x", 5, "👩‍👩‍👧‍👧👩‍👩‍👧‍👧x"), ("a\tb\r\nc", 10, "a b c"), ("x", 0, "…"),
    ])
  func cut(_ text: String, _ columns: Int, _ expected: String) {
    #expect(TerminalText(text).rendered(columns: columns, isStyled: false) == expected)
  }

  @Test("styles end where they begin")
  func styles() {
    var text = TerminalText("1. ")
    text.add("title", .bold)
    text.add(" rest", .dim)
    #expect(text.rendered(columns: nil, isStyled: false) == "1. title rest")
    #expect(
      text.rendered(columns: 9, isStyled: true)
        == "1. \u{1B}[1mtitle\u{1B}[0m\u{1B}[2m…\u{1B}[0m")
  }

  @Test(
    "byte counts are read",
    arguments: [
      ("1", 1), ("12b", 12), ("256MB", 256_000_000), ("64mib", 64 << 20), ("2GiB", 2 << 30),
      ("1kB", 1_000), ("0", nil), ("-1", nil), ("MB", nil), ("1.5MB", nil), ("9999999999GB", nil),
      ("", nil), ("1 MB", nil),
    ])
  func byteCount(_ text: String, _ expected: Int?) {
    #expect(ByteCount(argument: text)?.value == expected)
  }

  @Test("numbers are grouped, sizes and times rounded")
  func numbers() {
    #expect(NumberText.grouped(0) == "0")
    #expect(NumberText.grouped(-1_234_567) == "-1,234,567")
    #expect(NumberText.grouped(1_000) == "1,000")
    #expect(NumberText.bytes(1) == "1 byte")
    #expect(NumberText.bytes(999) == "999 bytes")
    #expect(NumberText.bytes(1_000) == "1.0 kB")
    #expect(NumberText.bytes(9_940) == "9.9 kB")
    #expect(NumberText.bytes(999_960) == "1.0 MB")
    #expect(NumberText.bytes(.max) == "9223372 TB")
    #expect(NumberText.decimal(-0.05, digits: 2) == "-0.05")
    #expect(NumberText.decimal(3.14159, digits: 3) == "3.142")
    #expect(NumberText.duration(seconds: 3_723) == "1:02:03")
    #expect(NumberText.duration(seconds: .infinity) == "0:00")
    #expect(NumberText.duration(seconds: 65.2) == "1:05")
  }

  @Test("JSON has an escape for every control")
  func json() {
    #expect(
      JSONObject.string("a\"\\\n\r\t\u{1}\u{1F}\u{7F}é") == #""a\"\\\n\r\t\u0001\u001f\u007fé""#)
    var object = JSONObject()
    object.add("a", nil)
    object.add("b", Float.nan)
    object.add("c", JSONObject())
    #expect(object.text == #"{"a":null,"b":null,"c":{}}"#)
  }
}
