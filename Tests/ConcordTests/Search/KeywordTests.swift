// Values of keyword fields: one term each, whatever is in them.

import Concord
import Testing

@Suite("Keywords")
struct KeywordTests {
  @Test("a value in quotation marks is found whole, and no part of it")
  func quoted() throws {
    let index = try SearchIndex(inMemory: Schema(.text("body"), .keyword("tag")))
    try index.write { writer in
      for (i, tag) in ["work stuff", "work", "stuff", "Ada Lovelace"].enumerated() {
        try writer.add(Document(key: "\(i + 1)", fields: ["body": "milk", "tag": tag]))
      }
    }
    let snapshot = index.snapshot()
    let readWithSchema = QueryOptions(schema: snapshot.schema)
    for (text, keys) in [
      ("tag:\"work stuff\"", ["1"]), ("tag:\"work\"", ["2"]), ("tag:\"stuff work\"", []),
      ("tag:\"Ada Lovelace\"", ["4"]), ("milk NOT tag:\"work stuff\"", ["2", "3", "4"]),
      ("tag:\"work ?\"", []),
    ] {
      for query in [try Query(text), try Query.parse(text, options: readWithSchema)] {
        #expect(try snapshot.search(query).map { try $0.key }.sorted() == keys, "\(text)")
        #expect(try snapshot.count(query) == keys.count, "\(text)")
      }
    }
    // What a facet says leads back to the documents that have it.
    let facets = try snapshot.facets(of: "tag", for: .everything)
    #expect(facets.count == 4)
    for facet in facets {
      let found = try snapshot.count(Query("tag:\"\(facet.text)\""))
      #expect(found == facet.documentCount, "\(facet.text)")
    }
  }
}
