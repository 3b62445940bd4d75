// Snippets: chosen by hand for what they are to show, and random ones of every script for what may
// never be cut.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Snippet")
struct SnippetTests {
  /// The snippet of the only document, with the highlighted words in brackets.
  private func snippet(
    _ query: Query, title: String = "", body: String, of field: String? = nil, length: Int = 60
  ) throws -> (snippet: Snippet?, marked: String) {
    let index = try SearchIndex(inMemory: Schema(.text("title"), .text("body")))
    try index.write { writer in
      try writer.add(Document(key: "1", fields: ["title": title, "body": body]))
    }
    let hits = try index.search(query)
    try #require(hits.count == 1)
    let snippet = try hits[0].snippet(of: field, length: length)
    var marked = ""
    var end = snippet?.text.startIndex
    for range in snippet?.highlights ?? [] {
      guard let text = snippet?.text, let from = end else { continue }
      marked += text[from..<range.lowerBound] + "[" + text[range] + "]"
      end = range.upperBound
    }
    if let text = snippet?.text, let end { marked += text[end...] }
    #expect(snippet?.marked(before: "[", after: "]") ?? "" == marked)
    #expect(snippet?.marked(before: "", after: "") == snippet?.text)
    return (snippet, marked)
  }

  private static let filler = (0..<40).map { "Filler number \($0) says nothing. " }.joined()

  @Test("a match in the title alone shows the beginning of the body, without highlights")
  func titleOnly() throws {
    let (snippet, marked) = try snippet(
      .term("whale"), title: "The whale", body: "Call me Ishmael. " + Self.filler, length: 40)
    #expect(marked == "Call me Ishmael. Filler number 0 says")
    #expect(snippet?.field == "body")
    #expect(snippet?.isCutAtStart == false)
    #expect(snippet?.isCutAtEnd == true)
  }

  @Test("the snippet begins with the sentence of the match, if that is near")
  func sentence() throws {
    let body = Self.filler + "Here the white whale comes up. " + Self.filler
    let (snippet, marked) = try snippet(.term("whale"), body: body)
    #expect(marked == "Here the white [whale] comes up. Filler number 0 says nothing.")
    #expect(snippet?.isCutAtStart == true)
  }

  @Test("where all words stand together is better than where one stands often")
  func together() throws {
    let body = Self.filler + "War, war, war. " + Self.filler + "No war is peace. " + Self.filler
    let (_, marked) = try snippet(try Query("war peace"), body: body)
    #expect(marked.hasPrefix("No [war] is [peace]. Filler"))
  }

  @Test("words far apart are shown in two parts")
  func twoParts() throws {
    let body = Self.filler + "Here is war. " + Self.filler + "There is peace. " + Self.filler
    let (snippet, marked) = try snippet(try Query("war AND peace"), body: body, length: 50)
    #expect(marked == "Here is [war]. Filler … There is [peace]. Filler")
    #expect(snippet?.isCutAtStart == true && snippet?.isCutAtEnd == true)
  }

  @Test("at the end of the text, the room is used for what comes before")
  func end() throws {
    let (snippet, marked) = try snippet(.term("last"), body: Self.filler + "The last.")
    #expect(marked == "Filler number 39 says nothing. The [last].")
    #expect(snippet?.isCutAtEnd == false)
    let (_, unparted) = try self.snippet(
      .term("last"), body: String(repeating: "word ", count: 100) + "last", length: 14)
    #expect(unparted == "word word [last]")
  }

  @Test("white space becomes single spaces, and control characters stay")
  func characters() throws {
    let (snippet, marked) = try snippet(
      .term("bell"), body: "\n One\t \r\n\r\ntwo\u{A0}\u{3000} \u{7}bell\u{1B}[31m red\u{0} \n")
    #expect(marked == "One two \u{7}[bell]\u{1B}[31m red\u{0}")
    #expect(snippet?.isCutAtStart == false && snippet?.isCutAtEnd == false)
  }

  @Test("a word longer than the snippet is cut, between characters")
  func longWord() throws {
    let family = "👩‍👩‍👧‍👦"
    let (snippet, _) = try snippet(
      .prefix("x"), body: "x" + String(repeating: "e\u{301}", count: 300) + family, length: 20)
    let text = try #require(snippet?.text)
    #expect(text.unicodeScalars.count <= 21)
    #expect(text.allSatisfy { $0 == "x" || $0 == "é" })
    #expect(snippet?.highlights == [text.startIndex..<text.endIndex])
  }

  @Test("no word is cut, whatever the length")
  func words() throws {
    let body = "A well-known “state-of-the-art” (co-operation) of U.S. and 3,000.50 others’ words"
    let words = Set(body.split(separator: " "))
    for length in 20...90 {
      for query in ["known", "art", "co", "others", "words", "a words", "known others"] {
        let (snippet, _) = try snippet(try Query(query), body: body, length: length)
        let shown = (snippet?.text ?? "").split(separator: " ").filter { $0 != "…" }
        #expect(!shown.isEmpty && shown.allSatisfy { words.contains($0) })
      }
    }
  }

  @Test("blank and missing texts have no snippet, and unknown fields are an error")
  func missing() throws {
    let blank = try snippet(.term("whale"), title: "Whale", body: " \n ", of: "body")
    #expect(blank.snippet == nil)
    let short = try snippet(.term("whale"), title: "Whale", body: " \n ", of: "title")
    #expect(short.marked == "[Whale]")
    #expect(throws: ConcordError.unknownField("text", known: ["title", "body"])) {
      try snippet(.term("whale"), title: "Whale", body: "", of: "text")
    }
  }

  @Test("no character of any script is ever cut, and what is marked has matched")
  func everyScript() throws {
    var random = SeededGenerator()
    let scraps = [
      "war", "peace", "well-known", "don’t", "é", "e\u{301}", "👩‍👩‍👧‍👦", "🇫🇷🇩🇪", "東京タワー",
      "中国，人民。", "ภาษาไทย", "नमस्ते", "한국어", "한국어".decomposed, "a/b/c", "20.04",
      "(“Hello!”)", "\u{301}", "שָׁלוֹם", "…", "Ende.", "Stop! ", "\u{7}",
      "https://example.org/a/b?c=d-e-f-g-h-i-j",
    ]
    let spaces = [" ", " ", " ", "", "\n\n", "\r\n", "\u{3000}"]
    for _ in 0..<random.roundCount(150) {
      var body = ""
      for _ in 0..<Int.random(in: 1...120, using: &random) {
        body += scraps.randomElement(using: &random) ?? ""
        body += spaces.randomElement(using: &random) ?? ""
      }
      body += " war"
      let length = Int.random(in: 5...90, using: &random)
      let query = try Query("war peace 京 中国 \"don't war\"")
      let (snippet, _) = try snippet(query, body: body, of: "body", length: length)
      let found = try #require(snippet, "\(random.replay)")
      let note: Comment = "\(random.replay) “\(found.text)” of \(length)"
      // The longest thing that holds together is the path, cut at its words.
      #expect(found.text.unicodeScalars.count <= 2 * max(length, 30) + 3, note)
      let whole = Array(body.singleSpaced)
      for part in found.text.split(separator: " … ") where !found.text.contains("… …") {
        #expect(Self.isPart(Array(part), of: whole), note)
      }
      for range in found.highlights {
        let terms = Analyzer.standard.terms(in: String(found.text[range]))
        #expect(terms.count == 1, note)
        #expect(["war", "peace", "京", "中", "国", "don't"].contains(terms.first), note)
      }
    }
  }

  /// Whether characters stand in a text one after the other.
  private static func isPart(_ part: [Character], of text: [Character]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }
}

extension String {
  /// White space as a snippet has it.
  fileprivate var singleSpaced: String {
    unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }.joined(separator: " ")
  }

  /// Hangul as jamo.
  fileprivate var decomposed: String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      guard 0xAC00...0xD7A3 ~= scalar.value else {
        scalars.append(scalar)
        continue
      }
      let number = scalar.value - 0xAC00
      let jamo = [0x1100 + number / 588, 0x1161 + number % 588 / 28, 0x11A7 + number % 28]
      for (i, value) in jamo.enumerated() where i < 2 || value > 0x11A7 {
        if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
      }
    }
    return String(scalars)
  }
}
