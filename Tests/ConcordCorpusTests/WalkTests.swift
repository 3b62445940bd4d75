// What a walk finds and in what order, on real directories with real links, pipes and sockets.

import Concord
import Foundation
import Glibc
import Testing

@testable import ConcordCorpus

@Suite struct WalkTests {
  @Test("files come in the order of their paths' bytes, whatever made them")
  func order() throws {
    let corpus = TemporaryCorpus()
    let names = ["a/z.txt", "a-b.txt", "a.txt", "a0.txt", "B.txt", "é.txt", "a/b/c.md", "z.html"]
    for name in names.shuffled() { corpus.write(name, "x") }
    let listed = try corpus.list().files.map(\.path)
    #expect(listed == names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
  }

  @Test("hidden names are left out, other kinds of files are counted")
  func hiddenAndOthers() throws {
    let corpus = TemporaryCorpus()
    for name in [
      ".a.txt", ".git/b.txt", "c.pdf", "d", "e.TXT", "f.txt.gz.zst", "gz.gz", "sub/h.PDF", "i.",
    ] {
      corpus.write(name, "x")
    }
    let listing = try corpus.list()
    #expect(listing.files.map(\.path) == ["e.TXT"])
    #expect(listing.hiddenCount == 2)
    #expect(listing.otherKinds == [".pdf": 2, "": 1, ".zst": 1, ".gz": 1, ".": 1])
    #expect(listing.skipped.isEmpty)
  }

  @Test("pipes and names that are not UTF-8 are skipped, each in a line")
  func oddFiles() throws {
    let corpus = TemporaryCorpus()
    _ = unsafe mkfifo(corpus.path + "/pipe.txt", 0o644)
    let bad = Array((corpus.path + "/bad").utf8) + [0xFF] + Array(".txt".utf8) + [0]
    let number = unsafe bad.withUnsafeBytes { bytes in
      unsafe Glibc.open(
        bytes.baseAddress!.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o644)
    }
    close(number)
    let lines = try corpus.list().skipped.map(\.description)
    #expect(
      lines == ["skipped bad\\xff.txt: the name is not UTF-8", "skipped pipe.txt: named pipe"])
  }

  @Test("a pipe that takes a file's place after the listing does not hang the reader")
  func pipeInPlace() throws {
    let corpus = TemporaryCorpus()
    for name in ["a.txt", "b.jsonl"] {
      let path = corpus.write(name, "x")
      let opened = try Corpus(path: corpus.path)
      let file = try #require(opened.list().files.last)
      _ = unsafe unlink(path)
      _ = unsafe mkfifo(path, 0o644)
      var reasons: [SkipReason] = []
      opened.read(file) { if case .skipped(let skipped) = $0 { reasons.append(skipped.reason) } }
      #expect(reasons == [.notAFile(kind: "named pipe")])
      _ = unsafe unlink(path)
    }
  }

  @Test("links are not followed, neither when listing nor when reading")
  func links() throws {
    let corpus = TemporaryCorpus()
    let path = corpus.write("a.txt", "x")
    corpus.link("b.txt", to: "a.txt")
    let opened = try Corpus(path: corpus.path)
    let listing = opened.list()
    #expect(listing.files.map(\.path) == ["a.txt"])
    #expect(listing.skipped.map(\.reason) == [.link])
    _ = unsafe unlink(path)
    corpus.link("a.txt", to: "/etc/hostname")
    var reasons: [SkipReason] = []
    opened.read(listing.files[0]) {
      if case .skipped(let skipped) = $0 { reasons.append(skipped.reason) }
    }
    #expect(reasons == [.link])
  }

  @Test("followed links stay inside the corpus, add what is not there yet, and never loop")
  func followedLinks() throws {
    let corpus = TemporaryCorpus()
    corpus.write("a/x.txt", "x")
    corpus.write(".hidden/y.txt", "y")
    corpus.link("a/loop", to: "..")
    corpus.link("again.txt", to: "a/x.txt")
    corpus.link("out.txt", to: "/etc/hostname")
    corpus.link("seen", to: ".hidden")
    corpus.link("gone.txt", to: "nowhere")
    var options = CorpusOptions()
    options.followLinks = true
    let listing = try corpus.list(options)
    #expect(listing.files.map(\.path) == ["a/x.txt", "seen/y.txt"])
    #expect(listing.skipped.map(\.path) == ["a/loop", "again.txt", "gone.txt", "out.txt"])
    #expect(
      listing.skipped.map(\.reason) == [
        .linkToListed, .linkToListed, .system(call: "open", message: "No such file or directory"),
        .linkLeavesCorpus,
      ])
    #expect(try corpus.articles(options).map(\.document.key) == ["a/x.txt", "seen/y.txt"])
  }

  @Test("directories may lie as deep as the limit, not one deeper")
  func depth() throws {
    let corpus = TemporaryCorpus()
    corpus.write("1/2/3/4/a.txt", "x")
    corpus.write("1/2/3/b.txt", "x")
    var options = CorpusOptions()
    options.maxDepth = 3
    #expect(try corpus.list(options).files.map(\.path) == ["1/2/3/b.txt"])
    #expect(try corpus.list(options).skipped.map(\.reason) == [.tooDeep(limit: 3)])
    options.maxDepth = 4
    #expect(try corpus.list(options).files.count == 2)
  }

  @Test("a single file is a corpus; what is not there is an error in words")
  func singleFile() throws {
    let corpus = TemporaryCorpus()
    let path = corpus.write("dir/.one.txt", "Title\nBody")
    corpus.write("dir/two.txt", "x")
    let single = try Corpus(path: path)
    #expect(single.list().files.map(\.path) == [".one.txt"])
    var keys: [String] = []
    single.read(single.list().files[0]) {
      if case .article(let article) = $0 { keys.append(article.document.key) }
    }
    #expect(keys == [".one.txt"])
    let error = #expect(throws: CorpusError.self) { try Corpus(path: "/nowhere/at/all") }
    #expect(
      error?.description == "/nowhere/at/all cannot be read: open: No such file or directory")
  }

  @Test("a file of a listing is equal to itself until it is touched")
  func stamps() throws {
    let corpus = TemporaryCorpus()
    corpus.write("a.txt", "one")
    let before = try corpus.list().files
    #expect(try corpus.list().files == before)
    corpus.write("a.txt", "three")
    #expect(try corpus.list().files != before)
  }

  // git check-ignore agrees with each row (git 2.39), the path's directories included.
  @Test(
    "patterns leave out what gitignore's do",
    arguments: [
      (["*.log"], "a.log", true), (["*.log"], "d/a.log", true), (["*.log"], "a.log.txt", false),
      (["drafts/"], "drafts/a.txt", true), (["drafts/"], "x/drafts/a.txt", true),
      (["drafts/"], "drafts", false), (["/drafts"], "x/drafts", false),
      (["/drafts"], "drafts/a", true), (["a/b"], "a/b", true), (["a/b"], "x/a/b", false),
      (["**/x"], "x", true), (["**/x"], "a/b/x", true), (["a/**"], "a/b/c", true),
      (["a/**"], "a", false), (["a/**/b"], "a/b", true), (["a/**/b"], "a/x/y/b", true),
      (["a/**/b"], "ab", false), (["*"], "a", true), (["*", "!keep"], "keep", false),
      (["*.md", "!keep.md"], "d/keep.md", false), (["!keep.md", "*.md"], "keep.md", true),
      (["drafts/", "!drafts/keep.md"], "drafts/keep.md", true), (["?.txt"], "a.txt", true),
      (["?.txt"], "ab.txt", false), (["[a-c].txt"], "b.txt", true),
      (["[!a-c].txt"], "b.txt", false),
      (["[!a-c].txt"], "d.txt", true), (["[]].txt"], "].txt", true), (["\\*.txt"], "a.txt", false),
      (["\\*.txt"], "*.txt", true), (["\\!a"], "!a", true), (["#a"], "#a", false),
      (["\\#a"], "#a", true), (["a  "], "a", true), ([""], "a", false), (["/"], "a", false),
      (["a*b*c"], "aXbXbXc", true), (["a*b*c"], "aXc", false), (["foo/*"], "foo/a", true),
      (["foo/*"], "foo/a/b", true), (["foo/*.txt"], "foo/a/b.txt", false),
      (["foo**bar"], "fooXbar", true), (["**"], "a/b", true), (["b/"], "a/b/c", true),
    ])
  func exclude(patterns: [String], path: String, isLeftOut: Bool) {
    let exclude = ExcludePatterns(patterns)
    let parts = path.split(separator: "/")
    var result = false
    for count in 1...parts.count where !result {
      let prefix = parts.prefix(count).joined(separator: "/")
      result = exclude.excludes(prefix, isDirectory: count < parts.count)
    }
    #expect(result == isLeftOut, "\(patterns) \(path)")
  }

  @Test("a pattern of many stars takes no time")
  func manyStars() {
    let pattern = String(repeating: "*a", count: 500) + "b"
    let exclude = ExcludePatterns([pattern, String(repeating: "**/a/", count: 500) + "b"])
    #expect(!exclude.excludes(String(repeating: "a", count: 1_000), isDirectory: false))
    #expect(!exclude.excludes(String(repeating: "a/", count: 500) + "c", isDirectory: false))
  }

  @Test("excluded files are not listed, and counted")
  func excludedFiles() throws {
    let corpus = TemporaryCorpus()
    for name in ["a.txt", "drafts/b.txt", "c.md"] { corpus.write(name, "x") }
    var options = CorpusOptions()
    options.exclude = ["drafts/", "*.md"]
    let listing = try corpus.list(options)
    #expect(listing.files.map(\.path) == ["a.txt"])
    #expect(listing.excludedCount == 2)
  }
}
