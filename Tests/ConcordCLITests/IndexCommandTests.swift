// Runs `concord index` on temporary corpora, changes them in every way that files change, and
// looks at the summary, the exit status, and what a search then finds.

import Foundation
import Glibc
import Testing

@Suite("concord index")
struct IndexCommandTests {
  /// Indexes and gives the line of counts.
  private func index(_ folder: Folder, _ arguments: String...) throws -> String {
    let run = try ToolRun.of(["index", "news"] + arguments, in: folder)
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.isEmpty)
    return run.messages.split(separator: "\n").first { $0.contains(" added, ") }.map(String.init)
      ?? run.messages
  }

  private func keys(_ query: String, in folder: Folder) throws -> [String] {
    let run = try ToolRun.of(["search", "--json", "--limit", "1000", query], in: folder)
    return run.output.split(separator: "\n").compactMap { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["key"]
        as? String
    }.sorted()
  }

  @Test("the first run adds all, the second nothing")
  func again() throws {
    let folder = try Folder.withArticles()
    #expect(try index(folder) == "4 articles added, 0 changed, 0 removed, 0 unchanged")
    let manifests = {
      try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.concord")
    }
    let before = try manifests().sorted()
    #expect(try index(folder) == "0 articles added, 0 changed, 0 removed, 4 unchanged")
    #expect(try manifests().sorted() == before, "no commit without a change")
    #expect(try keys("*", in: folder) == ["calm.md", "l1", "l2", "storm.txt"])
  }

  @Test("files that were touched are compared, and kept as they are")
  func touched() throws {
    let folder = try Folder.indexed()
    for name in ["news/calm.md", "news/letters.jsonl"] { folder.touch(name, time: 60) }
    #expect(try index(folder) == "0 articles added, 0 changed, 0 removed, 4 unchanged")
  }

  @Test("a changed file is replaced")
  func changed() throws {
    let folder = try Folder.indexed()
    folder.write("news/calm.md", "# Calm no more\n\nA gale.", time: 60)
    #expect(try index(folder) == "0 articles added, 1 changed, 0 removed, 3 unchanged")
    #expect(try keys("gale", in: folder) == ["calm.md"])
    #expect(try keys("wave", in: folder) == [])
  }

  @Test("a change within two seconds of the last run shows, though size and time are the same")
  func racy() throws {
    let folder = try Folder.withArticles()
    let now = Int(Date().timeIntervalSince1970) - 1_577_836_800
    folder.write("news/calm.md", "# Calm\n\nabc", time: now)
    _ = try index(folder)
    let handle = try FileHandle(forUpdating: folder.url("news/calm.md"))
    try handle.write(contentsOf: Data("# Calm\n\nxyz".utf8))
    try handle.close()
    folder.touch("news/calm.md", time: now)
    #expect(try index(folder) == "0 articles added, 1 changed, 0 removed, 3 unchanged")
    #expect(try keys("xyz", in: folder) == ["calm.md"])
  }

  @Test("names and texts are what their bytes are, also where two look the same")
  func canonicalEquivalence() throws {
    let folder = Folder()
    folder.write("news/caf\u{E9}.txt", "one")
    folder.write("news/cafe\u{301}.txt", "two")
    #expect(try index(folder).hasPrefix("2 articles added"))
    #expect(try keys("*", in: folder).count == 2)
    folder.write("news/caf\u{E9}.txt", "r\u{E9}sum\u{E9}", time: 1)
    #expect(try index(folder) == "0 articles added, 1 changed, 0 removed, 1 unchanged")
    folder.write("news/caf\u{E9}.txt", "re\u{301}sume\u{301}", time: 2)
    #expect(try index(folder) == "0 articles added, 1 changed, 0 removed, 1 unchanged")
    folder.remove("news/cafe\u{301}.txt")
    #expect(try index(folder) == "0 articles added, 0 changed, 1 removed, 1 unchanged")
    #expect(try keys("*", in: folder).map { Array($0.utf8) } == [Array("caf\u{E9}.txt".utf8)])
  }

  @Test("words that are cut are counted, and found by what is kept of them")
  func longWords() throws {
    let folder = Folder()
    for count in [1_024, 1_025] {
      folder.write("news/\(count).txt", "short " + String(repeating: "x", count: count))
    }
    let run = try ToolRun.of(["index", "news"], in: folder)
    #expect(run.status == 0 && run.messages.contains("1 word of over 1,024 bytes cut"))
    let word = String(repeating: "x", count: 1_024)
    #expect(try keys(word, in: folder) == ["1024.txt", "1025.txt"])
  }

  @Test("a file that is gone takes its articles with it")
  func vanished() throws {
    let folder = try Folder.indexed()
    folder.remove("news/storm.txt")
    #expect(try index(folder) == "0 articles added, 0 changed, 1 removed, 3 unchanged")
    folder.remove("news/letters.jsonl")
    #expect(try index(folder) == "0 articles added, 0 changed, 2 removed, 1 unchanged")
    #expect(try keys("*", in: folder) == ["calm.md"])
    folder.remove("news/calm.md")
    #expect(try index(folder) == "0 articles added, 0 changed, 1 removed, 0 unchanged")
  }

  @Test("a renamed file is another one, also if its articles keep their keys")
  func renamed() throws {
    let folder = try Folder.indexed()
    folder.rename("news/storm.txt", to: "news/gale.txt")
    folder.rename("news/letters.jsonl", to: "news/archive.jsonl")
    #expect(try index(folder) == "3 articles added, 0 changed, 3 removed, 1 unchanged")
    #expect(try keys("*", in: folder) == ["calm.md", "gale.txt", "l1", "l2"])
    #expect(try keys("path:archive.jsonl", in: folder) == ["l1", "l2"])
  }

  @Test("a line of a JSON Lines file comes, changes and goes alone")
  func lines() throws {
    let folder = try Folder.indexed()
    folder.write(
      "news/letters.jsonl",
      """
      {"id": "l2", "title": "Another", "body": "The storm is back."}
      {"id": "l3", "title": "Third", "body": "Fog."}
      """, time: 60)
    #expect(try index(folder) == "1 article added, 1 changed, 1 removed, 2 unchanged")
    #expect(try keys("*", in: folder) == ["calm.md", "l2", "l3", "storm.txt"])
  }

  @Test("an article that moves to another file is neither lost nor doubled")
  func moved() throws {
    let folder = Folder()
    let (one, two) = (#"{"id": "k1", "body": "one"}"#, #"{"id": "k2", "body": "two"}"#)
    folder.write("news/a.jsonl", one)
    folder.write("news/b.jsonl", two)
    _ = try index(folder)
    for (a, b, time) in [("", one + "\n" + two, 60), (two + "\n" + one, "", 120)] {
      folder.write("news/a.jsonl", a, time: time)
      folder.write("news/b.jsonl", b, time: time)
      _ = try index(folder)
      #expect(try keys("*", in: folder) == ["k1", "k2"])
    }
  }

  @Test("the same key twice is told, and the last article kept")
  func collision() throws {
    let folder = Folder()
    folder.write("news/a.jsonl", #"{"id": "k", "body": "first"}"#)
    folder.write("news/b.jsonl", #"{"id": "k", "body": "second"}"#)
    let run = try ToolRun.of(["index", "news"], in: folder)
    #expect(run.messages.contains("1 article had a key that was there already"))
    #expect(try keys("second", in: folder) == ["k"])
    #expect(try keys("first", in: folder) == [])
  }

  @Test("several roots keep their files apart, and one that is missing does not stop the others")
  func roots() throws {
    let folder = try Folder.withArticles()
    folder.write("other/news/calm.md", "# Another calm")
    folder.write("one.txt", "A file\n\nalone")
    let run = try ToolRun.of(
      ["index", "news", "other/news", "one.txt", "nowhere", "news"], in: folder)
    #expect(run.status == 0)
    #expect(
      run.messages.hasPrefix("concord: nowhere cannot be read: open: No such file or directory\n"))
    #expect(
      try keys("*", in: folder)
        == ["l1", "l2", "news-2/calm.md", "news/calm.md", "news/storm.txt", "one.txt"])
  }

  @Test("a root that has gone away keeps its articles, and the others are brought up to date")
  func absentRoot() throws {
    let folder = try Folder.withArticles()
    folder.write("other/a.txt", "Elsewhere")
    #expect(try ToolRun.of(["index", "news", "other"], in: folder).status == 0)
    folder.rename("other", to: "away")
    folder.remove("news/storm.txt")
    let run = try ToolRun.of(["index", "news", "other"], in: folder)
    #expect(run.status == 0)
    #expect(run.messages.contains("0 articles added, 0 changed, 1 removed, 4 unchanged"))
    #expect(try keys("*", in: folder) == ["l1", "l2", "news/calm.md", "other/a.txt"])
    folder.rename("away", to: "other")
    let back = try ToolRun.of(["index", "news", "other"], in: folder)
    #expect(back.messages.contains("0 articles added, 0 changed, 0 removed, 4 unchanged"))
  }

  @Test("a directory that is not named again keeps its articles, unless --replace")
  func replace() throws {
    let folder = try Folder.indexed()
    folder.write("other/x.txt", "Elsewhere")
    let run = try ToolRun.of(["index", "other"], in: folder)
    #expect(run.status == 2)
    #expect(run.messages.contains("not named now.\nName it too"))
    #expect(try keys("*", in: folder).count == 4)
    #expect(try ToolRun.of(["index", "other", "--replace"], in: folder).status == 0)
    #expect(try keys("*", in: folder) == ["x.txt"])
  }

  @Test("patterns leave files out")
  func exclude() throws {
    let folder = try Folder.withArticles()
    _ = try index(folder, "--exclude", "*.jsonl", "--exclude", "storm*")
    #expect(try keys("*", in: folder) == ["calm.md"])
  }

  @Test("words have stems in the language of the index, which cannot be changed")
  func language() throws {
    let folder = try Folder.withArticles()
    _ = try index(folder, "--language", "en")
    #expect(try keys("storms wave", in: folder).contains("storm.txt"))
    #expect(try index(folder) == "0 articles added, 0 changed, 0 removed, 4 unchanged")
    let run = try ToolRun.of(["index", "news", "--language", "german"], in: folder)
    #expect(run.status == 2)
    #expect(
      run.messages == """
        concord: The index in .concord was made for english, not for german.
        Use another index (--index), or delete .concord to make it anew.

        """)
  }

  @Test("each article has the stems of its own language, which it says or which is guessed")
  func guessedLanguages() throws {
    let folder = Folder()
    folder.write("news/de.txt", "Die Häuser stehen an dem Fluss, und der Turm ist nicht hoch.")
    folder.write("news/fr.txt", "Les maisons sont au bord de la rivière, et la tour est haute.")
    folder.write("news/says.md", "---\nlanguage: de-AT\n---\nHäuser")
    folder.write("news/klingon.md", "---\nlanguage: Klingon\n---\nCafé")
    _ = try index(folder, "--language", "guess")
    #expect(try keys("haus", in: folder) == ["de.txt", "says.md"])
    #expect(try keys("maison", in: folder) == ["fr.txt"])
    #expect(try keys("cafe", in: folder) == ["klingon.md"])
    #expect(try keys("language:german", in: folder) == ["de.txt", "says.md"])
    #expect(try index(folder) == "0 articles added, 0 changed, 0 removed, 4 unchanged")
    let run = try ToolRun.of(["index", "news", "--language", "german"], in: folder)
    #expect(run.messages.contains("made for guessed languages, not for german."))
    let line = #"{"id": "line", "body": "Das Haus ist alt, und wir sind nicht in dem Garten."}"#
    #expect(try ToolRun.of(["index", "-"], in: folder, input: line).status == 0)
    #expect(try keys("häuser AND garten", in: folder) == ["line"])
    let analyzed = try ToolRun.of(
      ["analyze", "--language", "guess", "Die Häuser stehen an dem Fluss"], in: folder)
    #expect(analyzed.output.contains("4-11  Häuser  häuser  de:haus\n"))
  }

  @Test("every kind of bad file is a line, and the rest is indexed")
  func badFiles() throws {
    let folder = try Folder.withArticles()
    folder.write("news/binary.txt", [0, 1, 2, 0])
    for name in ["a.docx", "b.DOCX", "scan.pdf", "Makefile", "c.a-very-long-ending"] {
      folder.write("news/" + name, "x")
    }
    folder.write("news/broken.json", "{\"title\": ")
    folder.write("news/empty.txt", "")
    folder.write("news/latin.txt", Array("Caf".utf8) + [0xE9])
    folder.write("news/lines.jsonl", "{\"body\": \"good\"}\nnot json\n")
    folder.write("news/not.gz.txt.gz", "no gzip at all")
    folder.write("news/large.txt", String(repeating: "word ", count: 30_000))
    folder.write("news/\u{1B}[31mred.json", "[")
    _ = unsafe mkfifo(folder.path + "/news/pipe.txt", 0o644)
    _ = unsafe symlink("storm.txt", folder.path + "/news/link.txt")
    let run = try ToolRun.of(["index", "news", "--max-file-size", "100kB"], in: folder)
    #expect(run.status == 0)
    let lines = run.messages.split(separator: "\n").filter { !$0.hasPrefix("The index takes") }
    try expectSnapshot(lines.joined(separator: "\n") + "\n", "index-bad-files")
    let again = try ToolRun.of(["index", "news", "--max-file-size", "100kB"], in: folder)
    #expect(again.messages.contains("skipped before, in files that are as they were"))
  }

  @Test("long lists of bad files are counted")
  func manyBadFiles() throws {
    let folder = try Folder.withArticles()
    for i in 0..<60 { folder.write("news/empty-\(i).txt", "") }
    let run = try ToolRun.of(["index", "news"], in: folder)
    #expect(run.messages.contains("… and 10 more lines like these\n"))
  }

  @Test("an article with too many fields loses those that do not fit")
  func manyFields() throws {
    let folder = try Folder.withArticles()
    let fields = (0..<300).map { "\"f\($0)\": \"v\"" }.joined(separator: ", ")
    folder.write("news/wide.json", "{\"body\": \"wideword\", \(fields)}")
    let run = try ToolRun.of(["index", "news"], in: folder)
    #expect(run.messages.contains("1 article had fields for which there is no room"))
    #expect(try keys("wideword", in: folder) == ["wide.json"])
  }

  @Test("a corpus without articles is an error")
  func empty() throws {
    let folder = Folder()
    folder.write("news/picture.png", "png")
    let run = try ToolRun.of(["index", "news"], in: folder)
    #expect(run.status == 2)
    #expect(
      run.messages.contains("concord: There are no articles in news.\nFiles with these endings"))
    #expect(try ToolRun.of(["index", "nowhere"], in: folder).status == 2)
  }

  @Test("--quiet says nothing")
  func quiet() throws {
    let folder = try Folder.withArticles()
    folder.write("news/empty.txt", "")
    let run = try ToolRun.of(["index", "news", "--quiet"], in: folder)
    #expect(run.messages.isEmpty && run.output.isEmpty && run.status == 0)
  }

  @Test("the index is where --index or CONCORD_INDEX says")
  func location() throws {
    let folder = try Folder.withArticles()
    #expect(try ToolRun.of(["index", "news", "--index", "here"], in: folder).status == 0)
    let run = try ToolRun.of(
      ["search", "storm", "--count"], in: folder, environment: ["CONCORD_INDEX": "here"])
    #expect(run.output == "2\n")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/.concord"))
  }

  @Test("an index cannot be made where the directory above is missing, and the message says so")
  func missingParent() throws {
    let folder = try Folder.withArticles()
    let run = try ToolRun.of(["index", "news", "--index", "a/b"], in: folder)
    #expect(run.status == 2)
    #expect(
      run.messages == """
        concord: There is no directory for the index a/b to be made in.
        Make the one above it first (mkdir -p), or check how the path is written.

        """)
  }

  @Test("a directory of other files is not made an index")
  func foreign() throws {
    let folder = try Folder.withArticles()
    let run = try ToolRun.of(["index", "news", "--index", "news"], in: folder)
    #expect(run.status == 2)
    #expect(run.messages.hasPrefix("concord: There is no index in news.\n"))
  }

  @Test("a terminal shows progress, and takes it away")
  func progress() throws {
    let folder = try Folder.withArticles()
    let (status, screen) = try ToolRun.onTerminal(["index", "news"], in: folder)
    #expect(status == 0)
    #expect(screen.contains("\r\u{1B}[KWriting the index\r\u{1B}[K4 articles added"), "\(screen)")
  }
}
