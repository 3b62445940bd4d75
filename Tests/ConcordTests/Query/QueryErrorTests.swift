// Mistakes: what is said, where the caret stands, what is suggested; and that a lenient reading
// gives a query all the same. Renderings are compared whole, as a terminal shows them.

import Testing

@testable import Concord

/// The error of a strict reading.
private func error(in text: String, options: QueryOptions = QueryOptions()) -> QueryError? {
  do throws(QueryError) {
    _ = try Query.parse(text, options: options)
    return nil
  } catch {
    return error
  }
}

@Suite("QueryError")
struct QueryErrorTests {
  @Test("an error shows its place and a way out")
  func rendering() {
    #expect(
      error(in: "\"reassurance force NEAR Macron")?.rendered() == """
        the quotation mark is never closed
          "reassurance force NEAR Macron
          ^
        try: "reassurance force" NEAR Macron
        """)
    #expect(
      error(in: "summit AND (Macron NEAR")?.rendered() == """
        NEAR needs something after it
          summit AND (Macron NEAR
                             ^
        expected: a word, a phrase or a group after NEAR
        try: summit AND (Macron)
        """)
    #expect(
      error(in: " \n")?.rendered() == """
        the query is empty
        expected: words, or a phrase in quotation marks, as in: summit "reassurance force"
        """)
    #expect(
      error(in: ":-)")?.rendered() == """
        there is nothing to search for but punctuation
          :-)
          ^
        expected: words, or a phrase in quotation marks, as in: summit "reassurance force"
        """)
    #expect(
      error(in: "a OR b)")?.rendered() == """
        this parenthesis closes nothing
          a OR b)
                ^
        try: a OR b
        """)
  }

  @Test(
    "each mistake has its sentence and its mend",
    arguments: [
      ("a NEAR", "NEAR needs something after it", "a"),
      ("a AND", "AND needs something after it", "a"),
      ("AND a", "AND needs something before it", "a"),
      ("a AND OR b", "AND needs something after it", "a OR b"),
      ("OR", "OR needs something before it", nil),
      ("(a", "this parenthesis is never closed", "(a)"),
      ("a ( )", "there is nothing between these parentheses", "a"),
      ("", "the query is empty", nil), ("\t\u{2028}", "the query is empty", nil),
      (":-)", "there is nothing to search for but punctuation", nil),
      ("- \" ?", "there is nothing to search for but punctuation", nil),
      // One mistake behind another is mended too, up to three of them.
      ("\"boat NEAR", "the quotation mark is never closed", "\"boat\""),
      ("\"boat AND (storm", "the quotation mark is never closed", "\"boat\" AND (storm)"),
      ("a AND (b OR", "OR needs something after it", "a AND (b)"),
      ("a AND ((b OR", "OR needs something after it", "a AND ((b))"),
      ("a AND (((b OR", "OR needs something after it", nil),
      ("word~3", "a word can be looked for with 1 or 2 edits, not 3", "word~2"),
      (
        "a NEAR/0 b", "nothing is at distance 0: words side by side are at distance 1", "a NEAR/1 b"
      ),
      ("a NEAR/x b", "NEAR/ needs a number of words, s or p behind it", "a NEAR/10 b"),
      ("a NEAR -b", "- cannot stand inside a NEAR", "a NOTNEAR/10 b"),
      ("-a NEAR b", "- cannot stand before one side of a NEAR", "-(a NEAR b)"),
      ("a NEAR(b)", "NEAR(…) needs two operands or more", "a NEAR (b)"),
      ("a NEAR (b NOT c)", "NOT cannot stand inside a NEAR", "a NEAR/10 b NOT c"),
      (
        "(a AND b) NEAR/2 (c AND d)",
        "AND on both sides of a NEAR: say which word is to be near which",
        "a NEAR/2 c AND a NEAR/2 d AND b NEAR/2 c AND b NEAR/2 d"
      ),
      (
        "title:a NEAR body:b", "NEAR works inside one field, and this one mixes title and body", nil
      ),
      (
        "a NEAR title:b",
        "NEAR works inside one field, and this one mixes the default fields and title", nil
      ),
      ("((a AND b) OR c) NEAR d", "AND and + cannot stand this deep inside a NEAR", nil),
      ("* NEAR a", "NEAR needs words on both sides: this has no place in a text", nil),
      ("a NOTNEAR (b AND c)", "AND cannot stand on the right side of a NOTNEAR", nil),
      ("[a TO b]", "a range needs a field", nil),
      ("date:[a b]", "this range is not complete", nil),
      ("date:> 5", "> needs a value right behind it", nil),
      ("=\"a b\"", "= stands before a single word, not before a phrase", "\"a b\""),
      ("a NOT -b", "NOT and - say the same twice", "a NOT b"),
      ("a /b(c/", "this group is never closed: add a )", nil),
      ("/(/", "this group is never closed: add a )", nil),
      ("/a|*b/", "there is nothing to repeat before this *: write \\* for the character", nil),
      ("title:/[a/ OR b", "this class is never closed: add a ]", nil),
    ] as [(String, String, String?)])
  func sentences(_ text: String, _ message: String, _ suggestion: String?) throws {
    let found = try #require(error(in: text))
    #expect(found.message == message)
    #expect(found.suggestion == suggestion)
    if let suggestion { #expect(throws: Never.self) { try Query(suggestion) } }
    let lenient = Query.parseLeniently(text)
    #expect(lenient.diagnostics.first == found)
    // What a lenient reading makes of it is a query like any other.
    #expect(try Query(lenient.query.description).isEquivalent(to: lenient.query))
  }

  @Test("a mistake in a regular expression is shown at its own place")
  func regex() {
    #expect(
      error(in: #"東京 /a\/b\ (c/"#)?.rendered() == #"""
        this group is never closed: add a )
          東京 /a\/b\ (c/
                      ^
        """#)
    #expect(Query.parseLeniently("/a(/").query == .term("/a(/"))
  }

  @Test("the caret stands under its place by columns, whatever the letters")
  func columns() {
    // Wide, combining, joined and controlling characters before the place.
    for (before, columns) in [
      ("日本", 4), ("e\u{301}e\u{301}", 2), ("👩‍🚀", 2), ("\t", 1), ("ﾊﾛｰ", 3), ("한", 2),
      ("\u{200B}x", 1), ("❤️", 2), ("\u{1B}[", 7),
    ] {
      let lines = error(in: "\(before) \"x")?.rendered().split(separator: "\n") ?? []
      #expect(
        lines.count == 4 && lines[2].count == 2 + columns + 1 + 1, "\(before.debugDescription)")
    }
  }

  @Test("a long query is cut to a window around the place")
  func window() throws {
    let long = String(repeating: "word ", count: 100)
    for text in [long + "\"x " + long, long + "AND", "OR " + long] {
      let lines = try #require(error(in: text)).rendered(columns: 60).split(separator: "\n")
      #expect(lines[1].count <= 60)
      let caret = try #require(lines[2].firstIndex(of: "^"))
      let under = lines[1][
        lines[1].index(
          lines[1].startIndex,
          offsetBy: lines[2].distance(
            from: lines[2].startIndex, to: caret))]
      #expect("\"AO".contains(under))
    }
  }
}

extension Query {
  /// Whether both are written alike: trees may differ where a group has one member or none.
  fileprivate func isEquivalent(to other: Query) -> Bool {
    self == other || description == other.description
      || (other == .nothing && self == .except(.everything, .everything))
  }
}
