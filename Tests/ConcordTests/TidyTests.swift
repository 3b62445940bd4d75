// A test about the code itself: what a reader of the sources may rely on everywhere. It looks at
// lines with simple patterns, after comments and texts have been taken out; swift-format has
// brought the code into the shape that the patterns expect.

import Testing

@Suite("The repository is tidy")
struct TidyTests {
  static let sources = [
    "Sources/Concord", "Sources/ConcordC", "Sources/ConcordCorpus", "Sources/ConcordServer",
    "Sources/ConcordCLI",
  ]
  static let libraries = [
    "Sources/Concord", "Sources/ConcordC", "Sources/ConcordCorpus", "Sources/ConcordServer",
  ]
  static let swiftFolders = ["Sources", "Tests", "Benchmarks/Sources"]

  @Test("no line of Swift is longer than 100 columns")
  func lineLength() throws {
    let found = try TidySource.all(in: Self.swiftFolders).flatMap { source in
      source.lines.enumerated().filter { $0.element.count > 100 }
        .map { "\(source.path):\($0.offset + 1)" }
    }
    #expect(found == [])
  }

  @Test("no file is longer than 500 lines, and no function longer than 70")
  func lengths() throws {
    let all = try TidySource.all(in: Self.swiftFolders)
    #expect(all.count > 100)
    #expect(all.filter { $0.lines.count > 501 }.map(\.path) == [])
    let long = all.flatMap { source in
      source.functions().filter { $0.lineCount > 70 }
        .map { "\(source.path):\($0.line) has \($0.lineCount) lines" }
    }
    #expect(long == [])
  }

  @Test("unsafe code is where it has a reason to be")
  func unsafe() throws {
    var found: Set<String> = []
    for source in try TidySource.all(in: Self.sources)
    where source.code.contains(where: { $0.words.contains("unsafe") }) {
      found.insert(String(source.path.dropFirst("Sources/".count)))
    }
    #expect(found.subtracting(UnsafeFiles.reasons.keys).sorted() == [], "need a reason")
    #expect(Set(UnsafeFiles.reasons.keys).subtracting(found).sorted() == [], "are safe now")
  }

  @Test("the libraries do without Foundation, print, and things to do later")
  func libraries() throws {
    for source in try TidySource.all(in: Self.libraries) {
      for (i, line) in source.lines.enumerated() {
        let place = "\(source.path):\(i + 1)"
        #expect(!line.contains("TODO") && !line.contains("FIXME"), "\(place)")
        let code = source.code[i]
        #expect(!(code.contains("import Foundation")), "\(place)")
        #expect(!code.words.contains("print"), "\(place)")
      }
    }
  }

  @Test("nothing matches by backtracking, maps files, or writes past the checks of Output")
  func shortcuts() throws {
    let forbidden: Set<Substring> = [
      "Regex", "_StringProcessing", "mmap", "firstMatch", "wholeMatch", "FileHandle", "print",
    ]
    for source in try TidySource.all(in: Self.sources) {
      for (i, code) in source.code.enumerated() {
        let found = forbidden.filter { word in code.words.contains { $0 == word } }
        #expect(found.isEmpty, "\(source.path):\(i + 1)")
      }
    }
  }

  @Test("what can end the process says why that does not happen")
  func traps() throws {
    var found: [String] = []
    for source in try TidySource.all(in: Self.libraries) {
      for (i, code) in source.code.enumerated() where code.canTrap {
        let hasReason = [i - 1, i].contains { $0 >= 0 && source.lines[$0].contains("//") }
        if !hasReason { found.append("\(source.path):\(i + 1)") }
      }
    }
    #expect(found == [])
  }

  /// Words of identifiers, and the word of the glossary that is meant.
  static let banned: [String: String] = [
    "docid": "DocID", "docId": "DocID", "docIDs": "documents", "docNum": "DocID",
    "documentID": "DocID", "documentId": "DocID", "docs": "documents",
    "tombstone": "LiveDocs", "tombstones": "LiveDocs", "docstore": "stored fields",
    "fieldnorm": "norm", "fieldNorm": "norm", "shard": "segment", "trailer": "footer",
    "tf": "frequency", "freq": "frequency", "freqs": "frequencies", "wdf": "frequency",
    "df": "documentFrequency", "cf": "totalFrequency", "idx": "index", "len": "count",
    "searcher": "snapshot", "docset": "iterator", "postingsEnum": "cursor",
    "PostingsEnum": "cursor",
  ]

  @Test("identifiers use the words of the glossary")
  func glossary() throws {
    var found: [String] = []
    for source in try TidySource.all(in: Self.libraries) {
      for (i, code) in source.code.enumerated() {
        for word in code.words {
          if let better = Self.banned[word] {
            found.append("\(source.path):\(i + 1): \(word), say \(better)")
          }
          let suffixes = ["Manager", "Helper", "Util", "Utils", "Impl", "Factory"]
          if suffixes.contains(where: { word.hasSuffix($0) }) {
            found.append("\(source.path):\(i + 1): \(word)")
          }
        }
      }
    }
    #expect(found == [])
  }

  @Test("every case of a public enumeration is documented")
  func cases() throws {
    var found: [String] = []
    var count = 0
    for source in try TidySource.all(in: Self.libraries) {
      // The indentation of the enumeration that the line is in.
      var enumeration: Int?
      for (i, line) in source.lines.enumerated() {
        let code = source.code[i]
        if code.contains("public "), code.contains("enum ") { enumeration = line.indentation }
        guard let outer = enumeration else { continue }
        if line.indentation == outer, code.hasSuffix("}") { enumeration = nil }
        guard line.indentation == outer + 2, code.words.contains("case") else { continue }
        count += 1
        let above = source.lines[i - 1].drop { $0 == " " }
        if !above.hasPrefix("///") { found.append("\(source.path):\(i + 1)") }
      }
    }
    #expect(count > 50)
    #expect(found == [])
  }

  @Test("every section of the format is cited, and every citation is of a section")
  func citations() throws {
    let document = try FormatDocument()
    var citingFiles: [String: Set<String>] = [:]
    for source in try TidySource.all(in: Self.libraries) {
      for (i, line) in source.lines.enumerated() {
        for section in line.citedSections {
          #expect(document.sections.contains(section), "\(source.path):\(i + 1): \(section)")
          let chapter = String(section.prefix { $0 != "." })
          citingFiles[chapter, default: []].insert(source.path)
        }
      }
    }
    for section in 2...11 {
      #expect(citingFiles["\(section)"] != nil, "no file cites section \(section)")
    }
    // What is written by one type is read by another, but for what is too small to have two.
    for section in [3, 4, 5, 6, 7, 9, 11] {
      #expect(citingFiles["\(section)"]?.count ?? 0 >= 2, "section \(section) lacks a side")
    }
  }

  @Test("every writer and reader that the format names exists")
  func writersAndReaders() throws {
    let kinds = ["struct", "class", "enum", "protocol"]
    var declared: Set<String> = []
    for line in try TidySource.all(in: ["Sources/Concord"]).flatMap(\.code)
    where kinds.contains(where: { line.contains($0) }) {
      let words = line.words
      for (kind, name) in zip(words, words.dropFirst()) where kinds.contains(kind) {
        declared.insert(name)
      }
    }
    let names = try FormatDocument().namedCode.map { String($0.prefix { $0 != "." }) }
    #expect(names.count > 30)
    #expect(Set(names).subtracting(declared).sorted() == [])
  }

  @Test("and the patterns find what they look for")
  func patterns() {
    let body = Array(repeating: "    step()", count: 70)
    let source = TidySource(
      path: "",
      lines: ["  func long(", "    _ a: Int", "  ) {"] + body + ["  }", "  func short() {", "  }"])
    #expect(source.functions().map(\.line) == [1, 75])
    #expect(source.functions().map(\.lineCount) == [74, 2])
    let lines = ["a(\"b! // c\") // unsafe try!", "unsafe a ?? b!.c"]
    let code = TidySource(path: "", lines: lines).code
    #expect(code == ["a() ", "unsafe a ?? b!.c"])
    #expect(code.map(\.canTrap) == [false, true])
    #expect(!"a != b && !c".canTrap)
    #expect("/// IndexFormat.md, sections 6 and 7.2.".citedSections == ["6", "7.2"])
    #expect("a.docID(for: idx)".words == ["a", "docID", "for", "idx"])
  }

  @Test("every page has one title")
  func titles() throws {
    let pages =
      Repository.files(in: "Sources", endingWith: ".md")
      + (try Repository.names().filter { $0.hasSuffix(".md") }) + ["Corpus/README.md"]
    #expect(pages.contains("IndexFormat.md"))
    for page in pages {
      var isInFence = false
      var count = 0
      for line in try Repository.lines(of: page) {
        if line.hasPrefix("```") { isInFence.toggle() }
        if !isInFence, line.hasPrefix("# ") { count += 1 }
      }
      #expect(count == 1, "\(page)")
    }
  }

  @Test("the top of the repository holds what belongs there")
  func top() throws {
    let allowed: Set<String> = [
      "Benchmarks", "CHANGELOG.md", "CONTRIBUTING.md", "Corpus", "IndexFormat.md", "LICENSE",
      "Package.resolved", "Package.swift", "README.md", "Sources", "Tests",
    ]
    let names = try Repository.names().filter { !$0.hasPrefix(".") }
    #expect(Set(names).subtracting(allowed).sorted() == [])
  }
}
