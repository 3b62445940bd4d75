// The outline of a query, by hand for every operator.

import Concord
import Testing

@Suite("Query.outline")
struct QueryOutlineTests {
  @Test(
    "says how the query was understood",
    arguments: [
      ("storm", "the word storm"),
      ("title:=storm", "the word storm in this form, in title"),
      ("sto*", "words that begin with sto"),
      ("wom?n", "words that fit wom?n, where * is any letters and ? is one"),
      ("/colou?r/", "words that the expression /colou?r/ matches"),
      ("storm~", "words that are storm but for one letter"),
      ("harbour~", "words that are harbour but for 2 letters"),
      ("\"white whale\"", "the phrase \"white whale\""),
      (
        "\"whale white\"~2",
        "the phrase \"whale white\", its words moved by 2 places in all at most"
      ),
      ("date:[2025 TO *]", "a value from 2025, in date"),
      ("date:{2024 TO 2025]", "a value after 2024 up to 2025, in date"),
      ("date:*", "a value of any kind, in date"),
      ("*", "every document"),
      ("-storm", "everything but this\n  the word storm"),
      ("storm^2", "the score times 2.0\n  the word storm"),
      ("a b", "any of these\n  the word a\n  the word b"),
      ("a AND b", "all of these\n  the word a\n  the word b"),
      ("a NOT b", "the first of these without the second\n  the word a\n  the word b"),
      ("+a b", "the first of these; the others add to the score\n  the word a\n  the word b"),
      (
        "a NEAR/5 b",
        "these near each other: within 5 words, in either order\n  the word a\n  the word b"
      ),
      (
        "a ONEAR/s b",
        "these near each other: in the same sentence, in this order\n  the word a\n  the word b"
      ),
      (
        "a NOTNEAR/p b",
        """
        the first of these where the second is not in the same paragraph, in either order
          the word a
          the word b
        """
      ),
      (
        "(a OR b) NEAR/1 c",
        """
        these near each other: side by side, in either order
          any of these
            the word a
            the word b
          the word c
        """
      ),
    ])
  func outline(text: String, expected: String) throws {
    #expect(try Query(text).outline.description == expected)
  }
}
