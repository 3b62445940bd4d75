// What the functions of the C interface make of arguments that no caller should give, and that C
// lets every caller give.

import Concord
import ConcordTestSupport
import Testing

@testable import ConcordC

@Suite("The border to C")
struct BorderTests {
  private typealias Text = UnsafeMutablePointer<CChar>

  /// Calls a function, and expects a status with a sentence, or none if all is well.
  private static func expect(
    _ status: Status, _ function: (UnsafeMutablePointer<Text?>) -> Int32,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var message: Text?
    let found = unsafe function(&message)
    let sentence = unsafe message.map { unsafe String(cString: $0) }
    unsafe giveBack(message)
    #expect(
      found == status.rawValue, "\(sentence ?? "no message")", sourceLocation: sourceLocation)
    #expect((sentence == nil) == (status == .ok), sourceLocation: sourceLocation)
  }

  private static func opened(_ schema: String?, at path: String) -> OpaquePointer? {
    var handle: OpaquePointer?
    unsafe expect(.ok) { unsafe open(path: path, schema: schema, index: &handle, message: $0) }
    return unsafe handle
  }

  @Test("NULLs are refused everywhere")
  func nulls() throws {
    let directory = try TemporaryDirectory()
    let index = unsafe Self.opened("text:text", at: directory.path + "/index")
    var (handle, text): (OpaquePointer?, Text?) = (nil, nil)
    var number = 0
    unsafe Self.expect(.argument) {
      unsafe open(path: nil, schema: nil, index: &handle, message: $0)
    }
    unsafe Self.expect(.argument) { unsafe open(path: "x", schema: nil, index: nil, message: $0) }
    unsafe Self.expect(.argument) { unsafe delete(index: index, key: nil, message: $0) }
    unsafe Self.expect(.argument) { unsafe delete(index: nil, key: "a", message: $0) }
    unsafe Self.expect(.argument) { unsafe commit(index: nil, message: $0) }
    unsafe Self.expect(.argument) { unsafe rollBack(index: nil, message: $0) }
    unsafe Self.expect(.argument) {
      unsafe add(index: index, key: nil, names: nil, texts: nil, count: 0, message: $0)
    }
    for count in [1, Int.max, -1] {
      unsafe Self.expect(.argument) {
        unsafe add(index: index, key: "a", names: nil, texts: nil, count: count, message: $0)
      }
    }
    unsafe Self.expect(.argument) {
      unsafe search(index: index, query: nil, limit: 1, hits: &handle, message: $0)
    }
    unsafe Self.expect(.argument) {
      unsafe search(index: index, query: "a", limit: 1, hits: nil, message: $0)
    }
    for query in [nil, "a"] {
      unsafe Self.expect(.argument) {
        unsafe searchSorted(
          index: query == nil ? index : nil, query: query, field: "x", order: 0, limit: 1,
          offset: 0, hits: &handle, message: $0)
      }
    }
    unsafe Self.expect(.argument) { unsafe addFields(index: index, schema: nil, message: $0) }
    unsafe Self.expect(.argument) { unsafe addFields(index: nil, schema: "x:text", message: $0) }
    unsafe Self.expect(.argument) {
      unsafe count(index: nil, query: "a", count: &number, message: $0)
    }
    unsafe Self.expect(.argument) { unsafe key(hits: nil, number: 0, key: &text, message: $0) }
    #expect(countHits(hits: nil) == 0)
    #expect(score(hits: nil, number: 0).isNaN)
    // And nobody has to want the sentence.
    #expect(commit(index: nil, message: nil) == Status.argument.rawValue)
    free(hits: nil)
    free(text: nil)
    close(index: nil)
    unsafe close(index: index)
  }

  @Test("handles that are closed, made up, or of another kind are refused")
  func handles() throws {
    let directory = try TemporaryDirectory()
    let index = unsafe Self.opened("text:text", at: directory.path + "/index")
    var hits: OpaquePointer?
    unsafe Self.expect(.ok) {
      unsafe search(index: index, query: "a", limit: 1, hits: &hits, message: $0)
    }
    unsafe free(hits: index)
    unsafe close(index: hits)
    unsafe Self.expect(.argument) { unsafe commit(index: hits, message: $0) }
    unsafe Self.expect(.ok) { unsafe commit(index: index, message: $0) }
    unsafe free(hits: hits)
    unsafe free(hits: hits)
    unsafe close(index: index)
    unsafe close(index: index)
    let madeUp = unsafe OpaquePointer(bitPattern: 0xDEAD_BEEF)
    unsafe Self.expect(.argument) { unsafe commit(index: index, message: $0) }
    unsafe Self.expect(.argument) { unsafe commit(index: madeUp, message: $0) }
  }

  @Test("texts that are not UTF-8 are refused")
  func badText() throws {
    let directory = try TemporaryDirectory()
    let index = unsafe Self.opened("text:text", at: directory.path + "/index")
    let bad: [CChar] = [0x61, -1, 0x62, 0]
    var hits: OpaquePointer?
    unsafe Self.expect(.argument) { unsafe delete(index: index, key: bad, message: $0) }
    unsafe Self.expect(.argument) {
      unsafe search(index: index, query: bad, limit: 1, hits: &hits, message: $0)
    }
    unsafe Self.expect(.argument) { unsafe open(path: bad, schema: nil, index: &hits, message: $0) }
    #expect(unsafe hits == nil)
    unsafe close(index: index)
  }

  @Test("errors have a status of their own")
  func errors() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/index"
    var other: OpaquePointer?
    unsafe Self.expect(.notAnIndex) {
      unsafe open(path: path, schema: nil, index: &other, message: $0)
    }
    for schema in [
      "", "text", "a:text a:english", "a:klingon", "a:text^0", ":text", "a:date^2", "a:text^1^2",
    ] {
      unsafe Self.expect(.schema) {
        unsafe open(path: path, schema: schema, index: &other, message: $0)
      }
    }
    let index = unsafe Self.opened(
      "title:text^2 body:english author:keyword d:date n:number", at: path)
    unsafe Self.expect(.schema) {
      unsafe open(path: path, schema: "title:keyword", index: &other, message: $0)
    }
    var number = 7
    unsafe Self.expect(.query) {
      unsafe count(index: index, query: "(a", count: &number, message: $0)
    }
    #expect(number == 0)
    unsafe Self.expect(.field) {
      unsafe count(index: index, query: "x:a", count: &number, message: $0)
    }
    unsafe Self.expect(.ok) {
      unsafe add(index: index, key: "", names: nil, texts: nil, count: 0, message: $0)
    }
    for _ in 0..<2 {
      unsafe Self.expect(.document) { unsafe commit(index: index, message: $0) }
    }
    unsafe Self.expect(.ok) { unsafe rollBack(index: index, message: $0) }
    unsafe Self.expect(.ok) { unsafe commit(index: index, message: $0) }
    unsafe close(index: index)
  }

  @Test("what could not be committed waits for the next commit")
  func lockedOut() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/index"
    let index = unsafe Self.opened("body:text", at: path)
    func add(_ name: String) {
      unsafe Self.expect(.ok) {
        unsafe ConcordC.add(
          index: index, key: name, names: nil, texts: nil, count: 0, message: $0)
      }
    }
    add("one")
    try SearchIndex(path: path).write { _ in
      unsafe Self.expect(.locked) { unsafe commit(index: index, message: $0) }
    }
    add("two")
    unsafe Self.expect(.ok) { unsafe commit(index: index, message: $0) }
    var number = 0
    unsafe Self.expect(.ok) {
      unsafe count(index: index, query: "*", count: &number, message: $0)
    }
    #expect(number == 2)
    unsafe close(index: index)
  }

  @Test("what is committed is found, and what is deleted is not")
  func changes() throws {
    let directory = try TemporaryDirectory()
    let index = unsafe Self.opened("title:text^2 body:english", at: directory.path + "/index")
    for name in ["one", "two"] {
      unsafe name.withCString { text in
        unsafe "body".withCString { field in
          unsafe Self.expect(.ok) {
            unsafe add(
              index: index, key: name, names: [field], texts: [text], count: 1, message: $0)
          }
        }
      }
    }
    var number = 0
    func found(_ query: String) -> Int {
      unsafe Self.expect(.ok) {
        unsafe count(index: index, query: query, count: &number, message: $0)
      }
      return number
    }
    #expect(found("*") == 0)
    unsafe Self.expect(.ok) { unsafe commit(index: index, message: $0) }
    #expect(found("*") == 2 && found("ones") == 1)
    unsafe Self.expect(.ok) { unsafe delete(index: index, key: "one", message: $0) }
    unsafe Self.expect(.ok) { unsafe commit(index: index, message: $0) }
    #expect(found("*") == 1)
    var hits: OpaquePointer?
    unsafe Self.expect(.ok) {
      unsafe search(index: index, query: "*", limit: -1, hits: &hits, message: $0)
    }
    #expect(unsafe countHits(hits: hits) == 1)
    #expect(unsafe score(hits: hits, number: 0) > 0)
    var text: Text?
    unsafe Self.expect(.ok) {
      unsafe field(hits: hits, number: 0, field: "body", value: &text, message: $0)
    }
    #expect(unsafe text.map { unsafe String(cString: $0) } == "two")
    unsafe free(text: text)
    unsafe Self.expect(.ok) {
      unsafe field(hits: hits, number: 0, field: "title", value: &text, message: $0)
    }
    #expect(unsafe text == nil)
    for number in [1, -1] {
      unsafe Self.expect(.argument) {
        unsafe key(hits: hits, number: number, key: &text, message: $0)
      }
    }
    unsafe Self.expect(.field) {
      unsafe snippet(hits: hits, number: 0, field: "x", value: &text, message: $0)
    }
    for marks in [(nil, "]"), ("[", nil)] as [(String?, String?)] {
      unsafe Self.expect(.argument) {
        unsafe snippetMarked(
          hits: hits, number: 0, field: nil, before: marks.0, after: marks.1, value: &text,
          message: $0)
      }
    }
    unsafe Self.expect(.field) {
      unsafe field(hits: hits, number: 0, field: "x", value: &text, message: $0)
    }
    unsafe free(hits: hits)
    unsafe close(index: index)
  }
}
