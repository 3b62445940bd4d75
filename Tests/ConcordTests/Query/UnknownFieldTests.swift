// Names before colons that are fields, nearly fields, or only text.

import Concord
import Testing

@Suite("Unknown fields")
struct UnknownFieldTests {
  private let schema = Schema(.text("title"), .text("body"), .date("date"))

  @Test(
    "names that look like fields are told, with the field that was meant",
    arguments: [
      ("titel:storm", ["titel title"]), ("Title:storm", ["Title title"]),
      ("storm AND (tile:a OR -dat:2025)", ["tile title", "dat date"]),
      ("boddy:\"a b\" boddy:c", ["boddy body"]), ("colour:red", ["colour"]),
      ("colour:red NEAR titel:x", []), ("title:storm date:2025", []), ("storm", []), ("", []),
      ("https://example.org 12:30 C:\\x note: that", []), ("\"titel:storm\"", []),
      ("(titel:storm", []),
    ])
  func names(_ text: String, _ expected: [String]) {
    let found = schema.unknownFields(in: text).map { field in
      field.suggestion.map { "\(field.name) \($0)" } ?? field.name
    }
    #expect(found == expected)
  }

  @Test("the sentence says what happened, and what may have been meant")
  func sentences() {
    #expect(
      schema.unknownFields(in: "titel:storm colour:red").map(\.sentence) == [
        "There is no field titel, so it was looked for as text. Did you mean title:?",
        "There is no field colour, so it was looked for as text.",
      ])
  }
}
