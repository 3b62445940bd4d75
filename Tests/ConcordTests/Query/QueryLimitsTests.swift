// Limits at, below and above their number, and bombs: each ends at once in its error, and a
// lenient reading still gives a query.

import Testing

@testable import Concord

@Suite("Query limits")
struct QueryLimitsTests {
  private func message(_ text: String) -> String? {
    do throws(QueryError) {
      _ = try Query(text)
      return nil
    } catch {
      return error.message
    }
  }

  @Test("parentheses nest 64 deep and no deeper")
  func depth() {
    for depth in [63, 64, 65, 10_000] {
      let text = String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
      #expect(
        message(text) == (depth <= 64 ? nil : "too deeply nested (65 levels, limit 64)"))
      #expect(Query.parseLeniently(text).query == .term("a"))
    }
    let open = String(repeating: "(", count: 10_000)
    #expect(message(open) == "too deeply nested (65 levels, limit 64)")
    #expect(Query.parseLeniently(open).query == .nothing)
  }

  @Test("lists nest like parentheses, and so do the links of a chain")
  func nearDepth() {
    for depth in [63, 64, 65, 900] {
      let lists =
        String(repeating: "NEAR(a ", count: depth) + "b" + String(repeating: ")", count: depth)
      #expect(message(lists) == (depth <= 64 ? nil : "too deeply nested (65 levels, limit 64)"))
      let chain = "a" + String(repeating: " NEAR a", count: depth)
      #expect(message(chain) == (depth <= 64 ? nil : "too deeply nested (65 levels, limit 64)"))
      #expect(Query.parseLeniently(chain).query != .nothing)
    }
  }

  @Test("a query may have 1,024 words, those of its phrases too")
  func clauses() {
    for count in [1_023, 1_024, 1_025, 20_000] {
      let words = String(repeating: "a ", count: count)
      for text in [words, "\"\(words)\""] {
        #expect(
          message(text) == (count <= 1_024 ? nil : "the query has too many words (limit 1,024)"))
      }
      let lenient = Query.parseLeniently(words)
      guard case .any(let terms) = lenient.query else {
        Issue.record("words side by side are alternatives")
        return
      }
      #expect(terms.count == min(count, 1_024))
    }
  }

  @Test("a text may have 65,536 bytes")
  func bytes() {
    let limit = QueryLimits.byteCount
    for count in [limit - 1, limit, limit + 1, 1 << 20] {
      let text = String(repeating: "a", count: count)
      #expect(
        message(text)
          == (count <= limit ? nil : "the query is too long (\(count) bytes, limit 65536)"))
      #expect(
        Query.parseLeniently(text).query == .term(String(repeating: "a", count: min(count, limit))))
    }
    // Cut between scalars, not inside one.
    let wide = "a" + String(repeating: "é", count: limit)
    #expect(Query.parseLeniently(wide).diagnostics.count == 1)
  }

  @Test(
    "a sign repeated thousands of times ends in a query or an error",
    arguments: [
      "\"", "\"a ", "« ", "«a ", "(", ")", "( ", "()", "a(", "[", "x:[", "x:[\"a ", "/", "/a ",
      "\\",
      "~", "a~", "^2", "a^2", "-", "+", "!", "!a ", "-a", ":", "a:", ":)", "a:)", ",", "NEAR(",
      "NEAR(a, ",
      "NEAR ", "a NEAR ", "AND ", "NOT ", "a NOT ", "OR ", "*", "?", "=", ">", "x:>", "a,8)",
      "\u{301}",
      "{a TO ", "(-", "NEAR/ ", "W/5 ", "a -b NEAR ", "(a AND b) NEAR ",
    ])
  func repeatedSigns(_ sign: String) {
    // A quarter of the limit, so that the unoptimized build is done in seconds.
    let text = String(repeating: sign, count: QueryLimits.byteCount / 4 / sign.utf8.count)
    _ = message(text)
    let lenient = Query.parseLeniently(text)
    #expect(lenient.diagnostics.count <= 16)
    _ = lenient.diagnostics.last?.rendered()
  }
}
