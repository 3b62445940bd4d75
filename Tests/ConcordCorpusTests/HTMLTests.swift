// Pages from bytes to fields: what is text and what is not, where blocks break, what metadata says,
// encodings, and pages made to exhaust a parser.

import Concord
import Testing

@testable import ConcordCorpus

@Suite struct HTMLTests {
  private func body(_ html: String) throws -> String? {
    try TemporaryCorpus.fields("a.html", html)?["body"]
  }

  @Test("title and metadata become fields")
  func metadata() throws {
    let fields = try TemporaryCorpus.fields(
      "a.html",
      """
      <!DOCTYPE html><html><head><title> A &amp;
      B </title><meta name="Description" content="About &lt;it&gt;">
      <meta name="author" content="Ada">
      <meta property="article:published_time" content="2025-09-04T10:00:00+02:00">
      <link rel="canonical" href="https://a.b/c"><title>Second</title></head>
      <body><p>Text <time datetime="2020-01-01">then</time></p></body></html>
      """)
    #expect(
      fields == [
        "title": "A & B", "description": "About <it>", "author": "Ada",
        "date": "2025-09-04T08:00:00Z", "url": "https://a.b/c", "body": "Text then",
      ])
  }

  @Test("the date of a time element stands in for one that is missing")
  func time() throws {
    let fields = try TemporaryCorpus.fields("a.htm", "<p>x<time datetime='2020-01-02'>y</time>")
    #expect(fields == ["body": "xy", "date": "2020-01-02"])
  }

  @Test("scripts, styles, navigation and the page's footer are no text")
  func leftOut() throws {
    #expect(
      try body(
        """
        <header><h1>H</h1><nav>N1<div><nav>N2</nav>N3</div></nav></header>
        <script>var a = "<p>no</p>";</script><style>p { }</style><noscript>no</noscript>
        <template><p>no</p></template><div role="navigation">no<div>no</div></div>
        <article><p>Yes</p><footer>signed</footer></article><footer>no</footer>
        """) == "H\n\nYes\n\nsigned")
  }

  @Test("blocks are paragraphs, lines are lines, white space is a space")
  func blocks() throws {
    #expect(
      try body(
        """
        <p>One
           two<br>three <b>bo</b>ld</p><div>four<ul><li>a</li><li>b</li></ul></div>
        <table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table><pre>  x
          y</pre>end
        """) == "One two\nthree bold\n\nfour\n\na\nb\n\n1 2\n3\n\nx\n  y\n\nend")
  }

  @Test("entities are what they stand for")
  func entities() throws {
    #expect(
      try body("<p>caf&eacute; &#8364; &#x1F600; &lt;b&gt; &unknown; &amp;amp;")
        == "café € 😀 <b> &unknown; &amp;")
  }

  @Test("a page in windows-1251 says so in its meta, and is read so")
  func windows1251() throws {
    let head = Array("<html><head><meta charset=windows-1251><title>".utf8)
    let title: [UInt8] = [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]
    let fields = try TemporaryCorpus.fields("a.html", head + title + Array("</title><p>x".utf8))
    #expect(fields == ["title": "Привет", "body": "x"])
  }

  @Test(
    "the encoding is found in each place",
    arguments: [
      ("<meta charset=\"Shift_JIS\">", [0x93, 0xFA, 0x96, 0x7B], "日本"),
      ("<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>", [0xC4, 0xC1], "да"),
      ("<meta charset=utf-8>", [0xC3, 0xA9], "é"),
      ("<meta charset=iso-8859-1>", [0xE9, 0x93], "é“"),
      ("<meta charset=utf-16>", [0xC3, 0xA9], "é"), ("<meta charset=no-such>", [0xE9], "é"),
      ("<meta charset=iso-8859-1>", [0xC3, 0xA9], "é"),
      ("<meta charset=windows-1255>", [0xF9], "ש"),
    ] as [(String, [UInt8], String)])
  func encodings(meta: String, bytes: [UInt8], expected: String) throws {
    let fields = try TemporaryCorpus.fields("a.html", Array(meta.utf8) + Array("<p>".utf8) + bytes)
    #expect(fields?["body"] == expected)
  }

  @Test(
    "broken pages give their text",
    arguments: [
      ("<p>a<p>b</div></span>c", "a\n\nbc"), ("just text", "just text"), ("<b><i>x</b>y</i>", "xy"),
      ("<p>a<!-- open", "a"), ("a < b > c", "a < b > c"),
      ("<html><html a=b><body><body c=d>x", "x"),
    ])
  func broken(html: String, expected: String) throws {
    #expect(try body(html) == expected)
  }

  @Test("no external entity is loaded")
  func externalEntities() throws {
    let page = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>a&x;b"
    #expect(try body(page)?.contains("root:") == false)
  }

  @Test(
    "pages that nest without end, or pile up attributes, are refused soon",
    arguments: [
      String(repeating: "<b>", count: 300_000) + String(repeating: "</i>", count: 300_000),
      String(repeating: "<div>", count: 200_000),
      "<p " + (0..<200_000).map { "a\($0)" }.joined(separator: " ") + ">",
    ])
  func hostile(html: String) throws {
    let corpus = TemporaryCorpus()
    corpus.write("a.html", html)
    let reasons = try corpus.skipped().map(\.reason)
    #expect(reasons.count == 1)
    guard case .hostileHTML = try #require(reasons.first) else {
      Issue.record("skipped for another reason: \(reasons)")
      return
    }
  }

  @Test("a long attribute is no hostility")
  func longAttribute() throws {
    let image = String(repeating: "A", count: 12 << 20)
    #expect(try body("<p>a<img src='data:\(image)'>b") == "ab")
  }

  @Test("elements may nest as deep as the limit")
  func depth() throws {
    // html and body are elements too.
    let count = HTMLParser.depthLimit - 2
    #expect(try body(String(repeating: "<div>", count: count) + "x") == "x")
    #expect(try body(String(repeating: "<div>", count: count + 1) + "x") == nil)
  }
}
