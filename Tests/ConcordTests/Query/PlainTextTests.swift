// Text that people paste into a search box is never an error: words, numbers, addresses, Markdown
// and code in random mixtures are read strictly. Some of it means more than it was meant to (`-v`
// excludes, `~~gone~~` is fuzzy); that it is read at all is what is promised.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Plain text as a query")
struct PlainTextTests {
  private static let words: [String] = [
    "whale", "don't", "don’t", "multi-agent", "20.04", "C++", "C#", ".NET", "a/b", "and/or", "AT&T",
    "R&D", "U.S.", "3,000.50", "$5", "50%", "#12", "@home", "x=y", "key=value", "a=b&c=d", "5\"",
    "6'2\"", "rock 'n' roll", "it's", "'tis", "O'Brien", "e.g.", "…", "–", "—", "well—known",
    "1-2", "2025-09-04", "12:30", "3:16", "50°", "²", "½", "東京", "日本語。", "Ünïcode", "한국어",
    "👩‍👩‍👧‍👦", "🇫🇷", "❤️", "🙂", ":-)", ";)", ":)", ":D", "<3", "¯\\_(ツ)_/¯", "~5", "a~", "^_^",
    "café", "naïve", "and", "or", "not", "near", "And", "Or", "Not", "Near", "to", "TO",
  ]

  private static let addresses: [String] = [
    "https://example.org/a?b=c&d=e#f", "http://localhost:8080/", "ftp://a.b/c", "www.example.org",
    "https://en.wikipedia.org/wiki/Whale_(disambiguation)", "ada@example.org",
    "Ada.Lovelace+test@example.co.uk", "mailto:ada@example.org", "<ada@example.org>",
    "/etc/passwd", "/usr/local/bin", "~/Library", "./run.sh", "../a/b.c", "C:\\Users\\ada",
    "file.tar.gz", "192.168.0.1:80", "::1", "fe80::1", "git@github.com:a/b.git", "s3://a/b",
    "doi:10.1000/182", "urn:isbn:0451450523", "10.1145/3133956",
  ]

  private static let lines: [String] = [
    "# Title", "## A title", "- item", "* item", "+ item", "1. item", "> quoted", "---", "***",
    "**bold**", "*italic*", "_under_", "~~gone~~", "`code`", "```swift", "[text](https://a.b/c)",
    "![image](a.png)", "[1]", "[a, b]", "[ ]", "- [x] done", "| a | b |", "|---|---|", "<br>",
    "<a href=\"x\">y</a>", "&amp;", "&nbsp;", "<!-- a -->", "a -- b", "--option", "-v", "--a=b",
    "let x = 5;", "x += 1", "i++;", "--i;", "if x == y", "a != b", "a <= b", "a >= b", "x -> y",
    "a => b", "main()", "foo(bar)", "f(x, y);", "a[i]", "{ return a; }", "\"key\": 5,",
    "print(\"a b\")", "#include <stdio.h>", "// comment", "/* comment */",
    "/**/", "a ? b : c", "a?.b",
    "x: Int", "{\"a\": [1, 2]}", "$HOME/bin", "${a}", "%d", "\\n", "a\\b", "SELECT * FROM a;",
    "rm -rf a", "git log --oneline | head", "func f(_ x: Int) -> Int {", "}", "std::vector<int> a;",
    "(a)", "(c) 2025", "a (b) c", "what is this?", "really?!", "stop!", "Wow!!", "A: b", "Note: a",
    "\"a quotation\"", "“another one”", "«un autre»", "a; b", "Dr. No", "p. 5-7", "a*b*c", "2^10",
    "x^2 + y^2", "a|b", "α + β", "∀x", "E = mc²",
  ]

  private static let all: [String] = [words, addresses, lines].flatMap { $0 }

  @Test("each is read, and written as the same query again", arguments: all)
  func alone(text: String) {
    expectRead(text, "")
  }

  @Test("mixtures of them are read, and written as the same query again")
  func mixed() {
    var random = SeededGenerator()
    let spaces = [" ", " ", "  ", "\n", "\n\n", "\t", "\u{A0}", "\r\n"]
    for _ in 0..<random.roundCount(2_000) {
      var text = ""
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        text += Self.all.randomElement(using: &random) ?? ""
        text += spaces.randomElement(using: &random) ?? ""
      }
      expectRead(text, random.replay)
    }
  }

  /// Expects that `text` is a query, unless it is punctuation alone.
  private func expectRead(_ text: String, _ replay: String) {
    let note: Comment = "\(text.debugDescription) \(replay)"
    do throws(QueryError) {
      let query = try Query.parse(text, options: QueryOptions(fields: ["body"]))
      #expect((try? Query(query.description)) == query, note)
    } catch {
      let hasWord = !Analyzer.standard.terms(in: text).isEmpty
      #expect(error.message == "there is nothing to search for but punctuation" && !hasWord, note)
    }
  }
}
