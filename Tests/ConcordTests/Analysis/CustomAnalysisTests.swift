// A tokenizer and a filter of the user's own: in analysis, in queries, and in indexes that are
// opened again with and without them.

import ConcordTestSupport
import Testing

@testable import Concord

private struct Verses: CustomTokenizer {
  var name = "verses-1"

  func tokens(in text: String) -> [Range<String.Index>] {
    var ranges = text.split(separator: "/").map { $0.startIndex..<$0.endIndex }
    // What is empty or comes too early is left out.
    ranges += [text.startIndex..<text.startIndex, text.startIndex..<text.endIndex]
    return ranges
  }
}

private struct OldSpellings: CustomTokenFilter {
  var name = "old-spellings-1"

  func filter(_ term: String) -> String {
    term == "shew" ? "show" : term == "ye" ? "" : term
  }
}

@Suite("Tokenizers and filters of one's own")
struct CustomAnalysisTests {
  private static let analyzer = Analyzer(
    tokenizer: .words, filters: [.foldCase, .custom(OldSpellings()), .stemmer(.english)])
  private static let schema = Schema(
    .text("text", analyzer), .text("poem", Analyzer(tokenizer: .custom(Verses()), filters: [])),
    otherFields: analyzer)

  @Test("a tokenizer's ranges are the tokens, with sentences between them")
  func tokenizer() {
    let analyzer = Analyzer(tokenizer: .custom(Verses()), filters: [.foldCase])
    let text = "Das Wasser rauscht/das Wasser schwoll//Ein Fischer"
    #expect(
      analyzer.terms(in: text) == ["das wasser rauscht", "das wasser schwoll", "ein fischer"])
    var buffer = TokenBuffer()
    AnalyzerRun(analyzer).analyze("é/ü/".utf8.span, into: &buffer)
    #expect(buffer.tokens.map(\.start) == [0, 3])
    #expect(buffer.tokens.map(\.end) == [2, 5])
    AnalyzerRun(analyzer).analyze([0x61, 0xFF].span, into: &buffer)
    #expect(buffer.tokens.isEmpty)
  }

  @Test("a filter changes and removes terms before the stemmer sees them")
  func filter() {
    #expect(Self.analyzer.terms(in: "Shew ye showing shew") == ["show", "show", "show"])
    #expect(Self.analyzer.recipe == "words fold-case custom:old-spellings-1 stem:english")
    #expect(Analyzer(recipe: Self.analyzer.recipe) == nil)
  }

  @Test("those of the same name are the same, others are not")
  func equality() {
    #expect(TokenFilter.custom(OldSpellings()) == .custom(OldSpellings()))
    #expect(TokenFilter.custom(OldSpellings()) != .custom(OldSpellings(name: "old-spellings-2")))
    #expect(Tokenizer.custom(Verses()) != .custom(Verses(name: "verses")))
    #expect(Set([Tokenizer.custom(Verses()), .words, .custom(Verses())]).count == 2)
  }

  @Test("an index asks for them when it is opened again, and is never searched without")
  func reopening() throws {
    let folder = try TemporaryDirectory()
    do {
      let index = try SearchIndex(path: folder.path, schema: Self.schema)
      try index.write { writer in
        try writer.add(Document(key: "1", fields: ["text": "to shew", "poem": "a b/c"]))
        try writer.add(Document(key: "2", fields: ["note": "shew"]))
      }
      try index.write { try $0.add(Document(key: "3", fields: ["text": "shown"])) }
      try index.refresh()
      try index.merge()
      #expect(try index.search(Query("showing")).count == 1)
    }
    let error = #expect(throws: ConcordError.self) { try SearchIndex(path: folder.path) }
    let recipe = Self.analyzer.recipe
    #expect(error == .unknownAnalyzer(file: "manifest-4", recipe: recipe), "\(error as Any)")
    #expect(throws: ConcordError.self) {
      try SearchIndex(path: folder.path, schema: Schema(.text("text")))
    }
    let index = try SearchIndex(path: folder.path, schema: Self.schema)
    for (query, count) in [("show", 1), ("poem:a\\ b", 1), ("note:show", 1), ("poem:c", 1)] {
      #expect(try index.search(Query(query)).count == count, "\(query)")
    }
    #expect(try SearchIndex.check(path: folder.path, quick: false).isEmpty)
  }
}
