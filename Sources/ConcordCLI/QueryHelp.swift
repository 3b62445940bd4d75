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

  /// The whole language, in 80 columns.
  static let text = """
    WORDS
      storm harbour            either word; articles with both come first
      +storm harbour           storm must be there; harbour counts if it is
      storm -harbour           storm, and not harbour
      storm AND harbour        both; OR: either; NOT: the first, not the second
      storm && harbour         the same; || is OR, and !harbour is NOT harbour
      (storm OR gale) AND sea  parentheses group; AND and NOT bind tighter than OR
      -harbour   NOT harbour   all articles but those with harbour; *: all articles
      With --all, words side by side must all be there.

    PHRASES
      "white whale"            the words side by side, in this order
      "white ? whale"          any one word in between
      "whale white"~2          the words out of place by 2 in all; ~ alone: by 10
      "white wha*"  "wom?n of" words of a phrase may be patterns
      multi-agent  20.04  a/b  what has signs in it is the phrase of its parts
      “ ” „ « » quote like ". In quotation marks, operators are words: "NEAR".

    NEARNESS
      storm NEAR harbour       at most 10 words apart, in either order
      storm NEAR/3 harbour     at most 3: no more than two words in between
      storm ONEAR/3 harbour    the same, and storm comes first
      storm NOTNEAR/3 harbour  a storm with no harbour near
      storm NEAR/s harbour     in the same sentence; /p: in the same paragraph;
                               so also ONEAR/s, NOTNEAR/p
      W/3  PRE/3  BEFORE/3     other names of NEAR/3, ONEAR/3, ONEAR/3
      NEAR(storm sea gale, 8)  all of them within 8 words; /s or /p may stand for
                               the number, ONEAR( ) wants them in this order
      "white whale" NEAR (ship OR boat*)          operands of every kind
      storm NEAR/3 sea NEAR/5 gale                a gale near the first two
      (storm AND sea) NEAR gale                   each of both near a gale

    PATTERNS
      harb*  wom?n  *ism       * is any letters, ? is one
      /colou?r/                a regular expression for a whole word:
                               . [a-z] [^a] \\d \\w \\s ( ) | * + ? {2,5}
      harbour~  harbour~2      words with some letters wrong: by ~ one up to five
                               letters, else two
      =running  "=cutting edge"   this very form, where an index knows stems
      Case and accents make no difference. Patterns look at words as written.

    FIELDS
      title:whale   title:(whale OR ship)   author:"Ada Lovelace"
      author:[A TO C]          names from A to C; {A TO C}: without these two
      author:[A TO *]          from A on
      author:*                 any author at all
      Without a field, the index's default fields are looked in, as one text.
      A NEAR works inside one field.

    DATES AND NUMBERS
      date:2025-09             some time in September; 2025, 2025-09-14: likewise
      date:>=2025-09           then or later; > is after it, < before it
      date:[2025-09-01 TO 2025-09-14}   the first day in, the last day out
      date:* NOT date:>0001    dates that could not be read
      year:1999  price:>=9.5  price:[-1 TO 1e3]   numbers are compared as such

    WEIGHT
      whale^3 ship             whale counts three times; also (whale ship)^0.5

    SIGNS AS TEXT
      Signs mean something only where they can: C++, 5", https://a.b/c?d=e and :-)
      are text. A backslash makes any sign text: \\*  a\\:b  \\(  \\"
      At the end of several words, a question mark ends a question.

    UNDERSTANDING
      concord search --explain-query QUERY    the query in words
      concord explain QUERY KEY               why an article has its score, or none
      concord kwic QUERY                      each match with the words around it
      concord near A B                        how far apart the two stand

    LIMITS
      A query has at most 64 KiB of text, 64 levels of parentheses and NEARs, and
      1,024 words. A pattern has at most 10,000 states, and all patterns together
      stand for at most 1,000,000 words of an index (--max-terms). Patterns,
      phrases and NEARs may cost 300,000,000 steps, about a second (--max-steps).
      Beyond a limit there is an error that names it, never a part of the answer.

    Operators are in upper case; "and", "or" and "near" are words. In a shell, put
    the query in single quotation marks: concord search '"white whale" NEAR/5 sea*'

    """
}
