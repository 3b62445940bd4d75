// The order of hits, pages of them, and fields that come later, in the C interface.

import ConcordTestSupport
import Testing

@testable import ConcordC

@Suite("Orders and fields in C")
struct OrderTests {
  /// An index of five documents with their numbers in the field `n`.
  @safe private final class Index {
    let handle: OpaquePointer?

    init(at path: String) throws {
      var handle: OpaquePointer?
      try #require(
        unsafe open(path: path, schema: "body:text n:number", index: &handle, message: nil) == 0)
      unsafe self.handle = unsafe handle
      for i in 1...5 { add("\(i)", "n", "\(i)") }
      commit(.ok)
    }

    deinit { unsafe close(index: handle) }

    /// Adds a document of one word, with another field.
    func add(_ key: String, _ name: String, _ value: String) {
      unsafe "body".withCString { body in
        unsafe "sea".withCString { sea in
          unsafe name.withCString { name in
            unsafe value.withCString { value in
              let status = unsafe ConcordC.add(
                index: handle, key: key, names: [body, name], texts: [sea, value], count: 2,
                message: nil)
              #expect(status == 0)
            }
          }
        }
      }
    }

    /// Takes back what was noted.
    func rollBack() { #expect(unsafe ConcordC.rollBack(index: handle, message: nil) == 0) }

    func commit(_ status: Status, sourceLocation: SourceLocation = #_sourceLocation) {
      #expect(
        unsafe ConcordC.commit(index: handle, message: nil) == status.rawValue,
        sourceLocation: sourceLocation)
    }

    func addFields(
      _ schema: String, _ status: Status = .ok, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      #expect(
        unsafe ConcordC.addFields(index: handle, schema: schema, message: nil) == status.rawValue,
        sourceLocation: sourceLocation)
    }

    /// The keys of the hits, or the status.
    func keys(_ field: String?, _ order: Int32, limit: Int = 10, offset: Int = 0) -> String {
      var hits: OpaquePointer?
      let status = unsafe searchSorted(
        index: handle, query: "sea", field: field, order: order, limit: limit, offset: offset,
        hits: &hits, message: nil)
      defer { unsafe free(hits: hits) }
      guard status == 0 else { return "\(Status(rawValue: status) as Any)" }
      let count = unsafe countHits(hits: hits)
      return (0..<count).map { number in
        var text: UnsafeMutablePointer<CChar>?
        defer { unsafe free(text: text) }
        #expect(unsafe key(hits: hits, number: number, key: &text, message: nil) == 0)
        return unsafe text.map { unsafe String(cString: $0) } ?? "?"
      }.joined()
    }
  }

  @Test("hits come in the order of a field, the least or the greatest first, page by page")
  func orders() throws {
    let directory = try TemporaryDirectory()
    let index = try Index(at: directory.path + "/index")
    #expect(index.keys("n", 0) == "12345")
    #expect(index.keys("n", 1) == "54321")
    #expect(index.keys("n", 1, limit: 2, offset: 2) == "32")
    #expect(index.keys("n", 0, limit: 2, offset: 4) == "5")
    #expect(index.keys("n", 0, limit: 0) == "")
    // Sizes above Int's range.
    #expect(index.keys("n", 0, limit: -1, offset: 3) == "45")
    #expect(index.keys("n", 0, limit: -1, offset: -1) == "")
    // Without a field, the order of the scores, which are all the same.
    #expect(index.keys(nil, 1, limit: 2, offset: 1) == "23")
    #expect(index.keys(nil, 77, limit: 2, offset: 1) == "23")
  }

  @Test("an order that cannot be is refused")
  func refused() throws {
    let directory = try TemporaryDirectory()
    let index = try Index(at: directory.path + "/index")
    #expect(index.keys("n", 2) == "\(Status.argument as Status?)")
    #expect(index.keys("n", -1) == "\(Status.argument as Status?)")
    #expect(index.keys("m", 0) == "\(Status.field as Status?)")
    #expect(index.keys("body", 0) == "\(Status.query as Status?)")
  }

  @Test("fields that come later serve the documents that come later")
  func laterFields() throws {
    let directory = try TemporaryDirectory()
    let index = try Index(at: directory.path + "/index")
    index.addFields("n:number day:date")
    index.add("6", "day", "2025-09-04")
    index.commit(.ok)
    #expect(index.keys("day", 1, limit: 1) == "6")
    // Again, as on each start of a program.
    index.addFields("body:text day:date")
    index.commit(.ok)
    index.addFields("day", .schema)
    // What a field is for stays, and the commit is refused until that is taken back.
    index.addFields("day:number")
    for _ in 0..<2 { index.commit(.schema) }
    index.rollBack()
    index.commit(.ok)
    #expect(index.keys("day", 0, limit: 2) == "61")
  }
}
