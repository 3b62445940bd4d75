// Encodings, and every kind of bad input that reliability asks about: each is one line of report,
// and the rest of the corpus is read. Limits are tested at the limit and one beyond.

import Concord
import Foundation
import Glibc
import Testing

@testable import ConcordCorpus

@Suite struct LimitTests {
  @Test(
    "each encoding gives the same text",
    arguments: [
      Array("é\nß €".utf8), [0xEF, 0xBB, 0xBF] + Array("é\nß €".utf8),
      [0xE9, 0x0A, 0xDF, 0x20, 0x80],
      [0xFF, 0xFE, 0xE9, 0, 0x0A, 0, 0xDF, 0, 0x20, 0, 0xAC, 0x20],
      [0xFE, 0xFF, 0, 0xE9, 0, 0x0A, 0, 0xDF, 0, 0x20, 0x20, 0xAC],
      Array("é\r\nß €".utf8), Array("é\rß €\r".utf8),
    ] as [[UInt8]])
  func encodings(bytes: [UInt8]) throws {
    #expect(try TemporaryCorpus.fields("a.txt", bytes) == ["title": "é", "body": "ß €"])
  }

  @Test("damaged UTF-8 is told from Windows-1252 by its valid sequences")
  func damagedUTF8() throws {
    let damaged = try TextDecoding.decode(Array("é and ".utf8) + [0xFF])
    #expect(damaged == DecodedText(bytes: Array("é and \u{FFFD}".utf8), replacedCount: 1))
    let western = try TextDecoding.decode([0xC3, 0xA9, 0xE9, 0xE9])
    #expect(String(decoding: western.bytes, as: UTF8.self) == "Ã©éé")
    let surrogate = try TextDecoding.decode([0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00, 0x42])
    #expect(surrogate == DecodedText(bytes: Array("\u{FFFD}A\u{FFFD}".utf8), replacedCount: 2))
  }

  @Test(
    "NUL bytes near the start make a file binary, later ones are replaced",
    arguments: [
      "a.txt", "a.md", "a.html", "a.json", "a.jsonl",
    ])
  func binary(name: String) throws {
    let corpus = TemporaryCorpus()
    corpus.write(name, Array("ab".utf8) + [0] + Array("cd".utf8))
    #expect(try corpus.skipped().map(\.description) == ["skipped \(name): binary file"])
    let late = [UInt8](repeating: 0x61, count: TextDecoding.binaryWindow) + [0]
    #expect(try TextDecoding.decode(late).replacedCount == 1)
  }

  @Test("a file may be as large as the limit, not a byte larger")
  func fileSize() throws {
    var options = CorpusOptions()
    options.maxFileSize = 2_048
    let corpus = TemporaryCorpus()
    for (name, count) in [("a.txt", 2_047), ("b.txt", 2_048), ("c.txt", 2_049)] {
      corpus.write(name, [UInt8](repeating: 0x61, count: count))
    }
    #expect(try corpus.articles(options).map(\.path) == ["a.txt", "b.txt"])
    #expect(
      try corpus.skipped(options).map(\.description)
        == ["skipped c.txt: 2049 bytes is over 2 KiB (--max-file-size)"])
  }

  @Test("a line may be as long as the limit; a longer one is passed over, and the rest is read")
  func lineLength() throws {
    func line(_ count: Int) -> String {
      "{\"body\":\"" + String(repeating: "x", count: count - 11) + "\"}\n"
    }
    for limit in [100, (1 << 20) + 7, 3 << 20] {
      var options = CorpusOptions()
      options.maxFileSize = limit
      let corpus = TemporaryCorpus()
      corpus.write(
        "a.jsonl", line(limit - 1) + line(limit) + line(limit + 1) + line(limit * 3) + line(20))
      #expect(
        try corpus.articles(options).map(\.document.key) == ["a.jsonl#1", "a.jsonl#2", "a.jsonl#5"])
      let skipped = try corpus.skipped(options)
      #expect(skipped.map(\.line) == [3, 4])
      #expect(skipped.map(\.reason) == [.lineTooLong(limit: limit), .lineTooLong(limit: limit)])
    }
  }

  @Test("lines are cut where a plain split cuts them, whatever the chunks")
  func lines() throws {
    var random = SeededGenerator(seed: SeededGenerator.seed)
    let corpus = TemporaryCorpus()
    var expected: [String] = []
    var text = ""
    for i in 0..<1_500 {
      let body = (0...Int.random(in: 0..<500, using: &random)).map { _ in
        String(UInt32.random(in: 0..<0xFFFF_FFFF, using: &random), radix: 36)
      }
      let isBlank = Int.random(in: 0..<10, using: &random) == 0
      if !isBlank { expected.append("a.jsonl#\(i + 1)") }
      text += isBlank ? "\n" : "{\"body\":\"\(body.joined())\"}\n"
    }
    corpus.write("a.jsonl", text)
    corpus.write("b.jsonl.zst", zstd(Array(text.utf8)))
    let keys = try corpus.articles().map(\.document.key)
    let second = expected.map { "b.jsonl.zst" + $0.dropFirst(7) }
    #expect(keys == expected + second, "CONCORD_SEED=\(SeededGenerator.seed)")
  }

  @Test("bombs are stopped by ratio and by size", arguments: ["gz", "zst"])
  func bombs(suffix: String) throws {
    let zeros = [UInt8](repeating: 0x61, count: 8 << 20)
    let bomb = suffix == "gz" ? gzip(zeros) : zstd(zeros)
    let corpus = TemporaryCorpus()
    corpus.write("a.txt.\(suffix)", bomb)
    corpus.write("b.jsonl.\(suffix)", bomb)
    #expect(
      try corpus.skipped().map(\.description) == [
        "skipped a.txt.\(suffix): expands over 100:1 (--max-ratio)",
        "skipped b.jsonl.\(suffix): expands over 100:1 (--max-ratio)",
      ])
    var options = CorpusOptions()
    options.maxRatio = .max
    options.maxExpandedSize = (8 << 20) - 1
    #expect(
      try corpus.skipped(options).first?.description
        == "skipped a.txt.\(suffix): expands over 8388607 bytes (--max-expanded-size)")
    options.maxExpandedSize = 8 << 20
    #expect(try corpus.articles(options).map(\.path) == ["a.txt.\(suffix)"])
  }

  @Test("a MiB may come from any ratio")
  func freeRatio() throws {
    let corpus = TemporaryCorpus()
    corpus.write("a.txt.gz", gzip([UInt8](repeating: 0x61, count: 1 << 20)))
    #expect(try corpus.articles().count == 1)
  }

  @Test("compressed data that is cut or is none is damaged")
  func damaged() throws {
    let text = (0..<5_000).map { "\($0 &* 2_654_435_761 % 9_973)" }.joined()
    for (name, bytes) in [
      ("a.txt.gz", gzip(Array(text.utf8))), ("a.txt.zst", zstd(Array(text.utf8))),
    ] {
      for broken in [Array(bytes.dropLast()), Array(bytes.prefix(20)), Array("none".utf8)] {
        let corpus = TemporaryCorpus()
        corpus.write(name, broken)
        let reason = try #require(try corpus.skipped().first).reason
        guard case .damaged = reason else {
          Issue.record("\(name): \(reason)")
          continue
        }
      }
    }
  }

  @Test("a zstd frame that wants a larger window than 8 MiB is refused")
  func zstdWindow() throws {
    var random = SeededGenerator(seed: 1)
    let noise = (0..<100_000).map { _ in UInt8.random(in: 0x61...0x7A, using: &random) }
    let corpus = TemporaryCorpus()
    corpus.write("a.txt.zst", zstd(noise, windowLog: 23))
    corpus.write("b.txt.zst", zstd(noise, windowLog: 24))
    #expect(try corpus.articles().map(\.path) == ["a.txt.zst"])
    #expect(try corpus.skipped().map(\.path) == ["b.txt.zst"])
  }

  @Test("files without text, and files that vanish, are skipped")
  func emptyAndGone() throws {
    let corpus = TemporaryCorpus()
    for name in ["a.txt", "b.md", "c.html"] { corpus.write(name, "") }
    corpus.write("d.txt.gz", gzip([]))
    corpus.write("e.html", "<nav>only</nav>")
    corpus.write("f.jsonl", "")
    corpus.write("g.json", "{}")
    let path = corpus.write("h.txt", "x")
    let opened = try Corpus(path: corpus.path)
    let files = opened.list().files
    _ = unsafe unlink(path)
    var reasons: [String] = []
    for file in files {
      opened.read(file) {
        if case .skipped(let skipped) = $0 { reasons.append(skipped.description) }
      }
    }
    #expect(
      reasons == [
        "skipped a.txt: holds no text", "skipped b.md: holds no text",
        "skipped c.html: holds no text",
        "skipped d.txt.gz: holds no text", "skipped e.html: holds no text",
        "skipped g.json: holds no text", "skipped h.txt: open: No such file or directory",
      ])
  }

  @Test("keys over 1,024 bytes are refused, ids over it give way to the line's number")
  func longKeys() throws {
    let corpus = TemporaryCorpus()
    let ids = [1_024, 1_025].map { String(repeating: "k", count: $0) }
    corpus.write("a.jsonl", ids.map { "{\"id\":\"\($0)\",\"body\":\"x\"}\n" }.joined())
    #expect(try corpus.articles().map(\.document.key) == [ids[0], "a.jsonl#2"])
    let name = String(repeating: "d", count: 200)
    corpus.write((0..<6).map { _ in name }.joined(separator: "/") + "/b.txt", "x")
    #expect(try corpus.list().skipped.map(\.reason) == [.keyTooLong(byteCount: 6 * 201 + 5)])
  }

  @Test("a line file that changes while it is read says so, and is not called read")
  func changedLines() throws {
    let corpus = TemporaryCorpus()
    corpus.write("a.jsonl", "{\"body\":\"1\"}\n{\"body\":\"2\"}\n")
    let opened = try Corpus(path: corpus.path)
    let file = try #require(opened.list().files.first)
    var reasons: [SkipReason] = []
    let summary = opened.read(file) { result in
      if case .skipped(let skipped) = result { reasons.append(skipped.reason) }
      if case .article(let article) = result, article.document.key == "a.jsonl#1" {
        let handle = FileHandle(forWritingAtPath: corpus.path + "/a.jsonl")
        _ = try? handle?.seekToEnd()
        try? handle?.write(contentsOf: Data("{\"body\":\"3\"}\n".utf8))
      }
    }
    #expect(reasons == [.changed])
    #expect(summary.file == nil)
    #expect(opened.read(file) { _ in }.file != nil)
  }

  @Test("what the caller's closure throws comes out, and stops the reading")
  func rethrown() throws {
    struct Stop: Error {}
    let corpus = TemporaryCorpus()
    corpus.write("a.jsonl", "{\"body\":\"1\"}\n{\"body\":\"2\"}\n")
    let opened = try Corpus(path: corpus.path)
    var count = 0
    #expect(throws: Stop.self) {
      try opened.read(opened.list().files[0]) { _ in
        count += 1
        throw Stop()
      }
    }
    #expect(count == 1)
  }

  @Test("random and damaged bytes of every format never trap, and give valid fields")
  func randomBytes() throws {
    var random = SeededGenerator(seed: SeededGenerator.seed)
    let seeds: [String] = [
      "# T\n\n[a](b \"c\") `x` **y** <b> &amp; ![i](j)\n\n---\n```\ncode\n",
      "---\na: [b, 'c']\nd: |\n e\n---\n",
      "+++\na = [\"b\"]\n[c]\n+++\n",
      "<html><head><meta charset=koi8-r><title>x</title><p>a<nav>b</nav>&lt;<!-- c -->",
      "{\"a\":[1,{\"b\":\"\\ud83d\"}],\"body\":\"x\"}\n", "[{\"a\":1},{\"b\":[]}]", "\u{FEFF}é",
    ]
    let names = [
      "a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.md.gz", "a.jsonl.zst", "a.html.gz",
    ]
    let corpus = TemporaryCorpus()
    let opened = try Corpus(path: corpus.path)
    for _ in 0..<SeededGenerator.rounds(1_500) {
      var bytes = (0..<Int.random(in: 1...4, using: &random)).flatMap { _ in
        Array((seeds.randomElement(using: &random) ?? "").utf8)
      }
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: 1...255, using: &random)
      }
      let name = names.randomElement(using: &random) ?? "a.txt"
      if name.hasSuffix("gz") { bytes = gzip(bytes) }
      if name.hasSuffix("zst") { bytes = zstd(bytes) }
      if Int.random(in: 0..<4, using: &random) == 0, name.hasSuffix("z") || name.hasSuffix("t") {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^=
          1 << Int.random(in: 0..<8, using: &random)
      }
      corpus.write(name, bytes)
      var file = try #require(opened.list().files.first)
      file.path = name
      opened.read(file) { result in
        guard case .article(let article) = result else { return }
        #expect(!article.document.fields.isEmpty, "CONCORD_SEED=\(SeededGenerator.seed)")
        #expect(
          !article.document.fields.values.contains(""), "CONCORD_SEED=\(SeededGenerator.seed)")
        #expect((1...Key.limit).contains(article.document.key.utf8.count))
      }
      _ = unsafe unlink(corpus.path + "/" + name)
    }
  }

  @Test(
    "text made to be slow is not",
    arguments: [
      "[", "[a](", "[a](b ", "`", "``a`", "*a_", "<a ", "<!--", "](", "![", "[^", "&", "\\", "- ",
      "> ", "|", "# ",
      "a: [", "- - ", "[a](b \"", "<", "~~~\n", "[a]: ", "((((", "-->", "\n\n    ",
    ])
  func slowMarkdown(piece: String) throws {
    // 200 KB: a quadratic reader would need 10^10 steps and not come back soon.
    let count = 200_000 / piece.utf8.count
    for prefix in ["", "---\n"] {
      let text = DecodedText(bytes: Array((prefix + String(repeating: piece, count: count)).utf8))
      let content = Markdown.read(text)
      #expect(content.replacedCount == 0)
    }
  }
}
