// Each format from a file to fields, on small examples written out here.

import Concord
import Testing

@testable import ConcordCorpus

@Suite struct FormatTests {
  @Test("a text file is its first line and the rest")
  func plainText() throws {
    let fields = try TemporaryCorpus.fields("a.txt", "\n Title here \n\nBody\n\nmore \n")
    #expect(fields == ["title": "Title here", "body": "Body\n\nmore"])
    #expect(try TemporaryCorpus.fields("a.txt", "Only") == ["title": "Only"])
    // Nobody means a line of that length as a title.
    let longest = String(repeating: "a", count: 512)
    #expect(
      try TemporaryCorpus.fields("a.txt", longest + "\nb") == ["title": longest, "body": "b"])
    #expect(try TemporaryCorpus.fields("a.txt", longest + "a\nb") == ["body": longest + "a\nb"])
  }

  @Test("Markdown loses its marks and keeps its text")
  func markdown() throws {
    let text = """
      # The *Title* #

      Some **bold**, _thin_, ~~gone~~ and `co_de *x*` text with snake_case and 2*3*4.
      A [link](https://a.b/c_(d) "t"), an ![image](i.png), a [ref][1], a note[^1], <https://x.y>.

      > quoted
      > text

      * item &amp; one
      - [x] done
      1. first

      ```swift
      let a_b = *p*
      ```

      | Name | Value |
      |------|:-----:|
      | a    | **b** |

      <!-- hidden
      text --> shown<br>here <b>bold</b>

      Setext
      ------
      [1]: https://example.org
      [^1]: The note.
      \\*not emphasis\\* [not a link] a < b & c
      """
    let fields = try #require(try TemporaryCorpus.fields("a.md", text))
    #expect(fields["title"] == "The Title")
    #expect(
      fields["body"] == """
        Some bold, thin, gone and co_de *x* text with snake_case and 2*3*4.
        A link, an image, a ref, a note, https://x.y.

        quoted
        text

        item & one
        done
        first

        let a_b = *p*

        Name  Value
        a  b

        shown
        here bold

        Setext

        The note.
        *not emphasis* [not a link] a < b & c
        """)
  }

  @Test("indented code is kept as it is, a comment that never ends too")
  func markdownCode() throws {
    let fields = try TemporaryCorpus.fields("a.md", "Text\n\n    a_b_ = *c*\n\nEnd <!-- open\nlast")
    #expect(fields?["body"] == "Text\n\na_b_ = *c*\n\nEnd <!-- open\nlast")
  }

  @Test("YAML front matter becomes fields")
  func yaml() throws {
    let text = """
      ---
      title: "A \\"quoted\\" title: sub"   # comment
      author: 'It''s me'
      tags: [one, "two, three", 'four']
      list:
        - five
        - six
      flat:
      - seven
      nested:
        key: value # no
        deep:
          er: 8
      people:
        - name: Ada
          born: 1815
        - name: Alan
      text: >
        folded
        lines

      kept: |
        two
        lines
      nothing: ~
      url: https://a.b/c#d
      published: 4 September 2025
      ---
      # Heading

      Body
      """
    let fields = try #require(try TemporaryCorpus.fields("a.md", text))
    #expect(
      fields == [
        "title": "A \"quoted\" title: sub", "author": "It's me", "tags": "one, two, three, four",
        "list": "five, six", "flat": "seven", "nested.key": "value", "nested.deep.er": "8",
        "people.name": "Ada, Alan", "people.born": "1815", "kept": "two\nlines",
        "url": "https://a.b/c#d", "date": "2025-09-04", "body": "Heading\n\nBody",
      ])
  }

  @Test("TOML front matter becomes fields")
  func toml() throws {
    let text = """
      +++
      title = "A = B" # comment
      date = 2025-09-04T10:00:00+02:00
      tags = [
        "one",
        'two',
      ]
      draft = false
      [extra]
      key = \"\"\"long
      text\"\"\"
      +++
      Body
      """
    let fields = try TemporaryCorpus.fields("a.md", text)
    #expect(
      fields == [
        "title": "A = B", "date": "2025-09-04T08:00:00Z", "tags": "one, two", "draft": "false",
        "extra.key": "long\ntext", "body": "Body",
      ])
  }

  @Test("front matter that never ends is text")
  func openFrontMatter() throws {
    let fields = try TemporaryCorpus.fields("a.md", "---\ntitle: x\n\nBody")
    #expect(fields?["title"] == nil)
    #expect(fields?["body"]?.contains("Body") == true)
  }

  @Test("a JSON object is one article, whose key is the path")
  func json() throws {
    let corpus = TemporaryCorpus()
    corpus.write(
      "a.json",
      #"{"id": 7, "headline": "T", "text": "B", "n": 1.50, "ok": true, "no": null, "e": "", "#
        + #""tags": ["x", 2, ["y"]], "author": {"name": "A"}, "pubDate": "Sep 4, 2025"}"#)
    let article = try #require(try corpus.articles().first)
    #expect(article.document.key == "a.json")
    #expect(
      article.document.fields == [
        "id": "7", "title": "T", "body": "B", "n": "1.50", "ok": "true", "tags": "x, 2, y",
        "author": "A", "date": "2025-09-04",
      ])
  }

  @Test("elements of an array and lines have the key they say, or their number")
  func jsonKeys() throws {
    let corpus = TemporaryCorpus()
    corpus.write("a.json", #"[{"id": "x", "body": "1"}, 5, {"body": "2"}, {"id": 3, "body": "3"}]"#)
    corpus.write(
      "b.jsonl",
      "\u{FEFF}{\"id\":\"y\",\"body\":\"1\"}\r\n\n{\"body\":\"2\"}\nnot json\n[]\n{\"body\":\"3\"}")
    #expect(
      try corpus.articles().map(\.document.key) == [
        "x", "a.json#3", "3", "y", "b.jsonl#3", "b.jsonl#6",
      ])
    #expect(
      try corpus.skipped().map(\.description) == [
        "skipped a.json (2): not a JSON object",
        "skipped b.jsonl (4): not JSON at byte 0: a value should be here",
        "skipped b.jsonl (5): not a JSON object",
      ])
  }

  @Test("a broken array gives its elements up to the break", arguments: ["", ",", ",]", "}", "]x"])
  func brokenArray(tail: String) throws {
    let corpus = TemporaryCorpus()
    corpus.write("a.json", #"[{"body": "1"}, {"body": "2"}"# + tail)
    #expect(try corpus.articles().count == 2)
    #expect(try corpus.skipped().count == 1)
  }

  @Test("compressed files read like plain ones, in several members too")
  func compressed() throws {
    let text = Array("Title\nBody".utf8)
    let expected = ["title": "Title", "body": "Body"]
    #expect(try TemporaryCorpus.fields("a.txt.gz", gzip(text)) == expected)
    #expect(try TemporaryCorpus.fields("a.txt.zst", zstd(text)) == expected)
    let halves = (Array(text[..<3]), Array(text[3...]))
    #expect(try TemporaryCorpus.fields("a.TXT.GZ", gzip(halves.0) + gzip(halves.1)) == expected)
    #expect(try TemporaryCorpus.fields("a.txt.zst", zstd(halves.0) + zstd(halves.1)) == expected)
    let lines = Array("{\"body\":\"1\"}\n{\"body\":\"2\"}\n".utf8)
    let corpus = TemporaryCorpus()
    corpus.write("a.jsonl.gz", gzip(lines))
    corpus.write("b.jsonl.zst", zstd(lines))
    #expect(
      try corpus.articles().map(\.document.key) == [
        "a.jsonl.gz#1", "a.jsonl.gz#2", "b.jsonl.zst#1", "b.jsonl.zst#2",
      ])
  }

  @Test(
    "dates are put in ISO 8601, or kept",
    arguments: [
      ("2025-09-04", "2025-09-04"), ("2025/9/4", "2025-09-04"),
      ("2025-09-04T10:00", "2025-09-04T10:00:00Z"),
      ("2025-09-04 10:00:30.5", "2025-09-04T10:00:30Z"),
      ("2025-09-04T10:00:00Z", "2025-09-04T10:00:00Z"),
      ("2025-01-01T00:30:00+01:00", "2024-12-31T23:30:00Z"),
      ("2024-02-28T23:30:00-0100", "2024-02-29T00:30:00Z"),
      ("4 September 2025", "2025-09-04"), ("4th of September 2025", "2025-09-04"),
      ("September 4, 2025", "2025-09-04"),
      ("4 Sep 2025", "2025-09-04"), ("Sept. 4, 2025", "2025-09-04"),
      ("Thu, 04 Sep 2025 10:00:00 +0200", "2025-09-04T08:00:00Z"),
      ("Thu, 4 Sep 2025 10:00:00 GMT", "2025-09-04T10:00:00Z"),
      ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01Z"),
      ("September 4, 2025 at 3:05 pm", "2025-09-04T15:05:00Z"),
    ])
  func dates(text: String, expected: String) {
    #expect(DateText.iso8601(text) == expected)
  }

  @Test(
    "what is no date, or two, stays",
    arguments: [
      "04/09/2025", "2025", "yesterday", "2025-02-29", "2025-13-01", "2025-00-10", "",
      "September 2025",
      "31 April 2025", "2025-09-04T25:00", "2025-09-04T10:61", "2025-09-04 and more",
      "99999999999999999999",
      "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2025-09-04T10:00 XYZ", "4 Se 2025",
    ])
  func noDates(text: String) {
    #expect(DateText.iso8601(text) == nil)
  }
}
