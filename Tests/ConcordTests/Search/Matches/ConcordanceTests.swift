// Concordances: on random documents and queries with every operator, exactly the lines of the model
// that tries all choices, each a piece of the text; and by hand what is shown, in which order, and
// what is never cut.

import ConcordTestSupport
import Testing

@testable import Concord

@Suite("Concordance")
struct ConcordanceTests {
  private static func lines(
    _ snapshot: Snapshot, _ query: Query, limit: Int = 1_000, context: Int = 60
  ) throws -> [ConcordanceLine] {
    var concordance = try snapshot.concordance(of: query, limit: limit, context: context)
    var lines: [ConcordanceLine] = []
    while let line = try concordance.next() { lines.append(line) }
    return lines
  }

  /// The lines for a text with the match in brackets and the words asked for in small ones.
  private static func lines(
    _ query: String, in text: String, context: Int = 12, _ analyzer: Analyzer = .standard
  ) throws -> [String] {
    let index = try SearchIndex(inMemory: Schema(.text("body", analyzer)))
    try index.write { writer in try writer.add(Document(key: "1", fields: ["body": text])) }
    return try lines(index.snapshot(), Query(query), context: context).map { line in
      var match = ""
      var end = line.match.startIndex
      for word in line.highlights {
        match += line.match[end..<word.lowerBound] + "<" + line.match[word] + ">"
        end = word.upperBound
      }
      return line.before + "[" + match + line.match[end...] + "]" + line.after
    }
  }

  /// A line as the model knows it.
  private struct Place: Hashable, Comparable {
    let key: String
    let field: String
    let range: Occurrence

    static func < (left: Place, right: Place) -> Bool {
      (left.key, left.field, left.range) < (right.key, right.field, right.range)
    }
  }

  private static func places(_ models: [String: MatchModel], _ query: Query) -> Set<Place> {
    var places: Set<Place> = []
    for (key, model) in models {
      for (field, leaves) in model.matches(query) ?? [:] where field != "kind" {
        for choices in leaves {
          let ranges = Set(choices.map(\.range))
          for range in ranges {
            let holdsOther = ranges.contains {
              $0 != range && range.start <= $0.start && $0.end <= range.end
            }
            if !holdsOther { places.insert(Place(key: key, field: field, range: range)) }
          }
        }
      }
    }
    return places
  }

  @Test("the lines are the shortest occurrences of every leaf that takes part, in order")
  func model() throws {
    var source = RandomMatches()
    let random = source.random
    for _ in 0..<random.roundCount(15) {
      let world = try MatchWorld(&source)
      let snapshot = world.index.snapshot()
      for _ in 0..<40 {
        let query = source.query(depth: 2)
        let note: Comment = "\(random.replay) \(query)"
        let lines = try Self.lines(snapshot, query)
        let found = lines.map { line in
          Place(
            key: line.document.key, field: line.field,
            range: Occurrence(
              start: UInt32(line.positions.lowerBound), end: UInt32(line.positions.upperBound)))
        }
        #expect(found.sorted() == Self.places(world.models, query).sorted(), note)
        let keys = try snapshot.search(query, limit: 100).map { hit in try hit.key }
        let order = lines.map { line in
          (line.rank, line.field == "title" ? 0 : 1, line.positions.lowerBound)
        }
        #expect(zip(order, order.dropFirst()).allSatisfy { $0 <= $1 }, note)
        for line in lines {
          #expect(keys[line.rank - 1] == line.document.key, note)
          try Self.check(line, world.models[line.document.key]?.words(query) ?? [:], note)
        }
      }
    }
  }

  private static func singleSpaced(_ text: String) -> String {
    text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
      .joined(separator: " ")
  }

  /// Expects that a line is a piece of its text, and has in it the words that matched.
  private static func check(
    _ line: ConcordanceLine, _ words: [String: Set<UInt32>], _ note: Comment
  ) throws {
    let stored = line.document.fields[line.field] ?? ""
    let text = singleSpaced(stored)
    let piece = line.before + line.match + line.after
    #expect((" " + text + " ").contains(piece), note)
    let bytes = Array(stored.utf8)[line.range]
    #expect(line.match == singleSpaced(String(decoding: bytes, as: UTF8.self)), note)
    let count = (words[line.field] ?? []).count {
      line.positions.contains(Int($0))
    }
    #expect(line.highlights.count == count, note)
  }

  @Test("a limit gives the first of all lines")
  func limit() throws {
    var source = RandomMatches()
    let random = source.random
    let world = try MatchWorld(&source)
    let snapshot = world.index.snapshot()
    for _ in 0..<20 {
      let query = source.query(depth: 2)
      func starts(_ limit: Int) throws -> [String] {
        try Self.lines(snapshot, query, limit: limit).map {
          "\($0.document.key) \($0.field) \($0.range)"
        }
      }
      let all = try starts(.max)
      for limit in [0, 1, 2, 5, all.count] {
        #expect(try starts(limit) == Array(all.prefix(limit)), "\(random.replay) \(query)")
      }
    }
  }

  @Test("more documents than are looked for at a time")
  func pages() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body")))
    try index.write { writer in
      for i in 0..<2_100 {
        try writer.add(Document(key: "\(i)", fields: ["body": "whale \(i) whale"]))
      }
    }
    let lines = try Self.lines(index.snapshot(), Query("whale"), limit: 5_000)
    #expect(lines.map(\.rank) == (1...2_100).flatMap { [$0, $0] })
    #expect(lines.map(\.document.key) == (0..<2_100).flatMap { ["\($0)", "\($0)"] })
  }

  @Test("words, phrases, nearness: what is a line of each")
  func operators() throws {
    let text = "One two three. Two, three one!"
    #expect(
      try Self.lines("two", in: text) == [
        "One [<two>] three. Two,", " two three. [<Two>], three one!",
      ])
    #expect(
      try Self.lines("\"two three\"", in: text) == [
        "One [<two> <three>]. Two, three", " two three. [<Two>, <three>] one!",
      ])
    #expect(
      try Self.lines("three ONEAR/2 one", in: text, context: 5) == ["Two, [<three> <one>]!"])
    // Four pairs are near each other; two of them hold a shorter one.
    #expect(
      try Self.lines("one NEAR/5 two", in: text, context: 0) == [
        "[<One> <two>]", "[<Two>, three <one>]",
      ])
    #expect(try Self.lines("two AND zero", in: text) == [])
    #expect(try Self.lines("one NOT two", in: text) == [])
    #expect(try Self.lines("*", in: text) == [])
  }

  @Test("control characters stay, white space is single, and at the ends there is nothing")
  func characters() throws {
    #expect(
      try Self.lines("bell", in: "\n a\t\u{1B}[1m \r\n bell\u{7} \u{3000} b \n") == [
        " a \u{1B}[1m [<bell>]\u{7} b "
      ])
    #expect(try Self.lines("bell", in: "bell") == ["[<bell>]"])
  }

  @Test("a character that a tokenizer cuts is shown whole")
  func cutCharacters() throws {
    // Letters and digits only: the accents are left out of the words.
    #expect(
      try Self.lines("cafe", in: "Un cafe\u{301} noir", .simple) == ["Un [<cafe\u{301}>] noir"])
    #expect(
      try Self.lines("e", in: "d\u{301}e\u{301}e", .simple) == [
        "d\u{301}[<e\u{301}>]e", "d\u{301}e\u{301}[<e>]",
      ])
  }

  @Test("the words beside a match are given as terms are written")
  func neighbours() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body", .english)))
    try index.write { writer in
      try writer.add(Document(key: "1", fields: ["body": "WHALES, Running “whales” É"]))
    }
    let lines = try Self.lines(index.snapshot(), Query("whale"))
    #expect(lines.map(\.previousWord) == [nil, "running"])
    #expect(lines.map(\.nextWord) == ["running", "e"])
    #expect(lines.map(\.range) == [0..<6, 19..<25])
    #expect(lines.map(\.positions) == [0...0, 2...2])
    #expect(try lines.map { try $0.hit.key } == ["1", "1"])
  }

  @Test("no character of any script is cut, whatever the context")
  func everyScript() throws {
    var random = SeededGenerator()
    let scraps = [
      "war", "é", "e\u{301}", "👩‍👩‍👧‍👦", "🇫🇷🇩🇪", "東京", "中国，", "नमस्ते", "한국어", "\u{301}",
      "ภาษา", "\u{7}", "\r\n ", " ", " ", " ", "\u{3000}",
    ]
    for _ in 0..<random.roundCount(200) {
      var text = ""
      for _ in 0..<Int.random(in: 0...30, using: &random) {
        text += scraps.randomElement(using: &random) ?? ""
      }
      text += " war " + (scraps.randomElement(using: &random) ?? "")
      let index = try SearchIndex(
        inMemory: Schema(.text("body", Bool.random(using: &random) ? .standard : .simple)))
      try index.write { writer in try writer.add(Document(key: "1", fields: ["body": text])) }
      let context = Int.random(in: 0...12, using: &random)
      let whole = text.reduce(into: "") { line, character in
        let isBlank = character.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        if !isBlank { line.append(character) } else if line.last != " " { line.append(" ") }
      }
      for line in try Self.lines(index.snapshot(), Query("war 京 中 e"), context: context) {
        let note: Comment = "\(random.replay) “\(text)”: “\(line.before)|\(line.match)”"
        #expect(line.before.count <= context && line.after.count <= context, note)
        let piece = Array(line.before + line.match + line.after)
        let characters = Array(whole)
        let isPart = characters.indices.contains { characters[$0...].starts(with: piece) }
        #expect(isPart, note)
        #expect(piece.count == line.before.count + line.match.count + line.after.count, note)
      }
    }
  }
}
