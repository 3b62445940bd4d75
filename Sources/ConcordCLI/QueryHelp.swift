import ArgumentParser

/// `concord help query`, which ``ConcordCommand/main()`` turns into this command.
struct QueryHelpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query-help", abstract: "Explain the query language", shouldDisplay: false)

  func run() throws {
    var output = Output()
    try output.write(Self.text)
    try output.flush()
  }

  /// The language in a screenful of 80 columns.
  static let text = """
    WORDS
      storm harbour            either word; articles with both come first
      +storm harbour           storm must be there; harbour counts if it is
      storm -harbour           storm, and not harbour
      storm AND harbour        both; OR: either; NOT: the first, not the second
      (storm OR gale) AND sea  parentheses group; AND binds tighter than OR

    PHRASES
      "white whale"            the words side by side, in this order
      "white ? whale"          any one word in between
      "whale white"~2          the words out of place by 2 in all
      "white wha*"             the last word may be a beginning

    NEARNESS
      storm NEAR harbour       at most 10 words apart, in either order
      storm NEAR/3 harbour     at most 3: no more than two words in between
      storm ONEAR/3 harbour    the same, and storm comes first
      storm NOTNEAR/3 harbour  a storm with no harbour near
      storm NEAR/s harbour     in the same sentence; /p: in the same paragraph
      NEAR(storm sea gale, 8)  all of them within 8 words
      "white whale" NEAR (ship OR boat*)

    PATTERNS
      harb*  wom?n  *ism       * is any letters, ? is one
      /colou?r/                a regular expression for a whole word
      harbour~  harbour~2      words with some letters wrong
      =running                 this very form, where an index knows stems

    FIELDS
      title:whale   title:(whale OR ship)   author:"Ada Lovelace"
      author:[A TO C]          names from A to C
      author:*                 any author at all

    DATES AND NUMBERS
      date:2025-09             some time in September; 2025, 2025-09-14: likewise
      date:>=2025-09           then or later; > is after it, < before it
      date:[2025-09-01 TO 2025-09-14}   the first day in, the last day out
      date:* NOT date:>0001    dates that could not be read

    WEIGHT
      whale^3 ship             whale counts three times

    UNDERSTANDING
      concord search --explain-query QUERY    the query in words
      concord explain QUERY KEY               why an article has its score, or none

    Operators are in upper case; "and", "or" and "near" are words. In a shell, put
    the query in single quotation marks: concord search '"white whale" NEAR/5 sea*'

    """
}
