// An index of format 2 that was written once, lies in the repository, and must be read by every
// later version. It is never written again: a test that finds it missing makes it, and fails.
//
// The documents follow from the code below, which must not change for that reason.

import Foundation
import Testing

@testable import Concord

/// The documents of the index, and how it was made of them.
enum GoldenIndex {
  static let folder = "Tests/ConcordTests/Golden/v2"
  static let schema = Schema(
    .text("title"), .text("body", .english), .keyword("tag"), .date("date"), .number("number"),
    otherFields: .simple)
  static let attachment = Array("golden, format 2".utf8)

  private static let places = ["harbour", "lighthouse", "market", "orchard", "quarry", "station"]
  private static let people = ["the keeper", "a ferryman", "two sisters", "the clerk", "a baker"]
  private static let deeds = [
    "counted the boats", "mended a net", "waited for the evening train", "painted the door white",
    "wrote letters to nobody", "carried apples up the hill", "listened to the rain",
  ]

  static func document(_ i: Int) -> Document {
    let place = places[i % places.count]
    var body = "This is story number \(i). "
    body += "At the \(place), \(people[i % people.count]) \(deeds[i % deeds.count]). "
    if i % 3 == 0 { body += "\n\nNobody else was at the \(place) before noon." }
    var fields = ["title": "The \(place), part \(i / places.count)", "body": body]
    fields["tag"] = i % 2 == 0 ? "even" : "odd"
    fields["date"] = "2025-0\(1 + i % 9)-1\(i % 10)"
    fields["number"] = "\(i)"
    if i % 20 == 0 { fields["note"] = "Every twentieth is noted: \(i)" }
    return Document(key: "story-\(i)", fields: fields)
  }

  static let firstCount = 140
  static let count = 160
  static let deleted = [3, 64, 139, 150]
  static let replaced = 10
  static let replacement = Document(
    key: "story-10", fields: ["title": "The bridge", "body": "Ten was told anew. ☂ Ünïcode."])

  /// The documents that live, by their keys.
  static var living: [String: Document] {
    var all: [String: Document] = [:]
    for i in 0..<count where !deleted.contains(i) { all["story-\(i)"] = document(i) }
    all["story-\(replaced)"] = replacement
    return all
  }

  /// Writes the index: two segments, and deletions in both.
  static func write(to path: String) throws {
    var options = SearchIndex.Options()
    options.mergePolicy = .never
    let index = try SearchIndex(path: path, schema: schema, options: options)
    try index.write { writer in
      for i in 0..<firstCount { try writer.add(document(i)) }
    }
    try index.write { writer in
      for i in firstCount..<count { try writer.add(document(i)) }
      try writer.add(replacement)
      for i in deleted { try writer.delete(key: "story-\(i)") }
      writer.attachment = attachment
    }
  }
}

/// The same documents in format 3: merged into one segment, which so has lists of pairs.
@Suite("The index of format 3")
struct PairedGoldenTests {
  private static let folder = "Tests/ConcordTests/Golden/v3"

  @Test("has the same documents, finds the same, and knows its pairs")
  func same() throws {
    let path = Repository.path + "/" + Self.folder
    if !Repository.exists(Self.folder) {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try GoldenIndex.write(to: path)
      try SearchIndex(path: path).merge(downTo: 1)
      for lock in ["lock", "merge-lock"] {
        try? FileManager.default.removeItem(atPath: path + "/" + lock)
      }
      Issue.record("\(Self.folder) was missing and has been made: commit it.")
    }
    let snapshot = try SearchIndex(path: path).snapshot()
    #expect(snapshot.segments.count == 1)
    #expect(snapshot.segments[0].segment.pairThreshold == SegmentFormat.blockCount)
    #expect(snapshot.segments[0].segment.pairs.termCount > 1)
    for (key, document) in GoldenIndex.living {
      #expect(try snapshot.document(key: key) == document)
    }
    for (query, field, text) in GoldenTests.queries {
      let expected = GoldenIndex.living.values.filter { $0.fields[field]?.contains(text) ?? false }
      #expect(try snapshot.count(Query(query)) == expected.count, "\(query)")
    }
    #expect(try snapshot.count(Query("\"story number\"")) == GoldenIndex.living.count - 1)
    #expect(try SearchIndex(path: path).check() == [])
  }
}

// One test after the other: the first would make a missing index for all.
@Suite("The index of format 2", .serialized)
struct GoldenTests {
  let snapshot: Snapshot

  init() throws {
    let path = Repository.path + "/" + GoldenIndex.folder
    if !Repository.exists(GoldenIndex.folder) {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
      try GoldenIndex.write(to: path)
      // The lock is the kernel's; its file is made again when it is needed.
      try FileManager.default.removeItem(atPath: path + "/lock")
      Issue.record("\(GoldenIndex.folder) was missing and has been made: commit it.")
    }
    snapshot = try SearchIndex(path: path).snapshot()
  }

  @Test("has the documents, fields and attachment that it was made with")
  func contents() throws {
    #expect(snapshot.segments.count == 2)
    #expect(snapshot.segments.allSatisfy { $0.liveDocs != nil })
    #expect(
      snapshot.schema.fields.map(\.name) == ["title", "body", "tag", "date", "number", "note"])
    #expect(snapshot.attachment == GoldenIndex.attachment)
    let living = GoldenIndex.living
    #expect(snapshot.documentCount == living.count)
    for (key, document) in living { #expect(try snapshot.document(key: key) == document) }
    for i in GoldenIndex.deleted { #expect(try snapshot.document(key: "story-\(i)") == nil) }
  }

  /// Queries, and what a document that they match has in its text.
  static let queries: [(query: String, field: String, text: String)] = [
    ("body:lighthouse", "body", "lighthouse"),
    ("title:orchard", "title", "orchard"),
    ("body:story", "body", "story"),
    ("body:\"painted the door\"", "body", "painted the door"),
    ("body:keep*", "body", "keeper"),
    ("tag:odd", "tag", "odd"),
    ("note:twentieth", "note", "twentieth"),
    ("body:(ferryman NEAR/2 waited)", "body", "a ferryman waited"),
    ("body:bünicode", "body", "bünicode"),
  ]

  @Test("gives each query the documents whose text has it", arguments: queries.indices)
  func counts(i: Int) throws {
    let (query, field, text) = Self.queries[i]
    let expected = GoldenIndex.living.values.filter { $0.fields[field]?.contains(text) ?? false }
    #expect(try snapshot.count(Query(query)) == expected.count, "\(query)")
  }

  @Test("ranks the document first that is about the words")
  func ranking() throws {
    let hits = try snapshot.search(Query("title:bridge body:anew"))
    #expect(try hits.map { try $0.key } == ["story-10"])
    #expect(try snapshot.search(Query("number 77")).first?.key == "story-77")
  }

  @Test("is sound: every frame decompresses, and lists and tables agree")
  func sound() throws {
    for open in snapshot.segments {
      let segment = open.segment
      for i in 0..<segment.documentCount {
        let document = DocID(UInt32(i))
        #expect(try !segment.stored.record(of: document).isEmpty)
        #expect(try segment.shapes(of: document).count >= 2)
      }
      var cursor = try segment.dictionary.cursor()
      var termCount = 0
      while cursor.isValid {
        let field = cursor.term[0]
        let isText = field > 0 && snapshot.schema.field(field).isText
        let postings = try PostingCursor(
          PostingList(cursor.found, hasPositions: isText, source: segment.postings))
        var total: UInt64 = 0
        while postings.current != .end {
          total += UInt64(try postings.frequency())
          try postings.next()
        }
        #expect(total == cursor.found.info.totalFrequency)
        termCount += 1
        try cursor.next()
      }
      #expect(termCount == segment.dictionary.termCount)
    }
  }

  @Test("ranges and sorting read its columns")
  func columns() throws {
    let numbers = GoldenIndex.living.values.compactMap { Int($0.fields["number"] ?? "") }
    #expect(try snapshot.count(Query("number:>=100")) == numbers.filter { $0 >= 100 }.count)
    let march = GoldenIndex.living.values.filter { document in
      (document.fields["date"] ?? "").hasPrefix("2025-03")
    }
    #expect(try snapshot.count(Query("date:2025-03")) == march.count)
    let hits = try snapshot.search(Query("story"), sortedBy: .descending("number"), limit: 3)
    let keys = try hits.map { hit in try hit.key }
    #expect(keys == numbers.sorted(by: >).prefix(3).map { number in "story-\(number)" })
  }

  @Test("an index of format 1, which no release has written, is refused by name")
  func formatOne() {
    let path = Repository.path + "/Tests/ConcordTests/Golden/v1"
    #expect(
      throws: ConcordError.versionTooOld(file: "manifest-3", found: 1, oldestReadable: 2)
    ) { _ = try SearchIndex(path: path) }
  }
}
