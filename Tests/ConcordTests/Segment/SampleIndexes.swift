// Indexes for the tests of `check`: small enough to be damaged bit by bit, or large enough for skip
// data, several frames of each kind and live docs.

import ConcordTestSupport
import Testing

@testable import Concord

enum SampleIndex {
  static let schema = Schema(
    .text("title", weight: 2), .text("body", .english), .keyword("place"), .date("when"),
    .number("size"), otherFields: .standard)

  /// The names of the fields with columns.
  static let columns = ["place", "when", "size"]

  /// Two segments of a few words each, and a deleted document.
  static func small() throws -> IndexImage {
    let storage = MemoryStorage()
    var options = SearchIndex.Options()
    options.mergePolicy = .never
    let index = try SearchIndex(storage, schema: schema, options: options)
    try index.write { writer in
      try writer.add(
        document("a", "White whale", "A whale. A sea.\n\nThe white whale!", "sea", "2025-09", "7"))
      try writer.add(document("b", "Ship", "The ship and the sea", "land", "2025", "-1"))
    }
    try index.write { writer in
      try writer.add(document("c", "Sea", "whale whale ships", "sea", "soon", "1.5"))
      try writer.delete(key: "b")
    }
    return try IndexImage(storage)
  }

  static let smallQueries: [Query] =
    ["white", "whale", "sea", "ship"].map { .term($0) } + [
      .term("sea", field: "place"), .prefix("wh"),
      .phrase([.word("white"), .word("whale")], field: "body"),
      .exact("ships"), .exact("ship", field: "body"),
      .all([.term("sea"), .term("ship")]), .term("2025", field: "when"),
      .range(QueryRange(from: .init("1"), to: nil), field: "size"),
    ]

  private static func document(
    _ key: String, _ title: String, _ body: String, _ place: String, _ when: String,
    _ size: String
  ) -> Document {
    Document(
      key: key,
      fields: ["title": title, "body": body, "place": place, "when": when, "size": size])
  }

  /// Random documents in several segments: words by Zipf's law, replacements, deletions, and fields
  /// that the schema does not name.
  static func random(
    _ random: inout SeededGenerator, documentCount: Int, segmentCount: Int = 4
  ) throws -> (index: SearchIndex, storage: MemoryStorage) {
    let storage = MemoryStorage()
    var options = SearchIndex.Options()
    options.mergePolicy = .never
    let index = try SearchIndex(storage, schema: schema, options: options)
    for part in 0..<segmentCount {
      var generator = random
      try index.write { writer in
        for i in 0..<(documentCount / segmentCount) {
          // One in ten replaces a document, of this segment or another.
          let isNew = Int.random(in: 0..<10, using: &generator) > 0
          let newest = part * documentCount / segmentCount + i
          let number = isNew ? newest : Int.random(in: 0...newest, using: &generator)
          try writer.add(randomDocument("key-\(number)", &generator))
        }
        for _ in 0..<(documentCount / 40) {
          try writer.delete(key: "key-\(Int.random(in: 0..<documentCount, using: &generator))")
        }
      }
      random = generator
    }
    return (index, storage)
  }

  private static func randomDocument(_ key: String, _ random: inout SeededGenerator) -> Document {
    var document = Document(key: key, fields: [:])
    document.fields["title"] = words(Int.random(in: 0...4, using: &random), &random)
    // A word of every document, so that a segment of 128 has skip data.
    document.fields["body"] = "all " + words(Int.random(in: 0...15, using: &random), &random)
    if Bool.random(using: &random) {
      document.fields["place"] = "place \(Int.random(in: 0..<9, using: &random))"
    }
    if Bool.random(using: &random) {
      let month = Int.random(in: 1...12, using: &random)
      document.fields["when"] = "2025-" + (month < 10 ? "0" : "") + "\(month)"
    }
    if Bool.random(using: &random) {
      document.fields["size"] = "\(Int.random(in: -500...500, using: &random))"
    }
    if Int.random(in: 0..<20, using: &random) == 0 {
      document.fields["note"] = words(3, &random)
    }
    return document
  }

  private static func words(_ count: Int, _ random: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<count {
      text += randomWord(&random)
      text += [" ", " ", " ", ". ", "\n\n"][Int.random(in: 0..<5, using: &random)]
    }
    return text
  }

  /// Each power of two has as many occurrences as the next, so word n is about 1/n as frequent as
  /// the first.
  private static func randomWord(_ random: inout SeededGenerator) -> String {
    let power = Int.random(in: 0..<12, using: &random)
    return "w\(Int.random(in: (1 << power)..<(2 << power), using: &random))"
  }

  static let randomQueries: [Query] =
    ["w1", "w2", "w7", "w40", "w300", "w2000"].map { .term($0) } + [
      .term("place 3", field: "place"), .term("w5", field: "note"), .prefix("w12"),
      .phrase([.word("w1"), .word("w2")], field: "body"),
      .near([.term("w1"), .term("w3")], Proximity(within: 4)),
      .any([.term("w1"), .term("w2"), .term("w50")]), .all([.term("w1"), .term("w4")]),
      .all([.term("w1"), .range(QueryRange(from: nil, to: .init("2025-06")), field: "when")]),
    ]
}
