// What is said where a program asks an index for other fields than it has: the index's field, the
// one that was asked for, and the reason in the error.

import Testing

@testable import Concord

@Suite("Schemas that do not fit")
struct SchemaMismatchTests {
  /// What German was in an earlier release.
  private static let earlierGerman = Analyzer(
    tokenizer: .unicodeWords, filters: [.foldCase, .stemmer(.german)])

  static let differences: [(Field, Field, String)] = [
    (
      .text("body", .english), .text("body", .language(.german)),
      "its field “body” is text in English (asked for: text in German)"
    ),
    (
      .text("body"), .text("body", .language(.porter), weight: 2.5),
      "its field “body” is text in any language (asked for: text in English by Porter’s stemmer) "
        + "and of weight 1 (asked for: of weight 2.5)"
    ),
    (
      .text("x", weight: 2), .text("x", stored: false, isDefault: false, weight: 2),
      "its field “x” is stored (asked for: not stored) and searched by default (asked for: "
        + "searched only by its name)"
    ),
    (.date("x"), .number("x"), "its field “x” is a date (asked for: a number)"),
    // Only text has a weight that could differ.
    (.keyword("x"), .text("x"), "its field “x” is a keyword (asked for: text in any language)"),
    (
      .text("x", .simple), .text("x", .english),
      "its field “x” is text by “simple lowercase” (asked for: text in English)"
    ),
    // The index is newer than the program.
    (
      .text("x", .language(.german)), .text("x", earlierGerman),
      "its field “x” is text by “\(Analyzer.language(.german).recipe)” (asked for: text by "
        + "“unicode-words fold-case stem:german”)"
    ),
  ]

  @Test("the reason tells the settings that differ, and no others", arguments: differences)
  func reasons(index: Field, asked: Field, reason: String) throws {
    #expect(index.difference(from: asked) == reason)
    #expect(!index.serves(for: asked))
    #expect(throws: ConcordError.schemaMismatch(path: "here", reason: reason)) {
      try Schema(index).require(Schema(asked), path: "here")
    }
  }

  @Test("a field serves for itself, and one of an earlier edition for today's")
  func same() throws {
    for (index, asked, _) in Self.differences {
      #expect(index.difference(from: index) == nil)
      #expect(asked.difference(from: asked) == nil)
    }
    let earlier = try #require(Analyzer.english.earlierEditions.last)
    #expect(Field.text("x", earlier).difference(from: .text("x", .english)) == nil)
    let others = try #require(
      Field.text("x", earlier).difference(from: .text("x", .english, weight: 3)))
    #expect(others == "its field “x” is of weight 1 (asked for: of weight 3)")
  }

  @Test("the first three fields are told, and how many more there are")
  func many() throws {
    let schema = Schema(.text("a"), .date("b"))
    func reason(_ asked: Field...) throws -> String {
      let error = #expect(throws: ConcordError.self) {
        try schema.require(Schema(asked), path: "here")
      }
      guard case .schemaMismatch("here", let reason)? = error else { return "\(error as Any)" }
      return reason
    }
    let first =
      "its field “a” is text in any language (asked for: a date); it has no field “c”; "
      + "its field “b” is a date (asked for: text in any language)"
    #expect(try reason(.date("a"), .number("c"), .text("b")) == first)
    #expect(try reason(.date("a"), .number("c"), .text("b"), .text("c")).hasPrefix(first))
    #expect(
      try reason(.date("a"), .number("c"), .text("b"), .text("c"), .text("d"))
        == first + "; and so on with 2 fields")
  }

  @Test("no reason and no next step names what only programs in Swift have")
  func anyLanguage() {
    for (_, _, reason) in Self.differences {
      let text = "\(ConcordError.schemaMismatch(path: "here", reason: reason))"
      for word in ["IndexWriter", "addField", "()", "nil", "Schema("] {
        #expect(!text.contains(word), "\(text)")
      }
    }
  }
}
