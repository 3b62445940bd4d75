// Numbers as number fields read them: tables of texts, and the order of random ones.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Number values")
struct NumberValueTests {
  @Test(
    "decimal numbers are read and written",
    arguments: [
      ("1999", 1999, "1999"), ("-3.50", -3.5, "-3.5"), ("+.5", 0.5, "0.5"), ("7.", 7, "7"),
      ("6e23", 6e23, "6e+23"), ("1E-3", 0.001, "0.001"), ("-0", 0, "0"), ("007", 7, "7"),
      ("9007199254740993", 9_007_199_254_740_992, "9007199254740992"),
    ])
  func reads(_ text: String, _ value: Double, _ written: String) throws {
    let number = try #require(NumberValue(Array(text.utf8)))
    #expect(number.value == value)
    #expect(number.text == written)
  }

  @Test(
    "what is no decimal number is none",
    arguments: [
      "", "-", ".", "e5", "1e", "1e+", "1,5", "1 000", " 1", "1 ", "0x10", "nan", "inf",
      "-infinity", "1e999", "--1", "1.2.3", "five", "٣", String(repeating: "1", count: 401),
    ])
  func refuses(_ text: String) {
    #expect(NumberValue(Array(text.utf8)) == nil)
  }

  @Test("their integers are in the order of the numbers, and lead back to them")
  func order() throws {
    var random = SeededGenerator()
    var numbers: [Double] = [0, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1, 2, 1e300]
    for _ in 0..<random.roundCount(500) {
      let bits = Double(bitPattern: random.next())
      if bits.isFinite, bits != 0 { numbers.append(bits) }
      numbers.append(Double(Int.random(in: -50...50, using: &random)))
    }
    numbers += numbers.filter { $0 != 0 }.map { -$0 }
    let values = try numbers.map { number in
      try #require(NumberValue(Array("\(number)".utf8)), "\(number)")
    }
    for (number, value) in zip(numbers, values) {
      #expect(value.value == number)
      #expect(NumberValue(ordered: value.ordered) == value)
    }
    let sorted = values.sorted { $0.ordered < $1.ordered }.map(\.value)
    #expect(sorted == numbers.sorted(), "\(random.replay)")
  }

  @Test("integers that are no number's are none")
  func impossible() {
    let bits = Int64(bitPattern: Double.infinity.bitPattern)
    for ordered in [bits, bits + 1, .max, .min, .min + 1, -bits - 1, -1] {
      #expect(NumberValue(ordered: ordered) == nil)
    }
  }
}
