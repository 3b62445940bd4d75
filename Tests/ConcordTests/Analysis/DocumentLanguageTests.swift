// An index whose documents are each in a language of their own: which words find which documents is
// compared with a model that stems both by the document's language; after deletions and merges the
// scores are those of an index made afresh.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Documents in languages of their own")
struct DocumentLanguageTests {
  private static let schema = Schema(
    .keyword("language"), .text("title", .language(namedBy: "language"), weight: 2),
    .text("text", .language(namedBy: "language")))

  /// Words that some of the languages stem alike and others do not.
  private static let words = [
    "haus", "hause", "häuser", "Häusern", "house", "houses", "housing", "chanter", "chante",
    "chantons", "l'avion", "avion", "avions", "die", "dies", "dying", "pain", "pains", "café",
    "cafe", "cafés", "İstanbul'da", "istanbul", "kitaplar", "kitap", "pont", "ponts",
  ]
  private static let languages: [Language?] = [.german, .english, .french, .turkish, nil]

  private struct Text {
    let key: String
    let language: Language?
    let words: [String]

    var document: Document {
      var document = Document(key: key, fields: ["text": words.joined(separator: " ")])
      document.fields["language"] = language?.rawValue
      return document
    }

    /// The places at which a word stands, by the stems of the text's language.
    func places(of word: String) -> [Int] {
      words.indices.filter { Self.stem(words[$0], language) == Self.stem(word, language) }
    }

    func hasPhrase(_ first: String, _ second: String) -> Bool {
      !Set(places(of: first).map { $0 + 1 }).isDisjoint(with: places(of: second))
    }

    private static func stem(_ word: String, _ language: Language?) -> String? {
      stems[language]?[word]
    }

    /// What the analyzer of each language alone makes of each word.
    private static let stems: [Language?: [String: String]] = {
      var stems: [Language?: [String: String]] = [:]
      for language in languages {
        for word in DocumentLanguageTests.words {
          stems[language, default: [:]][word] = makeStem(word, language)
        }
      }
      return stems
    }()

    private static func makeStem(_ word: String, _ language: Language?) -> String {
      // Turkish folds I by itself, the index as all languages do.
      let word = language == .turkish ? word.replacing("İ", with: "i") : word
      let analyzer = language.map { Analyzer.language($0) } ?? .standard
      return analyzer.terms(in: word).joined(separator: " ")
    }
  }

  private static func texts(_ count: Int, _ random: inout SeededGenerator) -> [Text] {
    (0..<count).map { i in
      Text(
        key: "\(i)", language: languages.randomElement(using: &random) ?? nil,
        words: (0..<Int.random(in: 1...12, using: &random)).map { _ in
          words.randomElement(using: &random) ?? ""
        })
    }
  }

  private static func index(_ texts: [Text], segmentCount: Int) throws -> SearchIndex {
    let index = try SearchIndex(inMemory: schema)
    for part in 0..<segmentCount {
      try index.write { writer in
        for (i, text) in texts.enumerated() where i % segmentCount == part {
          try writer.add(text.document)
        }
      }
    }
    return index
  }

  private static func keys(_ text: String, in index: SearchIndex) throws -> Set<String> {
    Set(try index.search(Query(text), limit: 1000).map { try $0.key })
  }

  @Test("a word finds the words of its stem in each document's language, alone and in a phrase")
  func oracle() throws {
    var random = SeededGenerator()
    let texts = Self.texts(80, &random)
    let index = try Self.index(texts, segmentCount: 3)
    for first in Self.words {
      let expected = texts.filter { !$0.places(of: first).isEmpty }.map(\.key)
      #expect(
        try Self.keys("\"\(first)\"", in: index) == Set(expected), "\(first), \(random.replay)")
      for _ in 0..<4 {
        let second = Self.words.randomElement(using: &random) ?? ""
        let expected = texts.filter { $0.hasPhrase(first, second) }.map(\.key)
        #expect(
          try Self.keys("\"\(first) \(second)\"", in: index) == Set(expected),
          "\(first) \(second), \(random.replay)")
      }
    }
    #expect(try index.check().isEmpty)
  }

  @Test("what is marked is what matched, in the language of the document")
  func matches() throws {
    let index = try SearchIndex(inMemory: Self.schema)
    try index.write { writer in
      try writer.add(
        Document(
          key: "de", fields: ["language": "german", "text": "Das Haus und die Häuser am Fluss"]))
      try writer.add(
        Document(key: "fr", fields: ["language": "french", "text": "Je chante dans l'avion"]))
      try writer.add(Document(key: "xx", fields: ["text": "Häuser cafés"]))
    }
    for (query, key, marked) in [
      ("häusern", "de", ["Haus", "Häuser"]),
      ("avions NEAR/3 chanter", "fr", ["chante", "l'avion"]),
      ("=häuser", "de", ["Häuser"]), ("häus*", "de", ["Häuser"]), ("hauser", "xx", ["Häuser"]),
    ] {
      let hits = try index.search(Query(query))
      let hit = try #require(try hits.first { try $0.key == key }, "\(query)")
      let snippet = try #require(try hit.snippet())
      #expect(snippet.highlights.map { String(snippet.text[$0]) } == marked, "\(query)")
    }
    #expect(try Self.keys("language:german", in: index) == ["de"])
    let explanation = try #require(try index.snapshot().explain(Query("häusern"), key: "de"))
    let score = try #require(try index.search(Query("häusern")).first).score
    #expect(explanation.score == score)
    #expect("\(explanation)".contains("de:haus"), "\(explanation)")
  }

  @Test("the words of an article lead to others in its language, and synonyms by their stems")
  func feedback() throws {
    let index = try SearchIndex(inMemory: Self.schema)
    try index.write { writer in
      for (i, text) in ["Brücken Flüsse", "Brücke Fluss", "Wald Wiese", "Berg Tal"].enumerated() {
        try writer.add(
          Document(key: "\(i)", fields: ["language": "german", "text": text]))
      }
    }
    let snapshot = index.snapshot()
    let similar = try #require(try snapshot.search(similarToKey: "0"))
    #expect(try similar.map { try $0.key } == ["1"])
    let synonyms = try Synonyms(text: "Brücke, Wiese")
    let expanded = try snapshot.expand(Query("Brücken"), by: synonyms)
    #expect(Set(try snapshot.search(expanded).map { try $0.key }) == ["0", "1", "2"])
    #expect(try snapshot.misspellings(in: Query("Brucken")).count <= 1)
  }

  @Test("deleting and merging leaves the scores of an index made afresh")
  func merges() throws {
    var random = SeededGenerator()
    let texts = Self.texts(90, &random)
    let index = try Self.index(texts, segmentCount: 4)
    try index.write { writer in
      for text in texts where text.language == .french { try writer.delete(key: text.key) }
    }
    let afresh = try Self.index(texts.filter { $0.language != .french }, segmentCount: 1)
    for merges in [false, true] {
      if merges { try index.merge() }
      for word in Self.words {
        let query = try Query("\"\(word)\"")
        let scores = try index.search(query, limit: 100).map { [try $0.key: $0.score] }
        let expected = try afresh.search(query, limit: 100).map { [try $0.key: $0.score] }
        #expect(Set(scores) == Set(expected), "\(word), \(random.replay)")
      }
    }
    #expect(try index.check().isEmpty)
  }

  @Test("an index knows the field again, and is damaged without it")
  func schema() throws {
    let folder = try TemporaryDirectory()
    _ = try SearchIndex(path: folder.path, schema: Self.schema)
    #expect(try SearchIndex(path: folder.path).snapshot().schema == Self.schema)
    var bytes = Self.schema.encode()
    let name = Array("language".utf8)
    // The first is the field itself, the others are in recipes.
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
    bytes[place] = UInt8(ascii: "L")
    #expect(throws: ConcordError.self) {
      try Schema(decoding: bytes, customs: .none, file: "manifest")
    }
    for recipe in ["words stem-by:", "words language-by:", "words light10:arabic"] {
      #expect(Analyzer(recipe: recipe) == nil)
    }
    let analyzer = Analyzer.language(namedBy: "language")
    #expect(Analyzer(recipe: analyzer.recipe) == analyzer)
  }
}
