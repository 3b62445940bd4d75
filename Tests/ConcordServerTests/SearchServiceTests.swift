// Asks the service in this process, without a socket: pages and JSON, filters, limits, and articles
// and queries that try to be more than text.

import Concord
import ConcordTestSupport
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Testing

@testable import ConcordServer

/// An index with a few articles, and a service that answers for it.
struct TestService {
  static let schema = Schema(
    .text("title", weight: 2), .text("body"), .text("author", isDefault: false),
    .keyword("author", stored: false), .date("date"), .keyword("url"))

  /// What an article may try: to run, to end an attribute, to lead away.
  static let hostile = [
    "title": "<script>alert(1)</script> storm", "author": "\"><img src=x onerror=alert(2)>",
    "body": "storm </div></mark><script>alert(3)</script> & ' \" \u{0} end",
    "date": "2025-09-02", "url": "javascript:alert(4)",
  ]

  let index: SearchIndex
  let service: SearchService

  init() throws {
    index = try SearchIndex(inMemory: Self.schema)
    try index.write { writer in
      for i in 0..<25 {
        try writer.add(
          Document(
            key: "harbour/\(i)",
            fields: [
              "title": "Harbour \(i)", "body": "The harbour of town \(i) has boats.",
              "author": i % 5 == 0 ? "Ada Venn" : "Bo Wick",
              "date": i < 20 ? "2025-09-1\(i % 10)" : "2025-08-01",
              "url": "https://example.org/\(i)",
            ]))
      }
      // The beginning of another name, and one that goes on.
      for name in ["Ada", "Ada Venning"] {
        try writer.add(Document(key: name, fields: ["title": "By \(name)", "author": name]))
      }
      try writer.add(Document(key: "\"><script>alert(5)</script>", fields: Self.hostile))
    }
    service = SearchService(index, patience: .seconds(60)) { _ in }
    service.listen(onPort: 80)
  }

  func answer(
    _ path: String, method: HTTPRequest.Method = .get, host: String? = "127.0.0.1:80",
    body: String = ""
  ) async -> Answer {
    await service.answer(
      for: Request(
        head: HTTPRequest(method: method, scheme: "http", authority: host, path: path),
        body: RequestBody(buffer: ByteBuffer(string: body))))
  }

  func text(_ path: String) async -> String {
    String(decoding: await answer(path).body ?? [], as: UTF8.self)
  }

  func object(_ path: String) async throws -> [String: Any] {
    let answer = await answer(path)
    #expect(answer.type == "application/json")
    let object = try JSONSerialization.jsonObject(with: Data(answer.body ?? []))
    return try #require(object as? [String: Any])
  }
}

@Suite("The search service")
struct SearchServiceTests {
  let test: TestService

  init() throws { test = try TestService() }

  @Test("a page has the hits with their matches marked, filters, and further pages")
  func results() async {
    let page = await test.text("/?q=harbour+boats")
    #expect(page.hasPrefix("<!doctype html>"))
    #expect(page.contains(#"The <mark>harbour</mark> of town"#))
    #expect(page.contains("<span>25 articles</span>"))
    #expect(page.contains(#"<a href="/?q=harbour%20boats&amp;author=Ada%20Venn">"#))
    #expect(page.contains(#"href="/?q=harbour%20boats&amp;date=2025-08""#))
    #expect(page.contains(#"<a rel="next" href="/?q=harbour%20boats&amp;offset=10">"#))
    #expect(page.contains(#"value="harbour boats""#))
    #expect(await test.text("/?q=harbour&offset=20").contains(#"rel="prev""#))
    let part = await test.text("/?q=harbour&part=1")
    #expect(part.hasPrefix(#"<main id="results">"#))
  }

  @Test("filters leave what they say, and scores as they were")
  func filters() async throws {
    let all = try await test.object("/api/search?q=harbour&limit=100")
    let ada = try await test.object("/api/search?q=harbour&author=Ada+Venn&limit=100")
    #expect(all["total"] as? Int == 25 && ada["total"] as? Int == 5)
    func scores(_ object: [String: Any]) -> [String: Double] {
      var scores: [String: Double] = [:]
      for hit in object["hits"] as? [[String: Any]] ?? [] {
        scores[hit["key"] as? String ?? ""] = hit["score"] as? Double
      }
      return scores
    }
    let whole = scores(all)
    for (key, score) in scores(ada) { #expect(score == whole[key]) }
    for (name, count) in [("Ada", 1), ("Ada+Venn", 5), ("Ada+Venning", 1), ("Ad", 0), ("ada", 0)] {
      #expect(try await test.object("/api/search?author=\(name)")["total"] as? Int == count)
    }
    let august = try await test.object("/api/search?q=harbour&date=2025-08")
    #expect(august["total"] as? Int == 5)
    let both = try await test.object("/api/search?q=&author=Ada+Venn&date=2025-08")
    #expect(both["total"] as? Int == 1)
    let newest = try await test.object("/api/search?q=harbour&sort=-date&limit=1")
    let hits = try #require(newest["hits"] as? [[String: Any]])
    #expect(hits.first?["date"] as? String == "2025-09-19")
  }

  @Test("nothing that an article or a query holds becomes markup")
  func hostile() async throws {
    let key = "%22%3E%3Cscript%3Ealert(5)%3C/script%3E"
    let query = "storm+%22%3E%3Cscript%3Ealert(6)%3C/script%3E%22"
    let paths = [
      "/?q=storm", "/?q=\(query)", "/article?key=\(key)&q=storm", "/article?key=\(query)",
      "/?author=%3Cimg+onerror%3D1%3E", "/?q=%22%3Cimg+onerror%3D1%3E", "/%3Cimg+onerror%3D1%3E",
      "/?q=harbour&sort=%3Cimg+onerror%3D1%3E", "/timeline.svg?q=\(query)",
    ]
    for path in paths {
      let page = await test.text(path)
      #expect(!page.contains("<script>") && !page.contains("<img"), "\(path)")
      #expect(!page.contains("javascript:"), "\(path)")
      #expect(!page.contains("\u{0}"), "\(path)")
    }
    let article = await test.text("/article?key=\(key)&q=storm")
    #expect(article.contains("&lt;script&gt;alert(1)&lt;/script&gt; <mark>storm</mark>"))
    #expect(article.contains("<mark>storm</mark> &lt;/div&gt;"))
    let object = try await test.object("/api/article?key=\(key)&q=storm")
    #expect((object["fields"] as? [String: String]) == TestService.hostile)
    #expect((object["matches"] as? [[String: Any]])?.count == 2)
  }

  @Test("requests for another host are refused, with JSON that tells no path")
  func hosts() async {
    for host in ["127.0.0.1:80", "localhost:80", "LOCALHOST:80", "[::1]:80"] {
      #expect(await test.answer("/", host: host).status == 200)
    }
    let others = ["127.0.0.1", "evil.example:80", "127.0.0.1:81", "localhost:80.evil.example", ""]
    for host in others { #expect(await test.answer("/", host: host).status == 403) }
    #expect(await test.answer("/", host: nil).status == 400)
    let body = await test.answer("/style.css", host: "evil.example").body ?? []
    #expect(
      String(decoding: body, as: UTF8.self)
        == #"{"status":403,"error":"this server answers to its own address only"}"# + "\n")
  }

  @Test(
    "there are the pages that there are, and no others",
    arguments: [
      "/..", "/../etc/passwd", "/style.css/../script.js", "/%2e%2e/%2e%2e/etc/passwd", "//",
      "/article/",
      "/Sources/ConcordServer/Assets/style.css", "/api", "/api/", "/style.css%00", "/index.html",
    ])
  func paths(_ path: String) async {
    #expect(await test.answer(path).status == 404)
  }

  @Test("only GET, HEAD and POST, of 64 KiB at most, in the format of a form")
  func requests() async {
    for method in [HTTPRequest.Method.delete, .put, .options, .patch, .trace] {
      let answer = await test.answer("/", method: method)
      #expect(answer.status == 405 && answer.response.headers[.allow] == "GET, HEAD, POST")
    }
    let head = await test.answer("/?q=harbour", method: .head)
    #expect(head.status == 200 && head.body == nil)
    let post = await test.answer("/api/search", method: .post, body: "q=harbour&limit=1")
    #expect(post.status == 200)
    let filler = "&x=" + String(repeating: "x", count: (64 << 10) - 12)
    #expect(filler.utf8.count + 9 == 64 << 10)
    #expect(await test.answer("/", method: .post, body: "q=harbour" + filler).status == 200)
    #expect(await test.answer("/", method: .post, body: "q=harbour" + filler + "x").status == 413)
    for query in ["q=%", "q=%f", "q=%zz", "q=%ff", "q=%C3", String(repeating: "a=b&", count: 33)] {
      #expect(await test.answer("/?" + query).status == 400, "\(query)")
    }
    for query in ["limit=0", "limit=101", "limit=x", "offset=-1", "offset=10001", "sort=body"] {
      #expect(await test.answer("/api/search?q=x&" + query).status == 400, "\(query)")
    }
    #expect(await test.answer("/api/search?q=x&limit=100&offset=10000").status == 200)
  }

  @Test("a wrong query is explained, on the page and as JSON")
  func wrongQueries() async throws {
    let page = await test.answer("/?q=%22harbour")
    #expect(page.status == 400)
    #expect(String(decoding: page.body ?? [], as: UTF8.self).contains("<pre class=\"problem\">"))
    for query in ["%22harbour", "date:2025-13", "author:%5BA+TO", "date:%3E%3Dx"] {
      let object = try await test.object("/api/search?q=\(query)")
      #expect(object["status"] as? Int == 400 && object["error"] is String, "\(query)")
    }
    let none = try await test.object("/api/search?q=harbuor")
    #expect(none["total"] as? Int == 0 && none["try"] as? String == "harbour")
    let empty = await test.text("/?q=harbuor")
    #expect(empty.contains(#"<a href="/?q=harbour"><code>harbour</code></a>"#))
    #expect(await test.answer("/article?key=nowhere").status == 404)
  }

  @Test("every answer has the policies that keep it harmless")
  func headers() async throws {
    for path in ["/", "/?q=harbour", "/style.css", "/script.js", "/nowhere", "/api/search?q=%"] {
      let headers = await test.answer(path).response.headers
      #expect(
        headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'; script-src 'self';")
          ?? false)
      #expect(headers[.contentSecurityPolicy]?.contains("unsafe") == false)
      #expect(headers[.xContentTypeOptions] == "nosniff")
      #expect(headers[try #require(HTTPField.Name("Referrer-Policy"))] == "no-referrer")
      #expect(headers[.accessControlAllowOrigin] == nil)
    }
    // The policy forbids scripts and styles in the page, so there are none.
    let page = await test.text("/?q=harbour")
    #expect(!page.contains("style=") && !page.contains("<style"))
    #expect(!page.contains(/\son[a-z]+=/))
  }

  @Test("words, timelines and similar articles are there, too")
  func others() async throws {
    let words = try await test.object("/api/suggest?prefix=har")
    let list = try #require(words["words"] as? [[String: Any]])
    #expect(list.first?["word"] as? String == "harbour")
    #expect(list.first?["articles"] as? Int == 25)
    let timeline = try await test.object("/api/timeline?q=harbour")
    #expect(timeline["articles"] as? Int == 25 && timeline["unit"] as? String == "day")
    #expect(await test.answer("/timeline.svg?q=harbour").type == "image/svg+xml")
    #expect(await test.answer("/icon.svg").type == "image/svg+xml")
    #expect(await test.text("/article?key=Ada").contains("More like this"))
    // All of its words are in most of the others.
    #expect(await !test.text("/article?key=harbour/3").contains("More like this"))
    #expect(await test.text("/").contains("Search 28 articles"))
  }

  @Test("the answers of the API are as the schema describes them")
  func schema() async throws {
    let schema = try JSONSchema()
    for (path, definition) in [
      ("search?q=harbour", "page"), ("search?q=harbuor", "page"), ("search?q=%22x", "error"),
      ("article?key=harbour/1&q=town", "article"), ("article?key=nowhere", "error"),
      ("suggest?prefix=t", "words"), ("timeline?q=harbour", "timeline"), ("nowhere", "error"),
    ] {
      #expect(schema.errors(in: await test.text("/api/" + path), as: definition) == [], "\(path)")
    }
  }

  @Test("what is indexed later is found")
  func changes() async throws {
    #expect(try await test.object("/api/search?q=lighthouse")["total"] as? Int == 0)
    try await test.index.write { writer in
      try writer.add(Document(key: "new", fields: ["body": "lighthouse"]))
    }
    #expect(try await test.object("/api/search?q=lighthouse")["total"] as? Int == 1)
  }

  @Test("what takes too long is given up")
  func patience() async throws {
    await #expect(throws: RequestError.tooSlow) {
      try await SearchService.inTime(.milliseconds(1)) { try await Task.sleep(for: .seconds(600)) }
    }
    #expect(try await SearchService.inTime(.seconds(600)) { 7 } == 7)
    await #expect(throws: RequestError.forbidden) {
      try await SearchService.inTime(.seconds(600)) { throw RequestError.forbidden }
    }
  }
}
